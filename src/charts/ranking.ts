/** Named values as horizontal bars, for whatever is ranked beside the recap: venues, coins. */
import type { Chart, ChartLook } from './look.ts'
import { altOf, pagePlot } from './plot.ts'
import { rowsPlot, type ValueRow } from './rows.ts'
import { WIDE } from './spec.ts'

export type { ValueRow } from './rows.ts'

export interface RankingRequest {
  /** In the order of drawing. */
  readonly rows: readonly ValueRow[]
  /** What the bars measure, for tooltips. */
  readonly label: string
  readonly subtitle: string
  /** Written at a bar's end in place of a signed percent. */
  readonly textOf?: (value: number) => string
}

/** Bars are fractions; undefined where there are none. */
export function rankingChart({ rows, label, subtitle, textOf }: RankingRequest, look: ChartLook) {
  const [best, worst] = [rows[0], rows.at(-1)]
  if (!best || !worst) return undefined
  const { words } = look
  const labelled = textOf ? rows.map((row) => ({ ...row, text: textOf(row.value) })) : rows
  const text = (row: ValueRow) =>
    textOf?.(row.value) ?? words.say('charts:ranking.value', { value: row.value })
  const spec = pagePlot(look, { ...rowsPlot(labelled, label, look), subtitle })
  const alt = altOf(look, [
    words.say('charts:ranking.alt', {
      label,
      count: rows.length,
      first: best.name,
      firstValue: text(best),
      last: worst.name,
      lastValue: text(worst),
    }),
  ])
  return { spec, alt, size: WIDE } satisfies Chart
}
