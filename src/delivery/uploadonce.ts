/**
 * The first of many that post the same goes alone. A platform uploads its pictures with it, and names them from then on:
 * the others would wait for that while the ledger holds them for sent, and a crash would leave as many in doubt.
 */
import type { Prepared } from '#src/chat/posting.ts'

/**
 * Resolves when a part may go: at once where one has arrived before, else when the first one is through. The caller
 * tells, once it knows, whether its own arrived; where it did not, the next goes first. Resolves with undefined where the
 * signal fires before.
 */
export type UploadOnce = (
  prepared: Prepared,
  part: number,
  signal: AbortSignal,
) => Promise<((arrived: boolean) => void) | undefined>

export function createUploadOnce(): UploadOnce {
  const known = new WeakMap<Prepared, Map<number, 'open' | Promise<void>>>()
  return async (prepared, part, signal) => {
    const ways = known.get(prepared) ?? new Map<number, 'open' | Promise<void>>()
    known.set(prepared, ways)
    for (let way = ways.get(part); way !== undefined; way = ways.get(part)) {
      if (way === 'open') return () => {}
      if (!(await came(way, signal))) return undefined
    }
    const { promise, resolve } = Promise.withResolvers<void>()
    ways.set(part, promise)
    return (arrived) => {
      if (ways.get(part) === promise) {
        if (arrived) ways.set(part, 'open')
        else ways.delete(part)
      }
      resolve()
    }
  }
}

/** False where the signal fires first. */
function came(way: Promise<void>, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false)
  return new Promise((resolve) => {
    const stop = () => resolve(false)
    signal.addEventListener('abort', stop, { once: true })
    way.then(() => {
      signal.removeEventListener('abort', stop)
      resolve(!signal.aborted)
    })
  })
}
