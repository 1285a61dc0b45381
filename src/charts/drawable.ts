/** Names of coins on charts: what the font cannot draw is stated by the coin's id, which it can. */
import { isDrawable } from './glyphs.ts'
import type { Chart } from './look.ts'

/** Tickers by id. */
type Symbols = Readonly<Record<string, string>>

/**
 * The same chart with every ticker that the font cannot draw replaced by its coin's id, in titles, labels and callouts.
 * Its text alternative keeps the ticker: it is read, not drawn.
 */
export function withDrawableNames(chart: Chart, symbols: Symbols): Chart {
  const swaps = swapsOf(symbols)
  return swaps.length === 0 ? chart : { ...chart, spec: swapped(chart.spec, swaps) }
}

type Swap = readonly [symbol: string, id: string]

const known = new WeakMap<Symbols, readonly Swap[]>()

/** Longer tickers first: one may stand within another. */
function swapsOf(symbols: Symbols): readonly Swap[] {
  const before = known.get(symbols)
  if (before) return before
  const swaps = Object.entries(symbols)
    .filter(([id, symbol]) => !isDrawable(symbol) && isDrawable(id))
    .map(([id, symbol]): Swap => [symbol, id])
    .sort(([a], [b]) => b.length - a.length)
  known.set(symbols, swaps)
  return swaps
}

function swapped<Value>(value: Value, swaps: readonly Swap[]): Value {
  if (typeof value === 'string') {
    return swaps.reduce((text: string, [symbol, id]) => text.replaceAll(symbol, id), value) as Value
  }
  if (Array.isArray(value)) return value.map((one) => swapped(one, swaps)) as Value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, swapped(one as unknown, swaps)]),
  ) as Value
}
