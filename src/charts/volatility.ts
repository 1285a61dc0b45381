/** Realised volatility over a year: 7 days thin, 30 days bold, with the middle of the earlier values and three peaks. */
import { formatDate } from '#src/i18n/dates.ts'
import { formatPercent } from '#src/i18n/numbers.ts'
import type { Reading } from '#src/market/reading.ts'
import type { Point } from '#src/market/series.ts'
import { DAY, floorToDay, type Instant, startOfDay } from '#src/market/time.ts'
import type { VolatilityReading, VolatilityRow } from '#src/services/volatility.ts'
import { daysOf, formatDays } from './days.ts'
import { endOf } from './endlabels.ts'
import { eventMarks } from './events.ts'
import { extremesOf, isLine } from './extremes.ts'
import { axisOver, framed, timeAxis, weekOf } from './framed.ts'
import { gapMarks } from './gapmarks.ts'
import type { Chart, ChartLook } from './look.ts'
import { agedSubtitle } from './alt.ts'
import type { Label } from './spec/label.ts'
import type { EndBlock, LineSeries, Pane, PaneMark, PointMark } from './spec/panes.ts'
import { percentTick } from './ticks.ts'

/** `asset` is a row's asset; the first row that can be drawn where it is left out. */
export function volatility(
  reading: Reading<VolatilityReading>,
  look: ChartLook,
  asset?: string,
): Chart | undefined {
  const { words } = look
  const row = rowOf(reading.value, asset)
  const series = row ? weekOfDays(row) : []
  const ends = extremesOf(series)
  if (!row || !ends) return undefined
  const { symbol } = row
  const axis = timeAxis([series], look, weekOf(reading), DAY)
  const period = formatDays(daysOf([series]), words)
  const latest = row.rv7d ?? ends.latest
  return framed(look, {
    subtitle: agedSubtitle(words.say('charts:volatility.subtitle', { symbol, period }), reading, look),
    ...(row.band && { aid: bandText(row, row.band, look) }),
    week: reading.week,
    body: {
      type: 'panes',
      arrangement: 'stacked',
      ...axis,
      events: eventMarks(reading.value.events, axis, { symbols: symbolsOf(reading.value) }, look),
      panes: [paneOf(row, reading, look)],
    },
    alt: [
      words.say('charts:volatility.alt', {
        symbol,
        period,
        latest,
        high: ends.high,
        highDate: ends.highDay,
        low: ends.low,
        lowDate: ends.lowDay,
      }),
      ...(row.band
        ? [words.say(`charts:volatility.altBand.${spanOf(row)}`, { ...row.band, ...startOf(row) })]
        : []),
    ],
  })
}

/** Events are of prices, so each says whose. */
function symbolsOf({ rows }: VolatilityReading): ReadonlyMap<string, string> {
  return new Map(rows.map(({ asset, symbol }) => [asset, symbol]))
}

function rowOf(reading: VolatilityReading, asset?: string): VolatilityRow | undefined {
  const drawn = reading.rows.filter((row) => isLine(row.series))
  return drawn.find((row) => row.asset === asset) ?? drawn[0]
}

function paneOf(row: VolatilityRow, reading: Reading<VolatilityReading>, look: ChartLook): Pane {
  const [week, month] = [weekOfDays(row), row.drawn?.month ?? []]
  const values = [...week, ...month].map(([, value]) => value)
  return {
    weight: 1,
    axis: axisOver({ values, format: percentTick, zero: 'always', count: 5 }, look),
    series: linesOf(row, month, look),
    marks: [
      ...bandMarks(row),
      ...gapMarks(week, DAY),
      ...peakMarks(week, look),
      ...sinceMarks(row, week, look),
    ],
    ends: [
      ...endBlocks('week', week, `coin:${row.asset}`, weekAgo(row, look), reading, look),
      ...endBlocks('month', month, 'slate', [], reading, look),
    ],
  }
}

/** A reading that was frozen earlier has a year of it, and no line of 30 days. */
function weekOfDays({ drawn, series }: VolatilityRow): readonly Point[] {
  return drawn?.week ?? series
}

function linesOf(row: VolatilityRow, month: readonly Point[], { words }: ChartLook): LineSeries[] {
  const shared = { type: 'line', unit: 'percent', dot: true } as const
  const isAlone = !isLine(month)
  const week: LineSeries = {
    ...shared,
    id: 'week',
    name: words.say('charts:volatility.days', { days: 7 }),
    points: weekOfDays(row),
    ink: `coin:${row.asset}`,
    width: isAlone ? 3 : 2,
  }
  const name = words.say('charts:volatility.days', { days: 30 })
  return isAlone ? [week] : [week, { ...shared, id: 'month', name, points: month, ink: 'slate', width: 4 }]
}

/** Its value a week before follows it. */
function weekAgo({ rv7dWeekAgo: value, series }: VolatilityRow, { words }: ChartLook): Label[] {
  const end = endOf(series)
  return value === undefined || !end
    ? []
    : [
        {
          text: words.say('charts:volatility.weekAgo', { value }),
          ink: 'sub',
          figure: { of: 'value', series: 'week', value, at: end.at - 7 * DAY },
        },
      ]
}

function endBlocks(
  id: 'week' | 'month',
  points: readonly Point[],
  ink: string,
  notes: readonly Label[],
  { week }: Reading<VolatilityReading>,
  { words }: ChartLook,
): EndBlock[] {
  const end = isLine(points) ? endOf(points) : undefined
  if (!end) return []
  const { at, value } = end
  const isOld = at + DAY < floorToDay(week.end)
  const text = words.say('charts:volatility.end', {
    value,
    name: words.say('charts:volatility.days', { days: id === 'week' ? 7 : 30 }),
  })
  const date: Label = { text: words.say('charts:ends.of', { date: at }), ink: 'sub' }
  const first: Label = { text, figure: { of: 'last', series: id, value, at } }
  return [{ value, ink, lines: [first, ...(isOld ? [date] : notes)] }]
}

/** The band of the middle three fifths of the earlier days. Its words stand at the foot: over the lines they would hide some. */
function bandMarks({ band }: VolatilityRow): PaneMark[] {
  return band ? [{ type: 'span', from: band.low, to: band.high }] : []
}

function bandText(
  row: VolatilityRow,
  band: NonNullable<VolatilityRow['band']>,
  { words }: ChartLook,
): string {
  const range = { low: band.low, high: band.high }
  return words.say(`charts:volatility.band.${spanOf(row)}`, { ...range, ...startOf(row) })
}

/** What the earlier days are: the past year, or a shorter record. */
function spanOf({ verdict }: VolatilityRow): 'year' | 'record' {
  return verdict?.span ?? 'record'
}

/** Where the earlier days begin: with the record, or a year ago. */
function startOf({ recordStart, series }: VolatilityRow) {
  if (recordStart === undefined) return {}
  return { start: Math.max(startOfDay(recordStart), series[0]?.[0] ?? 0) }
}

const PEAKS = 3
/** Peaks lie farther apart than this, and are the highest of as many days on either side. */
const APART = 30 * DAY

/** The newest value is no peak: it stands at the end. */
function peakMarks(points: readonly Point[], { words }: ChartLook): PointMark[] {
  const known = points.flatMap(([at, value]) => (value === null ? [] : [{ at, value }]))
  const last = known.at(-1)?.at ?? 0
  const highest = known.reduce((most, { value }) => Math.max(most, value), 0)
  const peaks: { readonly at: Instant; readonly value: number }[] = []
  for (const one of known.toSorted((a, b) => b.value - a.value)) {
    if (peaks.length === PEAKS) break
    if (peaks.some(({ at }) => Math.abs(at - one.at) < APART) || one.at === last) continue
    if (known.some(({ at, value }) => Math.abs(at - one.at) < APART / 2 && value > one.value)) continue
    peaks.push(one)
  }
  return peaks.map(({ at, value }) => ({
    type: 'point',
    at,
    value,
    side: 'above',
    label: {
      text: words.say('charts:volatility.peak', { value, date: at }),
      figure: { of: value === highest ? 'max' : 'value', series: 'week', value, at },
    },
  }))
}

/** A week ago says little on a line of a year. */
const LONG_AGO = 14 * DAY

/** The last time that it was as high or as low as now, where no peak is marked there. */
function sinceMarks(
  { highestSince, lowestSince }: VolatilityRow,
  points: readonly Point[],
  look: ChartLook,
): PointMark[] {
  const end = endOf(points)
  const peaks = peakMarks(points, look)
  return [
    { day: highestSince, side: 'above' } as const,
    { day: lowestSince, side: 'below' } as const,
  ].flatMap(({ day, side }): PointMark[] => {
    if (!end || typeof day !== 'string') return []
    const at = startOfDay(day)
    const value = points.find(([time]) => time === at)?.[1]
    if (value === undefined || value === null || end.at - at < LONG_AGO) return []
    if (peaks.some((peak) => peak.at === at)) return []
    if (!look.title.includes(formatDate(at + DAY, look.words))) return []
    // Its date is the title's, which counts days by the midnight that ends them.
    const figure = { of: 'value', series: 'week', value, at } as const
    return [{ type: 'point', at, value, side, label: { text: formatPercent(value, 0), figure } }]
  })
}
