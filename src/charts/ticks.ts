/** Round axis steps, and the short numbers that stand beside them. */
import { grammarOf } from '#src/i18n/grammar.ts'
import type { Locale } from '#src/i18n/locale.ts'
import { formatNumber } from '#src/i18n/numbers.ts'

/** The 1-2-5 step that cuts a range into about `count` parts. */
export function niceStep(range: number, count: number): number {
  if (!(range > 0)) return 1
  const raw = range / count
  const power = 10 ** Math.floor(Math.log10(raw))
  // Nearest of 1, 2, 5, 10 by ratio, as in Heckbert's nice numbers (Graphics Gems, 1990).
  const lead = raw / power
  const nice = lead < Math.SQRT2 ? 1 : lead < Math.sqrt(10) ? 2 : lead < Math.sqrt(50) ? 5 : 10
  return nice * power
}

/** Decimals that a step needs so that neighbouring ticks differ. */
export function decimalsOf(step: number): number {
  return Math.min(MOST_DECIMALS, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)))
}

const MOST_DECIMALS = 12

/** How an axis prints a value; `step` settles the decimals. */
export type TickFormat = (value: number, step: number, locale: Locale) => string

/** A fraction in percent: `−0.02%`, `50%`. */
export const percentTick: TickFormat = (value, step) =>
  `${formatNumber(value * 100, decimalsOf(step * 100))}%`

/** A percent figure as it is: `4.5%`. */
export const pointsTick: TickFormat = (value, step) => `${formatNumber(value, decimalsOf(step))}%`

/** A plain number: `0.6`. */
export const decimalTick: TickFormat = (value, step) => formatNumber(value, decimalsOf(step))

/** Dollars: `3.2兆`, `2,000億`, `11.5万`; `$3.2T`, `$200B`, `$115k`. The Japanese caption names the currency. */
export const moneyTick: TickFormat = (value, step, locale) => {
  const { tickUnits: units, tickSign: sign } = grammarOf(locale)
  if (value === 0) return `${sign}0`
  const [unit, name] = units.find(([size]) => Math.abs(value) >= size) ?? [1, '']
  return `${sign}${formatNumber(value / unit, decimalsOf(step / unit))}${name}`
}

/** A coin's price: as money from 1,000 dollars on, below that the decimals that the step needs: `$2.45`, `2.45`. */
export const priceTick: TickFormat = (value, step, locale) => {
  if (Math.abs(value) >= 1000) return moneyTick(value, step, locale)
  return grammarOf(locale).tickSign + formatNumber(value, decimalsOf(step))
}
