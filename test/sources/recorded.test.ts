/** What the data services answered in life, recorded, figure by figure. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { DAY } from '#src/market/time.ts'
import { createCoinGecko } from '#src/sources/coingecko/supplier.ts'
import { oddsIn as polymarketOdds } from '#src/sources/polymarket.ts'
import type { Feed } from '#src/sources/supplier.ts'
import { createYahoo } from '#src/sources/yahoo.ts'
import { settingsFor, tell } from '../contracts/supplier.ts'
import { describeWithShared } from '../support/shared.ts'
import { COINS, WEEK } from './bodies/week.ts'
import { lines, useFetching } from './fetching.ts'

const { fetchFrom, state } = useFetching()

describeWithShared('recorded bodies', ['fixtures'], (folder) => {
  const read = (path: string) => JSON.parse(readFileSync(`${folder}/${path}`, 'utf8')) as unknown
  const chart = (file: string, id: string, from: number, to: number) =>
    fetchFrom(createYahoo, 'cross', () => ({ body: read(`yahoo/${file}`) }), {
      ask: { assets: [id], from, to },
      now: to + 100 * DAY,
    })

  it('of Yahoo: gold on the second of January 2020', async () => {
    const { observations } = await chart(
      'chart-GC_F-2020-01-01-to-2020-01-03.json',
      'gold',
      Date.UTC(2020, 0),
      Date.UTC(2020, 0, 4),
    )
    expect(lines(observations)).toEqual(['cross_assets gold 2020-01-02T00:00 1524.5'])
  })

  it('of Yahoo: a currency dated by its own day, and fifty sessions of a share', async () => {
    const fx = await chart(
      'chart-EURUSD_X-2020-01-01-to-2020-01-03.json',
      'usdjpy',
      Date.UTC(2020, 0),
      Date.UTC(2020, 0, 4),
    )
    expect(lines(fx.observations).map((line) => line.split(' ')[2])).toEqual([
      '2020-01-01T00:00',
      '2020-01-02T00:00',
      '2020-01-03T00:00',
    ])
    const share = await chart(
      'chart-AAPL-2020-08-31-to-2020-11-07.json',
      'sp500',
      Date.UTC(2020, 7),
      Date.UTC(2020, 10, 8),
    )
    expect(lines(share.observations)[0]).toBe('cross_assets sp500 2020-08-31T00:00 129.0399932861328')
    expect(share.observations).toHaveLength(49)
  })

  it.each([
    ['coins/markets', 'caps', 'coins_markets.json', '2026-05-19T00:10:00Z', 0],
    ['derivatives', 'interest.now', 'derivatives.json', '2026-05-26T15:05:00Z', 3],
  ] as const)('of CoinGecko: %s', async (_, feed, file, at, count) => {
    const now = Date.parse(at)
    state.server.answer(() => ({ body: read(`coingecko/${file}`) }))
    const supplier = createCoinGecko(settingsFor(state.server.url, { now, assets: COINS }))
    const { observations, error } = await tell(supplier.feeds.find(({ name }) => name === feed) as Feed, WEEK)
    expect(observations).toHaveLength(count)
    // The example was taken at noon: at midnight it is old.
    if (count === 0) expect(error).toMatchObject({ fault: 'stale' })
    else expect(lines(observations)[0]).toBe('open_interest all bitcoin 2026-05-26T00:00 7497508224')
  })

  it('of Polymarket: prices as texts of JSON inside JSON, and no decision of the Federal Reserve', () => {
    const now = Date.parse('2026-03-11T15:20:00Z')
    expect(() => polymarketOdds(read('polymarket/search_response.json'), now)).toThrow('no open market')
    const [event] = read('polymarket/gamma_event.json') as {
      title: string
      markets: { question: string }[]
    }[]
    const renamed = {
      ...{ ...event, title: 'Fed decision in March?', endDate: '2026-03-18T00:00:00Z' },
      markets: event?.markets
        .slice(0, 1)
        .map((one) => ({ ...one, question: 'No change in Fed interest rates?' })),
    }
    expect(lines(polymarketOdds({ events: [renamed] }, now).observations)).toEqual([
      'rate_odds polymarket 2026-03-18 hold 2026-03-11T15:13 0.0105',
    ])
  })
})
