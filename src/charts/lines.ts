/** Named lines over the same days, each with its name at its end. */
import type { Point } from '#src/market/series.ts'
import { dateAxis, valueAxis } from './axes.ts'
import type { DataUnit } from './callbacks.ts'
import { lineOf } from './datasets.ts'
import { daysOf, formatDay, formatDays, monthTicks, valuesAt } from './days.ts'
import { extremesOf, isLine } from './extremes.ts'
import type { Chart, ChartLook } from './look.ts'
import { listed } from './names.ts'
import { altOf, pagePlot, skinOf } from './plot.ts'
import type { Tone } from './spec.ts'
import { WIDE } from './spec.ts'
import { colorOf } from './theme.ts'
import type { TickFormat } from './ticks.ts'

export interface NamedLine {
  readonly name: string
  readonly points: readonly Point[]
}

export interface LinesRequest {
  readonly lines: readonly NamedLine[]
  /** Stated in subtitle and alt text, with `period` filled in. */
  readonly subtitle: (period: string) => string
  readonly unit: DataUnit
  readonly tick: TickFormat
  /** The newest value, at a line's end. */
  readonly textOf: (value: number) => string
}

/** Told apart in this order; a line beyond the last is not drawn. */
const TONES: readonly Tone[] = ['accent', 'line', 'third', 'up', 'down', 'text']

/** Undefined where no line has two values. */
export function linesChart(request: LinesRequest, look: ChartLook): Chart | undefined {
  const drawn = request.lines.filter(({ points }) => isLine(points)).slice(0, TONES.length)
  if (drawn.length === 0) return undefined
  const { words } = look
  const skin = skinOf(look)
  const days = daysOf(drawn.map(({ points }) => points))
  const values = drawn.map(({ points }) => valuesAt(points, days))
  const period = formatDays(days, words)
  const axis = valueAxis({ values: values.flat(), format: request.tick, zero: 'near', count: 5 }, skin)
  const toneAt = (i: number) => TONES[i] ?? 'text'
  const ends = drawn.map(({ name, points }) => {
    const latest = extremesOf(points)?.latest
    return latest === undefined ? name : `${name} ${request.textOf(latest)}`
  })
  const subtitle = request.subtitle(period)
  const spec = pagePlot(look, {
    type: 'line',
    labels: days.map((day) => formatDay(day, words)),
    datasets: drawn.map(({ name }, i) =>
      lineOf({
        label: name,
        data: values[i] ?? [],
        color: colorOf(toneAt(i), skin),
        unit: request.unit,
        width: 2.5,
      }),
    ),
    scales: { x: dateAxis(monthTicks(days, words), skin), y: axis.options },
    subtitle,
    endRoom: 165,
    marks: ends.map((text, dataset) => ({ type: 'end', dataset, text, tone: toneAt(dataset) })),
  })
  const alt = altOf(look, [words.say('charts:lines.alt', { subtitle, list: listed(ends, words) })])
  return { spec, alt, size: WIDE }
}
