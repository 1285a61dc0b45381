/** A source that fails just before a midnight: its reading of hours before is none of that midnight, and it is named as lacking one. */
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import type { History } from '#src/market/history.ts'
import { valueAt } from '#src/market/series.ts'
import { DAY, dayOf, HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import { type Week, weekEnding } from '#src/market/week.ts'
import { readFunding } from '#src/services/funding.ts'
import { readLatestInterest } from '#src/services/latest/interest.ts'
import { readInterestChanges } from '#src/services/openinterest/changes.ts'
import { readOpenInterest } from '#src/services/openinterest.ts'
import { readHistory, sampleFolder } from '../../support/editions.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { knownAt, startCollecting } from '../../support/market/collecting.ts'
import { smallMarket } from '../../support/market/small.ts'

let market: History
/** Monday 00:00, where the sample ends. */
let midnight: Instant
let week: Week

beforeAll(async () => {
  market = smallMarket(await readHistory(sampleFolder), 3)
  midnight = market.now
  week = weekEnding(dayOf(midnight))
})

/** Collected over the last two days of a week; the supplier fails from Sunday evening on, for some hours or longer. */
async function collected(
  supplier: string,
  {
    services = [] as string[],
    until = midnight + 20 * MINUTE,
    asked = [-MINUTE, 2 * MINUTE, 12 * MINUTE],
  } = {},
) {
  const one = await startCollecting({
    ...{ history: market, home: await temporaryFolder(), at: midnight - 2 * DAY, services },
  })
  onTestFinished(() => one.close())
  await one.store.record.keep({
    // Up to Friday: what the record had before.
    observations: knownAt(market, midnight - 3 * DAY).filter(
      ({ of }) => services.length > 0 || of.venue !== 'all',
    ),
    observedAt: midnight - 2 * DAY,
    assets: market.assets,
  })
  const tickAt = async (time: Instant) => {
    one.moveTo(time)
    if (time >= until) one.loopbackMarket.fail(supplier, undefined)
    await one.collector.tick()
    return one.history.current()
  }
  for (const time of [-DAY - MINUTE, -DAY + 3 * HOUR, -6 * HOUR - MINUTE]) await tickAt(midnight + time)
  const before = one.history.current()
  one.loopbackMarket.fail(supplier, 'down')
  for (const time of asked) await tickAt(midnight + time)
  const at = await tickAt(midnight + HOUR)
  return { before, at, tickAt }
}

it('a venue without a reading of 23:58 has none of that midnight: the others are counted, and it is named', async () => {
  const { before, at } = await collected('hyperliquid')
  const levelOf = (history: History, day: Instant) => {
    const series = history.openInterest('bitcoin', 'hyperliquid')
    return series && valueAt(series, day)
  }
  // As long as its day runs the reading is its level.
  expect(levelOf(before, midnight - DAY)).toBeGreaterThan(0)
  expect(levelOf(at, midnight - DAY)).toBeUndefined()
  expect(levelOf(at, midnight - 2 * DAY)).toBeCloseTo(levelOf(market, midnight - 2 * DAY) ?? 0, 0)
  const { value, figures } = readOpenInterest(at, week, ['bitcoin'])
  const [row] = value.rows
  expect(row?.venues).toEqual(['binance', 'bybit', 'okx'])
  expect(row?.leftOut).toEqual([{ venue: 'hyperliquid', why: 'no-end' }])
  const sumAt = (day: Instant) =>
    ['binance', 'bybit', 'okx'].reduce((sum, venue) => {
      const series = market.openInterest('bitcoin', venue)
      return sum + ((series && valueAt(series, day)) ?? Number.NaN)
    }, 0)
  const change = sumAt(midnight - DAY) / sumAt(midnight - 8 * DAY) - 1
  expect(figures['openinterest.bitcoin.weekChange']?.value).toBeCloseTo(change, 4)
  for (const name of ['start', 'end', 'weekChange', 'drawdown90d']) {
    expect(figures[`openinterest.bitcoin.${name}`]?.coverage, name).toEqual({ used: 3, expected: 4 })
  }
  const changes = readInterestChanges(at, week, 'bitcoin', [7])
  expect(changes.venues.map(({ venue }) => venue)).not.toContain('hyperliquid')
  expect(changes.absentVenues).toEqual(['hyperliquid'])
  const funding = readFunding(at, week, 'bitcoin')
  // Its funding still counts, by a weight that is a day old: no full one.
  expect(funding.value.venues.map(({ venue }) => venue)).toContain('hyperliquid')
  for (const name of ['rate8h', 'apr', 'weekMean8h']) {
    expect(funding.figures[`funding.bitcoin.${name}`]?.coverage, name).toEqual({ used: 3, expected: 4 })
  }
  const latest = readLatestInterest(at, week, 'bitcoin')
  expect(latest?.leftOut).toEqual(['hyperliquid'])
})

it('so has CoinGecko’s sum: without it no level of that midnight is reported all venues', async () => {
  const { at } = await collected('coingecko', { services: ['coingecko'] })
  const { value, figures, missing } = readOpenInterest(at, week)
  expect(figures['openinterest.total.end']).toBeUndefined()
  expect(figures['openinterest.total.weekChange']).toBeUndefined()
  expect(missing).toContainEqual({
    figure: 'openinterest.total.end',
    reason: 'stale',
    source: 'open_interest',
  })
  const bitcoin = value.rows.find(({ asset }) => asset === 'bitcoin')
  expect(bitcoin?.leftOut).toEqual([{ venue: 'all', why: 'no-end' }])
  expect(bitcoin?.venues).toEqual(['binance', 'bybit', 'hyperliquid', 'okx'])
  expect(figures['openinterest.bitcoin.end']?.coverage).toEqual({ used: 4, expected: 5 })
})

it('a reading two minutes after a midnight is still of it', async () => {
  const { at } = await collected('hyperliquid', { until: midnight, asked: [2 * MINUTE] })
  const { value } = readOpenInterest(at, week, ['bitcoin'])
  expect(value.rows[0]?.venues).toEqual(['binance', 'bybit', 'hyperliquid', 'okx'])
})
