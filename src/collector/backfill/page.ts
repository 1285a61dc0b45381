/** One page of a job: asked of a feed or of a supplier's past, and what of it is kept. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Observation } from '#src/market/observation.ts'
import { type Series, valueAt } from '#src/market/series.ts'
import { DAY, dayOf, type Instant } from '#src/market/time.ts'
import { NOTHING_REPORTED } from '#src/sources/source.ts'
import type { Feed, FeedQuery, PastPage, Supplier } from '#src/sources/supplier.ts'
import type { BackfillJob } from '#src/store/backfill.ts'
import type { KeptPage } from '#src/store/record/record.ts'
import { CADENCES } from '../cadence.ts'
import type { RecordHistory } from '../history.ts'
import { dailyMark, interestAsk } from '../interest.ts'
import { BACKFILL_KINDS, stepOf } from './kinds.ts'

export interface JobPage extends PastPage, Pick<KeptPage, 'assets' | 'through'> {}

/** How one job is asked for, page by page. */
export interface JobAsking {
  /** Milliseconds. */
  readonly step: number
  /** As the past has them. */
  readonly again?: string | undefined
  readonly corrects?: boolean | undefined
  fetch(from: Instant, to: Instant, signal: AbortSignal): Promise<JobPage>
}

/**
 * Undefined where the supplier reports nothing of its kind any more; `undated` while it is not established which instant its daily
 * open interest stands for.
 */
export function askingOf(
  { kind, subject }: BackfillJob,
  supplier: Supplier,
  now: () => Instant,
  history: Pick<RecordHistory, 'current' | 'readings'>,
): JobAsking | 'undated' | undefined {
  const past = supplier.pasts?.find((one) => one.kind === kind)
  if (past) {
    const { step, again, corrects } = past
    return { step, again, corrects, fetch: (from, to, signal) => past.fetch({ subject, from, to }, signal) }
  }
  const name = BACKFILL_KINDS[kind]?.feed
  const feed = supplier.feeds.find((one) => one.name === name && (one.reach === 'past' || name === 'sectors'))
  if (!feed) return undefined
  const stamp = history.current().interestStamps?.get(supplier.name)
  const interest = interestAsk(feed.name, stamp, history.readings(supplier.name))
  if (interest === undefined) return 'undated'
  return {
    step: stepOf(feed.name, supplier.name),
    fetch: (from, to, signal) =>
      pageOfFeed({ feed, supplier, subject, from, to, now: now(), interest }, signal),
  }
}

async function pageOfFeed(
  asked: {
    readonly feed: Feed
    readonly supplier: Supplier
    readonly subject: AssetId
    readonly from: Instant
    readonly to: Instant
    readonly now: Instant
    readonly interest: Pick<FeedQuery, 'stampedAt' | 'readings'>
  },
  signal: AbortSignal,
): Promise<JobPage> {
  const { feed, supplier, subject, from, to, now, interest } = asked
  const whole = { from, to, ...(subject !== '' && { assets: [subject] }), ...interest }
  const pages = await Array.fromAsync(feed.fetch(whole, signal))
  const observations = pages.flatMap((page) => page.observations)
  const assets = pages.flatMap((page) => page.assets ?? [])
  const own = CADENCES[feed.name].oneSupplier ? feed.name : `${supplier.name} ${feed.name}`
  const mark = interest.stampedAt === undefined ? own : dailyMark(own, interest.stampedAt)
  // Only up to the present: older pages say nothing of how far the live asking has come.
  const through =
    to >= now - DAY ? pages.flatMap((page) => (page.through ? [{ ...page.through, feed: mark }] : [])) : []
  return {
    observations,
    refusals: pages.flatMap((page) => page.refusals),
    end: feed.reach === 'now' || observations.length === 0,
    ...(assets.length > 0 && { assets }),
    ...(through.length > 0 && { through }),
  }
}

/** The refusals of a page of which nothing can be used: no depth, as rows are there; empty where the page is another. */
export function allRefused({ observations, refusals, assets, missing }: JobPage): JobPage['refusals'] {
  if (observations.length > 0 || assets !== undefined || missing !== undefined) return []
  return refusals.filter(({ reason }) => reason !== NOTHING_REPORTED)
}

/** What is not on record yet, of tables in which what was reported live stands above a later row of the past. */
export function lackingOn(history: History, observations: readonly Observation[]): readonly Observation[] {
  return observations.filter(({ table, of: { asset = '', venue = '' }, time }) => {
    const series =
      table === 'open_interest'
        ? history.openInterest(asset, venue)
        : table === 'market_caps'
          ? history.marketCaps(asset)
          : table === 'spot_volume' || table === 'perp_volume'
            ? history.volume(table === 'spot_volume' ? 'spot' : 'perp', venue)
            : table === 'implied_volatility'
              ? history.live?.impliedVolatility(asset)
              : undefined
    return series === undefined || valueAt(series, time) === undefined
  })
}

/** A fraction: a value of a corrected file that differs by more takes the place of what was reported. */
const BOUND = 0.0005

/** Rows of open interest that are not on record, or are there with another figure, and a line for each of the latter. */
export function correctionsOf(
  history: History,
  observations: readonly Observation[],
  /** The name of the supplier, for the lines: its rows name the exchange. */
  title: string,
): { readonly observations: readonly Observation[]; readonly lines: readonly string[] } {
  const lines: string[] = []
  const changed = observations.filter(({ of: { asset = '', venue = '' }, time, values }) => {
    const usd = valueIn(history.openInterest(asset, venue), time)
    const coins = valueIn(history.interestCoins?.(asset, venue), time)
    if (usd === undefined) return true
    const { open_interest_usd: usdNow = Number.NaN, coins: coinsNow = Number.NaN } = values
    const isSame = [usdNow / usd, coins === undefined ? 1 : coinsNow / coins].every(
      (ratio) => Math.abs(ratio - 1) <= BOUND,
    )
    if (isSame) return false
    lines.push(
      `${title} corrects its open interest of ${asset} of ${dayOf(time)}: ${usd} USD became ${usdNow} USD`,
    )
    return true
  })
  return { observations: changed, lines }
}

function valueIn(series: Series | undefined, time: Instant): number | undefined {
  return series && valueAt(series, time)
}
