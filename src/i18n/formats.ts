/**
 * The formats that sentences name: `{{change, percent}}`, `{{date, monthPart}}`, `{{movers, list(of: moverFall)}}`.
 * Options follow in brackets; `sign` is auto, always or never, `digits` a number of decimals.
 */
import type { i18n } from 'i18next'
import { claimFormats } from './claimformats.ts'
import { grammarOf } from './grammar.ts'
import {
  type DateContext,
  formatDate,
  formatDateTime,
  formatDayAhead,
  formatDayOfAxis,
  formatDayTick,
} from './dates.ts'
import {
  formatFullDate,
  formatMonth,
  formatMonthOfYear,
  formatMonthPart,
  formatShortDate,
  formatWeekdayDate,
  formatCity,
  formatZone,
} from './dates.ts'
import { entryFormats } from './entryformats.ts'
import type { Locale } from './locale.ts'
import { type Money, moneyPrinter } from './money.ts'
import { formatCoins, formatNumber, formatPercent, formatThousands, type SignStyle } from './numbers.ts'
import { INTERVALS_A_YEAR, NEUTRAL_RATE } from '#src/market/perpetual.ts'
import { positioningFormats } from './positioningformats.ts'

interface Options {
  readonly sign?: SignStyle
  readonly digits?: number
  readonly clock: string
  readonly reference: number
  readonly money?: Money
  readonly [name: string]: unknown
}

/** Values of a fragment. */
type Values = { readonly [name: string]: unknown }

type Format = (value: unknown, locale: Locale, options: Options, dictionary: i18n) => string

const WORDS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')
const ORDINALS =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(' ')

/** Every format by the name that sentences use. Prose leaves the sign to its verb, so `percent` has none. */
const formats: Record<string, Format> = {
  // -- numbers
  percent: (value, _, { digits = 1, sign = 'never' }) => formatPercent(number(value), digits, sign),
  signed: (value, _, { digits = 1 }) => formatPercent(number(value), digits, 'always'),
  /** A funding rate per 8 hours, or a year where that is asked for. */
  rate: (value, locale, options, dictionary) => rateIn(number(value), locale, options, dictionary),
  /** The rate that venues charge by default, and the one that is called high, in the unit of the others. */
  neutralRate: (_, locale, options, dictionary) =>
    rateIn(NEUTRAL_RATE, locale, { ...options, digits: 2 }, dictionary),
  highRate: (_, locale, options, dictionary) =>
    rateIn(HIGH_RATE, locale, { ...options, digits: 2 }, dictionary),
  decimal: (value, _, { digits = 2, sign = 'auto' }) => formatNumber(number(value), digits, sign),
  whole: (value) => formatNumber(number(value)),
  /** Coins of an asset, as its open interest is counted. */
  coinCount: (value, locale) => formatCoins(number(value), locale),
  /** Percentage points as basis points, magnitude. */
  basisPoints: (value, locale) =>
    grammarOf(locale).basisPoints(formatNumber(number(value) * 100, 0, 'never')),
  /** Points of a percent figure as released, magnitude. */
  points: (value, _, { digits = 1 }) => formatNumber(number(value), digits, 'never'),
  /** A difference of fractions in percentage points, magnitude. */
  percentPoints: (value, _, { digits = 1 }) => formatNumber(number(value) * 100, digits, 'never'),
  /** A count in words up to twelve; `firstWord` begins a sentence. */
  word: (value) => WORDS[number(value)] ?? formatNumber(number(value)),
  firstWord: (value) => capitalised(WORDS[number(value)] ?? formatNumber(number(value))),
  ordinal: (value) => ORDINALS[number(value)] ?? ordinalOf(number(value)),
  /** English only, with its article: `a third`, `an eighth`, `an 11th`. */
  anOrdinal: (value) => {
    const ordinal = ORDINALS[number(value)] ?? ordinalOf(number(value))
    return `${/^(?:e|8|11\D|18\D)/u.test(ordinal) ? 'an' : 'a'} ${ordinal}`
  },
  /** English only: `{{n, plural(one: settlement; other: settlements)}}` is `four settlements`. */
  plural: (value, _, options) =>
    `${WORDS[number(value)] ?? formatNumber(number(value))} ${options[number(value) === 1 ? 'one' : 'other']}`,
  /** English only, for labels and tables: `{{n, count(one: day; other: days)}}` is `4 days`. */
  count: (value, _, options) =>
    `${formatNumber(number(value))} ${options[number(value) === 1 ? 'one' : 'other']}`,
  // -- money
  amount: (value, locale, { sign = 'never', money }) =>
    moneyPrinter({ locale, money }).amount(number(value), sign),
  level: (value, locale, { money }) => moneyPrinter({ locale, money }).level(number(value)),
  price: (value, locale, { money }) => moneyPrinter({ locale, money }).price(number(value)),
  roundPrice: (value, locale, { money }) => moneyPrinter({ locale, money }).roundPrice(number(value)),
  thousands: (value, locale) => formatThousands(number(value), locale),
  // -- dates, from instants
  date: dateFormat(formatDate),
  fullDate: dateFormat(formatFullDate),
  shortDate: dateFormat(formatShortDate),
  axisDay: dateFormat(formatDayOfAxis),
  dayTick: dateFormat(formatDayTick),
  weekdayDate: dateFormat(formatWeekdayDate),
  dayAhead: dateFormat(formatDayAhead),
  month: dateFormat(formatMonth),
  monthOfYear: dateFormat(formatMonthOfYear),
  monthPart: dateFormat(formatMonthPart),
  dateTime: dateFormat(formatDateTime),
  // -- names
  market: nameIn('markets'),
  sector: nameIn('sectors'),
  /** Before a figure: a Latin name keeps its distance, a Japanese one runs on. */
  sectorBefore: (value, locale, options, dictionary) =>
    grammarOf(locale).beforeFigure(nameIn('sectors')(value, locale, options, dictionary)),
  venue: nameIn('venues'),
  odds: nameIn('odds'),
  country: nameIn('countries'),
  /** Within a sentence, with its article. */
  theCountry: nameIn('countriesProse'),
  /** What a market cap is of; within a sentence `capScopeWithin`. */
  capScope: nameIn('capScopes'),
  capScopeWithin: nameIn('capScopesWithin'),
  /** A release as it was published, `{ value, unit, series }`: `3.0%`, `+119,000`. */
  released: (value, locale) => {
    const { value: amount, unit } = value as { readonly value: number; readonly unit: string }
    if (unit.startsWith('percent')) return `${formatNumber(amount, 1)}%`
    if (!unit.startsWith('thousand')) return formatNumber(amount)
    return `${amount < 0 ? '−' : '+'}${formatThousands(Math.abs(amount), locale)}`
  },
  series: nameIn('series'),
  gauge: nameIn('gauges'),
  curveOf: nameIn('curveOf'),
  curveTen: nameIn('curveTen'),
  curveName: nameIn('curveNames'),
  /** A market within a sentence, with its article; `firstMarket` begins one. */
  theMarket: (value, locale, options, dictionary) => marketInProse(value, locale, options, dictionary),
  firstMarket: (value, locale, options, dictionary) =>
    capitalised(marketInProse(value, locale, options, dictionary)),
  city: (value, locale) => formatCity(String(value), locale),
  zoneName: (value, locale) => formatZone(String(value), locale),
  zoneBefore: (value, locale) => grammarOf(locale).beforeFigure(formatZone(String(value), locale)),
  /** A name that the data bring in Japanese and English; other languages take the English one. */
  localName: (value, locale) => {
    const names = value as Partial<Record<Locale, string>> & { readonly en: string }
    return names[locale] ?? names.en
  },
  // -- wordings that hang on a sign: fragments of three, `up`, `down` and `flat`
  move: (value, locale, options, dictionary) =>
    fragment(`${options.as}.${moveOf(number(value))}`, { value: number(value) }, locale, options, dictionary),
  moveThousands: (value, locale, options, dictionary) =>
    fragment(
      `moveThousands.${signWord(number(value))}`,
      { value: number(value) },
      locale,
      options,
      dictionary,
    ),
  than: (value, locale, options, dictionary) =>
    fragment(`than.${signWord(number(value))}`, {}, locale, options, dictionary),
  whose: (value, locale, options, dictionary) =>
    fragment(
      value === 'total' ? 'whose.total' : 'whose.asset',
      { symbol: value as string },
      locale,
      options,
      dictionary,
    ),
  /** A rate in percent beside the one before, `{ latest, previous }`: one step of 0.1 "edges". */
  stepFrom: (value, locale, options, dictionary) => {
    const { latest, previous } = value as { latest: number; previous: number }
    const step = Math.round((latest - previous) * 10)
    const word =
      step === 0 ? 'same' : step === 1 ? 'edgedUp' : step === -1 ? 'edgedDown' : step > 0 ? 'rose' : 'fell'
    return fragment(`step.${word}`, { latest }, locale, options, dictionary)
  },
  // -- lists: each item is an object, stated by the fragment named
  list: (value, locale, options, dictionary) => {
    const items = (value as readonly Values[]).map((item) =>
      fragment(String(options.of), item, locale, options, dictionary),
    )
    return options.join === 'space'
      ? items.join(grammarOf(locale).space)
      : grammarOf(locale).list(items, options.join === 'and')
  },
}

/**
 * Teaches a dictionary every format above. The dictionary swallows what a format throws and prints the raw value,
 * so a failure is handed to `failed` as well.
 */
export function addFormats(dictionary: i18n, failed: (error: unknown) => void): void {
  for (const [name, format] of Object.entries({
    ...formats,
    ...entryFormats,
    ...claimFormats,
    ...positioningFormats,
  })) {
    dictionary.services.formatter?.add(name, (value, lng, options) => {
      try {
        return format(value, lng as Locale, options as Options, dictionary)
      } catch (error) {
        failed(error)
        return ''
      }
    })
  }
}

function number(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new TypeError(`a sentence needs a number, and got ${String(value)}`)
  }
  return value
}

function dateFormat(print: (time: number, context: DateContext) => string): Format {
  return (value, locale, { clock, reference }) =>
    print(number(value), { locale, zone: 'UTC', clock, reference })
}

/** Twice the default is high, fraction per 8 hours. */
const HIGH_RATE = 2 * NEUTRAL_RATE

/** `0.0061%`; `6.6% a year`, `年率6.6%`. */
function rateIn(rate: number, locale: Locale, options: Options, dictionary: i18n): string {
  if (options.rateUnit !== 'apr') return formatPercent(rate, options.digits ?? 4, 'auto')
  const text = formatPercent(rate * INTERVALS_A_YEAR, 1, 'auto')
  return fragment('aYear', { rate: text }, locale, options, dictionary)
}

/** A name from the glossary; an id that it does not know is printed in capitals, and a proper name as it is. */
function nameIn(group: string): Format {
  return (value, locale, _, dictionary) => {
    const name = String(value)
    const key = `glossary:${group}.${name}`
    if (dictionary.exists(key, { lng: locale })) return dictionary.t(key, { lng: locale })
    return name === name.toLowerCase() ? name.toUpperCase() : name
  }
}

function marketInProse(...[value, locale, options, dictionary]: Parameters<Format>): string {
  const key = `glossary:marketsProse.${String(value)}`
  if (dictionary.exists(key, { lng: locale })) return dictionary.t(key, { lng: locale })
  return nameIn('markets')(value, locale, options, dictionary)
}

/** A piece of a sentence from `briefing:fragments`, stated in the same zone, year and currency as the sentence. */
function fragment(
  name: string,
  values: Values,
  locale: Locale,
  { clock, reference, money, rateUnit }: Options,
  dictionary: i18n,
): string {
  return dictionary.t(`briefing:fragments.${name}`, {
    ...values,
    lng: locale,
    clock,
    reference,
    money,
    rateUnit,
  })
}

/** A fraction that rounds to 0.0 % has not moved. */
function moveOf(fraction: number): 'up' | 'down' | 'flat' {
  return Math.abs(fraction) < 0.0005 ? 'flat' : signWord(fraction)
}

function signWord(value: number): 'up' | 'down' | 'flat' {
  return value > 0 ? 'up' : value < 0 ? 'down' : 'flat'
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function ordinalOf(value: number): string {
  const rule = new Intl.PluralRules('en', { type: 'ordinal' }).select(value)
  return value + { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' }[rule]
}
