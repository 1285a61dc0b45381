/** The second witness: the last close of the largest coins is asked of another venue, and of a third where two differ. So is any close that is withheld, of whatever day. */
import type { AssetId } from '#src/market/asset.ts'
import { TETHER } from '#src/market/tether.ts'
import type { Page } from '#src/sources/supplier.ts'
import {
  agreedAmong,
  isAggregate,
  isElse,
  isInDollars,
  rateAmong,
  quotesTether,
  verdictOn,
  type WitnessClose,
} from '#src/sources/witnesses.ts'

import { DAY, dayOf, floorToDay, type Instant, MINUTE } from '#src/market/time.ts'
import { valueAt } from '#src/market/series.ts'
import type { MarketRecord } from '#src/store/record/record.ts'
import { fetchFeed, type FeedSource } from './fetchfeed.ts'
import { heldCoins } from './cadence.ts'
import type { RecordHistory } from './history.ts'

export interface Witnesses {
  /** Asks for what is not confirmed yet. True where anything was written. */
  call(feedSources: readonly FeedSource[], time: Instant): Promise<boolean>
  /** Asks for what USDT was worth at the last midnight where that is still unknown. True where it was reported. */
  rate(feedSources: readonly FeedSource[], time: Instant): Promise<boolean>
}

/** Venues asked at most of one close, beside the one that reported it. */
const MOST = 3
/** Closes that are withheld, looked at in one pass. */
const DOUBTED = 30
/** So many answers are compared for a close that stays unconfirmed; a failing venue gives none. */
const TRIES = 3

export interface WitnessParts {
  readonly record: MarketRecord
  readonly history: Pick<RecordHistory, 'current' | 'witnesses'>
  readonly log: (line: string) => void
  readonly signal: AbortSignal
}

export function createWitnesses({ record, history, log, signal }: WitnessParts): Witnesses {
  const tried = new Map<string, number>()
  const rates = new Map<Instant, number>()
  const askedAt = new Map<Instant, Instant>()
  // Once a day, whether or not a close is held against it: what is reported in USDT is reported with what it was worth.
  const askRate = async (feedSources: readonly FeedSource[], time: Instant) => {
    if (!feedSources.some(({ supplier }) => quotesTether(supplier.name))) return false
    const day = floorToDay(time) - DAY
    if (rateAmong(history.witnesses(TETHER, day)) !== undefined) return false
    return (await rateOf(day, feedSources, time)) !== undefined
  }
  return {
    async rate(feedSources, time) {
      const last = askedAt.get(floorToDay(time) - DAY) ?? Number.NEGATIVE_INFINITY
      return time - last >= REST && (await askRate(feedSources, time))
    },
    async call(feedSources, time) {
      let isNew = await askRate(feedSources, time)
      for (const { asset, day, isDoubted } of heldIn(history, floorToDay(time) - DAY)) {
        const name = `${asset} ${day}`
        const reported = await closeOf(record, history, asset, day)
        // Of the largest coins a venue is asked, whatever a price of many says.
        const known = history.witnesses(asset, day).filter(({ venue }) => isDoubted || !isAggregate(venue))
        if (!reported || verdictOn(asset, reported.close, known) === 'confirmed') continue
        const tries = tried.get(name) ?? 0
        if (tries >= TRIES) continue
        const { isKept, isAnswered } = await askOthers({ asset, day, reported, known, feedSources, time })
        if (isAnswered) tried.set(name, tries + 1)
        isNew ||= isKept
      }
      return isNew
    },
  }

  async function askOthers(of: {
    readonly asset: AssetId
    readonly day: Instant
    readonly reported: { readonly close: number; readonly source: string }
    readonly known: readonly WitnessClose[]
    readonly feedSources: readonly FeedSource[]
    readonly time: Instant
  }): Promise<{ readonly isKept: boolean; readonly isAnswered: boolean }> {
    const { asset, day, reported, known, feedSources, time } = of
    const feedRequest = requestOf(asset, day, time)
    const own = feedSources.find(({ supplier }) => supplier.title === reported.source)
    const others = feedSources
      // One that failed is asked again after a while, last: nothing else may ask it for candles, and clear it.
      .filter((feedSource) => feedSource !== own && isRested(feedSource, time))
      .sort((a, b) => orderOf(a) - orderOf(b))
      .slice(0, MOST)
    // Of one that was asked before, what it reports now counts.
    const reckoned = known.filter(({ venue }) => isAggregate(venue))
    let rate: number | undefined
    const closes: WitnessClose[] = [...reckoned]
    const onClose = async ({ supplier: { name: venue } }: Pick<FeedSource, 'supplier'>, close: number) => {
      const isMixed = closes.some((one) => isInDollars(one.venue) !== isInDollars(venue))
      if (isMixed) rate ??= await rateOf(day, feedSources, time)
      closes.push({ venue, close })
    }
    const rated = () => closes.map((one) => ({ ...one, rate }))
    // Of those whose candles are no record of ours what they reported decides where venues differ; it spares no venue the question.
    const beside = known.filter(
      ({ venue }) => !isAggregate(venue) && !feedSources.some(({ supplier }) => supplier.name === venue),
    )
    if (own) {
      await onClose(own, reported.close)
      await keep(own, asset, day, reported.close, time)
    }
    let [isAsked, isAnswered] = [false, false]
    for (const feedSource of others) {
      if (agreedAmong(asset, rated())) break
      const seen: number[] = []
      isAsked = true
      const witness = asWitness(feedSource, (close) => seen.push(close))
      const { error } = await fetchFeed(record, { ...feedRequest, mark: MARK, feedSource: witness })
      isAnswered ||= error === undefined
      const close = seen.at(-1)
      if (close !== undefined) await onClose(feedSource, close)
    }
    const all = [...rated(), ...beside]
    const agreed = agreedAmong(asset, all)
    // Others agree: what one of them reports takes the place of the close that stands alone.
    if (agreed && verdictOn(asset, reported.close, all) === 'apart') {
      const feedSource = feedSources.find(({ supplier }) => supplier.name === agreed.venue)
      if (feedSource) await fetchFeed(record, { ...feedRequest, mark: MARK, feedSource })
    }
    return { isKept: own !== undefined || isAsked, isAnswered }
  }

  /** USD per USDT at the end of a day, of those who quote it in dollars; undefined where none of them reports it. */
  async function rateOf(
    day: Instant,
    feedSources: readonly FeedSource[],
    time: Instant,
  ): Promise<number | undefined> {
    const known = rateAmong(history.witnesses(TETHER, day)) ?? rates.get(day)
    const tries = tried.get(`${TETHER} ${day}`) ?? 0
    if (known !== undefined || tries >= TRIES) return known
    const isFirst = !askedAt.has(day)
    askedAt.set(day, time)
    const feedRequest = requestOf(TETHER, day, time)
    let isAnswered = false
    for (const feedSource of feedSources.filter(({ supplier }) => quotesTether(supplier.name))) {
      if (!isRested(feedSource, time)) continue
      const seen: number[] = []
      const witness = asWitness(feedSource, (close) => seen.push(close))
      const { error } = await fetchFeed(record, { ...feedRequest, mark: MARK, feedSource: witness })
      isAnswered ||= error === undefined
      const rate = seen.at(-1)
      if (rate === undefined) continue
      rates.set(day, rate)
      return rate
    }
    // While all of them fail there is no answer, and the midnight is asked for until one is back.
    if (isAnswered) tried.set(`${TETHER} ${day}`, tries + 1)
    if (isFirst) {
      log(
        `no rate of USD and USDT of ${dayOf(day)}: closes in dollars are held against others at par, in wider bounds`,
      )
    }
    return undefined
  }

  function requestOf(asset: AssetId, day: Instant, now: Instant) {
    return { assets: [asset], range: { from: day, to: day + DAY }, now, reported: new Set<string>(), signal }
  }

  function keep(feedSource: FeedSource, asset: AssetId, time: Instant, close: number, observedAt: Instant) {
    const of = { venue: feedSource.supplier.name, asset }
    const observation = { table: 'prices_witness' as const, of, time, values: { close } }
    return record.keep({ observations: [{ ...observation, source: feedSource.supplier.title }], observedAt })
  }
}

/** Whether it is well, or failed so long ago that it may be tried again. */
function isRested({ breaker }: FeedSource, time: Instant): boolean {
  const { state, at = Number.NEGATIVE_INFINITY } = breaker.state()
  return state !== 'open' && time - at >= REST
}

/** Milliseconds. */
const REST = 10 * MINUTE

/** Venues that quote in the same currency first, then those that are well. */
function orderOf({ supplier, breaker }: FeedSource): number {
  return Number(isElse(supplier.name)) * 2 + Number(breaker.state().fault !== undefined)
}

const MARK = 'witness candles.daily'

interface Held {
  readonly asset: AssetId
  readonly day: Instant
  /** Withheld: a second venue may confirm it. */
  readonly isDoubted: boolean
}

/** Bitcoin and ether first, then the largest; after them whatever close is withheld, the youngest first. */
function heldIn({ current }: Pick<RecordHistory, 'current'>, day: Instant): readonly Held[] {
  const history = current()
  const doubted = (history.withheld ?? []).flatMap(({ table, of, time }) =>
    table === 'prices_daily' && of.asset !== undefined
      ? [{ asset: of.asset, day: time, isDoubted: true }]
      : [],
  )
  const largest = heldCoins(history).map((asset) => ({
    asset,
    day,
    isDoubted: doubted.some((one) => one.asset === asset && one.day === day),
  }))
  const others = doubted.filter((one) => one.day !== day || !largest.some(({ asset }) => asset === one.asset))
  return [...largest, ...others.toSorted((a, b) => b.day - a.day).slice(0, DOUBTED)]
}

/** The close as it is on record, withheld or not, and who reported it. */
async function closeOf(
  record: MarketRecord,
  { current }: Pick<RecordHistory, 'current'>,
  asset: AssetId,
  day: Instant,
): Promise<{ readonly close: number; readonly source: string } | undefined> {
  const history = current()
  const candles = history.dailyCandles(asset)
  const known = candles && valueAt({ times: candles.times, values: candles.close }, day)
  const withheld = history.withheld?.find(
    (one) => one.table === 'prices_daily' && one.of.asset === asset && one.time === day,
  )
  const close = known ?? withheld?.value
  const source = close === undefined ? undefined : await record.sourceOf('prices_daily', { asset }, day)
  return close === undefined || source === undefined ? undefined : { close, source }
}

/** The same question, whose answer is kept beside the record and not in it. */
function asWitness(feedSource: FeedSource, onClose: (close: number) => void): FeedSource {
  const { feed, supplier } = feedSource
  return {
    ...feedSource,
    feed: {
      ...feed,
      cost: (one) => feed.cost(one),
      async *fetch(question, signal): AsyncGenerator<Page> {
        for await (const { observations, refusals } of feed.fetch(question, signal)) {
          const closes = observations.map(({ of, time, values: { close = 0 }, source }) => {
            onClose(close)
            const its = { venue: supplier.name, asset: of.asset ?? '' }
            return { table: 'prices_witness' as const, of: its, time, values: { close }, source }
          })
          yield { observations: closes, refusals }
        }
      },
    },
  }
}
