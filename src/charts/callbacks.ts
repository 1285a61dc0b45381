/** The functions that a spec names, in one table: no node, no canvas, as the preview's page looks them up too. */
import { formatAmount, formatNumber, formatPercent, formatPrice } from '#src/i18n/numbers.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import { DEFAULT_LOCALE, type Locale, LOCALES } from '#src/i18n/locale.ts'
import type { Plain } from '#src/market/reading.ts'
import { FONT_STACK } from './faces.ts'

/** The unit that a dataset's `unit` names, for tooltips. */
export type DataUnit = 'percent' | 'rate' | 'points' | 'amount' | 'price' | 'decimal'

interface Axis {
  readonly options: { readonly ticks: TickOptions }
  ticks: { readonly value: number }[]
}

interface TickOptions {
  readonly values: readonly number[]
  readonly labels: Readonly<Record<number, string>>
}

interface Hovered {
  readonly dataset: { readonly label: string; readonly unit?: DataUnit }
  readonly raw: number | null
  readonly chart: { readonly options: { readonly locale?: string } }
}

/** Each is called by Chart.js, which binds `this` of tick callbacks to the axis. */
export const callbacks = {
  /** Ticks at the values that the spec names, and nowhere else. */
  round(axis: Axis): void {
    axis.ticks = axis.options.ticks.values.map((value) => ({ value }))
  },
  /** The label that was written for a tick. */
  written(this: Axis, _value: number, index: number): string {
    return this.options.ticks.labels[index] ?? ''
  },
  writtenAt(this: Axis, index: number): string {
    return this.options.ticks.labels[index] ?? ''
  },
  /** Keeps only the categories that are labelled. */
  onlyWritten(axis: Axis): void {
    const { labels } = axis.options.ticks
    axis.ticks = axis.ticks.filter(({ value }) => labels[value] !== undefined)
  },
  /** Names of an axis, the strong ones in bold. */
  emphasis(context: {
    readonly index: number
    readonly scale: {
      readonly options: { readonly ticks: { readonly size: number; readonly strong: readonly boolean[] } }
    }
  }): Plain {
    const { size, strong } = context.scale.options.ticks
    return { family: FONT_STACK, size, weight: strong[context.index] ? 'bold' : 'normal' }
  },
  /** Supporting datasets have no name and no tooltip. */
  named({ dataset }: Hovered): boolean {
    return dataset.label !== ''
  },
  tooltip({ dataset, raw, chart }: Hovered): string {
    const locale = LOCALES.find((one) => grammarOf(one).tag === chart.options.locale) ?? DEFAULT_LOCALE
    const { colon } = grammarOf(locale)
    return raw === null
      ? dataset.label
      : dataset.label + colon + units[dataset.unit ?? 'decimal'](raw, locale)
  },
} as const

/** The configuration with its named functions in place: a deep copy that Chart.js may write upon. */
export function revive(value: unknown): unknown {
  if (typeof value === 'string' && value.startsWith('fn:')) {
    const name = value.slice(3)
    if (!(name in callbacks)) throw new RangeError(`a chart spec names the unknown function ${name}`)
    return callbacks[name as keyof typeof callbacks]
  }
  if (Array.isArray(value)) return value.map(revive)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revive(item)]))
}

const units: Record<DataUnit, (value: number, locale: Locale) => string> = {
  percent: (value) => formatPercent(value, 1),
  rate: (value) => formatPercent(value, 4),
  points: (value) => `${formatNumber(value, 2)}%`,
  amount: (value, locale) => formatAmount(value, locale),
  price: (value, locale) => formatPrice(value, locale),
  decimal: (value) => formatNumber(value, 2),
}
