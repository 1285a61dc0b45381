/** The collector: on every tick it asks suppliers for what is due, and keeps what they report. */
import type { Instant } from '#src/market/time.ts'
import type { FeedName, Supplier, SupplierFault } from '#src/sources/supplier.ts'
import type { MarketRecord } from '#src/store/record/record.ts'
import { fetchFeed, type FeedSource } from './fetchfeed.ts'
import { createBusy } from './busy.ts'
import { assetsOf, CADENCES, slotOf } from './cadence.ts'
import { disagreementsIn, type ReportedDisagreement } from './disagreement.ts'
import { createDoubts } from './doubts.ts'
import { createFilling } from './filling.ts'
import type { RecordHistory } from './history.ts'
import { interestAsk, midnightsReportedBy } from './interest.ts'
import { dueSlot, isLeftToBackfill, type Job, jobsOf, wavesOf } from './jobs.ts'
import { knowLargest } from './largest.ts'
import { type FetchAsset, fetchOnDemand, shareFetches } from './ondemand.ts'
import { createSlotShares } from './slotshares.ts'
import { recheck } from './recheck.ts'
import { createRetries } from './retries.ts'
import { createReturning } from './returning.ts'
import { createSilences } from './silences.ts'
import { type SupplierStatus, statusOf, worstOf } from './status.ts'
import { isSpoiled, standstillOf } from './standstill.ts'
import { createWitnesses } from './witness.ts'

export interface CollectorParts {
  readonly record: MarketRecord
  readonly history: RecordHistory
  /** The preferred first. */
  readonly suppliers: readonly Supplier[]
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Hears what a person should know: what a backfill has got, rows that were refused, venues that disagree. */
  readonly log?: (line: string) => void
  /** A backfill fetches the past: the first asking is for the last days alone. */
  readonly backfilled?: boolean
  /** Hears of each supplier that reported nothing for a while and answers again. */
  readonly onBack?: (supplier: string) => void
}

export interface Collector {
  /** Asks for all that is due. One at a time: a tick that comes while another runs joins it. */
  tick(): Promise<Pass>
  /** As a tick, and once more for what an edition is made of. */
  beforeEdition(): Promise<Pass>
  /** Asks for prices, settlements or open interest that are not collected, once for all who ask; false where no supplier had them lately. */
  readonly fetchAsset: FetchAsset
  suppliers(): readonly SupplierStatus[]
  /** When a supplier last reported what it was asked; undefined where it has not yet. */
  lastAnswer(supplier: string): Instant | undefined
  /** Whether a supplier is being asked now. */
  isAsked(supplier: string): boolean
  disagreements(): readonly ReportedDisagreement[]
  /** Lets go of the suppliers; what is being asked for is given up, what was reported is kept. */
  close(): Promise<void>
}

export interface Pass {
  readonly added: number
  readonly revised: number
  /** Feeds that were due. */
  readonly due: number
  /** Of those, the ones that are still due, as no supplier reported all of them. */
  readonly open: number
}

interface Ran {
  readonly added: number
  readonly revised: number
  readonly open: boolean
}

export function createCollector({
  record,
  history,
  suppliers,
  now,
  log = () => {},
  backfilled = false,
  onBack,
}: CollectorParts): Collector {
  const closing = new AbortController()
  const jobs = jobsOf(suppliers, now)
  const allFeedSources = jobs.flatMap(({ feedSources }) => feedSources)
  const asked = new Map<string, Instant>()
  const tried = new Map<string, Instant>()
  const newest = new Map<string, Instant>()
  const [answers, facts] = [new Map<FeedSource, Instant>(), new Map<FeedSource, Instant>()]
  const silences = createSilences(log)
  const { isOnRecord, lackingOf, fillGaps } = createFilling(record, history, closing.signal)
  const witnesses = createWitnesses({ record, history, log, signal: closing.signal })
  const slotShares = createSlotShares()
  const retries = createRetries()
  const returning = createReturning({ jobs, retries, onBack })
  const doubts = createDoubts(history)
  let running: Promise<Pass> | undefined

  /** Of caps that were never reported the backfill asks. */
  const wantedOf = (feed: FeedName, time: Instant) => {
    const wanted = assetsOf(feed, history.current(), time)
    if (!backfilled || feed !== 'caps') return wanted
    return wanted?.filter((asset) => history.current().marketCaps(asset) !== undefined)
  }
  const busy = createBusy()

  /** Whether a fact is left as it is on record; undefined of feeds whose facts take the place of what is there. */
  const knownOf = async ({ feed }: Job, { supplier: { name } }: FeedSource) => {
    if (CADENCES[feed].fills) return isOnRecord
    if (feed !== 'interest.now') return undefined
    return midnightsReportedBy(record, name, history.current().interestStamps?.get(name))
  }

  const run = async (job: Job): Promise<Ran> => {
    const { feed, mark, feedSources } = job
    const time = now()
    const slot = slotOf(feed, time)
    const { oneSupplier, fills, shallow } = CADENCES[feed]
    // What the first asking leaves to a backfill is asked for as always after that.
    const days = backfilled && shallow !== 0 ? shallow : undefined
    const wanted = wantedOf(feed, time)
    // Whose rows stand for an unknown instant is not asked for its past: they could not be dated.
    const interestOf = ({ supplier: { name } }: FeedSource) =>
      interestAsk(feed, history.current().interestStamps?.get(name), history.readings(name))
    const reported = new Set<string>()
    const refused: { where: string; reason: string }[] = []
    const spoken: FeedSource[] = []
    let [added, revised] = [0, 0]
    let left = wanted
    let [answered, failed, silent] = [false, false, false]
    const faults: SupplierFault[] = []
    for (const feedSource of feedSources) {
      const { supplier } = feedSource
      // What it reports stands already: only those that failed are asked again.
      if (wanted === undefined && slotShares.hasAnswered(mark, supplier.name, slot)) {
        answered = true
        continue
      }
      // What its own clock shows to be old is not asked for; it stays due.
      if (isSpoiled(feed, supplier, allFeedSources)) {
        ;[failed, silent] = [true, true]
        continue
      }
      const asks = interestOf(feedSource)
      if (asks === undefined) {
        answered = true
        continue
      }
      const { stampedAt: at } = asks
      const onRecord = at && (await history.interestOnRecord(supplier, at))
      const interest = { ...asks, ...(onRecord && { onRecord }) }
      const assets = fills ? await lackingOf(feedSource, mark, left, time) : left
      const query = { mark, feedSource, assets, now: time, reported, interest, days, signal: closing.signal }
      const known = await knownOf(job, feedSource)
      const one = await busy.during(supplier.name, fetchFeed(record, { ...query, ...(known && { known }) }))
      added += one.added
      revised += one.revised
      refused.push(...one.refused)
      if (!one.error) {
        answered = true
        if (one.refused.length === 0) slotShares.answered(mark, supplier.name, slot)
        else spoken.push(feedSource)
        const isStill = standstillOf(supplier.name, allFeedSources) !== undefined
        if (one.asked && !isStill) {
          newest.set(supplier.name, time)
          answers.set(feedSource, time)
          if (one.hasFacts) facts.set(feedSource, time)
        }
      } else {
        failed = true
        silent ||= one.error.fault !== 'unknown'
        faults.push(one.error.fault)
        silences.failed(supplier.name, one.error)
      }
      // A feed of many parts (curves, closes, series) may be reported by several, each its own.
      left = left?.filter((asset) => !one.complete.has(asset))
      if (oneSupplier && answered && left?.length === 0) break
    }
    if (!doubts.noted(job, refused)) added += await fillGaps(job, wanted ?? [], time, interestOf)
    // Where the next venue reported what one reported senselessly, nothing is left to ask for.
    const isComplete = oneSupplier && left?.length === 0
    const lacks = !isComplete && retries.again(job, slot, { refused, isWhole: !failed })
    retries.failed(mark, isComplete ? [] : faults)
    if (!lacks) for (const { supplier } of spoken) slotShares.answered(mark, supplier.name, slot)
    const open = lacks || !answered || (left === undefined ? silent : failed && left.length > 0)
    if (!open) {
      const through = [{ feed: `asked ${mark}`, time: slot }]
      await record.keep({ observations: [], observedAt: time, through })
      asked.set(mark, slot)
      doubts.settled(job)
    }
    if (refused.length > 0) {
      const [first] = refused
      log(`${mark}: ${refused.length} rows refused, the first of them ${first?.where}: ${first?.reason}`)
    }
    return { added, revised, open }
  }

  const isDue = async (job: Job): Promise<boolean> => {
    const time = now()
    const slot = dueSlot(job, time, history)
    const isRested = (tried.get(job.mark) ?? Number.NEGATIVE_INFINITY) + retries.pause(job.mark) <= time
    if (doubts.areDue(job, time)) return isRested
    const last = asked.get(job.mark) ?? (await record.through(`asked ${job.mark}`)).get('')
    if (last !== undefined) asked.set(job.mark, last)
    if (last !== undefined && last >= slot) return false
    if (last === undefined && backfilled && isLeftToBackfill(job)) {
      const through = [{ feed: `asked ${job.mark}`, time: slot }]
      await record.keep({ observations: [], observedAt: time, through })
      asked.set(job.mark, slot)
      return false
    }
    return isRested
  }

  const pass = async (before: boolean): Promise<Pass> => {
    const begun = now()
    await history.refresh()
    const due: Job[] = []
    for (const job of jobs) {
      if ((before && CADENCES[job.feed].beforeEdition) || (await isDue(job))) due.push(job)
    }
    const results: Ran[] = []
    const runAll = async (some: readonly Job[]) => {
      await Promise.all(
        some.map(async (job) => {
          tried.set(job.mark, now())
          results.push(await run(job))
        }),
      )
      await history.refresh()
    }
    // The others are asked about the assets that the first report, and of venues that go on.
    for (const wave of wavesOf(due)) {
      await runAll(wave)
      await knowLargest({ record, history, now, log })
    }
    const { feedSources: venues = [] } = jobs.find(({ feed }) => feed === 'candles.daily') ?? {}
    const areCloses = due.some(({ feed }) => feed === 'candles.daily' || feed === 'closes.witness')
    if (await witnesses[areCloses ? 'call' : 'rate'](going(venues), now())) await history.refresh()
    const mended = await recheckDue(due)
    const sum = (count: (one: Ran) => number) => results.reduce((total, one) => total + count(one), 0)
    forgive(due, begun)
    for (const supplier of suppliers) {
      const its = allFeedSources.filter((feedSource) => feedSource.supplier === supplier)
      const worst = worstOf(its)
      if (worst?.fault === undefined) silences.reported(supplier.name)
      returning.note(supplier.name, worst, newest.get(supplier.name))
      silences.leftOut(supplier.name, supplier.leftOut?.() ?? [])
    }
    const made = { added: sum((one) => one.added), revised: sum((one) => one.revised) + mended }
    if (made.added > 0) log(`collected: ${made.added} new, ${made.revised} revised, ${due.length} feeds`)
    silences.withheld(history.current().withheld ?? [])
    silences.disagree(disagreementsIn(history.latest('prices_now'), now()))
    return { ...made, due: due.length, open: results.filter(({ open }) => open).length }
  }
  const going = (feedSources: Job['feedSources']) =>
    feedSources.filter(({ supplier, feed }) => !isSpoiled(feed.name, supplier, allFeedSources))
  /** Asks once a day, some hours later, for what was reported just after its end; counts what was corrected. */
  const recheckDue = async (due: readonly Job[]) => {
    let revised = 0
    for (const job of jobs) {
      const { recheck: later } = CADENCES[job.feed]
      if (later === undefined) continue
      const mark = `rechecked ${job.mark}`
      const slot = slotOf(job.feed, now() - later)
      if (((await record.through(mark)).get('') ?? 0) >= slot) continue
      // What was asked for just now was not reported too early.
      if (!due.includes(job)) {
        const assets = assetsOf(job.feed, history.current(), now()) ?? []
        const parts = { record, history, log, signal: closing.signal }
        revised += await recheck({ ...job, feedSources: going(job.feedSources) }, assets, now(), parts)
      }
      await record.keep({ observations: [], observedAt: now(), through: [{ feed: mark, time: slot }] })
    }
    if (revised > 0) await history.refresh()
    return revised
  }
  /** Of a supplier that is well again: what failed at another time, and another reported in its place, is no failure now. */
  const forgive = (due: readonly Job[], begun: Instant) => {
    const isFailing = ({ breaker }: FeedSource) => breaker.state().fault !== undefined
    const ill = new Set(
      due.flatMap(({ feedSources }) => feedSources.filter(isFailing).map(({ supplier }) => supplier)),
    )
    const settled = jobs.filter(
      (job) => !due.includes(job) && (asked.get(job.mark) ?? 0) >= dueSlot(job, begun, history),
    )
    for (const feedSource of settled.flatMap(({ feedSources }) => feedSources)) {
      const isWell = !ill.has(feedSource.supplier) && (newest.get(feedSource.supplier.name) ?? 0) >= begun
      if (isWell && isFailing(feedSource)) feedSource.breaker.succeeded()
    }
  }
  const begin = (before: boolean) => {
    const work = pass(before).finally(() => {
      if (running === work) running = undefined
    })
    running = work
    return work
  }

  return {
    tick: () => running ?? begin(false),
    async beforeEdition() {
      await running?.catch(() => undefined)
      return begin(true)
    },
    fetchAsset: shareFetches(
      (asset, what) => fetchOnDemand(asset, what, { record, history, jobs, now, signal: closing.signal }),
      now,
    ),
    suppliers: () => suppliers.map((one) => statusOf(one, allFeedSources, { answers, facts, now: now() })),
    lastAnswer: (supplier) => newest.get(supplier),
    isAsked: busy.isAsked,
    disagreements: () => disagreementsIn(history.latest('prices_now'), now()),
    async close() {
      closing.abort(new Error('the collector is closing'))
      await running?.catch(() => undefined)
      await Promise.all(suppliers.map((supplier) => supplier.close()))
    },
  }
}
