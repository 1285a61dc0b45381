/** The collector: on every tick it asks suppliers for what is due, and keeps what they tell. */
import type { AssetId } from '#src/market/asset.ts'
import type { Instant } from '#src/market/time.ts'
import type { FeedName, Supplier } from '#src/sources/supplier.ts'
import type { MarketRecord } from '#src/store/record/record.ts'
import { ask, type Teller } from './asking.ts'
import { assetsOf, CADENCES, slotOf } from './cadence.ts'
import { disagreementsIn, type ToldDisagreement } from './disagreement.ts'
import { createFilling } from './filling.ts'
import type { RecordHistory } from './history.ts'
import { dueSlot, type Job, jobsOf } from './jobs.ts'
import { createSilences, toldOfContradiction } from './silences.ts'
import { shareFetches } from './ondemand.ts'
import { createParts } from './parts.ts'
import { recheck } from './recheck.ts'
import { createRetries } from './retries.ts'
import { type SupplierStanding, standingOf, worstOf } from './standing.ts'
import { isSpoiled, SHOWING } from './standstill.ts'
import { createWitnesses } from './witness.ts'

export interface CollectorParts {
  readonly record: MarketRecord
  readonly history: RecordHistory
  /** The preferred first. */
  readonly suppliers: readonly Supplier[]
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Hears what a person should know: what a backfill has got, rows that were refused, venues that disagree. */
  readonly tell?: (line: string) => void
}

export interface Collector {
  /** Asks for all that is due. One at a time: a tick that comes while another runs joins it. */
  tick(): Promise<Pass>
  /** As a tick, and once more for what an edition is made of. */
  beforeEdition(): Promise<Pass>
  /** Asks for the candles of an asset that is not collected, once for all who ask; false where nobody had them lately. */
  fetchAsset(asset: AssetId): Promise<boolean>
  suppliers(): readonly SupplierStanding[]
  disagreements(): readonly ToldDisagreement[]
  /** Lets go of the suppliers; what is being asked for is given up, what was told is kept. */
  close(): Promise<void>
}

export interface Pass {
  readonly added: number
  readonly revised: number
  /** Feeds that were due. */
  readonly due: number
  /** Of those, the ones that are still due, as no supplier told all of them. */
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
  tell = () => {},
}: CollectorParts): Collector {
  const closing = new AbortController()
  const jobs = jobsOf(suppliers, now)
  const everyTeller = jobs.flatMap(({ tellers }) => tellers)
  const asked = new Map<string, Instant>()
  const tried = new Map<string, Instant>()
  const newest = new Map<string, Instant>()
  const silences = createSilences(tell)
  const { isOnRecord, lackingOf, fillGaps } = createFilling(record, history, closing.signal)
  const witnesses = createWitnesses(record, history, closing.signal)
  const toldParts = createParts()
  const retries = createRetries()
  let running: Promise<Pass> | undefined

  const run = async (job: Job): Promise<Ran> => {
    const { feed, mark, tellers } = job
    const time = now()
    const slot = slotOf(feed, time)
    const { oneTeller, fills } = CADENCES[feed]
    const wanted = assetsOf(feed, history.current(), time)
    const told = new Set<string>()
    const refused: { where: string; reason: string }[] = []
    const spoken: Teller[] = []
    let [added, revised] = [0, 0]
    let left = wanted
    let [answered, failed, silent] = [false, false, false]
    for (const teller of tellers) {
      // What it tells stands already: only those that failed are asked again.
      if (wanted === undefined && toldParts.isTold(mark, teller.supplier.name, slot)) {
        answered = true
        continue
      }
      // What its own clock shows to be old is not asked for; it stays due.
      if (isSpoiled(feed, teller.supplier, everyTeller)) {
        ;[failed, silent] = [true, true]
        continue
      }
      const assets = fills ? await lackingOf(teller, mark, left, time) : left
      const asking = { mark, teller, assets, now: time, told, signal: closing.signal }
      const one = await ask(record, { ...asking, ...(fills && { known: isOnRecord }) })
      added += one.added
      revised += one.revised
      refused.push(...one.refused)
      for (const each of one.contradicted) tell(toldOfContradiction(each))
      if (!one.error) {
        answered = true
        if (one.refused.length === 0) toldParts.told(mark, teller.supplier.name, slot)
        else spoken.push(teller)
        if (one.asked) newest.set(teller.supplier.name, time)
      } else {
        failed = true
        silent ||= !['denied', 'blocked', 'unknown'].includes(one.error.fault)
        silences.failed(teller.supplier.name, one.error)
      }
      // A feed of many parts (curves, closes, series) may be told by several, each its own.
      left = left?.filter((asset) => !one.complete.has(asset))
      if (oneTeller && answered && left?.length === 0) break
    }
    added += await fillGaps(job, wanted ?? [], time)
    // Where the next venue told what one told senselessly, nothing is left to ask for.
    const lacks = refused.length > 0 && !(oneTeller && left?.length === 0) && retries.again(job, slot)
    if (!lacks) for (const { supplier } of spoken) toldParts.told(mark, supplier.name, slot)
    const open = lacks || !answered || (left === undefined ? silent : failed && left.length > 0)
    if (!open) {
      const through = [{ feed: `asked ${mark}`, time: slot }]
      await record.keep({ observations: [], observedAt: time, through })
      asked.set(mark, slot)
    }
    if (refused.length > 0) {
      const [first] = refused
      tell(`${mark}: ${refused.length} rows refused, the first of them ${first?.where}: ${first?.reason}`)
    }
    return { added, revised, open }
  }

  const isDue = async (job: Job): Promise<boolean> => {
    const time = now()
    const slot = dueSlot(job, time, history)
    const last = asked.get(job.mark) ?? (await record.through(`asked ${job.mark}`)).get('')
    if (last !== undefined) asked.set(job.mark, last)
    if (last !== undefined && last >= slot) return false
    return (tried.get(job.mark) ?? Number.NEGATIVE_INFINITY) + retries.pause(job.mark) <= time
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
    // The others are asked about the assets that the first tell of, and of venues that go on.
    for (const wave of wavesOf(due)) await runAll(wave)
    if (due.some(({ feed }) => feed === 'candles.daily')) {
      const { tellers = [] } = jobs.find(({ feed }) => feed === 'candles.daily') ?? {}
      if (await witnesses.call(going(tellers), now())) await history.refresh()
    }
    const mended = await recheckDue(due)
    const sum = (count: (one: Ran) => number) => results.reduce((total, one) => total + count(one), 0)
    forgive(due, begun)
    for (const supplier of suppliers) {
      const its = everyTeller.filter((teller) => teller.supplier === supplier)
      if (worstOf(its)?.fault === undefined) silences.told(supplier.name)
    }
    const made = { added: sum((one) => one.added), revised: sum((one) => one.revised) + mended }
    if (made.added > 0) tell(`collected: ${made.added} new, ${made.revised} revised, ${due.length} feeds`)
    silences.disagree(disagreementsIn(history.present('prices_now'), now()))
    return { ...made, due: due.length, open: results.filter(({ open }) => open).length }
  }
  const going = (tellers: Job['tellers']) =>
    tellers.filter(({ supplier, feed }) => !isSpoiled(feed.name, supplier, everyTeller))
  /** Asks once a day, some hours later, for what was told just after its end; counts what was corrected. */
  const recheckDue = async (due: readonly Job[]) => {
    let revised = 0
    for (const job of jobs) {
      const { recheck: later } = CADENCES[job.feed]
      if (later === undefined) continue
      const mark = `rechecked ${job.mark}`
      const slot = slotOf(job.feed, now() - later)
      if (((await record.through(mark)).get('') ?? 0) >= slot) continue
      // What was asked for just now was not told too early.
      if (!due.includes(job)) {
        const assets = assetsOf(job.feed, history.current(), now()) ?? []
        const parts = { record, history, tell, signal: closing.signal }
        revised += await recheck({ ...job, tellers: going(job.tellers) }, assets, now(), parts)
      }
      await record.keep({ observations: [], observedAt: now(), through: [{ feed: mark, time: slot }] })
    }
    if (revised > 0) await history.refresh()
    return revised
  }
  /** Of a supplier that is well again: what failed at another time, and another told in its place, is no failure now. */
  const forgive = (due: readonly Job[], begun: Instant) => {
    const isFailing = ({ breaker }: Teller) => breaker.state().fault !== undefined
    const ill = new Set(
      due.flatMap(({ tellers }) => tellers.filter(isFailing).map(({ supplier }) => supplier)),
    )
    const settled = jobs.filter(
      (job) => !due.includes(job) && (asked.get(job.mark) ?? 0) >= dueSlot(job, begun, history),
    )
    for (const teller of settled.flatMap(({ tellers }) => tellers)) {
      const isWell = !ill.has(teller.supplier) && (newest.get(teller.supplier.name) ?? 0) >= begun
      if (isWell && isFailing(teller)) teller.breaker.succeeded()
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
    fetchAsset: shareFetches(fetchCandles, now),
    suppliers: () =>
      suppliers.map((supplier) => standingOf(supplier, everyTeller, newest.get(supplier.name))),
    disagreements: () => disagreementsIn(history.present('prices_now'), now()),
    async close() {
      closing.abort(new Error('the collector is closing'))
      await running?.catch(() => undefined)
      await Promise.all(suppliers.map((supplier) => supplier.close()))
    },
  }

  /** Those that others depend on come first. */
  function wavesOf(due: readonly Job[]): readonly (readonly Job[])[] {
    const first: readonly FeedName[] = ['assets', ...SHOWING]
    const waves = first.map((feed) => due.filter((job) => job.feed === feed))
    return [...waves, due.filter(({ feed }) => !first.includes(feed))].filter(({ length }) => length > 0)
  }

  async function fetchCandles(asset: AssetId): Promise<boolean> {
    const job = jobs.find(({ feed }) => feed === 'candles.daily')
    for (const teller of job?.tellers ?? []) {
      const { complete } = await ask(record, {
        mark: job?.mark ?? '',
        teller,
        assets: [asset],
        now: now(),
        told: new Set(),
        signal: closing.signal,
      })
      if (complete.has(asset)) {
        await history.refresh()
        return true
      }
    }
    return false
  }
}
