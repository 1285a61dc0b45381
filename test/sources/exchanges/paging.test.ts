/** The venues' own caps and directions of paging, against servers that keep them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY, HOUR } from '#src/market/time.ts'
import { type Asked, type Loopback, startLoopback } from '../../support/loopback.ts'
import { fetched, NOW, openExchange } from './opened.ts'

let server: Loopback
beforeAll(async () => {
  server = await startLoopback()
})
afterAll(() => server.close())

const TO = Date.UTC(2025, 10, 24)
const BTC = { assets: ['bitcoin'] }

/** Settlements every `hours` up to now, with a rate that tells when. */
function settlements(hours: number, days: number) {
  const count = (days * 24) / hours
  return Array.from({ length: count + 1 }, (_, index) => {
    const time = TO - (count - index) * hours * HOUR
    return { time, rate: Number((((time / HOUR) % 1000) / 1e7).toFixed(8)) }
  })
}

const within = <Row extends { time: number }>(rows: readonly Row[], from: unknown, to: unknown) =>
  rows.filter(({ time }) => time >= Number(from ?? 0) && time <= Number(to ?? Number.POSITIVE_INFINITY))

describe('a venue that keeps its past for a while', () => {
  it('is not asked for more, which some answer with an error', async () => {
    const starts: number[] = []
    server.answer(({ path, query }) => {
      if (path === '/fapi/v1/premiumIndex') return { body: [premium('BTCUSDT')] }
      if (path === '/fapi/v1/exchangeInfo') return { body: { symbols: [] } }
      starts.push(Number(query.startTime))
      if (Number(query.startTime) < NOW - 30 * DAY)
        return { status: 400, body: { code: -1130, msg: 'startTime' } }
      return { body: [{ sumOpenInterestValue: '5000000', timestamp: TO }] }
    })
    const opened = openExchange('binance', server)
    const { observations } = await fetched(opened, 'interest.daily', {
      ...BTC,
      from: TO - 200 * DAY,
      to: NOW,
      stampedAt: 'start',
    })
    expect(observations).toMatchObject([{ time: TO - DAY, values: { open_interest_usd: 5_000_000 } }])
    expect(starts).toHaveLength(1)
  })
})

describe('a page of daily open interest', () => {
  const refusedTo = async (to: number) => {
    server.answer(({ path, query }) => {
      if (path === '/fapi/v1/premiumIndex') return { body: [premium('BTCUSDT')] }
      if (path === '/fapi/v1/exchangeInfo') return { body: { symbols: [] } }
      const times = Array.from({ length: 10 }, (_, back) => TO - (back + 1) * DAY)
      const rows = times.map((timestamp) => ({ time: timestamp, timestamp, sumOpenInterestValue: '5000000' }))
      return { body: within(rows, query.startTime, Number(query.endTime ?? to) - 1).toReversed() }
    })
    const ask = { ...BTC, from: TO - 8 * DAY, to, stampedAt: 'start' as const }
    const { refusals, observations } = await fetched(openExchange('binance', server), 'interest.daily', ask)
    expect(observations.length).toBeGreaterThan(2)
    return refusals.map(({ reason }) => reason)
  }

  it('of the past refused the row of its own end, which the next page tells: a line of the log for each', async () => {
    expect(await refusedTo(TO - 3 * DAY)).toEqual([])
  })

  it('up to now waits for the row of the last midnight', async () => {
    expect(await refusedTo(NOW)).toEqual(['the row of 2025-11-24T00:00:00Z is not reported yet'])
  })
})

describe('a coin that the venue lists but trades no more', () => {
  const candle = (time: number) => [time, '86000', '88000', '85000', '87000', '1', time + DAY - 1, '87000']
  const ask = { assets: ['solana'], from: TO - 9 * DAY, to: NOW }
  const listing = [
    { symbol: 'SOLUSDT', price: '1' },
    { symbol: 'BTCUSDT', price: '87000' },
  ]

  it('is refused alone where the venue tells of bitcoin', async () => {
    server.answer(({ path, query }) => {
      if (path === '/api/v3/ticker/price') return { body: listing }
      return { body: query.symbol === 'BTCUSDT' ? [candle(TO - 2 * DAY), candle(TO - DAY)] : [] }
    })
    const { refusals, observations } = await fetched(openExchange('binance', server), 'candles.daily', ask)
    expect(observations).toEqual([])
    expect(refusals).toEqual([{ where: 'binance candles SOLUSDT', reason: 'nothing was reported' }])
    // One call for the coin, one to see whether the venue is well.
    expect(server.asked.filter(({ path }) => path.endsWith('/klines'))).toHaveLength(2)
  })

  it('says that the venue fails where that tells nothing of bitcoin either', async () => {
    server.answer(({ path }) => ({ body: path === '/api/v3/ticker/price' ? listing : [] }))
    await expect(fetched(openExchange('binance', server), 'candles.daily', ask)).rejects.toMatchObject({
      fault: 'empty',
    })
  })
})

describe('a list of instruments that makes no sense', () => {
  it('is not kept: the next who asks gets the one that does', async () => {
    let isWell = false
    server.answer(({ path, query }) => {
      if (path === '/fapi/v1/premiumIndex')
        return { body: [isWell ? premium('BTCUSDT') : { ...premium('BTCUSDT'), nextFundingTime: 'NaN' }] }
      const rows = within(settlements(8, 6), query.startTime, query.endTime)
      return { body: rows.map(({ time, rate }) => ({ fundingTime: time, fundingRate: `${rate}` })) }
    })
    const opened = openExchange('binance', server)
    const week = { ...BTC, from: TO - 4 * DAY, to: NOW }
    await expect(fetched(opened, 'funding.settled', week)).rejects.toMatchObject({ fault: 'empty' })
    isWell = true
    expect((await fetched(opened, 'funding.settled', week)).observations).toHaveLength(13)
  })
})

describe('an instrument that the venue lists but does not know', () => {
  it('costs no other its figures, and is named', async () => {
    const all = settlements(8, 6)
    server.answer(({ path, query }) => {
      if (path === '/fapi/v1/premiumIndex') return { body: [premium('ETHUSDT'), premium('BTCUSDT')] }
      if (query.symbol === 'ETHUSDT') return { status: 400, body: { code: -1121, msg: 'Invalid symbol.' } }
      const rows = within(all, query.startTime, query.endTime)
      return { body: rows.map(({ time, rate }) => ({ fundingTime: time, fundingRate: `${rate}` })) }
    })
    const opened = openExchange('binance', server)
    const ask = { assets: ['ethereum', 'bitcoin'], from: TO - 4 * DAY, to: NOW }
    const { observations, refusals, pages } = await fetched(opened, 'funding.settled', ask)
    expect(observations).toHaveLength(13)
    expect(refusals).toEqual([{ where: 'binance settlements ETHUSDT', reason: 'nothing was reported' }])
    expect(pages.map(({ through }) => through?.asset)).not.toContain('ethereum')
  })
})

describe('funding that settled', () => {
  it('of Binance has every settlement of a 4 hour contract over 200 days, whatever the page size is', async () => {
    const all = settlements(4, 210)
    for (const cap of [1000, 100]) {
      server.answer(({ path, query }) => {
        if (path === '/fapi/v1/premiumIndex') return { body: [premium('BTCUSDT')] }
        const rows = within(all, query.startTime, query.endTime).slice(0, Math.min(cap, Number(query.limit)))
        return {
          body: rows.map(({ time, rate }) => ({
            symbol: 'BTCUSDT',
            fundingTime: time + 7,
            fundingRate: `${rate}`,
          })),
        }
      })
      const from = TO - 200 * DAY
      const { observations, refusals } = await fetched(openExchange('binance', server), 'funding.settled', {
        ...BTC,
        from,
        to: NOW,
      })
      expect(refusals).toEqual([])
      expect(observations.map(({ time }) => time)).toEqual(within(all, from, NOW).map(({ time }) => time))
      expect(observations).toHaveLength(1201)
      expect(new Set(observations.map(({ values }) => values.interval_hours))).toEqual(new Set([4]))
      expect(observations.at(-1)).toEqual({
        table: 'funding',
        of: { venue: 'binance', asset: 'bitcoin' },
        time: TO,
        values: { rate: all.at(-1)?.rate, interval_hours: 4 },
        source: 'Binance',
      })
      expect(
        server.asked.every(({ path, query }) => !path.includes('fundingRate') || query.limit === '1000'),
      ).toBe(true)
    }
  })

  it('of Hyperliquid goes on after 500 rows to the end, at 2.25 seconds a full page', async () => {
    const all = settlements(1, 181)
    server.answer(({ body }) => {
      const asked = JSON.parse(body) as { type: string; startTime: number; endTime: number }
      if (asked.type === 'metaAndAssetCtxs')
        return { body: [{ universe: [{ name: 'BTC' }] }, [{ funding: '0.00001' }]] }
      const rows = within(all, asked.startTime, asked.endTime).slice(0, 500)
      return {
        body: rows.map(({ time, rate }) => ({
          coin: 'BTC',
          fundingRate: `${rate}`,
          premium: '0',
          time: time + 76,
        })),
      }
    })
    const opened = openExchange('hyperliquid', server)
    const { observations } = await fetched(opened, 'funding.settled', {
      ...BTC,
      from: TO - 180 * DAY,
      to: NOW,
    })
    expect(observations).toHaveLength(4321)
    expect(observations[0]?.time).toBe(TO - 180 * DAY)
    expect(observations.at(-1)?.time).toBe(TO)
    expect(observations.every(({ values }) => values.interval_hours === 1)).toBe(true)
    const pages = server.asked.filter(({ body }) => body.includes('fundingHistory')).length
    expect(pages).toBe(9)
    // 20 for the list and 45 a page are within 1200 a minute: nothing had to wait yet.
    expect(opened.waited()).toBe(0)
    expect(opened.supplier.budget()?.left).toBeLessThan(1200 - 8 * 45)
    for (let asset = 0; asset < 4; asset += 1) {
      await fetched(opened, 'funding.settled', { ...BTC, from: TO - 180 * DAY, to: NOW })
    }
    expect(opened.waited()).toBeGreaterThanOrEqual(60_000)
  })

  it.each([
    ['bybit', 200],
    ['okx', 400],
    ['okx', 100],
  ])('of %s is read backwards by pages of %i, and told oldest first', async (venue, cap) => {
    const all = settlements(8, 200)
    server.answer((asked) => backwards(venue, asked, all, cap))
    const from = TO - 80 * DAY
    const { observations, pages } = await fetched(openExchange(venue, server), 'funding.settled', {
      ...BTC,
      from,
      to: NOW,
    })
    expect(observations.map(({ time }) => time)).toEqual(within(all, from, NOW).map(({ time }) => time))
    expect(observations.map(({ values }) => values.rate)).toEqual(
      within(all, from, NOW).map(({ rate }) => rate),
    )
    expect(observations.every(({ values }) => values.interval_hours === 8)).toBe(true)
    expect(pages.at(-1)?.through).toEqual({ asset: 'bitcoin', time: NOW })
    if (venue === 'bybit') {
      // startTime without endTime is an error there.
      const history = server.asked.filter(({ path }) => path.endsWith('funding/history'))
      expect(history.every(({ query }) => query.startTime && query.endTime)).toBe(true)
    }
  })

  it('infers the intervals where they change, and does not take a missing settlement for a longer one', async () => {
    const hours = [0, 8, 16, 20, 24, 28, 29, 30, 32, 33, 34]
    const start = TO - 2 * DAY
    server.answer(({ path }) => ({
      body:
        path === '/fapi/v1/premiumIndex'
          ? [premium('BTCUSDT')]
          : hours.map((hour) => ({ fundingTime: start + hour * HOUR, fundingRate: '0.0001' })),
    }))
    const opened = openExchange('binance', server)
    const { observations } = await fetched(opened, 'funding.settled', { ...BTC, from: start, to: NOW })
    expect(observations.map(({ values }) => values.interval_hours)).toEqual([8, 8, 8, 4, 4, 4, 1, 1, 1, 1, 1])
  })
})

function premium(symbol: string) {
  return { symbol, markPrice: '87000', lastFundingRate: '0.0001', nextFundingTime: TO + 8 * HOUR, time: NOW }
}

function backwards(
  venue: string,
  { path, query }: Asked,
  all: readonly { time: number; rate: number }[],
  cap: number,
) {
  if (venue === 'bybit') {
    if (path.endsWith('tickers')) {
      return { body: { retCode: 0, result: { list: [{ symbol: 'BTCUSDT', fundingIntervalHour: '8' }] } } }
    }
    const rows = within(all, query.startTime, query.endTime).toReversed().slice(0, cap)
    const list = rows.map(({ time, rate }) => ({ fundingRate: `${rate}`, fundingRateTimestamp: `${time}` }))
    return { body: { retCode: 0, result: { category: 'linear', list } } }
  }
  if (path.endsWith('open-interest')) return { body: { code: '0', data: [{ instId: 'BTC-USDT-SWAP' }] } }
  const rows = within(all, Number(query.before) + 1, Number(query.after) - 1)
    .toReversed()
    .slice(0, cap)
  const data = rows.map(({ time, rate }) => ({
    realizedRate: `${rate}`,
    fundingRate: '0.05',
    fundingTime: `${time}`,
  }))
  return { body: { code: '0', data } }
}
