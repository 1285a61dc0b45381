/** What charts of rows share: signed numbers with their colour, and pictures that are lower where bars are few. */
import { formatPercent } from '#src/i18n/numbers.ts'
import { inkOfSign } from './colors.ts'
import type { ChartLook } from './look.ts'
import { SHORT, SHORT_PHONE, type Size } from './spec.ts'
import type { Label } from './spec/label.ts'
import type { Column } from './spec/rows.ts'

/** A fraction in percent, in the colour of its sign as printed; `series` names the bars that it stands beside. */
export function signedLabel(
  value: number,
  series: string,
  { digits = 1, strong = false }: { readonly digits?: number; readonly strong?: boolean } = {},
): Label {
  return {
    text: formatPercent(value, digits, 'always'),
    ink: inkOfSign(Number((value * 100).toFixed(digits))),
    strong,
    figure: { of: 'last', series, value },
  }
}

/** The size of a picture of so many bars, where it is not the common one. */
export function lowSize(bars: number, { layout = 'wide' }: ChartLook): { size?: Size } {
  if (bars >= FULL[layout]) return {}
  return { size: layout === 'phone' ? SHORT_PHONE : SHORT }
}

/** Bars that fill the common size; on a phone, which is higher, it takes more of them. */
const FULL = { wide: 4, phone: 6 } as const

/** A column of words at the right. */
export function textColumn(header?: string): Column {
  return { type: 'text', align: 'right', ...(header !== undefined && { header }) }
}
