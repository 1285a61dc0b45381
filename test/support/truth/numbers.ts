/** Numbers and dates as pictures print them. */
import { formatAmount, formatCoins, formatNumber, formatPercent, formatPrice } from '#src/i18n/numbers.ts'
import {
  formatDate,
  formatDayOfAxis,
  formatFullDate,
  formatPeriod,
  formatShortDate,
} from '#src/i18n/dates.ts'
import type { Locale } from '#src/i18n/locale.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Instant } from '#src/market/time.ts'

/** A magnitude in every form that pictures use; percent of a fraction with up to four decimals. */
export function formsOf(value: number, locale: Locale): string[] {
  const size = Math.abs(value)
  return [
    ...[0, 1, 2, 3, 4].map((digits) => formatPercent(size, digits)),
    ...[0, 1, 2, 3, 4].map((digits) => formatNumber(size, digits)),
    ...[1, 2, 4].map((digits) => formatNumber(size * 100, digits)),
    ...[1e3, 1e4, 1e6, 1e8, 1e9].flatMap((unit) =>
      [0, 1, 2].map((digits) => formatNumber(size / unit, digits)),
    ),
    formatPrice(size, locale),
    formatAmount(size, locale),
    formatCoins(size, locale),
  ]
}

/** Whether a text holds a number in one of its forms, as a number of its own. */
export function holds(text: string, value: number, locale: Locale): boolean {
  return formsOf(value, locale).some((form) => holdsForm(text, form))
}

export function holdsForm(text: string, form: string): boolean {
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
    const [before, after] = [text.slice(0, at), text.slice(at + form.length)]
    const isCut = /[\d.]$/.test(before) || /\d,$/.test(before) || /^[\d]/.test(after) || /^[.,]\d/.test(after)
    if (!isCut) return true
  }
  return false
}

/** Ways to name a day; a UTC day in both languages. */
export function daysForms(at: Instant, words: Words): string[] {
  const context = { ...words, zone: 'UTC' }
  return [
    formatFullDate(at, context),
    formatDayOfAxis(at, context),
    formatShortDate(at, context),
    formatDate(at, context),
  ]
}

export function namesDay(text: string, at: Instant, words: Words): boolean {
  return daysForms(at, words).some((form) => holdsForm(text, form))
}

export function periodOf(from: Instant, to: Instant, words: Words): string {
  return formatPeriod(from, to, { ...words, zone: 'UTC' })
}

/** Whether a text names any day at all. */
export function hasDay(text: string, locale: Locale): boolean {
  return locale === 'ja' ? /\d+月\d+日|\d+\/\d+/.test(text) : ENGLISH_DAY.test(text)
}

const ENGLISH_DAY = /\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/

/** Signed numbers with a unit of change: `+1.2%`, `−3 bp`. */
export function signedIn(text: string): { readonly sign: '+' | '−'; readonly size: number }[] {
  return [...text.matchAll(/([+−])\$?(\d[\d,]*(?:\.\d+)?)\s?(?:%|pt|bp|％)/g)].map(([, sign, size = '']) => ({
    sign: sign as '+' | '−',
    size: Number(size.replaceAll(',', '')),
  }))
}
