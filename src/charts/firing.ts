/** The picture of what one alert reports: the stretch before it with its level, or venues beside each other. */
import { formatDateTime, formatShortDate } from '#src/i18n/dates.ts'
import { formatPercent, formatPrice } from '#src/i18n/numbers.ts'
import type { Point } from '#src/market/series.ts'
import { DAY, HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import { lowSize } from './bars.ts'
import { inkOfSign } from './colors.ts'
import { daysOf, formatDays } from './days.ts'
import { endOf, printed } from './endlabels.ts'
import { axisOver, framed, timeAxis } from './framed.ts'
import type { Chart, ChartLook } from './look.ts'
import type { Label } from './spec/label.ts'
import type { Pane, PaneMark, PaneSeries, Panes, TimeTick } from './spec/panes.ts'
import { printValue, tickFormat } from './values.ts'

/** What is drawn: plain data. */
export type Drawing = TimeDrawing | VenueDrawing

export interface TimeDrawing {
  readonly shape: 'line' | 'bars'
  /** `price` and `amount` are USD, `rate` and `percent` fractions. */
  readonly unit: 'price' | 'amount' | 'coins' | 'rate' | 'percent'
  /** Oldest first; null is a value that is missing. */
  readonly points: readonly Point[]
  /** Milliseconds from one to the next. */
  readonly step: number
  /** The window of a change. */
  readonly window?: { readonly from: Instant; readonly to: Instant }
  /** The middle three fifths of a year. */
  readonly band?: { readonly low: number; readonly high: number }
  /** The last time that it was like this. */
  readonly since?: { readonly at: Instant; readonly value: number }
}

export interface VenueDrawing {
  readonly shape: 'venues'
  /** USD, the lowest first. */
  readonly venues: readonly { readonly venue: string; readonly price: number }[]
}

export interface FiringPicture {
  readonly drawing: Drawing
  /** Of the drawn series: `BTC`; and its colour. */
  readonly name: string
  readonly ink: string
  /** What is measured, and its unit. */
  readonly measure: string
  /** What was passed, as it is printed; left out of what has no level. */
  readonly level?: { readonly value: number; readonly text: string }
  /** Of a window: `1 hour`. */
  readonly window?: string
  /** When it was seen. */
  readonly time: Instant
  /** The sentence, for those who cannot see it. */
  readonly alt: string
}

const ID = 'watched'
/** A level that is farther away than so many times the drawn range is left out: it would flatten the line. */
const FAR = 1.5
/** The value before a window lies no farther from its beginning, milliseconds. */
const STRAY = 90_000

/** Undefined where there is nothing to draw. */
export function firingChart(picture: FiringPicture, look: ChartLook): Chart | undefined {
  const { drawing } = picture
  return drawing.shape === 'venues' ? venueChart(drawing, picture, look) : timeChart(drawing, picture, look)
}

function timeChart(drawing: TimeDrawing, picture: FiringPicture, look: ChartLook): Chart | undefined {
  const { words } = look
  const points = shownPoints(drawing)
  const [first] = points[0] ?? []
  if (first === undefined || !endOf(points)) return undefined
  const isOfHours = drawing.step < 8 * HOUR
  const period = isOfHours
    ? words.say('charts:firing.to', { time: timeOf(picture.time, look) })
    : formatDays(daysOf([points]), words)
  const isFromZero = drawing.shape === 'bars'
  return framed(look, {
    subtitle: words.say('charts:firing.subtitle', { measure: picture.measure, period }),
    ...(!isFromZero && { aid: words.say('charts:aid.noZero') }),
    body: {
      type: 'panes',
      arrangement: 'stacked',
      ...axisOf(drawing, points, picture, look),
      events: [],
      panes: [paneOf(drawing, points, picture, look)],
    },
    alt: [picture.alt],
  })
}

/** A settlement pays for the hours before it: its bar stands there. */
function shownPoints({ shape, points, step }: TimeDrawing): readonly Point[] {
  return shape === 'bars' ? points.map(([time, value]) => [time - step, value]) : points
}

function axisOf(
  { window, step, shape }: TimeDrawing,
  points: readonly Point[],
  picture: FiringPicture,
  look: ChartLook,
): Pick<Panes, 'from' | 'to' | 'step' | 'ticks' | 'week'> {
  const isOfHours = step < 8 * HOUR
  const axis: Pick<Panes, 'from' | 'to' | 'step' | 'ticks' | 'week'> = isOfHours
    ? clockAxis(points, look)
    : timeAxis([points], look, undefined, stepOf(shape, step))
  if (!window || picture.window === undefined) return axis
  // Values of days stand in their middle.
  const middle = (axis.step ?? 0) / 2
  const [from, to] = [Math.max(axis.from, window.from + middle), Math.min(axis.to, window.to + middle)]
  return { ...axis, week: { from, to, text: picture.window } }
}

/** Bars stand for their hours; lines of days too. */
function stepOf(shape: TimeDrawing['shape'], step: number): number | undefined {
  return shape === 'bars' || step >= DAY ? step : undefined
}

function clockAxis(points: readonly Point[], look: ChartLook): Pick<Panes, 'from' | 'to' | 'ticks'> {
  const [from, to] = [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 0]
  const most = look.layout === 'phone' ? 5 : 8
  const step = CLOCK_STEPS.find((one) => (to - from) / one <= most) ?? DAY
  const ticks: TimeTick[] = []
  for (let at = Math.ceil(from / step) * step; at <= to; at += step)
    ticks.push({ at, text: clockText(at, look) })
  return { from, to, ticks }
}

const CLOCK_STEPS = [5, 10, 15, 30, 60, 120, 180, 240, 360, 720].map((minutes) => minutes * MINUTE)

/** `08:00`; midnight is named by its day. UTC, as the days of charts are. */
function clockText(at: Instant, { words }: ChartLook): string {
  if (at % DAY === 0) return formatShortDate(at, { ...words, zone: 'UTC' })
  return new Date(at).toISOString().slice(11, 16)
}

function paneOf(
  drawing: TimeDrawing,
  points: readonly Point[],
  picture: FiringPicture,
  look: ChartLook,
): Pane {
  const { unit, shape, band } = drawing
  const { name, ink, level } = picture
  const values = points.flatMap(([, value]) => value ?? [])
  const shown = level && isNear(level.value, values) ? level : undefined
  const isBars = shape === 'bars'
  const all = [...values, ...(shown ? [shown.value] : []), ...(band ? [band.low, band.high] : [])]
  const series: PaneSeries = isBars
    ? { type: 'bars', id: ID, name, unit, step: drawing.step, points, inks: points.map(signInk) }
    : { type: 'line', id: ID, name, unit, points, ink, dot: true, width: 3 }
  return {
    weight: 1,
    axis: axisOver(
      { values: all, format: tickFormat(unit), zero: isBars ? 'always' : 'never', count: 5 },
      look,
    ),
    series: [series],
    marks: marksOf(drawing, points, shown, look),
    ends: endsOf(drawing, points, ink, look),
  }
}

function isNear(level: number, values: readonly number[]): boolean {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const reach = FAR * (most - least)
  return level >= least - reach && level <= most + reach
}

function marksOf(
  { unit, since, band, step }: TimeDrawing,
  points: readonly Point[],
  level: FiringPicture['level'],
  look: ChartLook,
): PaneMark[] {
  const { words } = look
  const marks: PaneMark[] = []
  if (band)
    marks.push({
      type: 'span',
      from: band.low,
      to: band.high,
      label: { text: words.say('charts:firing.band') },
    })
  if (level)
    marks.push({
      type: 'level',
      value: level.value,
      style: 'dashed',
      ink: 'seal',
      label: { text: level.text },
    })
  if (since && points.some(([at]) => at === since.at)) {
    const text = words.say('charts:firing.since', {
      value: printValue(since.value, unit, words.locale),
      date: since.at,
    })
    const figure = { of: 'value', series: ID, value: since.value, at: since.at } as const
    marks.push({ type: 'point', at: since.at, value: since.value, label: { text, figure } })
  }
  for (const [index, [at, value]] of points.entries()) {
    if (value !== null) continue
    const [before, after] = [points[index - 1]?.[0] ?? at, points[index + 1]?.[0] ?? at]
    marks.push({ type: 'gap', from: step < 8 * HOUR ? before : at, to: step < 8 * HOUR ? after : at + step })
  }
  return marks
}

function endsOf(
  { unit, shape, window }: TimeDrawing,
  points: readonly Point[],
  ink: string,
  { words }: ChartLook,
): Pane['ends'] {
  const end = endOf(points)
  if (!end) return []
  const { at, value } = end
  const isRate = shape === 'bars'
  const own = isRate ? inkOfSign(printed(value, 4)) : ink
  const text = isRate ? formatPercent(value, 4, 'always') : printValue(value, unit, words.locale)
  const label: Label = {
    text,
    strong: true,
    figure: { of: 'last', series: ID, value, at },
    ...(isRate && { ink: own }),
  }
  return [{ value, ink: own, lines: [label, ...changeLabel(window, points, { at, value })] }]
}

/** Over the window, where the drawn line has its beginning. */
function changeLabel(
  window: TimeDrawing['window'],
  points: readonly Point[],
  { at, value }: { readonly at: Instant; readonly value: number },
): Label[] {
  const from = window && points.findLast(([time, known]) => known !== null && time <= window.from)
  if (!from || from[1] === null || from[0] >= at || window.from - from[0] > STRAY) return []
  const change = value / from[1] - 1
  const figure = { of: 'change', series: ID, value: change, from: from[0] } as const
  return [{ text: formatPercent(change, 1, 'always'), ink: inkOfSign(printed(change)), strong: true, figure }]
}

function signInk([, rate]: Point): string {
  return inkOfSign(rate === null ? 0 : printed(rate, 4))
}

/** How far each venue is from the middle of all. */
function venueChart({ venues }: VenueDrawing, picture: FiringPicture, look: ChartLook): Chart | undefined {
  const { words } = look
  const prices = venues.map(({ price }) => price).toSorted((one, other) => one - other)
  const half = prices.length / 2
  const upper = prices[Math.floor(half)]
  if (upper === undefined || venues.length < 2) return undefined
  const middle = Number.isInteger(half) ? ((prices[half - 1] as number) + upper) / 2 : upper
  return framed(look, {
    subtitle: words.say('charts:firing.venues', {
      name: picture.name,
      middle,
      time: timeOf(picture.time, look),
    }),
    ...lowSize(venues.length, look),
    body: {
      type: 'rows',
      id: ID,
      name: words.say('charts:firing.off'),
      unit: 'percent',
      columns: [{ type: 'name' }, { type: 'text', align: 'right' }, { type: 'value' }, { type: 'bar' }],
      rows: venues.toReversed().map(({ venue, price }) => {
        const value = price / middle - 1
        return {
          name: { text: words.find(`glossary:venues.${venue}`) ?? venue, strong: true },
          cells: [{ text: formatPrice(price, words.locale) }],
          value,
          label: {
            text: formatPercent(value, 2, 'always'),
            ink: inkOfSign(printed(value, 2)),
            strong: true,
            figure: { of: 'last', series: ID, value } as const,
          },
        }
      }),
    },
    alt: [picture.alt],
  })
}

/** With its year, in UTC, as the axis is. */
function timeOf(time: Instant, { words }: ChartLook): string {
  return formatDateTime(time, { ...words, clock: 'UTC', reference: 0 })
}
