/** What instant a daily row of open interest stands for is proved from the venue's own hourly rows. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY, HOUR } from '#src/market/time.ts'
import { isContradiction, proveStamp, type StampedRow } from '#src/sources/exchanges/stamps.ts'
import { type Asked, type Loopback, startLoopback } from '../../support/loopback.ts'
import { fetched, openExchange } from './opened.ts'

const TODAY = Date.UTC(2025, 10, 24)
/** Moves by about 2 % a day, so that no two midnights are alike. */
const valueAt = (time: number) => 100 + ((time - TODAY) / DAY) * 2

const days = (offset: (day: number) => number, from = 8, to = 1): StampedRow[] =>
  Array.from({ length: from - to + 1 }, (_, index) => {
    const time = TODAY - (from - index) * DAY
    return { time, coins: valueAt(time + offset(time)) }
  })
const hours = (offset = 0): StampedRow[] =>
  Array.from({ length: 9 * 24 }, (_, index) => {
    const time = TODAY - 8 * DAY + index * HOUR
    return { time, coins: valueAt(time + offset) }
  })

describe('a venue whose daily rows', () => {
  it.each([
    ['are of their label', 'start', days(() => 0), hours()],
    ['are of their label, its hours labelled by their opening', 'start', days(() => 0), hours(HOUR)],
    ['are labelled by their opening', 'end', days(() => DAY), hours()],
    ['are labelled by their opening, as are its hours', 'end', days(() => DAY), hours(HOUR)],
    ['are of noon', 'unknown', days(() => DAY / 2), hours()],
    ['changed their stamp half way', 'unknown', days((day) => (day < TODAY - 4 * DAY ? 0 : DAY)), hours()],
    [
      'changed their stamp three days ago',
      'unknown',
      days((day) => (day < TODAY - 3 * DAY ? 0 : DAY)),
      hours(),
    ],
    [
      'changed their stamp two days ago',
      'unknown',
      days((day) => (day < TODAY - 2 * DAY ? 0 : DAY)),
      hours(),
    ],
    ['changed their stamp yesterday', 'unknown', days((day) => (day < TODAY - DAY ? 0 : DAY)), hours()],
    ['changed to their label yesterday', 'unknown', days((day) => (day < TODAY - DAY ? DAY : 0)), hours()],
    ['changed their stamp six days ago', 'end', days((day) => (day < TODAY - 6 * DAY ? 0 : DAY)), hours()],
    [
      'are of their label, but for one in the middle that was corrected',
      'start',
      days(() => 0).map((row, index) => (index === 4 ? { ...row, coins: 500 } : row)),
      hours(),
    ],
    [
      'are of their label, the newest beside no hours',
      'start',
      days(() => 0),
      hours().filter(({ time }) => time < TODAY - DAY - HOUR),
    ],
    ['are too few', 'unknown', days(() => 0, 5), hours()],
    ['have no hours beside them', 'unknown', days(() => 0), []],
    [
      'never move, so that either would do',
      'unknown',
      days(() => 0).map((row) => ({ ...row, coins: 1 })),
      hours().map((row) => ({ ...row, coins: 1 })),
    ],
  ] as const)('%s: %s', (_, verdict, daily, hourly) => {
    expect(proveStamp([{ days: daily, hours: hourly }], TODAY).at).toBe(verdict)
  })

  it('say one thing of one coin and another of the other: unknown', () => {
    const one = { days: days(() => 0), hours: hours() }
    expect(proveStamp([one, { days: days(() => DAY), hours: hours() }], TODAY).at).toBe('unknown')
    expect(proveStamp([one, one], TODAY)).toMatchObject({ at: 'start', days: 16, start: 16, end: 0 })
  })

  it('are contradicted by what the venue told at midnight: unknown; within 1 % they agree', () => {
    const daily = [...days(() => 0), { time: TODAY, coins: valueAt(TODAY) }]
    const proved = (coins: number) =>
      proveStamp(
        [{ days: daily, hours: hours(), readings: [{ at: TODAY, usd: coins * 90_000, coins }] }],
        TODAY,
      )
    expect(proved(valueAt(TODAY) * 1.009)).toMatchObject({ at: 'start', agreed: 1, contradicted: 0 })
    expect(proved(valueAt(TODAY) * 1.011)).toMatchObject({ at: 'unknown', agreed: 0, contradicted: 1 })
  })
})

describe('a reading of 23:58', () => {
  const coins = valueAt(TODAY)
  const [before, after] = [90_000, 90_000 * 1.02]
  const provedBy = (row: Omit<StampedRow, 'time'>, reading: { usd: number; coins?: number }) =>
    proveStamp(
      [
        {
          days: [...days(() => 0), { time: TODAY, ...row }],
          hours: hours(),
          readings: [{ at: TODAY, ...reading }],
        },
      ],
      TODAY,
    )

  it.each([
    [
      'agrees where the price jumps before midnight and the coins stay',
      { coins, usd: { start: coins * after } },
      { coins, usd: coins * before },
      true,
    ],
    [
      'agrees where the venue counts in USD and the price jumps',
      { coins: (coins * before) / after, usd: { start: coins * before } },
      { coins, usd: coins * before },
      true,
    ],
    [
      'contradicts where both differ by more than 1 %',
      { coins: coins * 1.02, usd: { start: coins * 1.02 * after } },
      { coins, usd: coins * before },
      false,
    ],
    [
      'is held in USD against a row in coins where it has no coins itself',
      { coins, usd: { start: coins * before } },
      { usd: coins * before * 1.005 },
      true,
    ],
    [
      'contradicts in USD alone where it has no coins',
      { coins, usd: { start: coins * after } },
      { usd: coins * before },
      false,
    ],
  ])('%s', (_, row, reading, agrees) => {
    expect(provedBy(row, reading)).toMatchObject(
      agrees ? { at: 'start', agreed: 1, contradicted: 0 } : { at: 'unknown', agreed: 0, contradicted: 1 },
    )
  })

  it('and what an archive holds of other midnights are each held against the rows: one that differs contradicts', () => {
    const daily = [...days(() => 0), { time: TODAY, coins }]
    const of = (at: number, factor: number) => ({
      ...{ at, usd: valueAt(at) * before * factor, coins: valueAt(at) * factor, ofArchive: true as const },
    })
    const proved = (factor: number) =>
      proveStamp(
        [
          {
            ...{ days: daily, hours: hours() },
            readings: [
              { at: TODAY, usd: coins * before, coins },
              of(TODAY - 2 * DAY, 1),
              of(TODAY - DAY, factor),
            ],
          },
        ],
        TODAY,
      )
    expect(proved(1)).toMatchObject({ at: 'start', agreed: 3, contradicted: 0 })
    expect(proved(1.02)).toMatchObject({ at: 'unknown', agreed: 2, contradicted: 1 })
  })

  it('says nothing of a row whose worth nobody knows, where it has no coins itself', () => {
    expect(provedBy({ coins }, { usd: coins * before })).toMatchObject({ at: 'start', agreed: 0 })
  })

  it('is of the worth at the end that the verdict says', () => {
    const ending = days(() => DAY).map((row) => ({
      ...row,
      usd: { start: 1, end: (row.coins ?? 0) * before },
    }))
    const reading = { at: TODAY, usd: coins * before }
    const proof = proveStamp([{ days: ending, hours: hours(), readings: [reading] }], TODAY)
    expect(proof).toMatchObject({ at: 'end', agreed: 1, contradicted: 0 })
  })
})

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
