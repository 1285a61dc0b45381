/** Names of coins on charts: what no face can draw is stated by the coin's id, which one can. */
import type { Chart } from './look.ts'
import { drawnName } from './runs.ts'

/** Tickers by id. */
type Symbols = Readonly<Record<string, string>>

/**
 * The same chart with every ticker as it can be drawn, in titles, labels and callouts: by the coin's id where no face
 * has its characters, between isolates where it is another's than the charts' own. Its text alternative keeps the
 * ticker: it is read, not drawn.
 */
export function withDrawableNames(chart: Chart, symbols: Symbols): Chart {
  const swaps = swapsOf(symbols)
  return swaps === undefined ? chart : { ...chart, spec: swapped(chart.spec, swaps) }
}

interface Swaps {
  /** Any of the tickers. */
  readonly pattern: RegExp
  readonly drawn: ReadonlyMap<string, string>
}

const known = new WeakMap<Symbols, Swaps | undefined>()

/** What stands for which ticker; nothing where all are drawn as they are. */
function swapsOf(symbols: Symbols): Swaps | undefined {
  if (known.has(symbols)) return known.get(symbols)
  const swaps = findSwaps(symbols)
  known.set(symbols, swaps)
  return swaps
}

function findSwaps(symbols: Symbols): Swaps | undefined {
  const drawn = new Map(
    Object.entries(symbols)
      .map(([id, symbol]) => [symbol, drawnName(symbol, id)] as const)
      .filter(([symbol, name]) => symbol.trim() !== '' && symbol !== name),
  )
  if (drawn.size === 0) return undefined
  // Longer tickers first, as one may stand within another, and all in one pass, so that none is swapped twice.
  const longest = [...drawn.keys()].sort((a, b) => b.length - a.length)
  return { pattern: new RegExp(longest.map((one) => RegExp.escape(one)).join('|'), 'gu'), drawn }
}

function swapped<Value>(value: Value, swaps: Swaps): Value {
  if (typeof value === 'string') {
    return value.replaceAll(swaps.pattern, (symbol) => swaps.drawn.get(symbol) ?? symbol) as Value
  }
  if (Array.isArray(value)) return value.map((one) => swapped(one, swaps)) as Value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, swapped(one as unknown, swaps)]),
  ) as Value
}
