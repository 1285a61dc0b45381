/** Open interest in USD, one side, from each venue's own units: coins, contracts or USD, of one side or both. */
import { ABOVE_0, FROM_0, fieldOf, numberOf, RowFault } from '../rows.ts'

/** `history` is a row of the venue's own past; the others are rows of the present. */
export type InterestKind = 'linear' | 'inverse' | 'history'

/**
 * How many sides a venue counts, by what its documents say; each figure is divided by it. Hyperliquid's page for deployers
 * defines it as the sum of absolute position sizes, which counts both; one reader of it says one. `SupplierSettings.sides` overrides it.
 */
export const SIDES: Readonly<Record<string, 1 | 2>> = {
  binance: 1,
  bybit: 2,
  okx: 1,
  hyperliquid: 2,
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
export function toUsd(
  venue: string,
  kind: InterestKind,
  row: unknown,
  mark: unknown,
  sides: 1 | 2 = SIDES[venue] ?? 1,
): number {
  const rule = RULES[venue]?.[kind]
  if (!rule) throw new RowFault(`open interest of ${venue} ${kind} has no known unit`)
  return applied(rule, row, mark) / (venue === 'hyperliquid' ? sides : 1)
}

/**
 * Units of one side that the venue counts in, whatever they are worth: coins, or thousands of them where its contract is of
 * thousands. Undefined where it counts in USD, or the row has no such column.
 * @throws RowFault where the row makes no sense.
 */
export function toUnits(
  venue: string,
  kind: InterestKind,
  row: unknown,
  mark: unknown,
  sides: 1 | 2 = SIDES[venue] ?? 1,
): number | undefined {
  const rule = UNITS[venue]?.[kind]
  const units = rule && applied(rule, row, mark)
  return units === undefined ? undefined : units / (venue === 'hyperliquid' ? sides : 1)
}

function applied<Value>(rule: RuleOf<Value>, row: unknown, mark: unknown): Value {
  return rule(
    (...names) => numberOf(names.join('.'), fieldOf(row, ...names), FROM_0),
    () => numberOf('mark price', mark, ABOVE_0),
    (...names) => given(fieldOf(row, ...names)),
  )
}

type RuleOf<Value> = (
  figure: (...path: (string | number)[]) => number,
  mark: () => number,
  has: (...path: (string | number)[]) => boolean,
) => Value
type Rule = RuleOf<number>

const RULES: Readonly<Record<string, Partial<Record<InterestKind, Rule>>>> = {
  binance: {
    linear: (figure, mark) => figure('openInterest') * mark(),
    // Contracts of 100 USD for bitcoin, of 10 USD for others: the row does not say, so it is added here.
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

const UNITS: Readonly<Record<string, Partial<Record<InterestKind, RuleOf<number | undefined>>>>> = {
  binance: {
    linear: (figure) => figure('openInterest'),
    history: (figure, _, has) => (has('sumOpenInterest') ? figure('sumOpenInterest') : undefined),
  },
  bybit: {
    linear: (figure, _, has) => oneSide(figure, has),
    history: (figure, _, has) => oneSide(figure, has),
  },
  okx: {
    linear: (figure, _, has) => (has('oiCcy') ? figure('oiCcy') : undefined),
    history: (figure) => figure(2),
  },
  hyperliquid: { linear: (figure) => figure('openInterest') },
  bitget: { linear: (figure, _, has) => figure(has('holdingAmount') ? 'holdingAmount' : 'size') },
  gate: {
    linear: (figure) => figure('position_size') * figure('quanto_multiplier'),
    history: (figure, _, has) =>
      has('mark_price') ? figure('open_interest_usd') / figure('mark_price') : undefined,
  },
  krakenfutures: { linear: (figure) => figure('openInterest') },
  deribit: { linear: (figure) => figure('open_interest') },
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
