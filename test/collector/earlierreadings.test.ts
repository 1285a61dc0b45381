/** A record from before open interest was read at 23:58: its last reading of a day was taken at 18:32, and is of no midnight. */
import { expect, it, onTestFinished } from 'vitest'
import { openHistory } from '#src/collector/history.ts'
import type { Observation } from '#src/market/observation.ts'
import { DAY, HOUR, type Instant, MINUTE, startOfDay } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { readOpenInterest } from '#src/services/openinterest.ts'
import { openStore } from '#src/store/open.ts'
import { temporaryFolder } from '../support/folder.ts'

const ASSET = { id: 'bitcoin', symbol: 'BTC', name: 'Bitcoin', kind: 'coin' as const, sectors: [] }
/** Thursday 12:00: from then on the new version reads. */
const UPGRADED = startOfDay('2026-11-12') + 12 * HOUR
const FIRST = startOfDay('2026-10-26')

const row = (venue: string, asset: string, time: Instant, usd: number, source: string): Observation => ({
  ...{ table: 'open_interest', of: { venue, asset }, time, source },
  values: { open_interest_usd: usd },
})

/** What was told of the day that begins at `day`: read by the hour and once a day, and filed by Binance itself after its end. */
function pagesOf(day: Instant) {
  const read = [
    row('hyperliquid', 'bitcoin', day, 700, 'Hyperliquid'),
    row('all', 'bitcoin', day, 9000, 'CoinGecko'),
    row('all', 'total', day, 20_000, 'CoinGecko'),
  ]
  const close: Observation = {
    ...{ table: 'prices_daily', of: { asset: 'bitcoin' }, time: day, source: 'Binance' },
    values: { close: 100 },
  }
  const own = [row('binance', 'bitcoin', day, 1000 + (day - FIRST) / DAY, 'Binance'), close]
  const readAt = day + DAY <= UPGRADED ? day + 18 * HOUR + 32 * MINUTE : day + DAY - 2 * MINUTE
  return [
    { observations: read, observedAt: readAt },
    { observations: own, observedAt: day + DAY + 2 * MINUTE },
  ]
}

it('reports no level of 18:32 as one of midnight: venues that were only read are named until a week of midnights is there', async () => {
  const store = await openStore(await temporaryFolder())
  onTestFinished(() => store.close())
  let now = FIRST
  const collectUntil = async (end: Instant) => {
    for (; now + DAY <= end; now += DAY) {
      for (const page of pagesOf(now)) await store.record.keep({ ...page, assets: [ASSET] })
    }
  }
  await collectUntil(startOfDay('2026-11-16'))
  const history = await openHistory(store.record, () => now + 2 * MINUTE)
  const daysOf = (venue: string, asset = 'bitcoin') =>
    [...(history.current().openInterest(asset, venue)?.times ?? [])].map((time) => (time - FIRST) / DAY)
  expect(daysOf('binance')).toHaveLength(21)
  // Of Thursday, the first day that ends on the new version.
  for (const venue of ['hyperliquid', 'all']) expect(daysOf(venue)).toEqual([17, 18, 19, 20])
  expect(daysOf('all', 'total')).toEqual([17, 18, 19, 20])
  const first = readOpenInterest(history.current(), weekEnding('2026-11-16'), ['bitcoin'])
  expect(first.value.rows[0]?.venues).toEqual(['binance'])
  expect(first.value.rows[0]?.leftOut).toEqual([
    { venue: 'all', why: 'no-start' },
    { venue: 'hyperliquid', why: 'no-start' },
  ])
  expect(first.figures['openinterest.bitcoin.weekChange']).toMatchObject({
    ...{ value: 1020 / 1013 - 1, coverage: { used: 1, expected: 3 } },
  })
  // Nothing was taken from the record: an older version, or a row of the venue's own, finds it there.
  const { series } = await store.record.changed(0)
  const rows = await Promise.all(series.map(async ({ id }) => (await store.record.columns(id)).times.length))
  expect(rows).toEqual(series.map(() => 21))

  await collectUntil(startOfDay('2026-11-23'))
  await history.refresh()
  // Over all venues by CoinGecko again, as before the upgrade.
  const [second] = readOpenInterest(history.current(), weekEnding('2026-11-23'), ['bitcoin']).value.rows
  expect([second?.venues, second?.leftOut ?? []]).toEqual([['all'], []])
})
