/** A part of a chart's time drawn large: the same series between other ends. */
import { formatPeriod } from '#src/i18n/dates.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import type { Locale } from '#src/i18n/locale.ts'
import type { Point } from '#src/market/series.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import { axisOf } from './axis.ts'
import { monthTicks } from './days.ts'
import type { ChartSpec } from './spec.ts'
import type { Pane, PaneMark, Panes, PaneSeries } from './spec/panes.ts'
import { tickFormat } from './values.ts'

/** Undefined where the body is not drawn over time. Nothing outside the ends is drawn, marked or printed. */
export function zoomed(spec: ChartSpec, from: Instant, to: Instant): ChartSpec | undefined {
  const { body, locale } = spec
  if (body.type !== 'panes') return undefined
  const reach: Reach = { from, to, step: body.step ?? 0, isEnd: to >= body.to }
  const events = body.events.filter(({ at }) => at >= from && at <= to)
  const { week } = body
  const isWithin = week && week.from >= from && week.from < to
  const { week: _week, bands, ...rest } = body
  const zoomedBody: Panes = {
    ...rest,
    from,
    to,
    ticks: ticksBetween(from, to, locale),
    events,
    ...(isWithin && { week: { ...week, to: Math.min(week.to, to) } }),
    ...(bands && { bands: bands.flatMap((band) => within(band, from, to)) }),
    panes: body.panes.map((pane) => zoomedPane(pane, reach, locale)),
  }
  const subtitle = spec.heading.subtitle.replace(periodOf(body, locale), () => periodOf(zoomedBody, locale))
  return { ...spec, heading: { ...spec.heading, subtitle }, body: zoomedBody }
}

/** The first and the last day that are drawn, as the subtitle states them. */
function periodOf({ panes, step = 0 }: Panes, locale: Locale): string {
  const times = panes.flatMap(({ series }) => series.flatMap(timesOf))
  const [first, last] = [Math.min(...times), Math.max(...times)]
  if (times.length === 0) return ''
  return formatPeriod(first, last + Math.max(0, step - DAY), {
    locale,
    zone: 'UTC',
    clock: 'UTC',
    reference: last,
  })
}

function timesOf(series: PaneSeries): Instant[] {
  const rows: readonly (readonly [Instant, ...unknown[]])[] = 'points' in series ? series.points : series.rows
  return rows.map(([time]) => time)
}

/** The days that a body spans, first and last. */
export function spanOf({ body }: ChartSpec): { readonly from: Instant; readonly to: Instant } | undefined {
  return body.type === 'panes' ? { from: body.from, to: body.to } : undefined
}

/** The last days of a chart's time that can be chosen: those shorter than all of it. */
export function rangesOf(spec: ChartSpec): { readonly days: number; readonly range: Range }[] {
  const span = spanOf(spec)
  if (!span) return []
  const { from, to } = span
  return RANGES.filter((days) => days * DAY < to - from).map((days) => ({
    days,
    range: { from: to - days * DAY, to },
  }))
}

const RANGES = [30, 90, 180]

/** A part of the axis that lies within the chart; undefined where none does, or all of it. */
export function rangeWithin(spec: ChartSpec, range: Range): Range | undefined {
  const span = spanOf(spec)
  // Instants are whole milliseconds, a pointer is not.
  const asked = { from: Math.round(range.from), to: Math.round(range.to) }
  const [part] = span ? within(asked, span.from, span.to) : []
  return part && span && (part.from > span.from || part.to < span.to) ? part : undefined
}

/** A part of an axis. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** What of it lies between two limits, if anything does. */
function within<Part extends Range>(part: Part, from: number, to: number): Part[] {
  const both = { ...part, from: Math.max(part.from, from), to: Math.min(part.to, to) }
  return both.from < both.to ? [both] : []
}

interface Reach {
  readonly from: Instant
  readonly to: Instant
  /** How long a value stands for, 0 where it is of an instant. */
  readonly step: number
  /** The chart ends here too. */
  readonly isEnd: boolean
}

function zoomedPane(pane: Pane, reach: Reach, locale: Locale): Pane {
  const { from, to } = reach
  const series = pane.series.map((one) => cut(one, reach))
  const unit = pane.series[0]?.unit ?? 'decimal'
  const values = series.flatMap(valuesOf)
  const { scale, base, side } = pane.axis
  const zero = base === 0 ? 'always' : 'never'
  const count = pane.axis.ticks.length
  const request = { values, format: tickFormat(unit), zero, count, scale } as const
  // Panes without numbers beside them share one scale, which is read by its marks.
  const axis = count === 0 ? pane.axis : axisOf({ ...request, ...(base !== undefined && { base }) }, locale)
  const marksWithin = (mark: PaneMark): PaneMark[] => {
    switch (mark.type) {
      case 'point':
      case 'text':
        return mark.at >= from && mark.at + reach.step <= to ? [mark] : []
      case 'level':
        // A tag states the newest value.
        if (mark.tag && !reach.isEnd) return []
        return mark.value >= axis.min && mark.value <= axis.max ? [mark] : []
      case 'gap':
        return within(mark, from, to)
      case 'span':
        return within(mark, axis.min, axis.max)
    }
  }
  return {
    ...pane,
    axis: { ...axis, ...(side && { side }) },
    series,
    marks: pane.marks.flatMap(marksWithin),
    // What a line ended at is not where it is cut.
    ends: reach.isEnd ? pane.ends : [],
  }
}

/** Whole days alone: half a bar would stand beyond the axis. */
function cut(series: PaneSeries, { from, to, step }: Reach): PaneSeries {
  const isInside = ([time]: readonly [Instant, ...unknown[]]) => time >= from && time + step <= to
  if (series.type === 'line') return { ...series, points: series.points.filter(isInside) }
  if (series.type === 'bars') {
    const kept = series.points.map((point) => isInside(point))
    const inks = series.inks?.filter((_, index) => kept[index])
    // The last of all is the day that is not over.
    const partial = series.partial === true && kept.at(-1) === true
    return { ...series, points: series.points.filter(isInside), partial, ...(inks && { inks }) }
  }
  if (series.type === 'candles') return { ...series, rows: series.rows.filter(isInside) }
  return { ...series, rows: series.rows.filter(isInside) }
}

function valuesOf(series: PaneSeries): (number | null)[] {
  if (series.type === 'candles') return series.rows.flatMap(([, , high, low]) => [high, low])
  if (series.type === 'range') return series.rows.flatMap(([, low, high]) => [low, high])
  return series.points.map(([, value]: Point) => value)
}

function ticksBetween(from: Instant, to: Instant, locale: Locale): Panes['ticks'] {
  const first = Math.ceil(from / DAY) * DAY
  const days = Array.from(
    { length: Math.max(0, Math.floor((to - first) / DAY) + 1) },
    (_, i) => first + i * DAY,
  )
  const words = { locale, zone: 'UTC', clock: 'UTC', reference: to, grammar: grammarOf(locale) }
  return Object.entries(monthTicks(days, words)).flatMap(([index, text]) => {
    const at = days[Number(index)]
    return at === undefined ? [] : [{ at, text }]
  })
}
