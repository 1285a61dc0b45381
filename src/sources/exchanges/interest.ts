/** Open interest in USD, one side, from each venue's own units: coins, contracts or USD, of one side or both. */
import { FROM_0, ABOVE_0, fieldOf, numberOf, RowFault } from '../rows.ts'

/** `history` is a row of the venue's own past; the others are rows of the present. */
export type InterestKind = 'linear' | 'inverse' | 'history'

/**
 * How many sides a venue counts, by what its documents say; each figure is divided by it. Hyperliquid's is disputed:
 * one reader of it says both sides, another one; it is taken for one.
 */
export const SIDES: Readonly<Record<string, 1 | 2>> = {
  binance: 1,
  bybit: 2,
  okx: 1,
  hyperliquid: 1,
  gate: 1,
  bitget: 1,
  krakenfutures: 1,
  deribit: 1,
}

/**
 * USD of one side. `row` is as the venue wrote it, `mark` USD per unit of the venue's symbol (per 1000 for 1000SHIB,
 * whose contracts are counted in the same unit, so that the multiple cancels out).
 * @throws RowFault where the row makes no sense, the price is missing, or the unit is not known.
 */
export function toUsd(venue: string, kind: InterestKind, row: unknown, mark: unknown): number {
  const rule = RULES[venue]?.[kind]
  if (!rule) throw new RowFault(`open interest of ${venue} ${kind} has no known unit`)
  return rule(
    (...names) => numberOf(names.join('.'), fieldOf(row, ...names), FROM_0),
    () => numberOf('mark price', mark, ABOVE_0),
    (...names) => given(fieldOf(row, ...names)),
  )
}

type Rule = (
  figure: (...path: (string | number)[]) => number,
  mark: () => number,
  has: (...path: (string | number)[]) => boolean,
) => number

const RULES: Readonly<Record<string, Partial<Record<InterestKind, Rule>>>> = {
  binance: {
    linear: (figure, mark) => figure('openInterest') * mark(),
    // Contracts of 100 USD for bitcoin, of 10 USD for others: the row does not say, so it is told along.
    inverse: (figure) => figure('openInterest') * figure('contractSize'),
    history: (figure) => figure('sumOpenInterestValue'),
  },
  bybit: {
    linear: (figure, mark, has) => oneSide(figure, has) * mark(),
    inverse: (figure, _, has) => oneSide(figure, has),
    history: (figure, mark, has) => oneSide(figure, has) * mark(),
  },
  okx: {
    linear: (figure, mark, has) => (has('oiUsd') ? figure('oiUsd') : figure('oiCcy') * mark()),
    inverse: (figure, mark, has) => (has('oiUsd') ? figure('oiUsd') : figure('oiCcy') * mark()),
    // [time, contracts, coins, USD] of one contract; the rows by currency have three and count all contracts.
    history: (figure) => figure(3),
  },
  hyperliquid: { linear: (figure, mark) => figure('openInterest') * mark() },
  bitget: {
    linear: (figure, mark, has) => figure(has('holdingAmount') ? 'holdingAmount' : 'size') * mark(),
  },
  gate: {
    linear: (figure, mark) => figure('position_size') * figure('quanto_multiplier') * mark(),
    history: (figure) => figure('open_interest_usd'),
  },
  krakenfutures: {
    linear: (figure, mark) => figure('openInterest') * mark(),
    inverse: (figure) => figure('openInterest'),
  },
  deribit: {
    linear: (figure, mark) => figure('open_interest') * mark(),
    inverse: (figure) => figure('open_interest'),
  },
}

/** Bybit counts both sides in `openInterest` and, in newer rows, one in `singleOpenInterest`. */
function oneSide(figure: Parameters<Rule>[0], has: Parameters<Rule>[2]): number {
  return has('singleOpenInterest')
    ? figure('singleOpenInterest')
    : figure('openInterest') / (SIDES.bybit ?? 2)
}

function given(value: unknown): boolean {
  return value !== undefined && value !== null && value !== ''
}
