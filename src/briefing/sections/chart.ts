/** Chart: what the candles drawn amount to; no recap holds this section. */
import type { CandlesReading } from '#src/services/candles.ts'
import { type Section, type Statement, state } from '../section.ts'

export function chartSection({
  asset,
  candles,
  change,
  high,
  low,
  from,
  to,
  timeframe,
}: CandlesReading): Section<'chart'> {
  const last = candles.at(-1)
  if (!last || typeof change !== 'number') return { name: 'chart', statements: [], missing: [] }
  const evidence = { rule: 'first open to last close', timeframe, candles: candles.length }
  const { symbol } = asset
  const statements: Statement[] = [
    state('chart.move', { symbol, change, close: last.close, from, to: to - 1 }, evidence),
    state(
      'chart.range',
      { low: low.price, lowDate: low.time, high: high.price, highDate: high.time },
      { rule: 'lowest low and highest high of the candles' },
    ),
  ]
  return { name: 'chart', statements, missing: [] }
}
