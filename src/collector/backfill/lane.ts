/** One source's queue: its jobs one after the other, page by page, at what the live calls leave of its limit. */
import { DAY, dayOf, floorToDay, type Instant, isoOf, MINUTE } from '#src/market/time.ts'
import { callingAs } from '#src/sources/caller.ts'
import type { BackfillJob, JobStep, PlannedJob } from '#src/store/backfill.ts'
import { overlapIn } from '../beside.ts'
import { failed, ofRefused, passOn } from './failing.ts'
import { BACKFILL_KINDS, RANKS } from './kinds.ts'
import type { LaneParts } from './laneparts.ts'
import { allRefused, askingOf, correctionsOf, type JobAsking, type JobPage, lackingOn } from './page.ts'
import { GAP_AGAIN, GAP_TRIES, isQuiet, NOT_YET, NOT_YET_TRIES, WEEK } from './plan.ts'

/** Of the source's limit, what the backfill always leaves. */
const HEADROOM = 0.1
/** Milliseconds between two looks at whether it may go on. */
const LOOK = 1000

/** Works off what may be asked now, and resolves when nothing is left to ask; rejects where the record cannot be written. */
export async function runLane(parts: LaneParts): Promise<void> {
  const { supplier, jobs, now, signal, history, credits, isMine, log } = parts
  const mayAsk = () =>
    !signal.aborted &&
    isMine() &&
    !(isQuiet(now()) && history.current().dailyCandles('bitcoin') !== undefined)
  while (mayAsk()) {
    const job = await jobs.next(supplier.name, now())
    if (!job) return
    const until = await credits.spentUntil(supplier)
    if (until !== undefined) {
      log(`backfill: ${supplier.name} is not asked until ${isoOf(until)}: this month's calls are used up`)
      await jobs.aside(supplier.name, until, 'spent', now())
      return
    }
    // The wait may have led into the quiet hour.
    if (!(await mayGoOn(parts)) || !mayAsk()) return
    if (!(await work(job, parts))) return
  }
}

/** Waits until the live calls are done and more than a tenth of the limit is left; false where the wait is too long. */
async function mayGoOn({ supplier, isAsked, now, pause, signal }: LaneParts): Promise<boolean> {
  const until = now() + 10 * MINUTE
  while (now() < until) {
    const { left, of, per } = supplier.budget() ?? { left: 1, of: 1, per: 0 }
    if (!isAsked() && left > of * HEADROOM) return true
    await pause(isAsked() ? LOOK : Math.max(250, Math.min(per / 10, LOOK)), signal)
  }
  return false
}

/** Asks for the next page of a job. False where the source is to be left alone for now. */
async function work(job: BackfillJob, parts: LaneParts): Promise<boolean> {
  const { supplier, jobs, now, signal, credits, record, history, refusals, onPage, log } = parts
  const asking = askingOf(job, supplier, now, history)
  if (!asking) {
    await jobs.step(
      { id: job.id, state: 'absent', lastError: `${supplier.name} reports no ${job.kind}` },
      now(),
    )
    return true
  }
  if (asking === 'undated') {
    // Its stamp is looked at once a week; nothing failed.
    await jobs.step({ id: job.id, retryAt: now() + DAY, lastError: 'undated' }, now())
    return true
  }
  const asset = history.current().asset(job.subject)
  if (job.kind === 'candles.daily' && asset !== undefined && asset.kind !== 'coin') {
    // It was taken for a coin before categories were known.
    await jobs.step({ id: job.id, state: 'absent', lastError: `is ${asset.kind}` }, now())
    return true
  }
  const from = Math.max(job.from, job.cursor - asking.step)
  let page: JobPage
  try {
    // What the live calls send meanwhile is theirs.
    page = await callingAs('backfill', () => asking.fetch(from, job.cursor, signal))
  } catch (error) {
    if (signal.aborted) return false
    return await failed(job, error, parts)
  } finally {
    await credits.count(supplier)
  }
  refusals.delete(supplier.name)
  const refused = allRefused(page)
  if (refused.length > 0) return await failed(job, ofRefused(supplier.name, refused), parts)
  const found = job.cursor < job.to || page.observations.length > 0
  if (page.end && !found && page.missing === undefined && page.assets === undefined) {
    await passOn(job, parts, 'unknown')
    return true
  }
  const cursor = page.end && page.observations.length === 0 && page.assets === undefined ? job.cursor : from
  const ended = page.end === true || from <= job.from
  const become: JobStep = {
    ...{ id: job.id, cursor, tries: 0, lastError: null },
    ...(ended && { state: 'done' as const }),
    ...followUp(job, page, { from, to: job.cursor, now: now() }),
  }
  const { observations, lines = [] } = asking.corrects
    ? correctionsOf(history.current(), await notReportedSince(job, page.observations, parts), supplier.title)
    : { observations: lackingOn(history.current(), page.observations) }
  const beside = asking.corrects
    ? []
    : overlapIn(
        history.current(),
        page.observations.filter((one) => !observations.includes(one)),
        supplier,
      )
  const times = observations.map(({ time }) => time)
  const step = { ...become, adds: [...(become.adds ?? []), ...lookAgain(job, asking, times, now())] }
  await record.keep({
    observations: [...observations, ...(page.readings ?? [])],
    ...(beside.length > 0 && { beside }),
    observedAt: now(),
    ...(page.assets && { assets: page.assets }),
    ...(page.through && { through: page.through }),
    step,
  })
  for (const line of lines) log(`backfill: ${line}`)
  if (page.refusals.length > 0 && (page.observations.length > 0 || page.missing !== undefined)) {
    const [first] = page.refusals
    log(
      `backfill: ${page.refusals.length} rows of ${job.id} refused, the first: ${first?.where}: ${first?.reason}`,
    )
  }
  onPage(job, step)
  return true
}

/**
 * Rows of days of which nothing was observed since their files were looked at first: what the exchange itself reported later is the
 * later word.
 */
async function notReportedSince(
  { id, kind, createdAt }: BackfillJob,
  observations: JobPage['observations'],
  { jobs, record }: LaneParts,
): Promise<JobPage['observations']> {
  const [first] = observations
  if (first === undefined) return []
  // A page that was missing has a job of its own, made a week later.
  const earlier = (await jobs.all()).filter((one) => one.kind === kind && id.startsWith(`${one.id} `))
  const looked = Math.min(createdAt, ...earlier.map((one) => one.createdAt))
  const times = observations.map(({ time }) => time)
  const observed = await record.observedAt(first.table, first.of, Math.min(...times), Math.max(...times) + 1)
  return observations.filter(({ time }) => (observed.get(time) ?? looked) <= looked)
}

/** A page that is missing alone becomes a job of its own, and the others go on; tried for the last time, it is a gap. */
function followUp(
  job: BackfillJob,
  { missing }: JobPage,
  { from, to, now }: { readonly from: Instant; readonly to: Instant; readonly now: Instant },
): Pick<JobStep, 'adds' | 'state' | 'cursor' | 'tries' | 'retryAt' | 'lastError'> {
  if (missing === undefined) return {}
  const wait = missing === 'not-yet' ? NOT_YET : GAP_AGAIN
  if (job.to - job.from <= to - from) {
    // It is that page's own job.
    // The page's first asking made it a job.
    const tries = job.tries + 1
    const spent = tries + 1 >= (missing === 'not-yet' ? NOT_YET_TRIES : GAP_TRIES)
    return {
      state: spent ? 'gap' : 'waiting',
      cursor: job.cursor,
      tries,
      retryAt: now + wait,
      lastError: missing,
    }
  }
  const id = `${job.id} ${dayOf(from)}`
  const { source, kind, subject, place } = job
  return { adds: [{ id, source, kind, subject, place, from, to, retryAt: now + wait }] }
}

/**
 * Files of the last week may be corrected: the days that were kept of them are asked for once more, a week later, a job for each
 * stretch without a hole. What the exchange itself reported between them is not looked at.
 */
function lookAgain(
  { source, subject }: BackfillJob,
  { again }: JobAsking,
  kept: readonly Instant[],
  now: Instant,
): readonly PlannedJob[] {
  if (again === undefined) return []
  const days = new Set(kept.filter((time) => time >= floorToDay(now) - WEEK))
  const { place = 0 } = BACKFILL_KINDS[again] ?? {}
  const lasts = [...days].filter((day) => !days.has(day + DAY))
  return lasts.map((last) => {
    let first = last
    while (days.has(first - DAY)) first -= DAY
    const id = `${source} ${again} ${subject} ${dayOf(last)}`
    const range = { from: first, to: last + DAY }
    return { id, source, kind: again, subject, place: place * RANKS, ...range, retryAt: now + WEEK }
  })
}
