/** Numbers as every language prints them: grouped by commas, U+2212 for minus. */

export type SignStyle =
  /** Minus where negative: the default. */
  | 'auto'
  /** Plus or minus on everything but zero: tables, charts, callouts. */
  | 'always'
  /** Magnitude alone: prose, where a verb says the direction. */
  | 'never'

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

/** Three significant digits, trailing zeros kept: 2.98, 13.5, 135; a fourth that is not zero: 423.4. */
export function significant(value: number): string {
  if (value >= 100) return formatNumber(value, Number.isInteger(value) ? 0 : 1)
  return formatNumber(value, value >= 10 ? 1 : 2)
}

/** At most four significant digits, without groups. */
export function plainDigits(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 4, useGrouping: false })
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

/** What stands before a magnitude; nothing where it prints as zero. */
export function signOf(value: number, nonZero: boolean, sign: SignStyle): string {
  if (!nonZero || sign === 'never') return ''
  if (value < 0) return MINUS
  return sign === 'always' ? '+' : ''
}
