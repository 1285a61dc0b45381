/** The highest of the record and of 90 days, marked where they are drawn; one label says both where they are one day. */
import type { Point } from '#src/market/series.ts'
import { DAY, type Day, floorToDay, type Instant, startOfDay } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import type { ChartLook } from './look.ts'
import type { PointMark } from './spec/panes.ts'

interface Peak {
  readonly value: number
  readonly date: Day
}

export interface Highs {
  readonly record?: Peak
  readonly quarter?: Peak
  /** The first of the 90 days. */
  readonly quarterFrom: Instant
}

const QUARTER = 90 * DAY
/** The highest of 90 days that lies in their first seven is what is left of an earlier fall, and no peak. */
const EDGE = 7 * DAY

/** What is marked of a record’s peak and of that of the 90 days before the week’s end. */
export function highsOf(record: Peak | undefined, quarter: Peak | undefined, { end }: Week): Highs {
  const quarterFrom = floorToDay(end) - QUARTER
  const isPeak = quarter && startOfDay(quarter.date) >= quarterFrom + EDGE
  return { quarterFrom, ...(record && { record }), ...(isPeak && { quarter }) }
}

export interface DrawnLine {
  readonly series: string
  readonly points: readonly Point[]
  readonly textOf: (value: number) => string
}

/** Those that lie within the line; what is not drawn is not marked. */
export function highMarks(
  { record, quarter, quarterFrom }: Highs,
  line: DrawnLine,
  look: ChartLook,
): PointMark[] {
  const isOne = record !== undefined && record.date === quarter?.date
  return [
    ...markOf(record, isOne ? 'both' : 'record', line, look),
    ...(isOne ? [] : markOf(quarter, 'quarter', line, look, quarterFrom)),
  ]
}

/** Whether a record is among the marks. */
export function isRecordShown({
  points,
  highs,
}: {
  readonly points: readonly Point[]
  readonly highs?: Highs
}): boolean {
  return highs?.record !== undefined && isDrawn(highs.record, points)
}

function isDrawn({ date }: Peak, points: readonly Point[]): boolean {
  const at = startOfDay(date)
  return points.some(([time, value]) => time === at && value !== null)
}

function markOf(
  peak: Peak | undefined,
  kind: 'record' | 'quarter' | 'both',
  { series, points, textOf }: DrawnLine,
  { words }: ChartLook,
  from?: Instant,
): PointMark[] {
  if (!peak || !isDrawn(peak, points)) return []
  const at = startOfDay(peak.date)
  const text = words.say(`charts:openinterest.peaks.${kind}`, { value: textOf(peak.value), date: at })
  const highest = { of: 'max', series, value: peak.value, at } as const
  const figure = from === undefined ? highest : { ...highest, from }
  return [
    {
      type: 'point',
      at,
      value: peak.value,
      side: 'left',
      label: { text, strong: true, figure },
    },
  ]
}
