/** Candles of an exchange: what cannot be one is refused, and the others of its page are taken. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DAY } from '#src/market/time.ts'
import { type Loopback, startLoopback } from '../../support/loopback.ts'
import { answerBy, TO } from './bypath.ts'
import { fetched, NOW, openExchange } from './opened.ts'

let server: Loopback
beforeAll(async () => {
  server = await startLoopback()
})
afterAll(() => server.close())

it.each([
  ['a high below its open', ['100', '99', '90', '95']],
  ['a high below its close', ['95', '99', '90', '100']],
  ['a low above its close', ['100', '110', '96', '95']],
  ['a low above its high', ['100', '100', '101', '100']],
])('a candle with %s is refused, and the one before it is taken', async (_, spoiled) => {
  const candle = (time: number, prices: readonly string[]) => [time, ...prices, '1', time + DAY - 1, '1']
  answerBy(server, {
    'ticker/price': [{ symbol: 'BTCUSDT', price: '100' }],
    'ticker/24hr': [{ symbol: 'BTCUSDT', lastPrice: '100', quoteVolume: '1', closeTime: NOW }],
    klines: [
      candle(TO - 2 * DAY, ['100', '110', '90', '105']),
      candle(TO - DAY, spoiled),
      candle(TO, ['100', '110', '90', '105']),
    ],
  })
  const ask = { assets: ['bitcoin'], from: TO - 2 * DAY, to: NOW }
  const { observations, refusals } = await fetched(openExchange('binance', server), 'candles.daily', ask)
  expect(observations.map(({ time }) => time)).toEqual([TO - 2 * DAY])
  expect(refusals.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^high \d+ and low \d+ do not hold open and close$/),
  ])
})

const klines = (symbols: readonly string[], daysAgo: readonly number[]) => {
  const candle = (time: number) => [time, '100', '110', '90', '105', '1', time + DAY - 1, '1']
  answerBy(server, {
    'ticker/price': symbols.map((symbol) => ({ symbol, price: '100' })),
    'ticker/24hr': symbols.map((symbol) => ({ symbol, lastPrice: '1', quoteVolume: '1', closeTime: NOW })),
    klines: daysAgo.map((days) => candle(TO - days * DAY)),
  })
}

it.each([
  ['up to now where it has every day', [3, 2, 1, 0], [-3, -2, -1], NOW - DAY + 1],
  ['up to its last day that a later candle proves to be over', [3, 2], [-3], TO - 2 * DAY],
])('a pair is on record %s', async (_, daysAgo, taken, through) => {
  klines(['BTCUSDT'], daysAgo)
  const ask = { assets: ['bitcoin'], from: TO - 3 * DAY, to: NOW }
  const { pages, observations } = await fetched(openExchange('binance', server), 'candles.daily', ask)
  expect(observations.map(({ time }) => (time - TO) / DAY)).toEqual(taken)
  expect(pages.flatMap((page) => page.through ?? [])).toEqual([{ asset: 'bitcoin', time: through }])
})

it('a venue whose pairs all end too early stands still, which is a fault', async () => {
  klines(['BTCUSDT', 'ETHUSDT'], [4, 3])
  const ask = { assets: ['bitcoin', 'ethereum'], from: TO - 4 * DAY, to: NOW }
  await expect(fetched(openExchange('binance', server), 'candles.daily', ask)).rejects.toMatchObject({
    fault: 'stale',
    message: expect.stringContaining('no candle of 2025-11-23T00:00:00Z is over'),
  })
})
