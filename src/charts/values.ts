/** How values of a series are printed in tables and beside a pointer: no node in here, as the page prints them too. */
import type { Locale } from '#src/i18n/locale.ts'
import { formatAmount, formatCoins, formatNumber, formatPercent, formatPrice } from '#src/i18n/numbers.ts'
import type { ValueUnit } from './spec/panes.ts'
import { decimalTick, moneyTick, percentTick, pointsTick, priceTick, type TickFormat } from './ticks.ts'

interface Printing {
  readonly value: (value: number, locale: Locale) => string
  readonly tick: TickFormat
}

const printings: Readonly<Record<ValueUnit, Printing>> = {
  percent: { value: (value) => formatPercent(value, 1), tick: percentTick },
  rate: { value: (value) => formatPercent(value, 4), tick: percentTick },
  points: { value: (value) => `${formatNumber(value, 2)}%`, tick: pointsTick },
  amount: { value: formatAmount, tick: moneyTick },
  price: { value: formatPrice, tick: priceTick },
  coins: { value: formatCoins, tick: decimalTick },
  decimal: { value: (value) => formatNumber(value, 2), tick: decimalTick },
}

/** `$3.28T`, `−0.0040%`, `0.62`. */
export function printValue(value: number, unit: ValueUnit, locale: Locale): string {
  return printings[unit].value(value, locale)
}

/** The ticks of an axis of that unit. */
export function tickFormat(unit: ValueUnit): TickFormat {
  return printings[unit].tick
}
