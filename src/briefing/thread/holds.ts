/** Whether a level that a week crossed is still held at its end. */
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { Readings } from '#src/services/index.ts'

/**
 * A level that the week crossed and lost again by its end is stated in the timeline alone, as the close of its day. Where
 * the week's end is not on record nothing is known of it, and it is not reported as held.
 */
export function holds({ kind, scope, series, level, direction }: RankedExtreme, readings: Readings): boolean {
  if (kind !== 'first-beyond' || scope === 'boundary' || level === undefined) return true
  const end = endOf(series, readings)
  if (end === undefined) return false
  return direction === 'down' ? end < level : end >= level
}

function endOf(series: string, readings: Readings): number | undefined {
  const [group, id = ''] = series.split('.')
  if (group === 'marketcap') return readings.marketcap.value.end
  if (group === 'price' && id === 'bitcoin') return readings.price.value.end
  return readings.assets.value.rows.find((row) => row.id === id)?.close
}
