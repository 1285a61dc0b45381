/** What becomes of a job whose source fails or refuses: asked for again, held, passed on to another source, or given up. */
import { DAY, HOUR, type Instant, isoOf, MINUTE } from '#src/market/time.ts'
import { SupplierError, type SupplierFault } from '#src/sources/supplier.ts'
import type { BackfillJob } from '#src/store/backfill.ts'
import { adviceOn } from '../advice.ts'
import type { LaneParts } from './laneparts.ts'
import type { JobPage } from './page.ts'
import { DEPTH_HOLDS, EMPTY_TRIES, GAP_AGAIN, GAP_TRIES } from './plan.ts'

/** A hold that lasts longer is not waited for: the lane ends, and the next one begins after it. */
const LONGEST_PAUSE = 10 * MINUTE
/** Of holds after refusals, which grow, and of waits after failures. */
const LONGEST_WAIT = 6 * HOUR
/** Waits after refusals of the whole source in a row: one may pass within minutes, and one that lasts is not asked on. */
const ASIDE = [5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, DAY] as const
/** Refusals in a row from which on it is no passing one: the log says what to do about it. */
const LASTING = 3
/** Failures of one page in a row, after which a source that others can stand in for is given up for this job. */
const ENOUGH = 3

/** What becomes of a job that was asked for in vain. False where its source is not to be asked on. */
export async function failed(job: BackfillJob, error: unknown, parts: LaneParts): Promise<boolean> {
  const { jobs, now, log, onFailure } = parts
  const fault = error instanceof SupplierError ? error.fault : 'malformed'
  const message = error instanceof Error ? error.message : String(error)
  const retryAfter = error instanceof SupplierError ? (error.retryAfter ?? 0) : 0
  const answer = error instanceof SupplierError ? error.answer : undefined
  if (fault === 'limited') return await hold(retryAfter, message, parts)
  if (isRefusal(fault) || answer === 'page') {
    await setAside({ fault, message, advice: error instanceof SupplierError ? adviceOn(error) : '' }, parts)
    return false
  }
  const begun = job.cursor < job.to
  if (fault === 'unknown') {
    // Before what it reported there is nothing: the depth is found.
    if (begun) await jobs.step({ id: job.id, state: 'done', lastError: null }, now())
    else await passOn(job, parts, fault)
    return true
  }
  const tries = job.tries + 1
  // What another source reports is not to wait for days until this one makes sense.
  const hasNext = !begun && parts.nextSource(job) !== undefined
  const growing = Math.min(LONGEST_WAIT, MINUTE * 2 ** (tries - 1))
  const wait = fault === 'malformed' && !hasNext ? GAP_AGAIN : growing
  const retryAt = now() + Math.max(wait, retryAfter)
  onFailure(fault, retryAt)
  if (hasNext && (tries >= ENOUGH || answer === 'unread')) {
    await passOn(job, parts, fault)
    return true
  }
  if (fault === 'malformed' && (tries >= GAP_TRIES || answer === 'unread')) {
    await giveUp(job, { tries, fault, message }, parts)
    return true
  }
  if (isSenseless(fault)) {
    if (tries >= EMPTY_TRIES) {
      await giveUp(job, { tries, fault, message }, parts)
      return true
    }
    if (tries === 1) log(`backfill: ${job.id} before ${isoOf(job.cursor)} is asked for again: ${message}`)
  }
  const step = { id: job.id, tries, retryAt, lastError: fault }
  await jobs.step(step, now())
  return true
}

/** An answer that came, and of which nothing can be used; what it is of may be there all the same. */
function isSenseless(fault: SupplierFault): boolean {
  return fault === 'empty' || fault === 'stale'
}

/** The fault of a page whose rows were all refused. */
export function ofRefused(supplier: string, refused: JobPage['refusals']): SupplierError {
  const [first] = refused
  const detail = `all ${refused.length} rows were refused, the first: ${first?.where}: ${first?.reason}`
  return new SupplierError({ supplier, fault: 'empty', detail })
}

/** Named in the log, and asked for anew once depths are. */
async function giveUp(
  job: BackfillJob,
  {
    tries,
    fault,
    message,
  }: { readonly tries: number; readonly fault: SupplierFault; readonly message: string },
  { jobs, now, log }: LaneParts,
): Promise<void> {
  const after = tries === 1 ? 'one try' : `${tries} tries`
  log(
    `backfill: ${job.id} before ${isoOf(job.cursor)} is given up after ${after}, until ${isoOf(now() + DEPTH_HOLDS)}: ${message}`,
  )
  await jobs.step({ id: job.id, state: 'gap', tries, lastError: fault }, now())
}

/**
 * No failure: the source asks for time, and its jobs stay as they are, held with what it said. Each refusal in a row
 * doubles the hold, from a minute to six hours; once a lane does not wait for it, what others report too is theirs. False
 * where the source is to be left alone for now.
 */
async function hold(retryAfter: number, message: string, parts: LaneParts): Promise<boolean> {
  const { supplier, jobs, refusals, now, pause, signal, log, onFailure } = parts
  const inRow = (refusals.get(supplier.name) ?? 0) + 1
  refusals.set(supplier.name, inRow)
  const wait = Math.max(retryAfter, Math.min(LONGEST_WAIT, MINUTE * 2 ** (inRow - 1)))
  onFailure('limited', now() + wait)
  if (wait <= LONGEST_PAUSE) {
    await jobs.aside(supplier.name, now() + wait, 'limited', now())
    await pause(wait, signal)
    return true
  }
  if (inRow > 1) await passAllOn('limited', parts)
  log(`backfill: ${supplier.name} is not asked until ${isoOf(now() + wait)}: ${message}`)
  await jobs.aside(supplier.name, now() + wait, 'limited', now())
  return false
}

/** To the next source that reports the same; where there is none, no source has it, until depths are asked for anew. */
export async function passOn(
  job: BackfillJob,
  { jobs, nextSource, now, log }: LaneParts,
  fault: SupplierFault,
): Promise<void> {
  const next = nextSource(job)
  if (next === undefined) {
    log(`backfill: ${job.id}: ${job.source} has nothing of it, not asked until ${isoOf(now() + DEPTH_HOLDS)}`)
  }
  const step = next === undefined ? { state: 'absent' as const } : { source: next, tries: 0, retryAt: now() }
  await jobs.step({ id: job.id, lastError: fault, ...step }, now())
}

/** A refusal of us or of this network: what others report too is theirs, and the rest waits, longer after each in a row. */
async function setAside(
  {
    fault,
    message,
    advice,
  }: { readonly fault: SupplierFault; readonly message: string; readonly advice: string },
  parts: LaneParts,
): Promise<void> {
  const { supplier, jobs, refusals, now, log, onFailure } = parts
  const inRow = (refusals.get(supplier.name) ?? 0) + 1
  refusals.set(supplier.name, inRow)
  const until = now() + (ASIDE[inRow - 1] ?? DAY)
  const lasts = inRow >= LASTING && advice !== '' ? `; ${advice}` : ''
  log(`backfill: ${supplier.name} is set aside until ${isoOf(until)}: ${message}${lasts}`)
  onFailure(fault, until)
  await passAllOn(fault, parts)
  await jobs.aside(supplier.name, until, fault, now())
}

/**
 * When a source whose jobs are set aside refused last; undefined where none is. A page in place of an answer refuses, too, and
 * a job that was tried has an answer of its own.
 */
export function refusedAt(source: string, all: readonly BackfillJob[], now: Instant): Instant | undefined {
  const aside = all.filter(
    (job) =>
      job.source === source &&
      job.state === 'waiting' &&
      job.retryAt > now &&
      (isRefusal(job.lastError) || (job.lastError === 'malformed' && job.tries === 0)),
  )
  return aside.length === 0 ? undefined : Math.max(...aside.map(({ changedAt }) => changedAt))
}

function isRefusal(fault: string | undefined): boolean {
  return fault === 'blocked' || fault === 'denied'
}

/**
 * What waits and another source reports too becomes that one's, unless it was begun: two exchanges' prices of one coin are not put
 * together without being held against each other. The past of such a coin is shorter until its own exchange goes on.
 */
async function passAllOn(
  fault: SupplierFault,
  { supplier, jobs, nextSource, now }: LaneParts,
): Promise<void> {
  for (const job of await jobs.all()) {
    if (job.source !== supplier.name || job.state !== 'waiting' || job.cursor < job.to) continue
    const next = nextSource(job)
    if (next === undefined) continue
    await jobs.step({ id: job.id, source: next, tries: 0, retryAt: now(), lastError: fault }, now())
  }
}
