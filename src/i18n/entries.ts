/**
 * How entries of the ledger of extremes are named, measured and dated in each language: `BTC`, `$101,517`,
 * `lowest since 23 June`. Their pieces are in `locales/<language>/thread.json`.
 */
import type { Instant } from '#src/market/time.ts'
import { DAY } from '#src/market/time.ts'
import { grammarOf } from './grammar.ts'
import type { DateContext } from './dates.ts'
import { formatDate, formatMonth, formatZone } from './dates.ts'
import type { Locale } from './locale.ts'
import { type Money, moneyPrinter } from './money.ts'
import { formatNumber, formatPercent } from './numbers.ts'

/** Says a piece of `thread.json`. */
export type Say = (key: string, values?: { readonly [name: string]: unknown }) => string

/** Which series an entry is of, and the ticker of its asset where it has one. */
export interface SubjectValue {
  readonly series: string
  readonly symbol?: string
}

export interface QuantityValue {
  readonly series: string
  readonly value: number
  readonly unit: string
}

/** How far back an extreme reaches; what locales need to say it. */
export interface ExtentValue {
  /** Names the noun: `price.low`, `change.fall`, `run`. */
  readonly noun: string
  readonly since: Instant | null
  readonly equal: boolean
  readonly recordStart: Instant
  readonly boundedBy?: Instant
  /** Where the record begins was said before. */
  readonly again?: boolean
  /** Values that stand for a whole week are dated by it. */
  readonly weekly: boolean
}

/** `BTC`, `the S&P 500`, `BinanceのBTC資金調達率`. The short form is for headlines. */
export function nameSubject({ series, symbol = '' }: SubjectValue, say: Say, short = false): string {
  const [group = '', part = '', ...rest] = series.split('.')
  const form = short ? 'short' : 'full'
  switch (group) {
    case 'price':
    case 'coins':
      return symbol
    case 'cross':
      return part === 'crypto'
        ? say(`subjects.${rest[0] === 'gap' ? 'gap' : 'crypto'}.${form}`)
        : say(`subjects.cross.${form}`, { market: part })
    case 'macro':
      if (part === 'odds') return say(`subjects.odds.${form}`, { meeting: Date.parse(rest[0] ?? '') })
      if (rest[0] === 'slope') return say(`subjects.slope.${form}`, { curve: part })
      return say(`subjects.yield.${form}`, { curve: part, tenor: Number.parseFloat(rest[0] ?? '') })
    case 'funding':
      return say(`subjects.funding.${rest[1] === 'weekMean' ? 'mean' : 'rate'}.${form}`, {
        symbol,
        venue: rest[0],
      })
    case 'openinterest':
      return part === 'total'
        ? say(`subjects.openinterestTotal.${form}`)
        : say(`subjects.openinterest.${form}`, { symbol })
    case 'volatility':
      return say(`subjects.${rest[0] ?? 'rv7d'}.${form}`, { symbol })
    case 'breadth':
      return say(`subjects.breadth.${part}.${form}`)
    case 'volume':
      return say(`subjects.volume.${rest[0] ?? 'week'}.${form}`)
    default:
      return say(`subjects.${group}.${form}`)
  }
}

/** A value in the unit that readers know the series by; the magnitude, as words say the direction of a move. */
export function measure(
  { series, value, unit }: QuantityValue,
  say: Say,
  locale: Locale,
  money?: Money,
): string {
  const [group = '', part = '', last = ''] = series.split('.')
  const tail = series.split('.').at(-1) ?? ''
  if (/Return$|^range$|^gap$/u.test(tail) || (/Change$/u.test(tail) && unit === 'fraction')) {
    return tail === 'gap'
      ? say('quantities.points', { value: value * 100 })
      : formatPercent(value, 1, 'never')
  }
  if (group === 'cross') return measureCross(part, value, say)
  if (group === 'price' || group === 'coins') return moneyPrinter({ locale, money }).price(value)
  if (group === 'sentiment') return formatNumber(value, 0, tail === 'dayChange' ? 'never' : 'auto')
  if (group === 'funding') return formatPercent(value, 4, 'auto')
  if (part === 'odds' || unit === 'probability') return formatPercent(value, 1)
  if (group === 'macro')
    return last === 'slope'
      ? say('quantities.basisPoints', { value: value * 100 })
      : `${formatNumber(value, 2)}%`
  if (unit === 'USD') return moneyPrinter({ locale, money }).amount(value, 'never')
  if (unit === 'coins') return say('quantities.coins', { value })
  if (unit === 'correlation') return formatNumber(value, 2)
  if (unit === 'count') return formatNumber(value)
  return formatPercent(value, 1, group === 'breadth' ? 'never' : 'auto')
}

function measureCross(id: string, value: number, say: Say): string {
  if (/^(?:gold|silver|oil|brent|copper|platinum|natgas)$/u.test(id))
    return say('quantities.dollars', { value, digits: value < 1000 ? 2 : 0 })
  if (/^us\d+y$|^jp\d+y$/u.test(id)) return `${formatNumber(value, 2)}%`
  if (id === 'usdjpy') return say('quantities.yen', { value })
  return formatNumber(value, value < 1000 ? 2 : 0)
}

/** `the lowest since 23 June`, `6月23日以来の安値`, `1月以降の記録で最低`; in a timeline `lowest on record`. */
export function formatExtent(extent: ExtentValue, say: Say, context: DateContext, short = false): string {
  const { noun, since, equal, recordStart, boundedBy, weekly, again } = extent
  // Beyond a gap nothing is known: what lies there bounds the claim, whatever stands on its other side.
  const form = since === null || boundedBy !== undefined ? 'record' : 'since'
  const key = `extents.${noun}.${short ? `short${form === 'record' ? 'Record' : 'Since'}` : form}`
  if (form === 'record') {
    const start = formatMonth(boundedBy ?? recordStart, context)
    const reach =
      boundedBy !== undefined
        ? 'reach.bounded'
        : short
          ? 'reach.short'
          : again
            ? 'reach.again'
            : 'reach.record'
    return say(key, { reach: say(reach, { start }) })
  }
  const at = since as Instant
  const text = say(key, { since: weekly ? weekOf(at, context) : formatDate(at, context) })
  if (!equal) return text
  return say(noun === 'streak' ? 'reach.equalStreak' : 'reach.equal', { text })
}

/** `the week of 3–10 March`, `3月3〜10日の週`, `3月31日〜4月7日の週`: the week that ended at an instant. */
export function weekOf(end: Instant, context: DateContext): string {
  return grammarOf(context.locale).weekOf(formatDate(end - 7 * DAY, context), formatDate(end, context))
}

/** `10日`, `the 10th`: a day inside the edition's week. */
export function dayInWeek(at: Instant, { locale }: DateContext): string {
  return grammarOf(locale).dayOfMonth(new Date(at).getUTCDate())
}

/** `21:00–22:00 UTC on the 10th`, `10日21時台（UTC、日本時間11日6時台）`: an hour inside the edition's week. */
export function hourInWeek(at: Instant, { locale, clock }: DateContext): string {
  const utc = new Date(at)
  const { day, hour, offsetNanoseconds } =
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(clock)
  return grammarOf(locale).hourOfWeek({
    day: utc.getUTCDate(),
    hour: utc.getUTCHours(),
    own: { day, hour, isUtc: offsetNanoseconds === 0, zone: formatZone(clock, locale) },
  })
}
