/** What stands at the end of a line: its newest value, what the week made of it, and its day where that is an older one. */
import { formatPercent } from '#src/i18n/numbers.ts'
import type { Point } from '#src/market/series.ts'
import { DAY, floorToDay, type Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { inkOfSign } from './colors.ts'
import type { ChartLook } from './look.ts'
import type { Label } from './spec/label.ts'

export interface EndRequest {
  /** Id of the series. */
  readonly series: string
  /** Dated by the days that begin at their times. */
  readonly points: readonly Point[]
  readonly week: Week
  readonly textOf: (value: number) => string
  /** Over the week, a fraction. */
  readonly change?: number | undefined
}

/** Undefined where no point has a value. */
export function endOf(
  points: readonly Point[],
): { readonly at: Instant; readonly value: number } | undefined {
  for (let i = points.length - 1; i >= 0; i--) {
    const [at, value] = points[i] as Point
    if (value !== null) return { at, value }
  }
  return undefined
}

/** The value first. No change stands beside a value of another week. */
export function endLines(request: EndRequest, { words }: ChartLook): Label[] {
  const { series, points, week, textOf, change } = request
  const end = endOf(points)
  if (!end) return []
  const lines: Label[] = [
    { text: textOf(end.value), figure: { of: 'last', series, value: end.value, at: end.at } },
  ]
  if (change !== undefined) lines.push(weekChange(series, change, week.start, words))
  if (end.at + DAY < floorToDay(week.end))
    lines.push({ text: words.say('charts:ends.of', { date: end.at }), ink: 'sub' })
  return lines
}

/** `−3.1% week`, in the colour of the sign that is printed. */
function weekChange(series: string, change: number, from: Instant, words: ChartLook['words']): Label {
  return {
    text: words.say('charts:ends.week', { change }),
    ink: inkOfSign(printed(change)),
    strong: true,
    figure: { of: 'change', series, value: change, from },
  }
}

/** A fraction as its percent prints: 0 where that has no sign. */
export function printed(fraction: number, digits = 1): number {
  const text = formatPercent(fraction, digits, 'always')
  return text.startsWith('+') ? 1 : /^\d/.test(text) ? 0 : -1
}
