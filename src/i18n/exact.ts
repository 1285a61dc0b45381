/** Numbers as somebody typed them: in as few digits as mean the very same value, never rounded. */
import { INTERVALS_A_YEAR } from '#src/market/perpetual.ts'
import { formatNumber } from './digits.ts'
import { grammarOf } from './grammar.ts'
import type { Locale } from './locale.ts'

/** Decimals that a number is printed with in large units: 2.985T. */
const UNIT_DECIMALS = 3

/** Digits without an exponent: `90000`, `0.0000001`. */
export function exactDigits(value: number): string {
  const text = String(value)
  const [, sign = '', first = '', rest = '', exponent] = /^(-?)(\d)(?:\.(\d+))?e-(\d+)$/u.exec(text) ?? []
  if (exponent === undefined) return text
  return `${sign}0.${'0'.repeat(Number(exponent) - 1)}${first}${rest}`
}

/** The percentage that means this fraction: `0.03`, `-5`. */
export function exactPercent(fraction: number): string {
  return fewestDigits(fraction * 100, (percent) => percent / 100 === fraction)
}

/** A fraction rounded to so many digits, as typing it makes it: 0.9 % is 0.9 / 100, and 0.009 would print as 0.8999999999999999 %. */
export function roundedFraction(fraction: number, digits: number): number {
  return Number((fraction * 100).toPrecision(digits)) / 100
}

/** A rate per 8 hours: as a percentage, and as that of a year where it is the rounder one. */
export function exactRate(rate: number): { readonly percent: string; readonly isYearly: boolean } {
  const percent = exactPercent(rate)
  const yearly = fewestDigits(
    rate * INTERVALS_A_YEAR * 100,
    (value) => value / 100 / INTERVALS_A_YEAR === rate,
  )
  return yearly.length + 4 < percent.length
    ? { percent: yearly, isYearly: true }
    : { percent, isYearly: false }
}

/** US dollars: `$90,000`, `9万ドル`; `$3T`, `3兆ドル`; `$100B`, `1,000億ドル`; `$0.0000001`. */
export function exactDollars(usd: number, locale: Locale): string {
  const { dollars, count, trillions, billions } = grammarOf(locale)
  if (usd >= 1e12 && isShort(usd / 1e12)) return dollars(trillions(exactDigits(rounded(usd / 1e12))))
  if (usd >= 1e9 && usd < 1e12 && isShort(usd / 1e9)) return dollars(billions(rounded(usd / 1e9)))
  if (Number.isInteger(usd)) return dollars(count(usd))
  const [whole = '', decimals = ''] = exactDigits(usd).split('.')
  return dollars(`${formatNumber(Number(whole))}.${decimals}`)
}

function isShort(value: number): boolean {
  return Math.abs(value - rounded(value)) < 1e-12
}

function rounded(value: number): number {
  return Number(value.toFixed(UNIT_DECIMALS))
}

function fewestDigits(value: number, means: (printed: number) => boolean): string {
  for (let digits = 1; digits <= 17; digits++) {
    const short = Number(value.toPrecision(digits))
    if (means(short)) return exactDigits(short)
  }
  return exactDigits(value)
}
