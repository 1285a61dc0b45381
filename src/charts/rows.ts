/** Horizontal bars of signed values with names at the left and numbers at the ends: assets, sectors, movers. */
import { formatPercent } from '#src/i18n/numbers.ts'
import { hiddenAxis, nameAxis } from './axes.ts'
import { barsOf } from './datasets.ts'
import type { ChartLook } from './look.ts'
import { type PlotRequest, skinOf } from './plot.ts'
import type { Tone } from './spec.ts'
import { colorOf, mute, toneOfSign } from './theme.ts'

export interface ValueRow {
  readonly name: string
  /** Fraction. */
  readonly value: number
  /** Drawn in full where others are drawn back. */
  readonly strong?: boolean
  /** In place of the sign's colour. */
  readonly tone?: Tone
  /** In place of a signed percent. */
  readonly text?: string
}

/** The plot of rows in the order given. `panel` is the small form. */
export function rowsPlot(
  rows: readonly ValueRow[],
  label: string,
  look: ChartLook,
  panel = false,
): PlotRequest {
  const skin = skinOf(look)
  const highlights = rows.some((row) => row.strong)
  const toneOf = (row: ValueRow) => row.tone ?? toneOfSign(row.value)
  const { min, max } = withRoom(rows, panel ? 330 : 880, panel ? 78 : 104)
  return {
    type: 'bar',
    indexAxis: 'y',
    labels: rows.map((row) => row.name),
    datasets: [
      barsOf({
        label,
        unit: 'percent',
        data: rows.map((row) => row.value),
        color: rows.map((row) => {
          const full = colorOf(toneOf(row), skin)
          return highlights && !row.strong ? mute(full, skin) : full
        }),
      }),
    ],
    scales: {
      x: hiddenAxis(min, max),
      y: nameAxis(skin, {
        size: panel ? 18 : 22,
        strong: highlights ? rows.map((row) => row.strong === true) : [],
      }),
    },
    marks: [
      { type: 'zero' },
      ...rows.map((row, index) => ({
        type: 'bar' as const,
        dataset: 0,
        index,
        text: row.text ?? formatPercent(row.value, 1, 'always'),
        tone: highlights && !row.strong ? ('sub' as const) : toneOf(row),
      })),
    ],
  }
}

/** Limits of the axis that leave each side the room of its numbers, in a plot about `width` wide. */
function withRoom(rows: readonly ValueRow[], width: number, room: number): { min: number; max: number } {
  const values = rows.map((row) => row.value)
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)]
  const leftRoom = least < 0 ? room : 2
  const rightRoom = most > 0 || least === 0 ? room : 2
  const perPixel = (most - least || 0.01) / (width - leftRoom - rightRoom)
  return { min: least - leftRoom * perPixel, max: most + rightRoom * perPixel }
}
