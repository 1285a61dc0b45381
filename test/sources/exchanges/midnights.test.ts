/** Daily rows of open interest over the wire: which midnight each is taken for, and which are refused. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY, HOUR } from '#src/market/time.ts'
import { isContradiction } from '#src/sources/exchanges/stamps.ts'
import { type Asked, type Loopback, startLoopback } from '../../support/loopback.ts'
import { fetched, openExchange } from './opened.ts'
import { TODAY, valueAt } from './stamped.ts'

describe('over the wire', () => {
  let server: Loopback
  beforeAll(async () => {
    server = await startLoopback()
  })
  afterAll(() => server.close())
  const assets = ['bitcoin', 'ethereum']
  const now = TODAY + 90 * 60_000

  it.each([
    ['start', 0],
    ['end', DAY],
  ] as const)('OKX is found to mean the %s of its day', async (verdict, shift) => {
    server.answer(({ path, query }: Asked) => {
      if (path.endsWith('public/open-interest'))
        return { body: { code: '0', data: ['BTC', 'ETH'].map((base) => ({ instId: `${base}-USDT-SWAP` })) } }
      if (!path.endsWith('open-interest-history')) return { status: 404, body: {} }
      const isDaily = query.period === '1Dutc'
      const length = isDaily ? DAY : HOUR
      const data: string[][] = []
      for (let time = Number(query.begin); time <= Math.min(Number(query.end), now); time += length) {
        const coins = valueAt(Math.min(now, time + (isDaily ? shift : 0)))
        data.unshift([String(time), String(coins * 100), String(coins), String(coins * 90_000)])
      }
      return { body: { code: '0', data: data.slice(0, 100) } }
    })
    const { observations, refusals } = await fetched(openExchange('okx', server, { now }), 'interest.stamp', {
      assets,
    })
    expect(refusals).toEqual([])
    expect(observations).toMatchObject([
      {
        table: 'interest_stamp',
        of: { venue: 'okx' },
        text: { at: verdict },
        values: { days: 16 },
      },
    ])
    // By that verdict a row is dated by the day whose end it is of, and the day that runs tells nothing.
    const daily = await fetched(openExchange('okx', server, { now }), 'interest.daily', {
      ...{ assets: ['bitcoin'], from: TODAY - 3 * DAY, to: now, stampedAt: verdict },
    })
    const reported = daily.observations.map(({ time, values }) => [time, values.coins])
    expect(reported).toEqual([4, 3, 2, 1].map((ago) => [TODAY - ago * DAY, valueAt(TODAY - (ago - 1) * DAY)]))
    expect(
      (await fetched(openExchange('okx', server, { now }), 'interest.daily', { assets })).observations,
    ).toEqual([])
  })

  it('a row of midnight that is not what was reported at midnight is refused, and the others are reported', async () => {
    answerWith((from) => midnightsFrom(from).map((time) => [time, time]))
    const ask = (coins: number) =>
      fetched(openExchange('binance', server, { now }), 'interest.daily', {
        ...{ assets: ['bitcoin'], from: TODAY - 2 * DAY, to: now, stampedAt: 'start' as const },
        readings: new Map([['bitcoin', [{ at: TODAY, usd: coins * 90_000, coins }]]]),
      })
    expect((await ask(valueAt(TODAY))).observations.map(({ time }) => time)).toEqual(
      [3, 2, 1].map((ago) => TODAY - ago * DAY),
    )
    const apart = await ask(valueAt(TODAY) * 1.02)
    expect(apart.observations.map(({ time }) => time)).toEqual([3, 2].map((ago) => TODAY - ago * DAY))
    expect(apart.refusals).toMatchObject([
      { reason: expect.stringContaining('more than 1 % from what was reported for it before') },
    ])
  })

  it('a row of midnight is reported where the price alone jumped since 23:58', async () => {
    answerWith((from) => midnightsFrom(from).map((time) => [time, time]))
    const coins = valueAt(TODAY)
    const readings = new Map([['bitcoin', [{ at: TODAY, usd: coins * 90_000 * 1.02, coins }]]])
    const { observations, refusals } = await fetched(
      openExchange('binance', server, { now }),
      'interest.daily',
      { assets: ['bitcoin'], from: ago(2), to: now, stampedAt: 'start', readings },
    )
    expect(refusals).toEqual([])
    expect(observations.map(({ time }) => time)).toEqual([ago(3), ago(2), ago(1)])
  })

  const ago = (count: number) => TODAY - count * DAY
  it.each([
    [
      'start',
      'whose newest row moved to the day before',
      [
        [3, 3],
        [2, 2],
        [1, 0],
      ],
    ],
    [
      'start',
      'whose rows all moved to the day before',
      [
        [3, 2],
        [2, 1],
        [1, 0],
      ],
    ],
    [
      'start',
      'whose rows all moved to the day after',
      [
        [3, 4],
        [2, 3],
        [1, 2],
        [0, 1],
      ],
    ],
    [
      'end',
      'whose newest row moved to the day after',
      [
        [3, 2],
        [2, 1],
        [0, 0],
      ],
    ],
    [
      'end',
      'whose rows all moved to the day after',
      [
        [3, 3],
        [2, 2],
        [1, 1],
        [0, 0],
      ],
    ],
  ] as const)('of a venue of %s %s no midnight is told as another', async (stampedAt, _, rows) => {
    answerWith(() => rows.map(([label, value]) => [ago(label), ago(value)]))
    const record = [3, 2, 1].map((count) => {
      const coins = valueAt(ago(count))
      return { at: ago(count), usd: coins * 90_000, coins }
    })
    const { observations, refusals } = await fetched(
      openExchange('binance', server, { now }),
      'interest.daily',
      {
        ...{ assets: ['bitcoin'], from: ago(3), to: now, stampedAt },
        onRecord: new Map([['bitcoin', record]]),
      },
    )
    for (const { time, values } of observations) expect(values.coins).toBe(valueAt(time + DAY))
    const isFound = refusals.some(({ reason }) => isContradiction(reason))
    // A day whose label is missing is told by nobody: it is found out a day later, when its label is there.
    expect(isFound).toBe(rows.some(([label]) => label === 1))
    expect(observations.map(({ time }) => time)).not.toContain(TODAY - DAY)
  })

  it('a row told again that agrees within 1 % takes the place of the one on record', async () => {
    answerWith((from) => midnightsFrom(from).map((time) => [time, time]))
    const coins = valueAt(ago(1)) * 1.009
    const { observations, refusals } = await fetched(
      openExchange('binance', server, { now }),
      'interest.daily',
      {
        ...{ assets: ['bitcoin'], from: ago(2), to: now, stampedAt: 'start' },
        onRecord: new Map([['bitcoin', [{ at: ago(1), usd: coins * 90_000, coins }]]]),
      },
    )
    expect(refusals).toEqual([])
    expect(observations.map(({ time }) => time)).toEqual([ago(3), ago(2), ago(1)])
  })

  it('rows from before the days that proved a new verdict are not read by it', async () => {
    answerWith((from) => midnightsFrom(from).map((time) => [time, time]))
    const { observations } = await fetched(openExchange('binance', server, { now }), 'interest.daily', {
      ...{ assets: ['bitcoin'], from: ago(20), to: now, stampedAt: 'start', stampedSince: ago(1) },
    })
    expect(observations.map(({ time }) => time)).toEqual([ago(2), ago(1)])
  })

  const midnightsFrom = (from: number) => {
    const first = Math.ceil(from / DAY) * DAY
    return Array.from({ length: 1 + Math.floor((now - first) / DAY) }, (_, day) => first + day * DAY)
  }
  /** Binance, with rows of a label and the instant whose value they hold. */
  const answerWith = (rowsFrom: (from: number) => readonly (readonly [number, number])[]) =>
    server.answer(({ path, query }: Asked) => {
      if (path.endsWith('premiumIndex'))
        return { body: [{ symbol: 'BTCUSDT', markPrice: '90000', nextFundingTime: TODAY + 8 * HOUR }] }
      if (path.endsWith('exchangeInfo')) return { body: { symbols: [] } }
      const body = rowsFrom(Number(query.startTime)).map(([timestamp, instant]) => ({
        sumOpenInterest: `${valueAt(instant)}`,
        sumOpenInterestValue: `${valueAt(instant) * 90_000}`,
        timestamp,
      }))
      return { body }
    })
})
