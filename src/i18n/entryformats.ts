/** The formats that sentences about entries of the ledger name: `{{who, opened}}`, `{{extent, extent}}`, `{{move, entryMove(form: stem)}}`. */
import type { i18n } from 'i18next'
import type { Instant } from '#src/market/time.ts'
import { DAY } from '#src/market/time.ts'
import { grammarOf } from './grammar.ts'
import { type DateContext, formatMonth, formatMonthPart, formatWeekday } from './dates.ts'
import {
  dayInWeek,
  type ExtentValue,
  hourInWeek,
  measure,
  nameSubject,
  type QuantityValue,
  type Say,
  type SubjectValue,
  formatExtent,
} from './entries.ts'
import type { Locale } from './locale.ts'
import type { Money } from './money.ts'
import { formatNumber, formatPercent } from './numbers.ts'
import { rangeOf } from './positioningformats.ts'

interface Options {
  readonly clock: string
  readonly reference: number
  readonly money?: Money
  readonly form?: string
  readonly digits?: number
}

type Format = (value: unknown, locale: Locale, options: Options, dictionary: i18n) => string

/** A move: its size, how it is worded, and which way it went. */
export interface MoveValue extends QuantityValue {
  readonly words: 'price' | 'amount' | 'points' | 'index'
  readonly direction: 'up' | 'down'
}

/** The subject of a sentence, behind what joins it to the one before: `The same day the S&P 500`. */
export interface OpenedValue {
  readonly subject: SubjectValue
  readonly opening?: 'on' | 'from' | 'same' | 'then' | 'contrastOn' | 'contrast'
  readonly day?: Instant
}

/** From when on a value reaches: stated in months, half a year as such. */
export interface AgoValue {
  readonly since: Instant
  readonly at: Instant
}

export interface SpreadValue {
  readonly low: number
  readonly high: number
  readonly atClose?: boolean
}

/** A piece of `thread.json` with values of its own: a condition, a finding, a claim that is quoted. */
export interface PieceValue {
  readonly key: string
  readonly values?: { readonly [name: string]: unknown }
}

const WEEK = 7 * DAY
/** "In half a year" is said of this many weeks. */
const HALF_A_YEAR = [26, 30] as const
/** A day within this many weeks is stated by its part of the month. */
const RECENT = 8 * WEEK

export const entryFormats: Record<string, Format> = {
  subject: (value, locale, options, dictionary) =>
    nameSubject(value as SubjectValue, sayer(locale, options, dictionary)),
  firstSubject: (value, locale, options, dictionary) =>
    capitalised(nameSubject(value as SubjectValue, sayer(locale, options, dictionary))),
  shortSubject: (value, locale, options, dictionary) =>
    nameSubject(value as SubjectValue, sayer(locale, options, dictionary), true),
  opened: (value, locale, options, dictionary) => {
    const { subject } = value as OpenedValue
    const say = sayer(locale, options, dictionary)
    return capitalised(openingOf(value as OpenedValue, say) + nameSubject(subject, say))
  },
  quantity: (value, locale, options, dictionary) =>
    measure(value as QuantityValue, sayer(locale, options, dictionary), locale, options.money),
  extent: (value, locale, options, dictionary) =>
    formatExtent(value as ExtentValue, sayer(locale, options, dictionary), contextOf(locale, options)),
  /** Of a timeline's item: without an article, and without the start of the record. */
  shortExtent: (value, locale, options, dictionary) =>
    formatExtent(value as ExtentValue, sayer(locale, options, dictionary), contextOf(locale, options), true),
  /** English only: the reach without its noun, `since 10 March`. */
  extentOnly: (value, locale, options, dictionary) => {
    // A language that names the size last says of any move that it is large.
    const extent = grammarOf(locale).sizeLast
      ? { ...(value as ExtentValue), noun: 'range.wide' }
      : (value as ExtentValue)
    return formatExtent(extent, sayer(locale, options, dictionary), contextOf(locale, options)).replace(
      /^.*?(?=since|on our record)/u,
      '',
    )
  },
  entryMove: (value, locale, options, dictionary) => {
    const { words, direction } = value as MoveValue
    const say = sayer(locale, options, dictionary)
    return say(`moves.${words}.${direction}.${options.form ?? 'noun'}`, {
      value: sizeOf(value as MoveValue, say, locale, options),
    })
  },
  entryValue: (value, locale, options, dictionary) =>
    sizeOf(value as MoveValue, sayer(locale, options, dictionary), locale, options),
  dayIn: (value, locale, options) => dayInWeek(Number(value), contextOf(locale, options)),
  hourIn: (value, locale, options) => hourInWeek(Number(value), contextOf(locale, options)),
  /** The hour alone, beside a line that names its day. */
  hourOnly: (value, locale) => grammarOf(locale).hour(new Date(Number(value)).getUTCHours()),
  /** `Fri 10`, `10日（金）`. */
  dayLabel: (value, locale, options) => formatWeekday(Number(value), contextOf(locale, options)),
  ago: (value, locale, options, dictionary) => {
    const { since, at } = value as AgoValue
    const weeks = (at - since) / WEEK
    const say = sayer(locale, options, dictionary)
    if (weeks >= HALF_A_YEAR[0] && weeks <= HALF_A_YEAR[1]) return say('reach.halfYear')
    const context = contextOf(locale, options)
    const when = at - since < RECENT ? formatMonthPart(since, context) : formatMonth(since, context)
    return say('reach.since', { when })
  },
  /** Of a record: since when there is one. */
  fromStart: (value, locale, options, dictionary) =>
    sayer(
      locale,
      options,
      dictionary,
    )('reach.fromStart', {
      start: formatMonth((value as AgoValue).since, contextOf(locale, options)),
    }),
  spread: (value, locale) => rangeOf(value as SpreadValue, locale),
  condition: (value, locale, options, dictionary) => piece('conditions', value, locale, options, dictionary),
  finding: (value, locale, options, dictionary) => piece('findings', value, locale, options, dictionary),
  /** A claim of an earlier edition in its own words, without what would have changed it. */
  quoted: (value, locale, options, dictionary) => {
    const { key, values } = value as PieceValue
    return grammarOf(locale).quoted(sayer(locale, options, dictionary)(key, values).trim())
  },
  /** A market without its article, within a sentence: `gold`, `dollar index`, `S&P 500`. */
  bareMarket: (value, locale, _, dictionary) => {
    const key = [`glossary:marketsProse.${String(value)}`, `glossary:markets.${String(value)}`].find((one) =>
      dictionary.exists(one, { lng: locale }),
    )
    const name = key === undefined ? String(value).toUpperCase() : dictionary.t(key, { lng: locale })
    return name.replace(/^the /u, '')
  },
  /** English only: `US`, `Japan`, without an article. */
  curveTenor: (value) => (value === 'jgb' ? 'Japanese' : 'US'),
  movedTo: (value, locale, options, dictionary) =>
    sayer(locale, options, dictionary)(`movedTo.${String(value)}`),
  dollars: (value, locale, { digits = 0 }) => grammarOf(locale).dollars(formatNumber(Number(value), digits)),
  /** Where a record begins: the year is always said. */
  recordMonth: (value, locale, options) => {
    const month = formatMonth(Number(value), { ...contextOf(locale, options), reference: 0 })
    return month
  },
}

function openingOf({ opening, day }: OpenedValue, say: Say): string {
  return opening === undefined ? '' : say(`openings.${opening}`, { day })
}

function sizeOf(move: MoveValue, say: Say, locale: Locale, { digits, money }: Options): string {
  const measured = measure(move, say, locale, money)
  return digits === undefined || move.unit !== 'fraction'
    ? measured.replace('−', '')
    : formatPercent(move.value, digits, 'never')
}

function piece(
  group: string,
  ...[value, locale, options, dictionary]: [unknown, Locale, Options, i18n]
): string {
  const { key, values } = value as PieceValue
  return key === 'none' ? '' : sayer(locale, options, dictionary)(`${group}.${key}`, values)
}

function sayer(locale: Locale, { clock, reference, money }: Options, dictionary: i18n): Say {
  return (key, values) => {
    const name = `thread:${key}`
    if (!dictionary.exists(name, { lng: locale })) throw new RangeError(`locales/${locale} has no ${name}`)
    return dictionary.t(name, { ...values, lng: locale, clock, reference, money })
  }
}

function contextOf(locale: Locale, { clock, reference }: Options): DateContext {
  return { locale, zone: 'UTC', clock, reference }
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
