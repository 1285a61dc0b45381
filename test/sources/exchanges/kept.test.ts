/** Answers that serve for a day: one that makes no sense, or has another shape, must not spoil the day. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Loopback, startLoopback } from '../../support/loopback.ts'
import { fetched, NOW, openExchange } from './opened.ts'

let server: Loopback
beforeAll(async () => {
  server = await startLoopback()
})
afterAll(() => server.close())

const universe = { universe: [{ name: 'BTC' }, { name: 'ETH' }] }
const figures = [
  { openInterest: '100', markPx: '87000', oraclePx: '87000', funding: '0.00001' },
  { openInterest: '200', markPx: '2800', oraclePx: '2800', funding: '0.00002' },
]
const speak = (pair: unknown) =>
  server.answer(({ body }) => {
    const { type } = JSON.parse(body) as { type: string }
    return { body: type === 'exchangeStatus' ? { time: NOW } : pair }
  })
const rates = async (opened: ReturnType<typeof openExchange>) => {
  const { observations } = await fetched(opened, 'funding.next', { assets: ['bitcoin', 'ethereum'] })
  return observations.map(({ of, values }) => [of.asset, values.rate])
}

describe("Hyperliquid's list of contracts", () => {
  it.each([
    ['nothing', []],
    ['another shape', [universe]],
    ['no object', 'null'],
    ['fewer figures than names', [universe, figures.slice(1)]],
  ])('that is %s is asked for again the next time', async (_, body) => {
    const opened = openExchange('hyperliquid', server)
    speak(body)
    await expect(rates(opened)).rejects.toThrow(/hyperliquid/)
    speak([universe, figures])
    expect(await rates(opened)).toEqual([
      ['bitcoin', 0.00001],
      ['ethereum', 0.00002],
    ])
  })

  it('is read whichever of its two parts comes first', async () => {
    speak([figures, universe])
    expect(await rates(openExchange('hyperliquid', server))).toEqual([
      ['bitcoin', 0.00001],
      ['ethereum', 0.00002],
    ])
  })
})
