/** Windows and dates: what is said of time, and what is drawn. */
import type { ChartSpec } from '#src/charts/spec.ts'
import type { EndBlock, Pane, Panes, PaneSeries } from '#src/charts/spec/panes.ts'
import type { Words } from '#src/i18n/words.ts'
import { DAY, floorToDay, type Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { edgesOf, known, labelsIn, lastOf, panesIn, pointsOf } from './drawn.ts'
import { namesDay, periodOf } from './numbers.ts'

type Shown = Pick<ChartSpec, 'body' | 'heading' | 'locale'>

interface Said {
  readonly words: Words
  readonly week: Week
  readonly alt: string
}

/** Assertion 1: title, subtitle, alternative text and data are of one window, and the band is the told week. */
export function windowFaults(spec: Shown, { words, week, alt }: Said): string[] {
  const { title, subtitle } = spec.heading
  if (spec.body.type === 'panes') {
    const { body } = spec
    const [from, to] = spanOf(body)
    const step = body.step ?? 0
    // Weeks are named by their first and last day.
    const day = to + Math.max(step, DAY) - DAY
    const period = periodOf(from, day, words)
    const isSaid = (text: string) => text.includes(period) || namesDay(text, day, words)
    return [
      ...(body.from === from ? [] : [`the axis begins at ${iso(body.from)}, the data at ${iso(from)}`]),
      ...(body.to === to + step ? [] : [`the axis ends at ${iso(body.to)}, the data at ${iso(to + step)}`]),
      ...(isSaid(subtitle) ? [] : [`subtitle without ${period}: ${subtitle}`]),
      ...(isSaid(alt) ? [] : [`alt without ${period}: ${alt}`]),
      ...bandFaults(body, week),
      ...body.ticks.flatMap(({ at, text }) =>
        at < body.from || at > body.to ? [`tick ${text} is outside the axis`] : [],
      ),
      ...daysSaid(title).flatMap((days) =>
        days * DAY > to + DAY - from
          ? [`title of ${days} days over ${(to + DAY - from) / DAY}: ${title}`]
          : [],
      ),
    ]
  }
  if (spec.body.type === 'front') {
    const panes = spec.body.hero?.panes
    if (!panes) return []
    const isWeek = panes.from === week.start && panes.to === week.end
    return isWeek ? [] : ['the hero is not of the told week']
  }
  if (spec.body.type === 'rows' || spec.body.type === 'tiles') {
    const period = periodOf(week.start, week.end, words)
    return [subtitle, alt].flatMap((text) =>
      text.includes(period) || namesDay(text, week.end, words) || !hasPeriod(text)
        ? []
        : [`not of ${period}: ${text}`],
    )
  }
  return []
}

function bandFaults({ week: band, from, to }: Panes, week: Week): string[] {
  const isInside = week.start >= from && week.start < to
  if (!band) return isInside && week.end <= to ? ['the told week is not shaded'] : []
  return band.from === week.start && band.to === Math.min(week.end, to)
    ? []
    : ['the band is not the told week']
}

function spanOf({ panes }: Panes): readonly [from: Instant, to: Instant] {
  const times = panes.flatMap(({ series }) => series.flatMap((one) => edgesOf(one).high.map(([at]) => at)))
  return [Math.min(...times), Math.max(...times)]
}

function daysSaid(title: string): number[] {
  return [...title.matchAll(/(?:in|over|of) (\d+) days|(\d+)日間/gi)].map(([, en, ja]) => Number(en ?? ja))
}

function hasPeriod(text: string): boolean {
  return /\d[–〜]\d|日〜/.test(text)
}

function iso(at: Instant): string {
  return new Date(at).toISOString()
}

/**
 * Assertion 6: a series that ends before the boundary has its date at its end, or in the source line, and no change of a
 * week that it has not; nothing drawn is younger than the boundary.
 */
export function staleFaults(spec: Shown, { words, week }: Said): string[] {
  return panesIn(spec).flatMap((panes) =>
    panes.panes.flatMap((pane) =>
      pane.series.flatMap((series) => staleSeries(series, pane, panes, spec, { words, week })),
    ),
  )
}

function staleSeries(
  series: PaneSeries,
  pane: Pane,
  { step = 0, to }: Panes,
  spec: Shown,
  { words, week }: Omit<Said, 'alt'>,
): string[] {
  const last = lastOf(series.type === 'range' ? edgesOf(series).high : pointsOf(series))
  if (!last) return []
  const [at] = last
  // A band of an hour stands in its middle.
  const ended = at + (series.type === 'range' && step === 0 ? series.step / 2 : step)
  const faults = []
  if (at > week.end) faults.push(`${series.id} is drawn beyond the boundary`)
  const isOld = ended < floorToDay(week.end) || (series.type !== 'range' && ended < to && to - ended >= DAY)
  if (!isOld) return faults
  const own = pane.ends.filter((end) => isEndOf(end, series))
  const near = [...own.flatMap(textsOf), pane.title ?? '', spec.heading.subtitle, spec.heading.source]
  const isDated = near.some((text) => namesDay(text, at, words) || namesDay(text, ended, words))
  if (!isDated) faults.push(`${series.id} ends on ${iso(at)} without its date`)
  if (ended < floorToDay(week.end) - DAY) {
    for (const { label } of labelsIn(spec)) {
      const { figure } = label
      if (figure?.series === series.id && figure.from === week.start && /change|difference/.test(figure.of))
        faults.push(`"${label.text}" is no change of the told week`)
    }
  }
  return faults
}

function isEndOf({ lines, aside }: EndBlock, { id }: PaneSeries): boolean {
  const figures = [...lines, ...(aside ? [aside] : [])].map(({ figure }) => figure?.series)
  return figures.includes(id) || figures.every((one) => one === undefined)
}

function textsOf({ lines, aside }: EndBlock): string[] {
  return [...lines, ...(aside ? [aside] : [])].map(({ text }) => text)
}

/** Assertions 5 and 13 on the sheet: a value that is not of the boundary has its date, and an old one nothing else. */
export function sheetFaults(spec: Shown, { words, week, alt }: Said): string[] {
  if (spec.body.type !== 'front') return []
  return spec.body.rows.rows.flatMap((row) => {
    const faults = []
    const at = row.value.figure?.at
    if (at === undefined) return [`${row.id} has no instant`]
    const isDated =
      row.date !== undefined && (namesDay(row.date, at, words) || row.date === dayOfMonth(at, words))
    if (at > week.end) faults.push(`${row.id} is of ${iso(at)}`)
    if (at < week.end && !isDated) faults.push(`${row.id} of ${iso(at)} has no date`)
    if (at === week.end && row.date !== undefined)
      faults.push(`${row.id} of the boundary is dated ${row.date}`)
    if (at < week.start && row.stale === undefined) faults.push(`${row.id} of ${iso(at)} looks current`)
    if (week.end - at > 35 * DAY) faults.push(`${row.id} is older than 35 days`)
    if (row.stale !== undefined && (row.change || row.strip || known(row.spark).length > 0))
      faults.push(`${row.id} is stale and has a week`)
    if (row.date !== undefined && alt.includes(row.value.text) && !alt.includes(row.date))
      faults.push(`alt states ${row.id} without ${row.date}`)
    return faults
  })
}

/** Within the week Japanese names the day alone. */
function dayOfMonth(at: Instant, { locale }: Words): string {
  return locale === 'ja' ? `${new Date(at).getUTCDate()}日` : ''
}
