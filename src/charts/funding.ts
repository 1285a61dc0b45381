/** Funding day by day: the price above, then a pane a venue, all on one scale, with the rate that is neutral. */
import { formatPercent } from '#src/i18n/numbers.ts'
import type { Reading } from '#src/market/reading.ts'
import type { Point } from '#src/market/series.ts'
import { DAY, floorToDay, type Instant, startOfDay } from '#src/market/time.ts'
import { INTERVALS_A_YEAR, NEUTRAL_RATE } from '#src/market/perpetual.ts'
import type { VenueDays } from '#src/services/funding/fulldays.ts'
import type { FundingReading } from '#src/services/funding/reading.ts'
import { daysOf, formatDays } from './days.ts'
import { endOf, printed } from './endlabels.ts'
import { eventMarks } from './events.ts'
import { extremesOf, isLine } from './extremes.ts'
import { axisOver, framed, timeAxis, weekOf } from './framed.ts'
import { inkOfSign } from './colors.ts'
import { gapMarks } from './gapmarks.ts'
import type { Chart, ChartLook } from './look.ts'
import { listed, nameOfVenue } from './names.ts'
import { agedSubtitle } from './alt.ts'
import type { Label } from './spec/label.ts'
import type { EndBlock, Pane } from './spec/panes.ts'
import { moneyTick } from './ticks.ts'

/** Days that are drawn. */
const WIDE_DAYS = 90
const PHONE_DAYS = 60
/** Height of the price, and the least of a venue, by that of all venues together. */
const PRICE_SHARE = 0.4
const LEAST_SHARE = 0.22

/** `view` is `apr` for rates a year, else they are fractions per 8 hours; with a number (`8h-30`) of so many days. */
export function funding(reading: Reading<FundingReading>, look: ChartLook, view?: string): Chart | undefined {
  const { words } = look
  const { value } = reading
  const [unit, asked] = view?.split('-') ?? []
  const measure = unit === 'apr' ? YEARLY : EIGHT_HOURS
  const most = asked === undefined ? (look.layout === 'phone' ? PHONE_DAYS : WIDE_DAYS) : Number(asked)
  const venues = venuesOf(value, most, measure)
  if (venues.length === 0) return undefined
  const lines = venues.map(({ days }) => days)
  const [from, last] = [daysOf(lines)[0] ?? 0, daysOf(lines).at(-1) ?? 0]
  const prices = value.prices.filter(([day]) => day >= from && day <= last)
  const panes = venuePanes(venues, measure, reading, look)
  const period = formatDays(daysOf(lines), words)
  const axis = timeAxis(lines, look, weekOf(reading), DAY)
  const subtitle = words.say(`charts:funding.${measure.name}.subtitle`, { symbol: value.symbol, period })
  return framed(look, {
    subtitle: agedSubtitle(subtitle, reading, look),
    aid: aidOf(venues, look),
    week: reading.week,
    body: {
      type: 'panes',
      arrangement: 'stacked',
      ...axis,
      events: eventMarks(value.events, axis, { asset: value.asset }, look),
      panes: [...(isLine(prices) ? [pricePane(prices, panes, reading, look)] : []), ...panes],
    },
    alt: [
      words.say(`charts:funding.${measure.name}.alt`, {
        symbol: value.symbol,
        venues: venuesIn(venues, look),
        period,
      }),
      ...venues.map((venue) => sentenceOf(venue, measure, look)),
    ],
  })
}

/** `Binance and Hyperliquid`, `BinanceとHyperliquid`. */
function venuesIn(venues: readonly VenueDays[], { words }: ChartLook): string {
  return words.grammar.against(venues.map(({ venue }) => nameOfVenue(venue, words)))
}

/** What the rates are stated in. */
interface Measure {
  readonly name: 'eightHours' | 'yearly'
  /** Of a fraction per 8 hours. */
  readonly factor: number
  /** Decimals of a percentage. */
  readonly digits: number
}

const EIGHT_HOURS: Measure = { name: 'eightHours', factor: 1, digits: 4 }
const YEARLY: Measure = { name: 'yearly', factor: INTERVALS_A_YEAR, digits: 1 }

/** In the measure. A reading that was frozen before it held venues by day has the reference venue alone. */
function venuesOf(value: FundingReading, most: number, { factor }: Measure): VenueDays[] {
  const { referenceVenue: reference, daily } = value
  const interval = value.venues.find(({ venue }) => venue === reference)?.intervalHours ?? 8
  const alone: VenueDays[] =
    reference === undefined ? [] : [{ venue: reference, intervalHours: interval, days: daily }]
  const known = value.venueDays ?? alone
  return known.flatMap((one): VenueDays[] => {
    const days = one.days
      .slice(-most)
      .map(([day, rate]): Point => [day, rate === null ? null : rate * factor])
    return isLine(days) ? [{ ...one, days }] : []
  })
}

/** One scale for all: a pane is as high as its range. */
function venuePanes(
  venues: readonly VenueDays[],
  measure: Measure,
  reading: Reading<FundingReading>,
  look: ChartLook,
): Pane[] {
  const neutral = NEUTRAL_RATE * measure.factor
  const ranges = venues.map(({ days }) => {
    const values = days.flatMap(([, rate]) => rate ?? [])
    // Room for the words beside the neutral line and the end; no bar touches its ceiling.
    return {
      min: Math.min(0, ...values) * 1.15,
      max: Math.max(neutral * 1.3, ...values.map((rate) => rate * 1.08)),
    }
  })
  const least = LEAST_SHARE * ranges.reduce((sum, { min, max }) => sum + max - min, 0)
  return venues.map((venue, index) => {
    const { min, max } = ranges[index] ?? { min: 0, max: neutral }
    const lack = Math.max(0, least - (max - min))
    const range = { min: min - lack / 3, max: max + (lack * 2) / 3 }
    return venuePane(venue, range, measure, reading, look)
  })
}

function venuePane(
  days: VenueDays,
  { min, max }: { readonly min: number; readonly max: number },
  measure: Measure,
  reading: Reading<FundingReading>,
  look: ChartLook,
): Pane {
  const { words } = look
  const { venue, intervalHours, days: points, partial } = days
  const { name, digits } = measure
  const neutral = NEUTRAL_RATE * measure.factor
  const shown = { venue, hours: intervalHours }
  const every = intervalHours === 8 ? 'every8' : intervalHours === 1 ? 'hourly' : 'every'
  const title = words.say(`charts:funding.${name}.${every}`, shown)
  return {
    title,
    weight: max - min,
    axis: { min, max, ticks: [], scale: 'linear', base: 0 },
    series: [
      {
        type: 'bars',
        id: venue,
        name: title,
        unit: 'rate',
        step: DAY,
        points,
        inks: points.map(([, rate]) => inkOfSign(rate === null ? 0 : printed(rate, digits))),
        partial: partial !== undefined,
      },
    ],
    marks: [
      ...gapMarks(points, DAY),
      {
        type: 'level',
        value: neutral,
        style: 'dashed',
        label: { text: words.say('charts:funding.neutral', { rate: formatPercent(neutral, 2) }) },
      },
    ],
    ends: endBlocks(days, measure, reading, look),
  }
}

/** The last day that is over, and its date where that is not the week's last. */
function endBlocks(
  days: VenueDays,
  { digits, factor }: Measure,
  { value: { venues }, week }: Reading<FundingReading>,
  { words, title }: ChartLook,
): EndBlock[] {
  const { venue } = days
  const at = lastFullOf(days)
  const value = rateOn(days.days, at)
  if (at === undefined || value === undefined) return []
  const ink = inkOfSign(printed(value, digits))
  const lines: Label[] = [
    {
      text: formatPercent(value, digits, 'always'),
      ink,
      strong: true,
      figure: { of: 'last', series: venue, value, at },
    },
  ]
  if (at + DAY < floorToDay(week.end)) {
    lines.push({ text: words.say('charts:ends.of', { date: at }), ink: 'sub' })
  }
  const mean = venues.find((one) => one.venue === venue)?.weekMean8h
  const rate = mean === undefined ? undefined : formatPercent(mean * factor, digits, 'always')
  // A mean that the title states stands on the picture too.
  if (rate !== undefined && title.includes(rate.replace('+', ''))) {
    lines.push({ text: words.say('charts:funding.weekMean', { rate }), ink: 'sub' })
  }
  return [{ value, ink, lines }]
}

function lastFullOf({ days, lastFull }: VenueDays): Instant | undefined {
  return lastFull === undefined ? days.findLast(([, rate]) => rate !== null)?.[0] : startOfDay(lastFull)
}

function rateOn(days: readonly Point[], at: Instant | undefined): number | undefined {
  return days.find(([day]) => day === at)?.[1] ?? undefined
}

/** Its axis stands at the right: at the left the bars begin. */
function pricePane(
  points: readonly Point[],
  venues: readonly Pane[],
  { value: { asset, symbol }, week }: Reading<FundingReading>,
  look: ChartLook,
): Pane {
  const { words } = look
  const end = endOf(points)
  // A price that ends before the rates do says where.
  const isOld = end !== undefined && end.at + DAY < floorToDay(week.end)
  const title = [
    words.say('charts:funding.price', { symbol }),
    ...(isOld ? [words.say('charts:ends.to', { date: end.at })] : []),
  ].join(words.grammar.comma)
  const values = points.map(([, price]) => price)
  return {
    title,
    weight: venues.reduce((sum, { weight }) => sum + weight, 0) * PRICE_SHARE,
    axis: { ...axisOver({ values, format: moneyTick, zero: 'never', count: 2 }, look), side: 'right' },
    series: [{ type: 'line', id: 'price', name: title, unit: 'price', points, ink: `coin:${asset}` }],
    marks: [],
    ends: [],
  }
}

/** That days are UTC days, and how far the hollow bar reaches. */
function aidOf(venues: readonly VenueDays[], { words }: ChartLook): string {
  const hours = new Map(
    venues.flatMap(({ venue, partial }) => (partial ? [[venue, partial.until] as const] : [])),
  )
  const days = words.say('charts:funding.days')
  if (hours.size === 0) return days
  const hourOf = (until: Instant) => new Date(until).getUTCHours() || 24
  const alike = new Set(hours.values()).size === 1
  const list = alike
    ? [words.say('charts:funding.toHour', { hour: hourOf([...hours.values()][0] as Instant) })]
    : [...hours].map(([venue, until]) =>
        words.say('charts:funding.venueToHour', { venue, hour: hourOf(until) }),
      )
  const hollow = words.say('charts:funding.hollow', { list: listed(list, words) })
  return days + words.grammar.stop + words.grammar.gap + hollow
}

function sentenceOf(venueDays: VenueDays, { digits }: Measure, { words }: ChartLook): string {
  const { venue, days, partial } = venueDays
  const whole = partial ? days.filter(([day]) => day !== startOfDay(partial.day)) : days
  const ends = extremesOf(whole)
  const at = lastFullOf(venueDays)
  const latest = rateOn(days, at)
  if (!ends || at === undefined || latest === undefined) return ''
  const print = (rate: number) => formatPercent(rate, digits, 'always')
  return words.say('charts:funding.altVenue', {
    venue,
    latest: print(latest),
    date: at,
    high: print(ends.high),
    highDate: ends.highDay,
    low: print(ends.low),
    lowDate: ends.lowDay,
  })
}
