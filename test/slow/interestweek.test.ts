/** Week changes of ten coins' open interest, against hand arithmetic from the bodies that the venues answer with. */
import { describe, expect, it } from 'vitest'
import type { Asset, AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { DAY, HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { readOpenInterest } from '#src/services/openinterest.ts'
import { readHistory, sampleFolder } from '../support/editions.ts'
import { temporaryFolder } from '../support/folder.ts'
import { type Collecting, startCollecting } from '../support/market/collecting.ts'
import { spotsOf } from '../support/market/quotes.ts'

const MONDAY = '2025-11-24'
const VENUES = ['bybit', 'okx'] as const

/** Coins of a venue at the end of a day, of another course for each coin and venue: some rise, some fall, by up to a fifth. */
function coinsOf(place: number, venue: number, day: number): number {
  return 1e5 * (1 + place + venue) * (1 + 0.1 * Math.sin(day * (0.21 + 0.05 * place) + venue))
}

/** The sample, in which ten coins have open interest on two venues. */
function withInterest(history: History, assets: readonly AssetId[]): History {
  const venuesOf = (asset: string) => (assets.includes(asset) ? [...VENUES] : [])
  return {
    ...history,
    openInterestVenues: venuesOf,
    // A venue's contracts are those that it settles.
    fundingVenues: venuesOf,
    funding: (asset, venue) => (assets.includes(asset) ? history.funding('bitcoin', venue) : undefined),
    openInterest(asset, venue) {
      const candles = history.dailyCandles(asset)
      const at = VENUES.indexOf(venue as (typeof VENUES)[number])
      if (!candles || at < 0 || !assets.includes(asset)) return undefined
      const place = assets.indexOf(asset)
      const values = candles.times.map(
        (time, row) => coinsOf(place, at, time / DAY) * (candles.close[row] as number),
      )
      return { times: candles.times, values: Float64Array.from(values) }
    },
  }
}

interface Boundary {
  readonly usd: number
  readonly coins: number
}

/** What Bybit says of an instant: its row is stamped with it, and `openInterest` counts both sides. */
async function bybitAt(root: string, symbol: string, instant: Instant): Promise<Boundary> {
  const range = `startTime=${instant}&endTime=${instant + DAY - 1}`
  const ask = async (path: string) => (await fetch(`${root}${path}`)).json() as Promise<BybitBody>
  const of = `category=linear&symbol=${symbol}USDT`
  const rows = await ask(`/v5/market/open-interest?${of}&intervalTime=1d&${range}&limit=200`)
  const row = rows.result.list.find((one) => Number((one as BybitRow).timestamp) === instant) as BybitRow
  const candles = await ask(
    `/v5/market/kline?${of}&interval=D&start=${instant - DAY}&end=${instant - 1}&limit=200`,
  )
  const candle = candles.result.list.find((one) => Number((one as string[])[0]) === instant - DAY) as string[]
  const coins = Number(row.openInterest) / 2
  return { coins, usd: coins * Number(candle[4]) }
}

interface BybitRow {
  readonly openInterest: string
  readonly timestamp: string
}

interface BybitBody {
  readonly result: { readonly list: readonly (BybitRow | readonly string[])[] }
}

/** What OKX says of an instant: the row is stamped with the day's opening and holds the value at its end. */
async function okxAt(root: string, symbol: string, instant: Instant): Promise<Boundary> {
  const query = `instId=${symbol}-USDT-SWAP&period=1Dutc&begin=${instant - DAY}&end=${instant}&limit=100`
  const answer = await fetch(`${root}/api/v5/rubik/stat/contracts/open-interest-history?${query}`)
  const { data } = (await answer.json()) as { data: readonly (readonly string[])[] }
  const row = data.find(([opening]) => Number(opening) === instant - DAY) ?? []
  return { coins: Number(row[2]), usd: Number(row[3]) }
}

describe('a week of open interest', () => {
  it('changes as ten coins’ bodies say, in dollars and in coins, sign included', {
    timeout: 300_000,
  }, async () => {
    const sample = await readHistory(sampleFolder)
    const capOf = ({ id }: Asset) => sample.marketCaps(id)?.values.at(-1) ?? 0
    const assets = spotsOf(sample)
      .toSorted((a, b) => capOf(b) - capOf(a))
      .slice(0, 10)
    expect(assets.length).toBe(10)
    const ids = assets.map(({ id }) => id)
    const one = await collected(withInterest(sample, ids), sample.now)
    const history = one.history.current()
    const week = weekEnding(MONDAY)
    const signs = new Set<number>()
    for (const { id, symbol } of assets) {
      const [row] = readOpenInterest(history, week, [id]).value.rows
      const [start, end] = [await byHand(one, symbol, week.start), await byHand(one, symbol, week.end)]
      expect(row?.venues, id).toEqual([...VENUES])
      expect((row?.end ?? 0) / end.usd, `${id} at the end`).toBeCloseTo(1, 6)
      expect(row?.weekChange, `${id} in dollars`).toBeCloseTo(end.usd / start.usd - 1, 6)
      expect(row?.coinsWeekChange, `${id} in coins`).toBeCloseTo(end.coins / start.coins - 1, 6)
      signs.add(Math.sign(end.coins / start.coins - 1))
    }
    expect([...signs].sort()).toEqual([-1, 1])
    await one.close()
  })
})

/** A bot that was installed on Friday evening, on Monday morning. */
async function collected(history: History, now: Instant): Promise<Collecting> {
  const parts = { exchanges: [...VENUES], services: ['coingecko'], backfilled: true }
  const at = now - 3 * DAY + 18 * HOUR + 7 * MINUTE
  const one = await startCollecting({ history, home: await temporaryFolder(), at, ...parts })
  await one.collector.tick()
  await one.backfill.work()
  one.moveTo(now + 2 * MINUTE)
  await one.collector.tick()
  one.moveTo(now + 5 * MINUTE)
  await one.collector.beforeEdition()
  return one
}

/** Both venues together. */
async function byHand(one: Collecting, symbol: string, instant: Instant): Promise<Boundary> {
  const { loopbackMarket: market } = one
  // Within the venues' limits.
  one.moveTo(one.now() + MINUTE)
  const bybit = await bybitAt(market.url('bybit'), symbol, instant)
  const okx = await okxAt(market.url('okx'), symbol, instant)
  return { usd: bybit.usd + okx.usd, coins: bybit.coins + okx.coins }
}
