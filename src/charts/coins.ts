/** Numbers of coins in few digits: on axes, at the ends of lines and beside peaks. */
import { grammarOf } from '#src/i18n/grammar.ts'
import type { Locale } from '#src/i18n/locale.ts'
import { formatNumber } from '#src/i18n/numbers.ts'
import { decimalsOf, type TickFormat } from './ticks.ts'

/** `700k`, `70万`. */
export const coinsTick: TickFormat = (value, step, locale) => {
  const [size, name] = unitOf(value, locale)
  return value === 0 ? '0' : `${formatNumber(value / size, decimalsOf(step / size))}${name}`
}

/** To one decimal of its unit: `698.8k`, `69.9万`. */
export function formatCoinsShort(value: number, locale: Locale): string {
  const [size, name] = unitOf(value, locale)
  return `${formatNumber(value / size, size === 1 ? 0 : 1)}${name}`
}

function unitOf(value: number, locale: Locale): readonly [size: number, name: string] {
  return grammarOf(locale).tickUnits.find(([size]) => Math.abs(value) >= size) ?? [1, '']
}
