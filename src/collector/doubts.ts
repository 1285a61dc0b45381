/** Venues whose rows of open interest contradict what was reported before, until it is looked at again what instant they stand for. */
import type { Instant } from '#src/market/time.ts'
import { isContradiction } from '#src/sources/exchanges/stamps.ts'
import type { Refusal } from '#src/sources/source.ts'
import type { RecordHistory } from './history.ts'
import { isStampDue } from './interest.ts'
import type { Job } from './jobs.ts'

export interface Doubts {
  /** Notes what was refused in a run; true where a row contradicted what was reported for its midnight before. */
  noted(job: Job, refused: readonly Refusal[]): boolean
  /** A run that reported all: of the proof, the venue is in doubt no more. */
  settled(job: Job): void
  /** Whether a job is a proof that is due apart from its week. */
  areDue(job: Job, now: Instant): boolean
}

export function createDoubts(history: Pick<RecordHistory, 'current' | 'readings'>): Doubts {
  const doubted = new Set<string>()
  const venueOf = ({ feedSources }: Job) => feedSources[0]?.supplier.name ?? ''
  return {
    noted(job, refused) {
      const isContradicted = refused.some(({ reason }) => isContradiction(reason))
      if (isContradicted) doubted.add(venueOf(job))
      return isContradicted
    },
    settled(job) {
      if (job.feed === 'interest.stamp') doubted.delete(venueOf(job))
    },
    areDue(job, now) {
      const venue = venueOf(job)
      const stamp = history.current().interestStamps?.get(venue)
      const isDoubted = doubted.has(venue)
      return job.feed === 'interest.stamp' && isStampDue(stamp, history.readings(venue), { isDoubted, now })
    },
  }
}
