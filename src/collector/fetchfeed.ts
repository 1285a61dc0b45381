/** Fetching one supplier's feed: what is known already is left out, and each page is kept before the next is asked. */
import type { AssetId } from '#src/market/asset.ts'
import { KEY_COLUMNS, type Observation } from '#src/market/observation.ts'
import { DAY, HOUR, type Instant } from '#src/market/time.ts'
import type { Breaker } from '#src/sources/breaker.ts'
import { type Feed, type FeedName, isPassing, type Supplier, SupplierError } from '#src/sources/supplier.ts'
import type { MarketRecord } from '#src/store/record/record.ts'
import { isKeptBeside, isOfAnother } from './beside.ts'
import { CADENCES } from './cadence.ts'
import { dailyMark, type InterestRequest } from './interest.ts'

export interface FeedSource {
  readonly supplier: Supplier
  readonly feed: Feed
  readonly breaker: Breaker
}

export interface FeedRequest {
  /** Under which name it is kept how far the feed was reported. */
  readonly mark: string
  readonly feedSource: FeedSource
  /** undefined where the feed reports no asset, or of all. */
  readonly assets: readonly AssetId[] | undefined
  readonly now: Instant
  /** Facts that a preferred supplier has reported in the same round: they are left to it. */
  readonly reported: Set<string>
  /** Days that the first asking goes back; as its cadence says where it is absent. */
  readonly days?: number | undefined
  /** Of what to ask in place of what is not known yet: a hole between what is. */
  readonly range?: { readonly from: Instant; readonly to: Instant }
  /** What is known of the supplier's open interest, by which its daily rows are read. */
  readonly interest?: InterestRequest
  /** Whether a fact is on record already. */
  readonly known?: (observation: Observation) => boolean
  readonly signal?: AbortSignal | undefined
}

export interface FeedResult {
  readonly added: number
  readonly revised: number
  readonly refused: readonly { readonly where: string; readonly reason: string }[]
  /** Whether anybody was asked: what is reported up to now needs no call. */
  readonly asked: boolean
  /** Whether an answer held any fact: a feed may have nothing to ask for at this hour. */
  readonly hasFacts: boolean
  /** Assets that it has reported all of. */
  readonly complete: ReadonlySet<AssetId>
  readonly error?: SupplierError
}

/** Never rejects for what a supplier does; rejects where the record cannot be written, or the signal fires. */
export async function fetchFeed(record: MarketRecord, feedRequest: FeedRequest): Promise<FeedResult> {
  const { feedSource, now, reported, signal } = feedRequest
  const refused: { where: string; reason: string }[] = []
  const complete = new Set<AssetId>()
  const mine = new Set<string>()
  let [added, revised, asked, hasFacts] = [0, 0, false, false]
  let error: SupplierError | undefined
  let unwritten: unknown
  const { range } = feedRequest
  const ranges: readonly AssetRange[] = range
    ? [{ ...range, assets: feedRequest.assets }]
    : await rangesOf(record, feedRequest)
  for (const { assets, from, to = now, upToDate } of ranges) {
    if (upToDate) {
      for (const asset of assets ?? []) complete.add(asset)
      continue
    }
    asked = true
    try {
      await feedSource.breaker.run(async () => {
        let sensible = 0
        const before = refused.length
        const pages = feedSource.feed.fetch(
          { ...(assets && { assets }), from, to, ...feedRequest.interest },
          signal,
        )
        for await (const page of pages) {
          signal?.throwIfAborted()
          const [others, own] = partOf(page.observations, (one) => isOfAnother(one, feedSource.supplier))
          const [known, fresh] = partOf(own, (one) => feedRequest.known?.(one) ?? false)
          const observations = fresh.filter((one) => !reported.has(nameOf(one)))
          const beside = [...others, ...known.filter(isKeptBeside)]
          const { through } = page
          const written = await record
            .keep({
              observations,
              ...(beside.length > 0 && { beside }),
              observedAt: now,
              ...(page.assets && { assets: page.assets }),
              ...(page.unlisted && { unlisted: page.unlisted }),
              ...(through && {
                through: [{ feed: markOf(feedRequest), asset: through.asset, time: through.time }],
              }),
            })
            .catch((failure: unknown) => {
              unwritten = failure
              throw failure
            })
          for (const one of observations) mine.add(nameOf(one))
          // A page in the middle says how far it came, not that it has arrived.
          if (through?.asset !== undefined && isWhole(feedSource.feed.name, through.time, now)) {
            complete.add(through.asset)
          }
          added += written.added
          revised += written.revised
          refused.push(...page.refusals)
          sensible += page.observations.length + (page.assets?.length ?? 0)
        }
        hasFacts ||= sensible > 0
        if (feedSource.feed.reach === 'now' && sensible === 0 && refused.length > before) {
          throw nonsenseOf(feedSource, refused.at(-1)?.reason)
        }
      })
    } catch (failure) {
      if (failure === unwritten || signal?.aborted) throw failure
      const fault = faultOf(feedSource, failure)
      if (fault.fault === 'unknown') continue
      error = fault
      // The next range would only fail alike.
      if (!isPassing(fault.fault) || feedSource.breaker.state().state !== 'closed') break
    }
  }
  for (const name of mine) reported.add(name)
  return { added, revised, refused, asked, hasFacts, complete, ...(error && { error }) }
}

/** One asking for all assets that are known equally far, so that a supplier that can report many at once does. */
async function rangesOf(record: MarketRecord, feedRequest: FeedRequest): Promise<readonly AssetRange[]> {
  const { feed } = feedRequest.feedSource
  const { assets, now } = feedRequest
  const { again } = CADENCES[feed.name]
  const days = feedRequest.days ?? CADENCES[feed.name].days
  const first = now - Math.min(days, feed.depthDays ?? days) * DAY
  if (feed.reach === 'now') return [{ ...(assets && { assets }), from: now }]
  const known = await record.through(markOf(feedRequest))
  // What was reported for the whole feed holds for each asset.
  const fromOf = (asset: AssetId | '') => {
    const through = known.get(asset) ?? known.get('')
    return through === undefined ? first : Math.max(first, through - again * DAY)
  }
  if (!assets) return [{ from: fromOf('') }]
  const byFrom = new Map<Instant, AssetId[]>()
  for (const asset of assets) {
    const from = fromOf(asset)
    byFrom.set(from, [...(byFrom.get(from) ?? []), asset])
  }
  return Array.from(byFrom, ([from, its]) => ({
    assets: its,
    from,
    upToDate: isUpToDate(feed.name, from, now),
  })).sort((a, b) => a.from - b.from)
}

interface AssetRange {
  readonly assets?: readonly AssetId[] | undefined
  readonly from: Instant
  /** Now, where it does not say. */
  readonly to?: Instant
  /** Nothing more can be known yet. */
  readonly upToDate?: boolean
}

/** A candle is known once it is over. */
function isUpToDate(feed: FeedName, from: Instant, now: Instant): boolean {
  const length = feed === 'candles.daily' ? DAY : feed === 'candles.hourly' ? HOUR : 0
  return length === 0 ? from >= now : Math.ceil(from / length) * length + length > now
}

function isWhole(feed: FeedName, through: Instant, now: Instant): boolean {
  return feed.startsWith('candles.') ? isUpToDate(feed, through, now) : through >= now - DAY
}

/** How far an asset was reported is the same whichever supplier reported it; parts that are no assets are each supplier's own. */
function markOf({ mark, assets, feedSource, interest }: FeedRequest): string {
  if (interest?.stampedAt !== undefined && feedSource.feed.name === 'interest.daily')
    return dailyMark(mark, interest.stampedAt)
  return assets || mark !== feedSource.feed.name ? mark : `${feedSource.supplier.name} ${mark}`
}

/** Of the present, an answer of which every row was refused is none. */
function nonsenseOf({ supplier, feed }: FeedSource, reason = ''): SupplierError {
  const detail = `${feed.name}: no row made sense, as ${reason}`
  return new SupplierError({ supplier: supplier.name, fault: 'malformed', detail })
}

/** What a supplier's code did not expect is reported as what it is: something that it cannot read. */
function faultOf({ supplier, feed }: FeedSource, failure: unknown): SupplierError {
  if (failure instanceof SupplierError) return failure
  const detail = `${feed.name} cannot be read (${failure instanceof Error ? failure.name : 'no error'})`
  return new SupplierError({ supplier: supplier.name, fault: 'malformed', detail }, { cause: failure })
}

/** Those that are, and the others; each is asked of once. */
function partOf<One>(
  all: readonly One[],
  is: (one: One) => boolean,
): readonly [readonly One[], readonly One[]] {
  const parts = Map.groupBy(all, is)
  return [parts.get(true) ?? [], parts.get(false) ?? []]
}

function nameOf({ table, of, time }: Observation): string {
  return `${time} ${table} ${KEY_COLUMNS[table].map((name) => of[name]).join(' ')}`
}
