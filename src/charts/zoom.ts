/** A part of a chart's time drawn large: the same series between other ends. */
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
  const reachesEnd = to >= body.to
  const events = body.events.filter(({ at }) => at >= from && at <= to)
  const { week } = body
  const isTold = week && week.from >= from && week.from < to
  const { week: _week, ...rest } = body
  const zoomedBody: Panes = {
    ...rest,
    from,
    to,
    ticks: ticksBetween(from, to, locale),
    events,
    ...(isTold && { week: { ...week, to: Math.min(week.to, to) } }),
    panes: body.panes.map((pane) => zoomedPane(pane, from, to, reachesEnd, locale)),
  }
  return { ...spec, body: zoomedBody }
}

/** The days that a body spans, first and last. */
export function spanOf({ body }: ChartSpec): { readonly from: Instant; readonly to: Instant } | undefined {
  return body.type === 'panes' ? { from: body.from, to: body.to } : undefined
}

function zoomedPane(pane: Pane, from: Instant, to: Instant, reachesEnd: boolean, locale: Locale): Pane {
  const series = pane.series.map((one) => cut(one, from, to))
  const unit = pane.series[0]?.unit ?? 'decimal'
  const values = series.flatMap(valuesOf)
  const { scale, base, side } = pane.axis
  const zero = base === 0 ? 'always' : 'never'
  const axis = axisOf(
    {
      values,
      format: tickFormat(unit),
      zero,
      count: pane.axis.ticks.length || 4,
      scale,
      ...(base !== undefined && { base }),
    },
    locale,
  )
  const isInside = (mark: PaneMark) =>
    mark.type === 'point' || mark.type === 'text'
      ? mark.at >= from && mark.at <= to
      : mark.type !== 'level' || (mark.value >= axis.min && mark.value <= axis.max)
  return {
    ...pane,
    axis: { ...axis, ...(side && { side }) },
    series,
    marks: pane.marks.filter(isInside),
    // What a line ended at is not where it is cut.
    ends: reachesEnd ? pane.ends : [],
  }
}

function cut(series: PaneSeries, from: Instant, to: Instant): PaneSeries {
  const isInside = ([time]: readonly [Instant, ...unknown[]]) => time >= from && time <= to
  if (series.type === 'line') return { ...series, points: series.points.filter(isInside) }
  if (series.type === 'bars') {
    const kept = series.points.map((point) => isInside(point))
    const inks = series.inks?.filter((_, index) => kept[index])
    return { ...series, points: series.points.filter(isInside), ...(inks && { inks }) }
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
  const days = Array.from({ length: Math.floor((to - from) / DAY) + 1 }, (_, i) => from + i * DAY)
  const words = { locale, zone: 'UTC', clock: 'UTC', reference: to, grammar: grammarOf(locale) }
  return Object.entries(monthTicks(days, words)).flatMap(([index, text]) => {
    const at = days[Number(index)]
    return at === undefined ? [] : [{ at, text }]
  })
}
