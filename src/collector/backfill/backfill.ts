/** The backfill: plans what the record lacks of the past, and fetches it source by source beside the live calls. */
import type { Instant } from '#src/market/time.ts'
import type { Supplier } from '#src/sources/supplier.ts'
import type { BackfillJob, BackfillJobs, JobStep } from '#src/store/backfill.ts'
import type { MarketRecord } from '#src/store/record/record.ts'
import type { RecordHistory } from '../history.ts'
import { createCredits } from './credits.ts'
import { refusedAt } from './failing.ts'
import { BACKFILL_KINDS } from './kinds.ts'
import { runLane } from './lane.ts'
import type { Refusals } from './laneparts.ts'
import { DEPTH_HOLDS, suppliersOfFeed, wantedJobs } from './plan.ts'
import { progressOf, type BackfillProgress } from './progress.ts'
import { createPastStatuses, type PastStatus } from './status.ts'

export interface BackfillParts {
  readonly record: MarketRecord
  readonly jobs: BackfillJobs
  readonly history: RecordHistory
  /** The preferred first. */
  readonly suppliers: readonly Supplier[]
  /** Whether the collector is asking a supplier now: it goes first. */
  readonly isAsked: (supplier: string) => boolean
  /** When a supplier last answered the collector; undefined where that is unknown. */
  readonly lastAnswer?: (supplier: string) => Instant | undefined
  /** Whether it is this process that fetches; always where it does not say. */
  readonly isMine?: () => boolean
  /** Milliseconds since 1970. */
  readonly now: () => Instant
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  readonly log?: (line: string) => void
}

export interface Backfill {
  /** Plans what is lacking, and sets every source going that has something to fetch; does not wait for them. */
  attend(): Promise<void>
  /** As `attend`, and resolves once nothing is left that may be asked now. */
  work(): Promise<void>
  /** A source that refused everything answers again: what waits for it is asked with the next `attend`. */
  resume(source: string): Promise<void>
  /** How far each kind has come, as of the last `attend` and the pages since. */
  progress(): readonly BackfillProgress[]
  /** How a source stands by what was asked of it here; undefined where nothing was. */
  status(source: string): PastStatus | undefined
  /** Gives up what is being asked for; pages that were kept stay. */
  close(): Promise<void>
}

/** Pages between two readings of the record: what was fetched speaks soon, and nothing is read for each page. */
const REFRESH = 25
/** A job that was added and not asked for yet. */
const FRESH = { state: 'waiting', tries: 0 } as const
/** A progress line for each so many jobs of a kind. */
const LINES = 25

export function createBackfill(parts: BackfillParts): Backfill {
  const { record, jobs, history, suppliers, isAsked, lastAnswer, now, pause } = parts
  const { log = () => {}, isMine = () => true } = parts
  const closing = new AbortController()
  const credits = createCredits(jobs, now)
  const statuses = createPastStatuses()
  const running = new Map<string, Promise<void>>()
  const refusals: Refusals = new Map()
  const lifted = new Set<string>()
  let all: BackfillJob[] = []
  let pages = 0

  /** The sources of which one is enough for a job; empty where each reports itself. */
  const suppliersOfJob = ({ kind }: BackfillJob): readonly string[] => {
    const { anyOne, feed } = BACKFILL_KINDS[kind] ?? {}
    if (!anyOne || feed === undefined) return []
    return suppliersOfFeed(feed, suppliers).map(({ supplier }) => supplier.name)
  }
  const nextSource = (job: BackfillJob): string | undefined => {
    const names = suppliersOfJob(job)
    return names[names.indexOf(job.source) + 1]
  }
  const plan = async () => {
    const names = suppliers.map(({ name }) => name)
    const reopened = new Set(await jobs.reopen(names, now() - DEPTH_HOLDS, now()))
    // What became of them since, too: what one source gave up another fills.
    all = [...(await jobs.all())]
    for (const job of all.filter(({ id }) => reopened.has(id))) {
      const source = suppliersOfJob(job)[0]
      // Of what no source had, the preferred one is asked first again.
      if (source !== undefined && source !== job.source && job.cursor === job.to) {
        await jobs.step({ id: job.id, source }, now())
      }
    }
    const known = new Set(all.map(({ id }) => id))
    const fresh = wantedJobs(suppliers, history.current(), now(), all).filter(({ id }) => !known.has(id))
    const added = fresh.length === 0 ? 0 : await jobs.plan(fresh, now())
    if (added === 0) return
    log(`backfill: ${added} jobs planned, ${countsOf(fresh)}`)
    all = [...(await jobs.all())]
  }
  const resume = async (source: string) => {
    await jobs.resume(source, now())
    all = [...(await jobs.all())]
  }
  /**
   * What refused as a whole and answers the live calls is asked at once: a refusal of some seconds. Only once before its next
   * page, as a source may refuse its past alone; and refused after that, it waits as if it had not been asked.
   */
  const liftAnswering = async () => {
    for (const { name } of suppliers) {
      const at = lifted.has(name) ? undefined : refusedAt(name, all, now())
      if (at === undefined || (lastAnswer?.(name) ?? at) <= at) continue
      lifted.add(name)
      refusals.set(name, Math.max(0, (refusals.get(name) ?? 0) - 1))
      await resume(name)
      log(`backfill: ${name} answers, and is asked again`)
    }
  }
  const onPage = (job: BackfillJob, step: JobStep) => {
    lifted.delete(job.source)
    statuses.reported(job.source, now())
    pages += 1
    if (pages % REFRESH === 0) history.refresh().catch(() => undefined)
    const known = new Set(all.map(({ id }) => id))
    const added = (step.adds ?? []).filter(({ id }) => !known.has(id))
    all = [
      ...all.map((one) => (one.id === job.id && step.state ? { ...one, state: step.state } : one)),
      ...added.map((one) => ({
        retryAt: now(),
        ...one,
        ...FRESH,
        cursor: one.to,
        createdAt: now(),
        changedAt: now(),
      })),
    ]
    if (step.state === 'done' || step.state === 'gap') ends(job)
  }
  const ends = ({ source, kind }: BackfillJob) => {
    const its = all.filter((one) => one.kind === kind && one.source === source && one.state !== 'absent')
    const [done, gaps] = (['done', 'gap'] as const).map(
      (is) => its.filter(({ state }) => state === is).length,
    )
    if (((done ?? 0) + (gaps ?? 0)) % LINES !== 0 && its.some(({ state }) => state === 'waiting')) return
    log(`backfill: ${kind} from ${source}: ${done} of ${its.length}${gaps ? `, ${gaps} given up` : ''}`)
  }
  const start = (supplier: Supplier) => {
    if (running.has(supplier.name) || closing.signal.aborted) return
    const lane = runLane({
      ...{ supplier, record, jobs, history, credits, refusals, now, pause, log, onPage, nextSource },
      onFailure: (fault, until) => statuses.failed(supplier.name, fault, { at: now(), until }),
      ...{ isAsked: () => isAsked(supplier.name), isMine, signal: closing.signal },
    })
      .catch((error: unknown) => {
        if (!closing.signal.aborted) log(`backfill: ${supplier.name} stopped: ${String(error)}`)
      })
      .finally(() => running.delete(supplier.name))
    running.set(supplier.name, lane)
  }
  const attend = async () => {
    for (const supplier of suppliers) await credits.count(supplier)
    await plan()
    await liftAnswering()
    for (const supplier of suppliers) start(supplier)
  }
  return {
    attend,
    async work() {
      // What one source could not provide is another's job by then.
      for (let left = ''; ; ) {
        await attend()
        await Promise.all(running.values())
        await history.refresh()
        all = [...(await jobs.all())]
        const waiting = all
          .filter(({ state, retryAt }) => state === 'waiting' && retryAt <= now())
          .map(({ id, source, cursor }) => `${id} ${source} ${cursor}`)
          .join()
        if (waiting === '' || waiting === left || closing.signal.aborted) return
        left = waiting
      }
    },
    async resume(source) {
      refusals.delete(source)
      lifted.delete(source)
      await resume(source)
    },
    progress: () => progressOf(all, now()),
    status: (source) => statuses.of(source, all),
    async close() {
      closing.abort(new Error('the backfill is closing'))
      await Promise.all(running.values())
    },
  }
}

/** `candles.daily 150, funding.settled 80`. */
function countsOf(fresh: readonly { readonly kind: string }[]): string {
  const groups = Map.groupBy(fresh, ({ kind }) => kind)
  return [...groups].map(([kind, its]) => `${kind} ${its.length}`).join(', ')
}
