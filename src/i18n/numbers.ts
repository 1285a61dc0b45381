/** Numbers as each language prints them: U+2212 for minus, 兆・億・万 in Japanese, T・B・M in English. */
import { formatNumber, plainDigits, type SignStyle, signOf } from './digits.ts'
import { grammarOf } from './grammar.ts'
import type { Locale } from './locale.ts'

export { formatNumber, formatPercent, type SignStyle } from './digits.ts'

/** Money amounts carry this many significant digits, in both languages alike; hundreds of billions one more. */
const AMOUNT_DIGITS = 3

/**
 * An amount of US dollars: `$2.98T`, `2.98兆ドル`; `$72.8B`, `728億ドル`. Three significant digits, and four of hundreds
 * of billions, where Japanese counts whole 億: `$423.4B`, `4,234億ドル`; `$135B`, `1,350億ドル`. Both languages round
 * alike, so that both carry the same figure.
 */
export function formatAmount(usd: number, locale: Locale, sign: SignStyle = 'auto'): string {
  const rounded = roundedAmount(Math.abs(usd))
  const prefix = signOf(usd, rounded > 0, sign)
  const { amount, dollars } = grammarOf(locale)
  return prefix + dollars(amount(rounded))
}

/** An amount of yen to three significant digits: `¥466T`, `466兆円`; `¥19.5B`, `195億円`. */
export function formatYenAmount(yen: number, locale: Locale, sign: SignStyle = 'auto'): string {
  // Yen are exchanged at a rate that has no more digits.
  const rounded = Number(Math.abs(yen).toPrecision(AMOUNT_DIGITS))
  const prefix = signOf(yen, rounded > 0, sign)
  const { amount, yen: inYen } = grammarOf(locale)
  return prefix + inYen(amount(rounded))
}

/** A price in yen: `¥13,538,000`, `1,353万8,000円`; to five significant digits, as exchange rates have no more. */
export function formatYenPrice(yen: number, locale: Locale): string {
  const { count, yen: inYen } = grammarOf(locale)
  const magnitude = Number(Math.abs(yen).toPrecision(5))
  const text =
    magnitude < 1
      ? plainDigits(Number(magnitude.toPrecision(4)))
      : magnitude < 1000
        ? formatNumber(magnitude, 2)
        : count(Math.round(magnitude))
  return inYen(text)
}

/** A round level of whole trillions: `$3T`, `3兆ドル`. */
export function formatLevel(usd: number, locale: Locale): string {
  const trillions = formatNumber(usd / 1e12, Number.isInteger(usd / 1e12) ? 0 : 1)
  const grammar = grammarOf(locale)
  return grammar.dollars(grammar.trillions(trillions))
}

/** A price of one coin: `$86,512`, `8万6,512ドル`; below 1,000 dollars two decimals, below 1 four significant digits. */
export function formatPrice(usd: number, locale: Locale): string {
  const { count, dollars } = grammarOf(locale)
  const magnitude = Math.abs(usd)
  if (magnitude === 0) return dollars('0')
  if (magnitude < 1) return dollars(plainDigits(Number(magnitude.toPrecision(4))))
  return dollars(magnitude < 1000 ? formatNumber(magnitude, 2) : count(Math.round(magnitude)))
}

/** A price stated in round terms, to three significant digits: `$115,000`, `11万5,000ドル`. */
export function formatRoundPrice(usd: number, locale: Locale): string {
  return formatPrice(Number(usd.toPrecision(AMOUNT_DIGITS)), locale)
}

/** A number of coins: `292,887`; from a billion on to three significant digits: `60.3T`, `60.3兆`. */
export function formatCoins(coins: number, locale: Locale): string {
  if (Math.abs(coins) < 1e9) return formatNumber(coins)
  return grammarOf(locale).amount(Number(coins.toPrecision(AMOUNT_DIGITS)))
}

/** A count of persons in thousands: 119 is `119,000`, `11万9,000`. */
export function formatThousands(thousands: number, locale: Locale): string {
  return grammarOf(locale).count(Math.abs(Math.round(thousands * 1000)))
}

function roundedAmount(usd: number): number {
  const rounded = Number(usd.toPrecision(AMOUNT_DIGITS))
  return rounded >= 1e11 && rounded < 1e12 ? Math.round(usd / 1e8) * 1e8 : rounded
}
