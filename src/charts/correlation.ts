/** How closely coins move together: lines by tier of market cap, or a map of the largest. */
import type { Reading } from '#src/market/reading.ts'
import type { CorrelationReading } from '#src/services/correlation.ts'
import { correlationMap } from './correlationmap.ts'
import { correlationTiers } from './correlationtiers.ts'
import type { Chart, ChartLook } from './look.ts'

/** `view` is `tiers`, `map` or `map-90` (of so many days' returns); whichever can be drawn where the other has no data. */
export function correlation(
  reading: Reading<CorrelationReading>,
  look: ChartLook,
  view?: string,
): Chart | undefined {
  const map = /^map(?:-(\d+))?$/.exec(view ?? '')
  return map
    ? (correlationMap(reading, look, Number(map[1] ?? MAP_DAYS)) ?? correlationTiers(reading, look))
    : (correlationTiers(reading, look) ?? correlationMap(reading, look, MAP_DAYS))
}

/** Returns that the recap's correlations are made of. */
const MAP_DAYS = 30
