/** Candles that are withheld: their own venue is asked again, as it may have corrected them, and hours are held against other venues. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { DAY, HOUR, type Instant } from '#src/market/time.ts'
import type { FeedName, Page } from '#src/sources/supplier.ts'
import { agreedAmong, verdictOn, type WitnessClose } from '#src/sources/witnesses.ts'
import type { MarketRecord } from '#src/store/record/record.ts'
import { type FeedRequest, fetchFeed, type FeedSource } from './fetchfeed.ts'

export interface Doubt {
  readonly asset: AssetId
  /** Beginning of the candle. */
  readonly time: Instant
  /** Milliseconds. */
  readonly length: number
  readonly table: 'prices_hourly' | 'prices_daily'
  /** The close that is withheld, USD. */
  readonly value: number
}

export function doubtedIn(history: History, feed: FeedName, assets: readonly AssetId[]): readonly Doubt[] {
  if (feed !== 'candles.hourly' && feed !== 'candles.daily') return []
  const [table, length] =
    feed === 'candles.hourly' ? (['prices_hourly', HOUR] as const) : (['prices_daily', DAY] as const)
  return (history.withheld ?? []).flatMap(({ table: its, of: { asset = '' }, time, value }): Doubt[] =>
    its === table && assets.includes(asset) ? [{ asset, time, length, table, value }] : [],
  )
}

/**
 * Asks of one candle. What its own venue reports now takes the place of what it reported before. Of an hour the others are asked
 * without writing what they report, until two venues agree on another close: then it is theirs. Days are left to the witnesses,
 * whose answers are kept. No single other venue decides. Counts the calls.
 */
export async function fetchDoubted(
  record: MarketRecord,
  { asset, time, length, table, value }: Doubt,
  asked: Pick<FeedRequest, 'mark' | 'now' | 'signal'> & { readonly feedSources: readonly FeedSource[] },
): Promise<number> {
  const { feedSources, ...rest } = asked
  const source = await record.sourceOf(table, { asset }, time)
  const own = feedSources.find(({ supplier }) => supplier.title === source)
  const range = { from: time, to: Math.min(asked.now, time + length) }
  const askOne = (feedSource: FeedSource) =>
    fetchFeed(record, { ...rest, feedSource, assets: [asset], range, reported: new Set<string>() })
  let calls = 0
  if (own) {
    calls += 1
    const { revised } = await askOne(own)
    if (revised > 0) return calls
  }
  if (table === 'prices_daily') return calls
  const closes: WitnessClose[] = own ? [{ venue: own.supplier.name, close: value }] : []
  for (const feedSource of feedSources) {
    if (feedSource === own) continue
    calls += 1
    await askOne(
      unwritten(feedSource, (close) => {
        closes.push({ venue: feedSource.supplier.name, close })
      }),
    )
    const agreed = agreedAmong(asset, closes)
    if (!agreed) continue
    const chosen = feedSources.find(({ supplier }) => supplier.name === agreed.venue)
    if (chosen && verdictOn(asset, value, closes) === 'apart') {
      calls += 1
      await askOne(chosen)
    }
    break
  }
  return calls
}

/** The same question, whose answer is compared and not written. */
function unwritten(feedSource: FeedSource, onClose: (close: number) => void): FeedSource {
  const { feed } = feedSource
  return {
    ...feedSource,
    feed: {
      ...feed,
      cost: (one) => feed.cost(one),
      async *fetch(question, signal): AsyncGenerator<Page> {
        for await (const { observations, refusals } of feed.fetch(question, signal)) {
          for (const { values } of observations) if (values.close !== undefined) onClose(values.close)
          yield { observations: [], refusals }
        }
      },
    },
  }
}
