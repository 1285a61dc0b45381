/** Open interest in coins and in dollars, and the price: a pane each on one axis of days, their peaks marked. */
import { formatAmount, formatPrice } from '#src/i18n/numbers.ts'
import type { Reading } from '#src/market/reading.ts'
import type { Point } from '#src/market/series.ts'
import { DAY, startOfDay } from '#src/market/time.ts'
import type { OpenInterestReading, OpenInterestRow } from '#src/services/openinterest.ts'
import { coinsTick, formatCoinsShort } from './coins.ts'
import { formatDays, daysOf } from './days.ts'
import { endLines, endOf } from './endlabels.ts'
import { eventMarks } from './events.ts'
import { isLine } from './extremes.ts'
import { axisOver, framed, timeAxis, weekOf } from './framed.ts'
import type { Chart, ChartLook } from './look.ts'
import { listed } from './names.ts'
import { type Highs, highMarks, highsOf, isRecordShown } from './openinterestpeaks.ts'
import { agedSubtitle } from './alt.ts'
import type { Pane, ValueUnit } from './spec/panes.ts'
import { moneyTick, type TickFormat } from './ticks.ts'

/** Days that are drawn. */
const WIDE_DAYS = 275
const PHONE_DAYS = 180

/** `asset` is a row's asset; the first row that can be drawn where it is left out. */
export function openinterest(
  reading: Reading<OpenInterestReading>,
  look: ChartLook,
  asset?: string,
): Chart | undefined {
  const { words } = look
  const row = rowOf(reading.value, asset)
  if (!row) return undefined
  const quantities = quantitiesOf(row, reading, look).filter(({ points }) => isLine(points))
  if (quantities.length === 0) return undefined
  const lines = quantities.map(({ points }) => points)
  const period = formatDays(daysOf(lines), words)
  const axis = timeAxis(lines, look, weekOf(reading), DAY)
  const subtitle = words.say(`charts:openinterest.${row.asset === 'total' ? 'subtitleTotal' : 'subtitle'}`, {
    name: row.symbol,
    venues: venuesOf(row, look),
    period,
  })
  const aid = aidOf(row, quantities, look)
  return framed(look, {
    subtitle: agedSubtitle(subtitle, reading, look),
    ...(aid !== undefined && { aid }),
    week: reading.week,
    body: {
      type: 'panes',
      arrangement: 'stacked',
      ...axis,
      events: eventMarks(
        reading.value.events,
        axis,
        { asset: row.asset === 'total' ? 'bitcoin' : row.asset },
        look,
      ),
      panes: quantities.map((quantity) => paneOf(quantity, row, reading, look)),
    },
    alt: [
      words.say('charts:openinterest.alt', { name: nameOf(row, look), period }),
      ...quantities.map((quantity) => sentenceOf(quantity, reading, look)),
    ],
  })
}

function rowOf(reading: OpenInterestReading, asset?: string): OpenInterestRow | undefined {
  const drawn = reading.rows.filter((row) => isLine(row.series))
  return drawn.find((row) => row.asset === asset) ?? drawn[0]
}

function nameOf(row: OpenInterestRow, { words }: ChartLook): string {
  return row.asset === 'total' ? words.say('charts:openinterest.total') : row.symbol
}

function venuesOf({ venues }: OpenInterestRow, { words }: ChartLook): string {
  if (venues.includes('all')) return words.say('charts:openinterest.allVenues')
  const names = venues.map((venue) => words.find(`glossary:venues.${venue}`) ?? venue)
  return listed(names, words)
}

/** What one pane shows. */
interface Quantity {
  readonly id: 'coins' | 'dollars' | 'price'
  readonly title: string
  readonly unit: ValueUnit
  readonly points: readonly Point[]
  readonly tick: TickFormat
  readonly textOf: (value: number) => string
  /** Over the week, a fraction. */
  readonly change?: number | undefined
  readonly highs?: Highs
}

/** Coins as far as they are known; the price is bitcoin's for all perpetuals together. */
function quantitiesOf(row: OpenInterestRow, { value, week }: Reading<OpenInterestReading>, look: ChartLook) {
  const { words } = look
  const { locale } = words
  const { drawn } = row
  const isTotal = row.asset === 'total'
  const bitcoin = value.rows.find(({ asset }) => asset === 'bitcoin')
  const priced = isTotal ? bitcoin : row
  const prices = priced?.drawn?.priceDays ?? (isTotal || row.asset === 'bitcoin' ? value.prices : [])
  const quantities: Quantity[] = [
    {
      id: 'coins',
      title: words.say('charts:openinterest.coins', { symbol: row.symbol }),
      unit: 'coins',
      points: drawn?.coinDays ?? [],
      tick: coinsTick,
      textOf: (coins) => formatCoinsShort(coins, locale),
      change: drawn?.coinsChange,
      highs: highsOf(drawn?.coinsPeak, drawn?.coinsPeak90d, week),
    },
    {
      id: 'dollars',
      title: words.say('charts:openinterest.dollars'),
      unit: 'amount',
      points: drawn?.dollarDays ?? row.series,
      tick: moneyTick,
      textOf: (usd) => formatAmount(usd, locale),
      change: row.weekChange,
      highs: highsOf(row.recordPeak, quarterPeak(row), week),
    },
    {
      id: 'price',
      title: words.say('charts:openinterest.price', { symbol: isTotal ? 'BTC' : row.symbol }),
      unit: 'price',
      points: prices,
      tick: moneyTick,
      textOf: (usd) => formatPrice(usd, locale),
      change: priced?.priceReturn,
    },
  ]
  const days = look.layout === 'phone' ? PHONE_DAYS : WIDE_DAYS
  // The price alone would go back farther.
  const begun = Math.min(
    ...quantities.flatMap(({ id, points: [first] }) => (id === 'price' || !first ? [] : first[0])),
  )
  const from = Math.max(begun, (endOf(row.series)?.at ?? 0) - (days - 1) * DAY)
  return quantities.map((one): Quantity => {
    const points = one.points.filter(([at]) => at >= from)
    const first = points[0]?.[0] ?? 0
    // A change begins at the close before the week, and is stated where that is drawn.
    return { ...one, points, change: first + DAY <= week.start ? one.change : undefined }
  })
}

function quarterPeak({ peak90d: value, peak90dDate: date, peakAtEdge }: OpenInterestRow) {
  return value === undefined || date === undefined || peakAtEdge ? undefined : { value, date }
}

/** In the coin's colour, all three; the total has none. */
function paneOf(
  quantity: Quantity,
  row: OpenInterestRow,
  { week }: Reading<OpenInterestReading>,
  look: ChartLook,
): Pane {
  const { id, title, unit, points, tick, textOf, change, highs } = quantity
  const ink = row.asset === 'total' ? (id === 'price' ? 'coin:bitcoin' : 'slate') : `coin:${row.asset}`
  const values = points.map(([, value]) => value)
  const end = endOf(points)
  return {
    title,
    weight: 1,
    // Room above the peak for its words.
    axis: axisOver({ values, format: tick, zero: 'never', count: 3, headroom: highs ? 0.3 : 0.1 }, look),
    series: [{ type: 'line', id, name: title, unit, points, ink, dot: true }],
    marks: highs ? highMarks(highs, { series: id, points, textOf }, look) : [],
    ends: end
      ? [{ value: end.value, ink, lines: endLines({ series: id, points, week, textOf, change }, look) }]
      : [],
  }
}

/** How the coins were counted, and how far back a record reaches. */
function aidOf(
  { drawn, recordStart }: OpenInterestRow,
  quantities: readonly Quantity[],
  { words }: ChartLook,
): string | undefined {
  const by = quantities.some(({ id }) => id === 'coins') ? drawn?.coinsBy : undefined
  const aids = []
  if (by === 'counted') aids.push(words.say('charts:openinterest.counted'))
  else if (by !== undefined)
    aids.push(words.say(`charts:openinterest.${by === 24 ? 'atClose' : 'atHour'}`, { hour: by }))
  const from = quantities[0]?.points[0]?.[0] ?? 0
  if (
    recordStart !== undefined &&
    startOfDay(recordStart) < from - 30 * DAY &&
    quantities.some(isRecordShown)
  )
    aids.push(words.say('charts:openinterest.since', { start: startOfDay(recordStart) }))
  return aids.length === 0 ? undefined : aids.join(words.grammar.stop + words.grammar.gap)
}

/** The newest value, its change in the week, and the peak that is marked. */
function sentenceOf(
  { title, points, textOf, change, highs }: Quantity,
  { week }: Reading<OpenInterestReading>,
  look: ChartLook,
): string {
  const { words } = look
  const marks = highs ? highMarks(highs, { series: '', points, textOf }, look) : []
  const facts = [
    ...endLines({ series: '', points, week, textOf, change }, look),
    ...marks.map(({ label }) => label),
  ]
  const list = listed(
    facts.map(({ text }) => text),
    words,
  )
  return words.say('charts:openinterest.altPane', { title, list })
}
