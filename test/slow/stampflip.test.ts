/** A venue that changes what its daily rows of open interest stand for: found out, withheld by name, and proved again. */
import { expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { DAY, HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { readOpenInterest } from '#src/services/openinterest.ts'
import { readHistory, sampleFolder } from '../support/editions.ts'
import { temporaryFolder } from '../support/folder.ts'
import { type Collecting, startCollecting } from '../support/market/collecting.ts'
import { smallMarket } from '../support/market/small.ts'

const VENUES = ['bybit', 'okx']
const ASSETS = ['bitcoin', 'ethereum']

/** Open interest of two coins on two venues, in coins that swing by a fifth, so that no two days are alike. */
function swinging(history: History): History {
  const venuesOf = (asset: string) => (ASSETS.includes(asset) ? VENUES : [])
  return {
    ...history,
    openInterestVenues: venuesOf,
    fundingVenues: venuesOf,
    openInterest(asset, venue) {
      const candles = history.dailyCandles(asset)
      if (!candles || !venuesOf(asset).includes(venue)) return undefined
      const phase = ASSETS.indexOf(asset) + 2 * VENUES.indexOf(venue)
      const values = candles.times.map(
        (time, row) =>
          1e5 * (1 + 0.2 * Math.sin((time / DAY) * 0.9 + phase)) * (candles.close[row] as number),
      )
      return { times: candles.times, values: Float64Array.from(values) }
    },
  }
}

interface Rows {
  readonly result?: { readonly list?: readonly { readonly timestamp?: string }[] }
}

/** Daily rows of instants from `flip` on carry the label of the day before: the opening of the day that they end. */
function relabelled(flip: Instant) {
  return (path: string, body: unknown): unknown => {
    const { result } = body as Rows
    const times = (result?.list ?? []).map(({ timestamp }) => Number(timestamp))
    const isDaily = times.length > 1 && (times[0] as number) - (times[1] as number) === DAY
    if (path !== '/v5/market/open-interest' || !isDaily) return body
    const list = (result?.list ?? [])
      .filter((_, row) => times[row] !== flip - DAY)
      .map((one, row, all) => {
        const time = Number(all[row]?.timestamp)
        return { ...one, timestamp: String(time >= flip ? time - DAY : time) }
      })
    return { ...(body as object), result: { ...result, list } }
  }
}

async function passDay(one: Collecting, midnight: Instant) {
  for (const at of [midnight - 2 * MINUTE, midnight + 2 * MINUTE, midnight + HOUR + 35 * MINUTE]) {
    one.moveTo(at)
    await one.collector.tick()
  }
}

it('is withheld by name from the first midnight that contradicts it until six days prove its rows again', {
  timeout: 600_000,
}, async () => {
  const sample = smallMarket(await readHistory(sampleFolder), 12)
  const market = swinging(sample)
  const monday = sample.now - 7 * DAY
  const week = weekEnding('2025-11-17')
  const wednesday = monday - 5 * DAY
  const parts = { exchanges: VENUES, services: ['coingecko'], backfilled: true }
  const installed = monday - 7 * DAY + 18 * HOUR
  const one = await startCollecting({
    history: market,
    home: await temporaryFolder(),
    at: installed,
    ...parts,
  })
  const stampOf = (venue: string) => one.history.current().interestStamps?.get(venue)
  await one.collector.tick()
  await one.backfill.work()
  for (let day = monday - 6 * DAY; day <= wednesday; day += DAY) await passDay(one, day)
  expect([stampOf('bybit')?.at, stampOf('okx')?.at]).toEqual(['start', 'end'])

  one.loopbackMarket.garble('bybit', relabelled(wednesday + DAY))
  const before = one.history.current().openInterest('bitcoin', 'bybit')
  await passDay(one, wednesday + DAY)
  expect(stampOf('bybit')).toMatchObject({ at: 'unknown' })
  expect(stampOf('okx')?.at).toBe('end')
  // No day that was filed rightly is filed anew by rows of another instant.
  const after = one.history.current().openInterest('bitcoin', 'bybit')
  expect([...(after?.values ?? [])].slice(0, before?.values.length)).toEqual([...(before?.values ?? [])])

  for (let day = wednesday + 2 * DAY; day <= monday; day += DAY) await passDay(one, day)
  expect(stampOf('bybit')?.at).toBe('unknown')
  const both = readOpenInterest(one.history.current(), week, ['bitcoin']).value.rows[0]
  expect(both?.venues).toEqual(['okx'])
  expect(both?.leftOut).toContainEqual({ venue: 'bybit', why: 'unproved' })
  const known = (venue: string, day: Instant) => {
    const series = market.openInterest('bitcoin', venue)
    return series?.values[series.times.indexOf(day - DAY)] as number
  }
  expect(both?.weekChange).toBeCloseTo(known('okx', week.end) / known('okx', week.start) - 1, 6)

  // Alone it has its level, read at midnight itself, and neither change nor peak.
  const history = one.history.current()
  const alone = { ...history, openInterestVenues: () => ['bybit'] }
  const reading = readOpenInterest(alone, week, ['bitcoin'])
  expect(
    (reading.figures['openinterest.bitcoin.end']?.value as number) / known('bybit', week.end),
  ).toBeCloseTo(1, 4)
  for (const name of ['weekChange', 'peak90d', 'drawdown90d']) {
    expect(reading.missing).toContainEqual(
      expect.objectContaining({ figure: `openinterest.bitcoin.${name}`, reason: 'unproved' }),
    )
  }

  for (let day = monday + DAY; day <= monday + 2 * DAY; day += DAY) await passDay(one, day)
  expect(stampOf('bybit')?.at).toBe('end')
  const proved = one.history.current()
  const again = readOpenInterest(proved, week, ['bitcoin']).value.rows[0]
  expect(again).toMatchObject({ venues: ['bybit', 'okx'] })
  const sum = (at: Instant) => known('bybit', at) + known('okx', at)
  expect(again?.weekChange).toBeCloseTo(sum(week.end) / sum(week.start) - 1, 3)
  // Every day is what the market was, on both sides of the change.
  const series = proved.openInterest('bitcoin', 'bybit')
  for (let day = monday - 20 * DAY; day <= monday + 2 * DAY; day += DAY) {
    const value = series?.values[series.times.indexOf(day - DAY)] as number
    expect(value / known('bybit', day), new Date(day).toISOString()).toBeCloseTo(1, 3)
  }
  await one.close()
})
