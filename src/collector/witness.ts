/** The second witness: the last close of the largest coins is asked of another venue, and of a third where two differ. */
import type { AssetId } from '#src/market/asset.ts'
import type { Page } from '#src/sources/supplier.ts'
import { agreedAmong, isElse, verdictOn, type WitnessClose } from '#src/sources/witnesses.ts'
import { DAY, floorToDay, type Instant } from '#src/market/time.ts'
import { valueAt } from '#src/market/series.ts'
import type { MarketRecord } from '#src/store/record/record.ts'
import { ask, type Teller } from './asking.ts'
import { coinsByValue } from './cadence.ts'
import type { RecordHistory } from './history.ts'

export interface Witnesses {
  /** Asks for what is not confirmed yet. True where anything was written. */
  call(tellers: readonly Teller[], time: Instant): Promise<boolean>
}

/** Coins whose closes are held against another venue's: bitcoin, ether, and as many of the largest as make ten. */
const HELD = 10
/** Venues asked at most of one close, beside the one that told it. */
const MOST = 3
/** So often it is asked for a close that stays unconfirmed. */
const TRIES = 3

export function createWitnesses(
  record: MarketRecord,
  history: Pick<RecordHistory, 'current' | 'witnesses'>,
  signal: AbortSignal,
): Witnesses {
  const tried = new Map<string, number>()
  return {
    async call(tellers, time) {
      const day = floorToDay(time) - DAY
      let isNew = false
      for (const asset of heldIn(history, day)) {
        const name = `${asset} ${day}`
        const told = await closeOf(record, history, asset, day)
        if (!told || verdictOn(asset, told.close, history.witnesses(asset, day)) === 'confirmed') continue
        const tries = tried.get(name) ?? 0
        if (tries >= TRIES) continue
        tried.set(name, tries + 1)
        isNew = (await askOthers({ asset, day, told, tellers, time })) || isNew
      }
      return isNew
    },
  }

  async function askOthers(of: {
    readonly asset: AssetId
    readonly day: Instant
    readonly told: { readonly close: number; readonly source: string }
    readonly tellers: readonly Teller[]
    readonly time: Instant
  }): Promise<boolean> {
    const { asset, day, told, tellers, time } = of
    const range = { from: day, to: day + DAY }
    const asking = { assets: [asset], range, now: time, told: new Set<string>(), signal }
    const own = tellers.find(({ supplier }) => supplier.title === told.source)
    const others = tellers
      .filter((teller) => teller !== own && teller.breaker.state().fault === undefined)
      .sort((a, b) => Number(isElse(a.supplier.name)) - Number(isElse(b.supplier.name)))
      .slice(0, MOST)
    const closes: WitnessClose[] = own ? [{ venue: own.supplier.name, close: told.close }] : []
    if (own) await keep(own, asset, day, told.close, time)
    for (const teller of others) {
      if (agreedAmong(asset, closes)) break
      const seen: number[] = []
      await ask(record, { ...asking, mark: MARK, teller: asWitness(teller, (close) => seen.push(close)) })
      const close = seen.at(-1)
      if (close !== undefined) closes.push({ venue: teller.supplier.name, close })
    }
    const agreed = agreedAmong(asset, closes)
    // Two others agree: what one of them tells takes the place of the close that stands alone.
    if (agreed && verdictOn(asset, told.close, closes) === 'apart') {
      const teller = tellers.find(({ supplier }) => supplier.name === agreed.venue)
      if (teller) await ask(record, { ...asking, mark: MARK, teller })
    }
    return closes.length > 0
  }

  function keep(teller: Teller, asset: AssetId, time: Instant, close: number, observedAt: Instant) {
    const of = { venue: teller.supplier.name, asset }
    const observation = { table: 'prices_witness' as const, of, time, values: { close } }
    return record.keep({ observations: [{ ...observation, source: teller.supplier.title }], observedAt })
  }
}

const MARK = 'witness candles.daily'

/** Bitcoin and ether first; after the largest whatever is withheld of that day, as a second venue may confirm it. */
function heldIn({ current }: Pick<RecordHistory, 'current'>, day: Instant): readonly AssetId[] {
  const history = current()
  const largest = [...new Set(['bitcoin', 'ethereum', ...coinsByValue(history)])].slice(0, HELD)
  const doubted = (history.withheld ?? []).flatMap(({ table, of, time }) =>
    table === 'prices_daily' && time === day && of.asset !== undefined ? [of.asset] : [],
  )
  return [...new Set([...largest, ...doubted])]
}

/** The close as it is on record, withheld or not, and who told it. */
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
function asWitness(teller: Teller, hear: (close: number) => void): Teller {
  const { feed, supplier } = teller
  return {
    ...teller,
    feed: {
      ...feed,
      cost: (one) => feed.cost(one),
      async *fetch(question, signal): AsyncGenerator<Page> {
        for await (const { observations, refusals } of feed.fetch(question, signal)) {
          const closes = observations.map(({ of, time, values: { close = 0 }, source }) => {
            hear(close)
            const its = { venue: supplier.name, asset: of.asset ?? '' }
            return { table: 'prices_witness' as const, of: its, time, values: { close }, source }
          })
          yield { observations: closes, refusals }
        }
      },
    },
  }
}
