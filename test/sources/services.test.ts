/** What the data services answer, figure by figure, from small bodies. */
import { describe, expect, it } from 'vitest'
import { createMof } from '#src/sources/mof.ts'
import { createOns } from '#src/sources/ons.ts'
import type { Feed } from '#src/sources/supplier.ts'
import { createYahoo } from '#src/sources/yahoo.ts'
import { settingsFor, tell } from '../contracts/supplier.ts'
import { CASES } from './bodies/cases.ts'
import { ons } from './bodies/economy.ts'
import { mof, yahoo } from './bodies/markets.ts'
import { NOW, WEEK } from './bodies/week.ts'
import { lines, useFetching } from './fetching.ts'

const { fetchFrom, state } = useFetching()

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
    state.server.answer(() => ({ status: 403, body: 'no' }))
    const supplier = createYahoo(settingsFor(state.server.url, { now: NOW }))
    const feed = supplier.feeds[0] as Feed
    for (let count = 0; count < 4; count += 1) await tell(feed, WEEK)
    expect(state.server.asked.length).toBeLessThanOrEqual(2)
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
