/** How far the backfill has come, by what it fetches. */
import type { Instant } from '#src/market/time.ts'
import type { BackfillJob } from '#src/store/backfill.ts'
import { MISSING_PAGE } from './plan.ts'

export interface BackfillProgress {
  /** As BACKFILL_KINDS names it. */
  readonly kind: string
  /** Jobs, and how many of them ended, whatever the end was. */
  readonly of: number
  readonly done: number
  /** Pages that were given up: each was asked for three times. */
  readonly gaps: number
  /** All that still waits is held, as its sources refuse. */
  readonly held?: boolean
  /** When the first of what is held will be asked again. */
  readonly until?: Instant
  /** The last failure's fault, or `not-yet` or `gap` of a page, where jobs that failed still wait or were given up. */
  readonly why?: string
  /** The sources of which that is reported, by name. */
  readonly sources?: readonly string[]
}

/** Of jobs as they stand at `now`. */
export function progressOf(jobs: readonly BackfillJob[], now: Instant): readonly BackfillProgress[] {
  // What a source does not list is nothing that it lacks.
  const reported = jobs.filter(({ state }) => state !== 'absent')
  return [...Map.groupBy(reported, ({ kind }) => kind)].map(([kind, its]) => {
    const waiting = its.filter(({ state }) => state === 'waiting')
    const held = waiting.length > 0 && waiting.every((job) => job.retryAt > now && isRefused(job))
    // What refused may answer again: its jobs keep what it said until it is their turn.
    const failed = held ? waiting : its.filter(({ state, tries }) => state === 'gap' || tries > 0)
    const why = failed.findLast(({ lastError }) => lastError !== undefined)?.lastError
    return {
      kind,
      of: its.length,
      done: its.filter(({ state }) => state !== 'waiting').length,
      gaps: its.filter(({ state }) => state === 'gap').length,
      ...(held && { held, until: Math.min(...waiting.map(({ retryAt }) => retryAt)) }),
      ...(why !== undefined && {
        ...{ why, sources: [...new Set(failed.flatMap((job) => (job.lastError === why ? job.source : [])))] },
      }),
    }
  })
}

/** Not of a page that is missing alone, nor of what waits for the night. */
function isRefused({ lastError }: BackfillJob): boolean {
  return lastError !== undefined && !(MISSING_PAGE as readonly string[]).includes(lastError)
}
