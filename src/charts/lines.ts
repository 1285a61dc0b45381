/** Lines of several coins in one pane, each in its coin's colour with its name and value at its end. */
import type { Point } from '#src/market/series.ts'
import { DAY } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import type { ChartEvent } from '#src/services/events.ts'
import { hasCoinColor } from './colors.ts'
import { daysOf } from './days.ts'
import { endOf } from './endlabels.ts'
import { eventMarks } from './events.ts'
import { isLine } from './extremes.ts'
import type { AxisRequest } from './axis.ts'
import { axisOver, framed, timeAxis } from './framed.ts'
import type { Chart, ChartLook } from './look.ts'
import { listed } from './names.ts'
import type { Figure, Ink, Label } from './spec/label.ts'
import type { EndBlock, LineSeries, ValueUnit } from './spec/panes.ts'

export interface CoinLine {
  /** An asset's id. */
  readonly id: string
  readonly name: string
  readonly points: readonly Point[]
}

export interface LinesRequest {
  readonly lines: readonly CoinLine[]
  readonly subtitle: string
  readonly unit: ValueUnit
  readonly axis: Omit<AxisRequest, 'values' | 'count'>
  /** Of the newest value, at a line's end. */
  readonly textOf: (value: number) => string
  /** What that text is of the line. */
  readonly figureOf: (line: CoinLine, value: number) => Figure
  /** Milliseconds, where points are of stretches that begin at their times. */
  readonly step?: number
  readonly week?: Week
  readonly events?: readonly ChartEvent[] | undefined
  readonly aid?: string
}

/** More cannot be distinguished. */
export const MOST_LINES = 6

/** Undefined where no line has two values. */
export function linesChart(request: LinesRequest, look: ChartLook): Chart | undefined {
  const drawn = drawable(request.lines)
  if (drawn.length === 0) return undefined
  const { words } = look
  const inks = inksOf(drawn.map(({ id }) => id))
  const points = drawn.map((line) => line.points)
  const values = points.flat().map(([, value]) => value)
  const series = drawn.map(({ id, name, points }, index): LineSeries => {
    const { ink, dash } = inks[index] ?? { ink: 'slate' }
    return { type: 'line', id, name, unit: request.unit, points, ink, dot: true, ...(dash && { dash }) }
  })
  const newest = Math.max(...points.map((line) => endOf(line)?.at ?? 0))
  const ends = drawn.flatMap((line, index): EndBlock[] => {
    const end = endOf(line.points)
    if (!end) return []
    const aside = { text: request.textOf(end.value), figure: request.figureOf(line, end.value) }
    // A close is named by its day, which begins a day before its instant.
    const date = request.step === undefined ? end.at - DAY : end.at
    const old: Label[] = end.at < newest ? [{ text: words.say('charts:ends.of', { date }), ink: 'sub' }] : []
    return [
      { value: end.value, ink: inks[index]?.ink ?? 'slate', lines: [{ text: line.name }, ...old], aside },
    ]
  })
  const axis = timeAxis(points, look, request.week, request.step)
  const symbols = new Map(drawn.map(({ id, name }) => [id, name]))
  const list = listed(
    ends.map(({ lines: [name, date], aside }) =>
      [name?.text, aside?.text, date?.text].filter((text) => text !== undefined).join(' '),
    ),
    words,
  )
  return framed(look, {
    subtitle: request.subtitle,
    ...(request.aid !== undefined && { aid: request.aid }),
    ...(request.week && { week: request.week }),
    body: {
      type: 'panes',
      arrangement: 'stacked',
      ...axis,
      events: eventMarks(request.events, axis, { symbols }, look),
      panes: [
        { weight: 1, axis: axisOver({ ...request.axis, values, count: 5 }, look), series, marks: [], ends },
      ],
    },
    alt: [words.say('charts:lines.alt', { subtitle: request.subtitle, list })],
  })
}

/** Those that are lines, as many as are told apart. */
export function drawable(lines: readonly CoinLine[]): CoinLine[] {
  return lines.filter(({ points }) => isLine(points)).slice(0, MOST_LINES)
}

/** First and last instant of the lines. */
export function spanOf(lines: readonly CoinLine[]): readonly [from: number, to: number] {
  const days = daysOf(lines.map(({ points }) => points))
  return [days[0] ?? 0, days.at(-1) ?? 0]
}

interface LineLook {
  readonly ink: Ink
  readonly dash?: NonNullable<LineSeries['dash']>
}

/** Coins without a colour of their own: slate lies too near to ether's blue for some eyes, so its form differs too. */
const OTHERS: readonly LineLook[] = [
  { ink: 'slate', dash: 'long' },
  { ink: 'zero', dash: 'dashed' },
  { ink: 'zero', dash: 'dotted' },
  { ink: 'zero', dash: 'long' },
  { ink: 'slate', dash: 'dashed' },
  { ink: 'slate', dash: 'dotted' },
]

/** The look of each line, in the order of the ids. */
export function inksOf(ids: readonly string[]): LineLook[] {
  if (ids.length === 1) return ids.map((id) => ({ ink: hasCoinColor(id) ? `coin:${id}` : 'slate' }))
  let others = 0
  return ids.map((id) => (hasCoinColor(id) ? { ink: `coin:${id}` } : (OTHERS[others++] ?? { ink: 'slate' })))
}
