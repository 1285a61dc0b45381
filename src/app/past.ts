/** How far the past has come, for `/status`: read once a minute from the queue, whichever process works on it. */
import { progressOf } from '#src/collector/backfill/progress.ts'
import { type SentenceProgress, sentencesOf } from '#src/collector/backfill/sentences.ts'
import type { Instant } from '#src/market/time.ts'
import type { BackfillJobs } from '#src/store/backfill.ts'

export interface Past {
  rows(): readonly SentenceProgress[]
  /** Reads the queue. Rejects where the store does not answer. */
  listen(): Promise<void>
}

/** Sources are named as source lines name them. */
export function createPast(
  jobs: Pick<BackfillJobs, 'all'>,
  now: () => Instant,
  suppliers: () => readonly { readonly name: string; readonly title: string }[],
): Past {
  let rows: readonly SentenceProgress[] = []
  return {
    rows() {
      const titles = new Map(suppliers().map(({ name, title }) => [name, title]))
      return rows.map((one) => ({
        ...one,
        ...(one.sources && { sources: one.sources.map((name) => titles.get(name) ?? name) }),
      }))
    },
    async listen() {
      rows = sentencesOf(progressOf(await jobs.all(), now()))
    },
  }
}
