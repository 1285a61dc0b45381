/** Hyperliquid's rows of before its sides were known: marked by the migration, and scaled when they are loaded. */
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { openHistory } from '#src/collector/history.ts'
import type { Observation } from '#src/market/observation.ts'
import { DAY, startOfDay } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { readOpenInterest } from '#src/services/openinterest.ts'
import { joinedSeriesOf, wholeOf } from '#src/services/joined.ts'
import { fileIn, openStore } from '#src/store/open.ts'
import { temporaryFolder } from '../support/folder.ts'

const DAY0 = startOfDay('2026-11-01')

function row(venue: string, day: number, usd: number, source: string, sides?: string): Observation {
  return {
    ...{ table: 'open_interest', of: { venue, asset: 'bitcoin' }, time: DAY0 + day * DAY, source },
    values: { open_interest_usd: usd, coins: usd / 100 },
    ...(sides && { text: { sides } }),
  }
}

it('earlier rows of both sides are halved once a row says two, and nobody else’s are', async () => {
  const home = await temporaryFolder()
  const first = await openStore(home)
  const asset = { id: 'bitcoin', symbol: 'BTC', name: 'Bitcoin', kind: 'coin' as const, sectors: [] }
  await first.record.keep({
    observedAt: DAY0 + 2 * DAY,
    assets: [asset],
    observations: [
      row('hyperliquid', 0, 800, 'Hyperliquid'),
      row('hyperliquid', 1, 900, 'Hyperliquid'),
      row('binance', 0, 500, 'Binance'),
    ],
  })
  await first.close()
  // As it was before the migration, which opening runs.
  const database = new DatabaseSync(fileIn(home))
  database.exec("delete from migration where name = '0012-sides'")
  database.close()
  const store = await openStore(home)
  await store.record.keep({
    observedAt: DAY0 + 3 * DAY,
    observations: [row('hyperliquid', 2, 450, 'Hyperliquid', '2')],
  })
  const history = (await openHistory(store.record, () => DAY0 + 3 * DAY)).current()
  expect([...(history.openInterest('bitcoin', 'hyperliquid')?.values ?? [])]).toEqual([400, 450, 450])
  expect([...(history.interestCoins?.('bitcoin', 'hyperliquid')?.values ?? [])]).toEqual([4, 4.5, 4.5])
  expect([...(history.openInterest('bitcoin', 'binance')?.values ?? [])]).toEqual([500])
  await store.close()
})

it('an upgraded record tells no halving as a fall: not over a week, not by its levels, not where an import stands above its rows', async () => {
  const home = await temporaryFolder()
  const first = await openStore(home)
  const asset = { id: 'bitcoin', symbol: 'BTC', name: 'Bitcoin', kind: 'coin' as const, sectors: [] }
  const days = Array.from({ length: 30 }, (_, day) => day)
  const own = (day: number) => 800 + day
  await first.record.keep({
    observedAt: DAY0 + 31 * DAY,
    assets: [asset],
    observations: [
      ...days.map((day) => row('hyperliquid', day, own(day), 'Hyperliquid')),
      ...days.map((day) => candle(day)),
    ],
  })
  // A folder that tells some of the same days replaces them.
  const imported = days.slice(5, 20).map((day) => row('hyperliquid', day, own(day) / 2, 'CoinGlass'))
  await first.record.keep({ observedAt: DAY0 + 32 * DAY, observations: imported })
  await first.close()
  const database = new DatabaseSync(fileIn(home))
  database.exec("delete from migration where name in ('0012-sides', '0014-sides-replaced')")
  database.close()
  const store = await openStore(home)
  const later = [30, 31, 32, 33, 34].map((day) => row('hyperliquid', day, own(day) / 2, 'Hyperliquid', '2'))
  await store.record.keep({
    observedAt: DAY0 + 36 * DAY,
    observations: [...later, ...[30, 31, 32, 33, 34].map((day) => candle(day))],
  })
  const history = (await openHistory(store.record, () => DAY0 + 35 * DAY + DAY / 4)).current()
  const week = { ...weekEnding('2026-12-07'), start: DAY0 + 28 * DAY, end: DAY0 + 35 * DAY }
  const { value, figures } = readOpenInterest(history, week, ['bitcoin'])
  expect(value.rows[0]?.end).toBe(own(34) / 2)
  expect(value.rows[0]?.start).toBe(own(27) / 2)
  expect(figures['openinterest.bitcoin.weekChange']?.value).toBeCloseTo(own(34) / own(27) - 1, 12)
  expect(figures['openinterest.bitcoin.coinsWeekChange']?.value).toBeCloseTo(own(34) / own(27) - 1, 12)
  const [reported] = joinedSeriesOf(history, 'open_interest', 'hyperliquid', 'bitcoin')
  expect([...(reported ? wholeOf(reported).values : [])]).toEqual(
    [...days, 30, 31, 32, 33, 34].map((day) => own(day) / 2),
  )
  await store.close()
})

it('a folder that was written from the record takes no mark and no coins away when it is read back', async () => {
  const store = await openStore(await temporaryFolder())
  const reported = row('hyperliquid', 0, 450, 'Hyperliquid', '2')
  const { coins: _, ...values } = reported.values
  await store.record.keep({ observedAt: DAY0 + DAY, observations: [reported] })
  await store.record.keep({
    observedAt: DAY0 + 2 * DAY,
    observations: [{ ...row('hyperliquid', 0, 450, 'Hyperliquid'), values }],
  })
  const { series } = await store.record.changed(0)
  const { texts, values: columns } = await store.record.columns(series[0]?.id ?? 0)
  expect([texts.get(0), columns[1][0]]).toEqual([{ sides: '2' }, 4.5])
  await store.close()
})

function candle(day: number): Observation {
  return {
    ...{ table: 'prices_daily', of: { asset: 'bitcoin' }, time: DAY0 + day * DAY, source: 'Binance' },
    values: { close: 100 },
  }
}
