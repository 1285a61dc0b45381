/** The status of sources by what the backfill asked of them: for those that nothing else asks. */
import type { Instant } from '#src/market/time.ts'
import type { SupplierFault } from '#src/sources/supplier.ts'
import type { BackfillJob } from '#src/store/backfill.ts'

export interface PastStatus {
  /** When it last reported a page. */
  readonly lastAnswer?: Instant
  /** Since when it fails, why, and when it will be asked again; absent where it does not fail. */
  readonly failing?: { readonly since: Instant; readonly fault: SupplierFault; readonly until: Instant }
}

export interface PastStatuses {
  reported(source: string, at: Instant): void
  failed(source: string, fault: SupplierFault, times: { readonly at: Instant; readonly until: Instant }): void
  /** Undefined of a source that was asked nothing. */
  of(source: string, jobs: readonly BackfillJob[]): PastStatus | undefined
}

export function createPastStatuses(): PastStatuses {
  const statuses = new Map<string, PastStatus>()
  return {
    reported: (source, at) => void statuses.set(source, { lastAnswer: at }),
    failed(source, fault, { at, until }) {
      const was = statuses.get(source)
      const since = was?.failing?.since ?? at
      statuses.set(source, { ...was, failing: { since, fault, until } })
    },
    of(source, jobs) {
      const known = statuses.get(source)
      if (known?.lastAnswer !== undefined) return known
      // Before this process began: a job that was done ended with an answer.
      const ends = jobs.filter((job) => job.source === source && job.state === 'done')
      if (ends.length === 0) return known
      return { ...known, lastAnswer: Math.max(...ends.map(({ changedAt }) => changedAt)) }
    },
  }
}
