/** A chart as an image of a message: drawn for a wide and for a narrow screen, with names that can be drawn. */
import type { Image } from '#src/chat/message.ts'
import { withDrawableNames } from '#src/charts/drawable.ts'
import type { Chart, ChartLook } from '#src/charts/index.ts'

/** Undefined where there is nothing to draw. `symbols` are tickers by id. */
export function imageOf(
  name: string,
  draw: (look: ChartLook) => Chart | undefined,
  look: ChartLook,
  symbols: Readonly<Record<string, string>>,
): Image | undefined {
  const wide = draw({ ...look, layout: 'wide' })
  if (!wide) return undefined
  const { spec, alt, size } = withDrawableNames(wide, symbols)
  const narrow = draw({ ...look, layout: 'phone' })
  const phone = narrow && withDrawableNames(narrow, symbols)
  return {
    name,
    spec,
    alt,
    size,
    ...(phone && { phone: { spec: phone.spec, size: phone.size, alt: phone.alt } }),
  }
}
