/** Numbers as each language prints them: U+2212 for minus, 兆・億・万 in Japanese, T・B・M in English. */
import type { Locale } from './locale.ts'

export type SignStyle =
  /** Minus where negative: the default. */
  | 'auto'
  /** Plus or minus on everything but zero: tables, charts, callouts. */
  | 'always'
  /** Magnitude alone: prose, where a verb says the direction. */
  | 'never'

/** Every money amount in prose carries this many significant digits, in both languages alike. */
const AMOUNT_DIGITS = 3
const MINUS = '−'

/** A plain number with grouping, to a fixed number of decimals. A value that rounds to zero has no sign. */
export function formatNumber(value: number, digits = 0, sign: SignStyle = 'auto'): string {
  const magnitude = grouped(digits).format(Math.abs(value))
  return signOf(value, /[1-9]/.test(magnitude), sign) + magnitude
}

/** A fraction in percent: 0.149 is `14.9%`. */
export function formatPercent(fraction: number, digits = 1, sign: SignStyle = 'auto'): string {
  return `${formatNumber(fraction * 100, digits, sign)}%`
}

/**
 * An amount of US dollars to three significant digits: `$135B`, `1,350億ドル`; `$2.98T`, `2.98兆ドル`.
 * Both languages round alike, so that both carry the same figure.
 */
export function formatAmount(usd: number, locale: Locale, sign: SignStyle = 'auto'): string {
  const rounded = Number(Math.abs(usd).toPrecision(AMOUNT_DIGITS))
  const prefix = signOf(usd, rounded > 0, sign)
  return locale === 'ja' ? `${prefix}${japaneseAmount(rounded)}ドル` : `${prefix}$${englishAmount(rounded)}`
}

/** An amount of yen to three significant digits: `¥466T`, `466兆円`; `¥19.5B`, `195億円`. */
export function formatYenAmount(yen: number, locale: Locale, sign: SignStyle = 'auto'): string {
  const rounded = Number(Math.abs(yen).toPrecision(AMOUNT_DIGITS))
  const prefix = signOf(yen, rounded > 0, sign)
  return locale === 'ja' ? `${prefix}${japaneseAmount(rounded)}円` : `${prefix}¥${englishAmount(rounded)}`
}

/** A price in yen: `¥13,538,000`, `1,353万8,000円`; to five significant digits, as exchange rates have no more. */
export function formatYenPrice(yen: number, locale: Locale): string {
  const magnitude = Number(Math.abs(yen).toPrecision(5))
  const text =
    magnitude < 1
      ? plainDigits(Number(magnitude.toPrecision(4)))
      : magnitude < 1000
        ? formatNumber(magnitude, 2)
        : locale === 'ja'
          ? withMan(Math.round(magnitude))
          : formatNumber(Math.round(magnitude))
  return locale === 'ja' ? `${text}円` : `¥${text}`
}

/** A round level of whole trillions: `$3T`, `3兆ドル`. */
export function formatLevel(usd: number, locale: Locale): string {
  const trillions = formatNumber(usd / 1e12, Number.isInteger(usd / 1e12) ? 0 : 1)
  return locale === 'ja' ? `${trillions}兆ドル` : `$${trillions}T`
}

/** A price of one coin: `$86,512`, `8万6,512ドル`; below 1,000 dollars two decimals, below 1 four significant digits. */
export function formatPrice(usd: number, locale: Locale): string {
  const magnitude = Math.abs(usd)
  if (magnitude < 1) {
    const small = magnitude === 0 ? '0' : plainDigits(Number(magnitude.toPrecision(4)))
    return locale === 'ja' ? `${small}ドル` : `$${small}`
  }
  if (magnitude < 1000) {
    return locale === 'ja' ? `${formatNumber(magnitude, 2)}ドル` : `$${formatNumber(magnitude, 2)}`
  }
  const whole = Math.round(magnitude)
  return locale === 'ja' ? `${withMan(whole)}ドル` : `$${formatNumber(whole)}`
}

/** A price told in round terms, to three significant digits: `$115,000`, `11万5,000ドル`. */
export function formatRoundPrice(usd: number, locale: Locale): string {
  return formatPrice(Number(usd.toPrecision(AMOUNT_DIGITS)), locale)
}

/** A count of persons in thousands: 119 is `119,000`, `11万9,000`. */
export function formatThousands(thousands: number, locale: Locale): string {
  const persons = Math.abs(Math.round(thousands * 1000))
  return locale === 'ja' ? withMan(persons) : formatNumber(persons)
}

/** Making a format takes fifty times as long as using one. */
const formats = new Map<number, Intl.NumberFormat>()

function grouped(digits: number): Intl.NumberFormat {
  const known = formats.get(digits)
  if (known) return known
  const made = new Intl.NumberFormat('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  formats.set(digits, made)
  return made
}

function signOf(value: number, nonZero: boolean, sign: SignStyle): string {
  if (!nonZero || sign === 'never') return ''
  if (value < 0) return MINUS
  return sign === 'always' ? '+' : ''
}

function englishAmount(usd: number): string {
  for (const [unit, name] of [
    [1e12, 'T'],
    [1e9, 'B'],
    [1e6, 'M'],
  ] as const) {
    if (usd >= unit) return significant(usd / unit) + name
  }
  return formatNumber(usd)
}

function japaneseAmount(usd: number): string {
  if (usd >= 1e12) return `${significant(usd / 1e12)}兆`
  if (usd >= 1e8) return `${usd >= 1e10 ? formatNumber(usd / 1e8) : significant(usd / 1e8)}億`
  return withMan(usd)
}

/** Three significant digits, trailing zeros kept: 2.98, 13.5, 135. */
function significant(value: number): string {
  return formatNumber(value, value >= 100 ? 0 : value >= 10 ? 1 : 2)
}

/** 115,000 as 11万5,000; 20,000 as 2万; below ten thousand as it is. */
function withMan(value: number): string {
  if (value < 10_000) return formatNumber(value)
  const man = Math.floor(value / 10_000)
  const rest = Math.round(value - man * 10_000)
  return `${formatNumber(man)}万${rest === 0 ? '' : formatNumber(rest)}`
}

function plainDigits(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 4, useGrouping: false })
}
