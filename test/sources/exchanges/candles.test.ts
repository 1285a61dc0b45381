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
