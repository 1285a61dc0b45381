/** Suppliers that reported nothing at all for a while, and answer again: what waits for them is asked at once. */
import type { Instant } from '#src/market/time.ts'
import type { BreakerState } from '#src/sources/breaker.ts'
import type { Job } from './jobs.ts'
import type { Retries } from './retries.ts'

export interface Returning {
  /** Notes how a supplier stands: by its feed that has failed longest, and by when it last reported anything. */
  note(supplier: string, worst: BreakerState | undefined, lastAnswer: Instant | undefined): void
}

/** `onBack` hears once of each supplier that answers again. */
export function createReturning({
  jobs,
  retries,
  onBack = () => {},
}: {
  readonly jobs: readonly Job[]
  readonly retries: Pick<Retries, 'lift'>
  readonly onBack?: ((supplier: string) => void) | undefined
}): Returning {
  const silent = new Set<string>()
  return {
    note(supplier, worst, lastAnswer = Number.NEGATIVE_INFINITY) {
      const isSilent = worst?.fault !== undefined && lastAnswer < (worst.since ?? Number.NEGATIVE_INFINITY)
      if (isSilent) silent.add(supplier)
      if (isSilent || !silent.delete(supplier)) return
      for (const { mark, feedSources } of jobs) {
        if (feedSources.some((one) => one.supplier.name === supplier)) retries.lift(mark)
      }
      onBack(supplier)
    },
  }
}
