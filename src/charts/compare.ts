/** Coins beside each other: lines that all start at 100. */
import { formatPercent } from '#src/i18n/numbers.ts'
import type { CompareReading } from '#src/services/compare.ts'
import { linesChart, type NamedLine } from './lines.ts'
import type { Chart, ChartLook } from './look.ts'
import { decimalTick } from './ticks.ts'

export function compareChart({ rows }: CompareReading, look: ChartLook): Chart | undefined {
  return indexedLines(
    rows.map(({ asset, series }) => ({ name: asset.symbol, points: series })),
    look,
  )
}

/** Points are multiples of the first price: 1 at the start. */
export function indexedLines(lines: readonly NamedLine[], look: ChartLook): Chart | undefined {
  return linesChart(
    {
      lines: lines.map(({ name, points }) => ({
        name,
        points: points.map(([time, value]) => [time, value === null ? null : value * 100]),
      })),
      subtitle: (period) => look.words.say('charts:compare.subtitle', { period }),
      unit: 'decimal',
      tick: decimalTick,
      textOf: (value) => formatPercent(value / 100 - 1, 1, 'always'),
    },
    look,
  )
}
