/** The window that details are about, as a field of every answer that has one. */
import { formatRange } from '#src/charts/days.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Instant } from '#src/market/time.ts'
import { DAY } from '#src/market/time.ts'
import { detailsOf, type Field } from '../details.ts'

/** `17–24 Nov 2025 (7 days)`; `computedOver` where a figure is computed over it, and the picture shows more. */
export function windowField(
  { start, end, zone = 'UTC' }: { readonly start: Instant; readonly end: Instant; readonly zone?: string },
  words: Words,
  name: 'window' | 'computedOver' = 'window',
): Field {
  const { field, say } = detailsOf('shared', words)
  const days = Math.round((end - start) / DAY)
  return field(name, say('windowOf', { period: formatRange(start, end, words, zone), days }))
}
