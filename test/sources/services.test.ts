/** What the data services tell, figure by figure, from small bodies and from recorded ones. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY } from '#src/market/time.ts'
import { createCoinGecko } from '#src/sources/coingecko/supplier.ts'
import { moveOf } from '#src/sources/fedfunds/odds.ts'
import { meetingAfter, meetingNear } from '#src/sources/meetings.ts'
import { createMof } from '#src/sources/mof.ts'
import { createOns } from '#src/sources/ons.ts'
import { oddsIn as polymarketOdds } from '#src/sources/polymarket.ts'
import { monthBefore, releasedAt, releasesOf } from '#src/sources/releases.ts'
import type { Feed, Supplier, SupplierSettings } from '#src/sources/supplier.ts'
import { createYahoo } from '#src/sources/yahoo.ts'
import { settingsFor, tell } from '../contracts/supplier.ts'
import { type Asked, type Loopback, type Reply, startLoopback } from '../support/loopback.ts'
import { describeWithShared } from '../support/shared.ts'
import { CASES, COINS, coinGecko, mof, NOW, ons, WEEK, yahoo } from './bodies.ts'

let server: Loopback
beforeAll(async () => {
  server = await startLoopback()
})
afterAll(() => server.close())

async function fetchFrom(
  create: (settings: SupplierSettings) => Supplier,
  feed: Feed['name'],
  answer: (asked: Asked) => Reply | undefined,
  {
    ask = WEEK,
    now = NOW,
    reach,
  }: { ask?: Parameters<Feed['cost']>[0]; now?: number; reach?: Feed['reach'] } = {},
) {
  server.answer((asked) => answer(asked) ?? { status: 404, body: {} })
  const supplier = create(settingsFor(server.url, { now, assets: COINS }))
  const found = supplier.feeds.find((one) => one.name === feed && (reach ?? one.reach) === one.reach)
  const result = await tell(found as Feed, ask)
  expect(result.error).toBeUndefined()
  return result
}

/** `table key=… @day values`, for whole lists at a glance. */
function lines(observations: Awaited<ReturnType<typeof fetchFrom>>['observations']): string[] {
  return observations.map(({ table, of, time, values }) =>
    [table, ...Object.values(of), new Date(time).toISOString().slice(0, 16), ...Object.values(values)].join(
      ' ',
    ),
  )
}

describe('consumer prices of the United Kingdom', () => {
  it('are dated at 07:00 in London, and by their month where they were updated later than they were published', async () => {
    const ask = { from: Date.UTC(2024, 0), to: NOW }
    const { observations } = await fetchFrom(createOns, 'macro', (asked) => ons(asked, {}), { ask })
    expect(observations.map(({ time, text }) => [new Date(time).toISOString().slice(0, 16), text])).toEqual([
      ['2024-10-01T00:00', { unit: 'percent', dated: 'period' }],
      ['2025-09-17T06:00', { unit: 'percent' }],
      ['2025-10-22T06:00', { unit: 'percent' }],
      ['2025-11-19T07:00', { unit: 'percent' }],
    ])
  })
})

describe('what each service tells of the same week', () => {
  const last = (name: string, feed: string) => {
    const found = CASES.find((one) => one.name === name && one.feed === feed)
    if (!found) throw new Error(`no case ${name} ${feed}`)
    return fetchFrom(found.create, found.feed as Feed['name'], (asked) => found.answer(asked, {}), {
      ask: found.ask,
    }).then(({ observations }) => lines(observations).slice(-3))
  }

  it.each<[string, string, readonly string[]]>([
    [
      'bls',
      'macro',
      [
        'macro payrolls_change 2025-09 2025-11-20T13:30 119',
        'macro unemployment_rate 2025-09 2025-11-20T13:30 4.4',
      ],
    ],
    ...['fred', 'fred-csv'].map((name): [string, Feed['name'], string[]] => [
      name,
      'macro',
      [
        'macro fed_funds_rate 2025-11-18 2025-11-19T14:00 5',
        'macro fed_funds_rate 2025-11-19 2025-11-20T14:00 6',
        'macro fed_funds_rate 2025-11-20 2025-11-21T14:00 7',
      ],
    ]),
    ['ons', 'macro', ['macro uk_cpi_yoy 2025-10 2025-11-19T07:00 3.6']],
    [
      'alternative',
      'sentiment',
      [
        'sentiment fear-greed 2025-11-21T00:00 14',
        'sentiment fear-greed 2025-11-22T00:00 15',
        'sentiment fear-greed 2025-11-23T00:00 16',
      ],
    ],
    // The price at 00:00 is the close of the day before; none of a coin that it is not sure of, or does not know.
    [
      'defillama',
      'closes.witness',
      [
        'prices_witness defillama tether 2025-11-21T00:00 107',
        'prices_witness defillama tether 2025-11-22T00:00 108',
        'prices_witness defillama tether 2025-11-23T00:00 109',
      ],
    ],
    // The day that still runs has no close; days that are over are told by the exchange's name.
    [
      'kraken-usd',
      'closes.dollars',
      [
        'prices_witness kraken ethereum 2025-11-21T00:00 104',
        'prices_witness kraken ethereum 2025-11-22T00:00 105',
        'prices_witness kraken ethereum 2025-11-23T00:00 106',
      ],
    ],
    [
      'treasury',
      'curves',
      [
        'yield_curves ust 10 2025-11-23T00:00 10',
        'cross_assets us10y 2025-11-23T00:00 10',
        'yield_curves ust 30 2025-11-23T00:00 4.6',
      ],
    ],
    [
      'mof',
      'curves',
      [
        'yield_curves jgb 10 2025-11-22T00:00 6',
        'yield_curves jgb 1 2025-11-23T00:00 0.9',
        'yield_curves jgb 10 2025-11-23T00:00 7',
      ],
    ],
    [
      'deribit-dvol',
      'volatility.implied',
      [
        'implied_volatility bitcoin deribit 2025-11-21T00:00 49',
        'implied_volatility bitcoin deribit 2025-11-22T00:00 50',
        'implied_volatility bitcoin deribit 2025-11-23T00:00 51',
      ],
    ],
    [
      'polymarket',
      'odds',
      [
        'rate_odds polymarket 2025-12-10 cut 2025-11-24T00:19 0.67',
        'rate_odds polymarket 2025-12-10 hold 2025-11-24T00:19 0.32',
        'rate_odds polymarket 2025-12-10 hike 2025-11-24T00:19 0.005',
      ],
    ],
    [
      'kalshi',
      'odds',
      [
        'rate_odds kalshi 2025-12-10 cut 2025-11-24T00:20 0.685',
        'rate_odds kalshi 2025-12-10 hold 2025-11-24T00:20 0.32',
        'rate_odds kalshi 2025-12-10 hike 2025-11-24T00:20 0.005',
      ],
    ],
  ])('%s: %s', async (name, feed, expected) => {
    expect(await last(name, feed)).toEqual(expected)
  })
})

describe('CoinGecko', () => {
  it('tells coins from what carries another asset, by category and by name, and keeps known sectors', async () => {
    const { pages, observations } = await fetchFrom(createCoinGecko, 'assets', (asked) =>
      coinGecko(asked, {}),
    )
    expect(pages[0]?.assets?.map(({ id, symbol, kind, sectors }) => [id, symbol, kind, ...sectors])).toEqual([
      ['bitcoin', 'BTC', 'coin', 'layer-1'],
      ['tether', 'USDT', 'stablecoin'],
      ['staked-ether', 'STETH', 'staked'],
      ['pepe', 'PEPE', 'coin', 'meme'],
      // Its cap is not known.
      ['wrapped-bitcoin', 'WBTC', 'wrapped'],
    ])
    expect(lines(observations)).toContain('market_caps bitcoin 2025-11-24T00:00 1735000000000')
    expect(lines(observations)).toContain('prices_now bitcoin all 2025-11-24T00:19 87000')
    // A cap of 0 is one that it does not know.
    expect(lines(observations).join()).not.toContain('market_caps wrapped-bitcoin')
  })

  it('finds the members of sectors, and names each sector that it has no category for', async () => {
    const { pages } = await fetchFrom(createCoinGecko, 'sectors', (asked) => coinGecko(asked, {}))
    expect(pages[0]?.assets?.find(({ id }) => id === 'pepe')?.sectors).toEqual(['meme'])
    expect(pages[0]?.refusals.map(({ where }) => where)).toContain('CoinGecko sector oracle')
    expect(pages[0]?.refusals).toHaveLength(12)
  })

  it('takes no cap for that of midnight when midnight is long gone', async () => {
    const now = NOW + 15 * 3_600_000
    const late = { shift: 15 * 3_600_000 }
    const { observations } = await fetchFrom(createCoinGecko, 'caps', (asked) => coinGecko(asked, late), {
      now,
      reach: 'now',
    })
    expect(observations.map(({ table }) => table)).toEqual(Array(5).fill('prices_now'))
  })

  it('tells the caps of those that are not gone, and names those that are; says that it fails where all are silent', async () => {
    const ask = { ...WEEK, assets: ['gone', 'bitcoin', 'ended'] }
    const answer = (isWell: boolean) => (asked: Asked) => {
      if (asked.path === '/coins/gone/market_chart') return { status: 404, body: { error: 'coin not found' } }
      const isEmpty = !isWell || !asked.path.includes('/bitcoin/')
      return isEmpty ? { body: { prices: [], market_caps: [] } } : coinGecko(asked, {})
    }
    const { observations, pages } = await fetchFrom(createCoinGecko, 'caps', answer(true), {
      ask,
      reach: 'past',
    })
    expect(new Set(observations.map(({ of }) => of.asset))).toEqual(new Set(['bitcoin']))
    expect(pages.flatMap(({ refusals }) => refusals.map(({ where }) => where))).toEqual([
      'CoinGecko caps of gone',
      'CoinGecko caps of ended',
    ])
    expect(pages.flatMap(({ through }) => through?.asset ?? [])).toEqual(['bitcoin'])
    const alone = { ask: { ...WEEK, assets: ['ended'] }, reach: 'past' as const }
    expect((await fetchFrom(createCoinGecko, 'caps', answer(true), alone)).observations).toEqual([])
    await expect(fetchFrom(createCoinGecko, 'caps', answer(false), alone)).rejects.toThrow('market_caps')
  })

  it('adds up perpetuals over venues, those of unknown coins in the total alone', async () => {
    const { observations } = await fetchFrom(createCoinGecko, 'interest.now', (asked) => coinGecko(asked, {}))
    expect(lines(observations)).toEqual([
      'open_interest all bitcoin 2025-11-24T00:00 10000000000',
      'open_interest all pepe 2025-11-24T00:00 100000000',
      'open_interest all total 2025-11-24T00:00 10600000000',
    ])
  })

  it('turns turnover in bitcoin into USD of the day before', async () => {
    const { observations } = await fetchFrom(createCoinGecko, 'volume.spot', (asked) => coinGecko(asked, {}))
    expect(lines(observations).filter((line) => line.includes('coinbase'))[0]).toBe(
      'spot_volume coinbase 2025-11-17T00:00 10000000',
    )
    expect(
      server.asked.filter(({ path }) => path.endsWith('volume_chart')).map(({ path }) => path),
    ).toContain('/exchanges/gdax/volume_chart')
  })

  it('sends its key as a header alone', async () => {
    await fetchFrom(createCoinGecko, 'global', (asked) => coinGecko(asked, {}))
    expect(server.asked[0]?.headers['x-cg-demo-api-key']).toBe('never-t3ll-this')
    expect(JSON.stringify(server.asked[0]?.query)).not.toContain('never-t3ll-this')
  })
})

describe('Yahoo', () => {
  it('leaves out sessions without a close, and the session that still runs', async () => {
    const ask = { ...WEEK, assets: ['sp500'] }
    const { observations } = await fetchFrom(createYahoo, 'cross', (asked) => yahoo(asked, {}), { ask })
    expect(lines(observations)).toHaveLength(6)
    const running = await fetchFrom(createYahoo, 'cross', (asked) => yahoo(asked, {}), {
      ask,
      now: WEEK.to - 9 * 3_600_000,
    })
    expect(lines(running.observations).at(-1)).toBe('cross_assets sp500 2025-11-22T00:00 105')
  })

  it('costs one symbol alone where one symbol is gone', async () => {
    const { observations, pages } = await fetchFrom(createYahoo, 'cross', (asked) =>
      asked.path.includes('TLT') ? { status: 404, body: {} } : yahoo(asked, {}),
    )
    expect(new Set(observations.map(({ of }) => of.asset)).size).toBe(11)
    expect(pages.flatMap(({ refusals }) => refusals)).toMatchObject([{ where: 'Yahoo TLT' }])
  })

  it('is not asked any more once it has refused twice', async () => {
    server.answer(() => ({ status: 403, body: 'no' }))
    const supplier = createYahoo(settingsFor(server.url, { now: NOW }))
    const feed = supplier.feeds[0] as Feed
    for (let count = 0; count < 4; count += 1) await tell(feed, WEEK)
    expect(server.asked.length).toBeLessThanOrEqual(2)
  })
})

describe("Japan's Ministry of Finance", () => {
  it('reads the years of all eras, and negative yields', async () => {
    const ask = { from: Date.UTC(1974, 0), to: WEEK.to }
    const { observations } = await fetchFrom(createMof, 'curves', (asked) => mof(asked, {}), { ask })
    expect(lines(observations)).toContain('yield_curves jgb 1 1974-09-24T00:00 10.327')
    expect(lines(observations)).toContain('yield_curves jgb 10 2019-04-26T00:00 -0.045')
    expect(lines(observations)).toContain('yield_curves jgb 10 2025-11-17T00:00 1')
  })
})

describe('releases of the United States', () => {
  it('counts the change of levels and twelve months of prices, and nothing across a missing month', () => {
    const made = releasesOf(
      {
        payrolls: new Map([
          ['2025-08', 159_561],
          ['2025-09', 159_680],
          ['2025-11', 159_700],
        ]),
        cpi: new Map([
          ['2024-09', 315.301],
          ['2025-09', 324.8],
          ['2025-08', 323.9],
        ]),
      },
      'BLS',
    )
    expect(made.map(({ of, values }) => [of.series, of.period, values.value])).toEqual([
      ['cpi_yoy', '2025-09', 3],
      ['payrolls_change', '2025-09', 119],
    ])
  })

  it('dates them at half past eight in New York, summer and winter, and leaves undated what no schedule has', () => {
    expect(new Date(releasedAt('cpi_yoy', '2025-09') ?? 0).toISOString()).toBe('2025-10-24T12:30:00.000Z')
    expect(new Date(releasedAt('payrolls_change', '2025-09') ?? 0).toISOString()).toBe(
      '2025-11-20T13:30:00.000Z',
    )
    expect(releasedAt('cpi_yoy', '2025-10')).toBeUndefined()
    const [one] = releasesOf({ unemployment: new Map([['2031-02', 4]]) }, 'BLS')
    expect(one).toMatchObject({ time: Date.UTC(2031, 1), text: { dated: 'period' } })
  })

  it('counts months over the turn of a year', () => {
    expect([monthBefore('2025-01', 1), monthBefore('2025-12', -1), monthBefore('2025-09', 12)]).toEqual([
      '2024-12',
      '2026-01',
      '2024-09',
    ])
  })
})

describe('odds from fed funds futures', () => {
  it("equals the exchange's own worked example", () => {
    const move = moveOf({ average: 100 - 99.805, start: 100 - 99.8675, days: 30, before: 16 })
    expect(move?.end).toBeCloseTo(0.2664285714, 9)
    expect(move?.hike).toBeCloseTo(0.5357142857, 9)
    expect(move?.cut).toBe(0)
  })

  it('works for a cut', () => {
    const move = moveOf({ average: 100 - 96.175, start: 3.88, days: 31, before: 10 })
    expect(move?.end).toBeCloseTo(3.7988095238, 9)
    expect(move?.cut).toBeCloseTo(0.3247619048, 9)
    expect(move?.hold).toBeCloseTo(0.6752380952, 9)
  })

  it('finds the rate before from the mean and the rate after', () => {
    const move = moveOf({ average: 3.825, end: 3.7988095238, days: 31, before: 10 })
    expect(move?.start).toBeCloseTo(3.88, 8)
  })

  it('is sure of a cut where more than one is expected, and says nothing without a neighbour', () => {
    expect(moveOf({ average: 3.7, start: 4, end: 3.6, days: 30, before: 10 })).toMatchObject({
      cut: 1,
      hold: 0,
    })
    expect(moveOf({ average: 3.7, days: 30, before: 10 })).toBeUndefined()
  })

  it('knows the next meeting, and which one a market means', () => {
    expect(meetingAfter(NOW)).toBe('2025-12-10')
    expect(meetingAfter(Date.UTC(2025, 11, 10, 20))).toBe('2026-01-28')
    expect(meetingNear(Date.UTC(2025, 11, 11, 5))).toBe('2025-12-10')
    expect(meetingNear(Date.UTC(2025, 5, 1))).toBe('2025-06-01')
  })
})

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
    server.answer(() => ({ body: read(`coingecko/${file}`) }))
    const supplier = createCoinGecko(settingsFor(server.url, { now, assets: COINS }))
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
