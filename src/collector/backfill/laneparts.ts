/** What a source's queue works with. */
import type { Instant } from '#src/market/time.ts'
import type { Supplier, SupplierFault } from '#src/sources/supplier.ts'
import type { BackfillJob, BackfillJobs, JobStep } from '#src/store/backfill.ts'
import type { MarketRecord } from '#src/store/record/record.ts'
import type { RecordHistory } from '../history.ts'
import type { Credits } from './credits.ts'

export interface LaneParts {
  readonly supplier: Supplier
  readonly record: Pick<MarketRecord, 'keep' | 'observedAt'>
  readonly jobs: BackfillJobs
  readonly history: Pick<RecordHistory, 'current' | 'readings'>
  readonly credits: Credits
  /** Whether it is still this process that fetches. */
  readonly isMine: () => boolean
  /** Whether the collector is asking the supplier now. */
  readonly isAsked: () => boolean
  /** Refusals for being asked too often, since its last page. */
  readonly refusals: Refusals
  /** The source that is asked after this one for a job; undefined where there is none. */
  readonly nextSource: (job: BackfillJob) => string | undefined
  readonly now: () => Instant
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  readonly log: (line: string) => void
  /** Hears of each page that was kept, and what became of its job. */
  readonly onPage: (job: BackfillJob, step: JobStep) => void
  /** Hears of each ask that failed by the source's fault, and when it will be asked again. */
  readonly onFailure: (fault: SupplierFault, until: Instant) => void
  readonly signal: AbortSignal
}

/** How often a source refused in a row, by its name: kept from one lane to the next. */
export type Refusals = Map<string, number>
