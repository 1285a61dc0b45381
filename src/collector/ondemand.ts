/** Asking for what is not collected: once for all who want it, and not again and again where nobody has it. */
import type { AssetId } from '#src/market/asset.ts'
import { type Instant, MINUTE } from '#src/market/time.ts'

/** What nobody had is not asked for again so long, milliseconds. */
const AGAIN = 10 * MINUTE

/** `fetch` resolves with whether the asset was had; a rejection is everybody's, and the next who asks tries again. */
export function shareFetches(
  fetch: (asset: AssetId) => Promise<boolean>,
  now: () => Instant,
): (asset: AssetId) => Promise<boolean> {
  const running = new Map<AssetId, Promise<boolean>>()
  const absent = new Map<AssetId, Instant>()
  return (asset) => {
    const known = running.get(asset)
    if (known) return known
    if ((absent.get(asset) ?? Number.NEGATIVE_INFINITY) + AGAIN > now()) return Promise.resolve(false)
    const work = fetch(asset)
      .then((isThere) => {
        if (isThere) absent.delete(asset)
        else absent.set(asset, now())
        return isThere
      })
      .finally(() => running.delete(asset))
    running.set(asset, work)
    return work
  }
}
