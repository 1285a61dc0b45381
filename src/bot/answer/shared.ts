/** Work that is done once for all who ask for it at the same time, and kept for those who ask later. */

export interface Shared<Value> {
  /** The value kept or being made under a key, else what `make` makes. A failure is reported to all who wait, not kept. */
  get(key: string, make: () => Promise<Value>): Promise<Value>
  /** Whether it is there or on its way. */
  has(key: string): boolean
}

/** Keeps up to `most` values; the least recently asked for gives way. `onRead` hears whether a value was there. */
export function createShared<Value>(most: number, onRead?: (isHit: boolean) => void): Shared<Value> {
  const values = new Map<string, Promise<Value>>()
  return {
    has: (key) => values.has(key),
    get(key, make) {
      const known = values.get(key)
      onRead?.(known !== undefined)
      const value = known ?? make()
      values.delete(key)
      values.set(key, value)
      if (!known) {
        value.catch(() => {
          if (values.get(key) === value) values.delete(key)
        })
      }
      const oldest = values.keys().next().value
      if (values.size > most && oldest !== undefined) values.delete(oldest)
      return value
    },
  }
}

/**
 * Runs one piece of work after another, with a turn of the event loop before each: reading a topic keeps the thread
 * busy, and ten in a row would keep everybody else waiting.
 */
export function createQueue(): <Value>(work: () => Promise<Value> | Value) => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = last.then(() => new Promise((resolve) => setImmediate(resolve))).then(work)
    last = next.catch(() => undefined)
    return next
  }
}
