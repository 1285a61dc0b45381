/** Prices of assets that carry another asset's price, a little off it. */
import { DAYS } from './days.ts'
import type { Pegged } from './pegged.ts'
import { randomStream } from './random.ts'

/** Prices at boundaries 0 to DAYS. `followed` is the price of one unit of what is followed. */
export function simulatePegged(asset: Pegged, followed: (boundary: number) => number): Float64Array {
  const random = randomStream(`pegged/${asset.id}`)
  const spread = asset.kind === 'stablecoin' ? 0.0002 : 0.0006
  return Float64Array.from({ length: DAYS + 1 }, (_, b) => followed(b) * (1 + spread * random.normal()))
}
