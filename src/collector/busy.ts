/** Which suppliers are being asked now: their backfill waits for that. */
export interface Busy {
  /** Counts the supplier as asked while the work lasts. */
  during<Value>(supplier: string, work: Promise<Value>): Promise<Value>
  isAsked(supplier: string): boolean
}

export function createBusy(): Busy {
  const counts = new Map<string, number>()
  return {
    async during(supplier, work) {
      counts.set(supplier, (counts.get(supplier) ?? 0) + 1)
      try {
        return await work
      } finally {
        counts.set(supplier, (counts.get(supplier) ?? 1) - 1)
      }
    },
    isAsked: (supplier) => (counts.get(supplier) ?? 0) > 0,
  }
}
