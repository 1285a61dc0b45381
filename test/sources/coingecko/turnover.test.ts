/** CoinGecko's turnover: one reader for the newest days and the past year; a chart of nothing but zeros is an empty answer. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Observation } from '#src/market/observation.ts'
import { DAY, dayOf, MINUTE } from '#src/market/time.ts'
import { createCoinGecko } from '#src/sources/coingecko/supplier.ts'
import { settingsFor } from '../../contracts/supplier.ts'
import { type Loopback, startLoopback } from '../../support/loopback.ts'

const TODAY = Date.UTC(2025, 10, 21)
const DAYS = [2, 1, 0].map((back) => TODAY - back * DAY)

let server: Loopback
beforeAll(async () => {
  server = await startLoopback()
})
afterAll(() => server.close())

function answer(prices: readonly unknown[], volumes: readonly unknown[]) {
  server.answer(({ path }) => ({ status: 200, body: path.includes('/market_chart') ? { prices } : volumes }))
}

async function fetchPast(volumes: readonly string[]) {
  answer(
    DAYS.map((time) => [time, 90_000]),
    DAYS.map((time, at) => [time, volumes[at]]),
  )
  const supplier = createCoinGecko(settingsFor(server.url, { now: TODAY + DAY / 2, assets: [] }))
  const past = supplier.pasts?.find(({ kind }) => kind === 'turnover.spot')
  const [subject = ''] = past?.subjects([]) ?? []
  return past?.fetch({ subject, from: TODAY - 365 * DAY, to: TODAY + DAY })
}

/** What the feed and the backfill tell of Binance at a moment, the newest day last. */
async function reportedAt(now: number): Promise<readonly (readonly string[])[]> {
  const supplier = createCoinGecko(settingsFor(server.url, { now, assets: [] }))
  const range = { from: TODAY - 20 * DAY, to: TODAY + 2 * DAY }
  const past = supplier.pasts?.find(({ kind }) => kind === 'turnover.spot')
  const feed = supplier.feeds.find(({ name }) => name === 'volume.spot')
  const ofPast = await past?.fetch({ ...range, subject: 'binance' })
  const ofFeed: Observation[] = []
  for await (const { observations } of feed?.fetch(range) ?? []) ofFeed.push(...observations)
  return [ofPast?.observations ?? [], ofFeed.filter(({ of }) => of.venue === 'binance')].map((rows) =>
    rows.map(({ time, values }) => `${dayOf(time)} ${values.volume_usd}`),
  )
}

it('reports the same by the feed and the backfill, of points that lie beside 00:00', async () => {
  const points = (value: number) => DAYS.map((time, at) => [time + ([25, -40, 12][at] ?? 0) * MINUTE, value])
  answer(points(90_000), points(2))
  const expected = ['2025-11-18 180000', '2025-11-19 180000', '2025-11-20 180000']
  expect(await reportedAt(TODAY + DAY / 2)).toEqual([expected, expected])
})

it('takes the point of 00:00 and not that of the present, before and after it', async () => {
  const points = (value: number, present: number, now: number) => [
    ...DAYS.map((time) => [time + MINUTE, value]),
    [now, present],
  ]
  for (const now of [TODAY + 40 * MINUTE, TODAY + DAY - 20 * MINUTE]) {
    answer(points(90_000, 99_999, now), points(2, 7, now))
    const expected = ['2025-11-18 180000', '2025-11-19 180000', '2025-11-20 180000']
    expect(await reportedAt(now)).toEqual([expected, expected])
  }
})

it('leaves out a day of zero', async () => {
  const page = await fetchPast(['2', '0', '3'])
  expect(page?.observations.map(({ values }) => values.volume_usd)).toEqual([180_000, 270_000])
})

it('takes a chart of nothing but zeros for an empty answer', async () => {
  await expect(fetchPast(['0', '0', '0'])).rejects.toMatchObject({ fault: 'empty' })
})
