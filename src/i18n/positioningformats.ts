/** The formats that sentences about positions name: a range over hours, settlements by sign, and venues by their word. */
import type { i18n } from 'i18next'
import { grammarOf } from './grammar.ts'
import type { Locale } from './locale.ts'
import { INTERVALS_A_YEAR } from '#src/market/perpetual.ts'
import { formatPercent } from './numbers.ts'

/** The least and the greatest of several readings of one figure, fractions. */
interface RangeValue {
  readonly low: number
  readonly high: number
  /** Known at one hour of several: `about 4%`, `約4%`. */
  readonly atClose?: boolean
}

interface SettledValue {
  /** Sums of 8 hours of a venue that settles more often. */
  readonly summed?: boolean
  readonly positive: number
  readonly negative: number
  readonly settlements: number
}

interface VenueMean {
  readonly venue: string
  /** Fractions per 8 hours, this week and the week before. */
  readonly mean: number
  readonly before?: number
}

/** From so many on, venues are stated as a range. */
const MANY_VENUES = 3

type Format = (
  value: unknown,
  locale: Locale,
  options: { readonly [name: string]: unknown },
  dictionary: i18n,
) => string

export const positioningFormats: Record<string, Format> = {
  /**
   * `5〜8%`, `3.2–3.4%`, `−1.5〜+0.6%`: without signs where both ends have the same, in whole percents where those
   * differ and none is under one.
   */
  coinsRange: (value, locale) => rangeOf(value as RangeValue, locale),
  /** Said behind a range, or of what is known at the close alone; of hours that agree not at all. */
  hourNote: (value, locale, _, dictionary) => {
    if ((value as RangeValue).atClose) return dictionary.t('briefing:fragments.closeNote', { lng: locale })
    return /[〜–]| to /u.test(rangeOf(value as RangeValue, locale))
      ? dictionary.t('briefing:fragments.hourNote', { lng: locale })
      : ''
  },
  /** `20回中19回がプラス`, `all 21 settlements positive`. */
  settled: (value, locale, options, dictionary) => {
    const { positive, negative, settlements, summed } = value as SettledValue
    const sign = negative > positive ? 'negative' : 'positive'
    const count = Math.max(negative, positive)
    const key = `briefing:fragments.${summed ? 'settledSums' : 'settled'}.${sign}${count === settlements ? 'All' : ''}`
    return dictionary.t(key, { ...options, lng: locale, count: undefined, of: settlements, counted: count })
  },
  /** Other venues' means one by one, or from three on as a range: `ほか3取引所は0.0088〜0.0098%`. */
  venueMeans: (value, locale, options, dictionary) => {
    const venues = value as readonly VenueMean[]
    const form = String(options.form ?? 'plain')
    const tell = (name: string, values: object) =>
      dictionary.t(`briefing:fragments.${name}.${form}`, { ...options, ...values, lng: locale })
    if (venues.length < MANY_VENUES) {
      return grammarOf(locale).list(
        venues.map((one) => tell('venueMeans', one)),
        true,
      )
    }
    const rangeOver = (rates: readonly number[]) => ({ low: Math.min(...rates), high: Math.max(...rates) })
    const means = rangeOver(venues.map(({ mean }) => mean))
    const befores = rangeOver(venues.map(({ mean, before = mean }) => before))
    return tell('venueRanges', { counted: venues.length, means, befores })
  },
  /** Rates from the lowest to the highest, signs and all. */
  rateRange: (value, locale, options, dictionary) => {
    const { low, high } = value as RangeValue
    const isYearly = options.rateUnit === 'apr'
    const print = (rate: number) =>
      isYearly ? formatPercent(rate * INTERVALS_A_YEAR, 1, 'auto') : formatPercent(rate, 4, 'auto')
    const [from, to] = [print(low), print(high)]
    const rate = from === to ? to : grammarOf(locale).signedRange(from, to)
    return isYearly ? dictionary.t('briefing:fragments.aYear', { rate, lng: locale }) : rate
  },
  /** When a settlement was, inside the week: `22日8時（UTC）`, `08:00 UTC on the 22nd`. */
  settlementAt: (value, locale) => {
    const date = new Date(Number(value))
    return grammarOf(locale).settlement(date.getUTCDate(), date.getUTCHours())
  },
  /** What a week of one venue's funding was. */
  fundingWord: (value, locale, _, dictionary) =>
    dictionary.t(`briefing:fragments.fundingWords.${String(value)}`, { lng: locale }),
}

/** One format for sections and the thread: the same figure is never printed in two ways. */
export function rangeOf({ low, high, atClose }: RangeValue, locale: Locale): string {
  const { about, range, signedRange } = grammarOf(locale)
  if (low < 0 && high > 0) {
    const [from, to] = [formatPercent(low, 1, 'always'), formatPercent(high, 1, 'always')]
    return signedRange(from, to)
  }
  const [least, most] = [Math.abs(low), Math.abs(high)].sort((a, b) => a - b) as [number, number]
  const digits = least < 0.01 || formatPercent(least, 0) === formatPercent(most, 0) ? 1 : 0
  const [from, to] = [formatPercent(least, digits, 'never'), formatPercent(most, digits, 'never')]
  if (from !== to) return range(from, to)
  if (!atClose) return to
  return about(formatPercent(most, most < 0.01 ? 1 : 0, 'never'))
}
