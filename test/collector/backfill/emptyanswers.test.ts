/** Answers that came and told nothing: what is asked for again, what counts as depth, and when either is asked for anew. */
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import { NOTHING_REPORTED } from '#src/sources/source.ts'
import type { Feed } from '#src/sources/supplier.ts'
import { ASSETS, candles, fault, FIRST, machine, NOW, supplierOf, venue } from '../../support/backfill.ts'

/** What a venue may answer in place of rows, for the first `count` asks. */
const SENSELESS = [
  ['empty', fault('empty')],
  ['stale', fault('stale')],
  [
    'zeros, refused row by row',
    { observations: [], refusals: [{ where: 'bybit BTCUSDT', reason: 'rate is 0' }] },
  ],
] as const

describe('an answer of which nothing can be used', () => {
  it.each(SENSELESS)('is asked for again, at the beginning of a job: %s', async (_, answer) => {
    const { start, now, moveTo } = await machine()
    const { supplier } = venue('bybit', now, (count) => (count <= 6 ? answer : undefined))
    const { backfill, history, store, lines, end } = await start([supplier])
    for (let minute = 0; minute < 10; minute += 1) {
      moveTo(NOW + minute * MINUTE)
      await backfill.work()
    }
    expect((await store.backfill.all()).map(({ state }) => state)).toEqual(['done', 'done', 'done'])
    expect(history.current().funding('bitcoin', 'bybit')?.times.length).toBe(300)
    expect(lines.filter((line) => /bitcoin before .* is asked for again: /.test(line))).toHaveLength(1)
    await end()
  })

  it.each(SENSELESS)('is no depth later in a job: %s', async (_, answer) => {
    const { start, now, moveTo } = await machine()
    const { supplier } = venue('bybit', now, (count) => (count === 2 ? answer : undefined))
    const { backfill, history, end } = await start([supplier])
    await backfill.work()
    expect(backfill.progress()).toMatchObject([{ of: 3, done: 2, held: true, why: expect.any(String) }])
    moveTo(NOW + MINUTE)
    await backfill.work()
    const first = Math.ceil(FIRST / (8 * HOUR)) * 8 * HOUR
    expect(history.current().funding('bitcoin', 'bybit')?.times[0]).toBe(first)
    await end()
  })

  it.each(SENSELESS)('that stays is given up in the log, and asked for anew: %s', async (_, answer) => {
    const { start, now, moveTo } = await machine()
    const broken = { is: true }
    const { supplier, asks } = venue('bybit', now, () => (broken.is ? answer : undefined))
    const { backfill, store, lines, end } = await start([supplier])
    for (let hour = 0; hour < 5 * 24; hour += 1) {
      moveTo(NOW + hour * HOUR)
      await backfill.work()
    }
    const states = async () => (await store.backfill.all()).map(({ state }) => state)
    expect(await states()).toEqual(['gap', 'gap', 'gap'])
    expect(asks.length).toBe(3 * 24)
    expect(lines.filter((line) => /is given up after 24 tries, until .*Z: /.test(line))).toHaveLength(3)
    broken.is = false
    moveTo(NOW + 36 * DAY)
    await backfill.work()
    expect(await states()).toEqual(['done', 'done', 'done'])
    await end()
  })
})

describe('what a source does not have', () => {
  it.each([
    ['it does not know the asset', fault('unknown')],
    ['it tells no row', { observations: [], refusals: [] }],
    [
      'it tells of others',
      { observations: [], refusals: [{ where: 'bybit funding BTCUSDT', reason: NOTHING_REPORTED }] },
    ],
  ])('is named in the log and asked for anew after 30 days: %s', async (_, answer) => {
    const { start, now, moveTo } = await machine()
    const lacks = { it: true }
    const { supplier, asks } = venue('bybit', now, () => (lacks.it ? answer : undefined))
    const { backfill, history, store, lines, end } = await start([supplier])
    await backfill.work()
    expect((await store.backfill.all()).map(({ state }) => state)).toEqual(['absent', 'absent', 'absent'])
    expect(
      lines.filter((line) => /bybit has nothing of it, not asked until 2025-12-21T/.test(line)),
    ).toHaveLength(3)
    moveTo(NOW + 29 * DAY)
    await backfill.work()
    expect(asks.length).toBe(3)
    lacks.it = false
    moveTo(NOW + 31 * DAY)
    await backfill.work()
    expect(history.current().funding('bitcoin', 'bybit')?.times.length).toBeGreaterThan(0)
    await end()
  })

  it('is asked of the preferred source again, not of the last one alone', async () => {
    const { start, moveTo } = await machine()
    const lacks = { it: true }
    const first = candles('binance', () => {
      if (lacks.it) throw fault('unknown')
    })
    const last = candles('bybit', () => {
      throw fault('unknown')
    })
    const { backfill, store, end } = await start([first.supplier, last.supplier])
    await backfill.work()
    const jobs = async () => (await store.backfill.all()).map(({ source, state }) => [source, state])
    expect(await jobs()).toEqual(ASSETS.map(() => ['bybit', 'absent']))
    lacks.it = false
    moveTo(NOW + 31 * DAY)
    await backfill.work()
    expect(await jobs()).toEqual(ASSETS.map(() => ['binance', 'done']))
    await end()
  })

  it('is not asked of a source that the settings left out since', async () => {
    const { start, now, moveTo } = await machine()
    const { supplier } = venue('bybit', now, () => fault('unknown'))
    const { backfill, end } = await start([supplier])
    await backfill.work()
    await end()
    moveTo(NOW + 31 * DAY)
    const without = await start([])
    await without.backfill.work()
    expect((await without.store.backfill.all()).map(({ state }) => state)).toEqual([
      'absent',
      'absent',
      'absent',
    ])
    await without.end()
  })
})

it('waits for a stamp by which daily open interest can be dated, and counts that as no failure', async () => {
  const { start, moveTo } = await machine()
  let asks = 0
  const feed: Feed = {
    ...{ name: 'interest.daily', tables: ['open_interest'], reach: 'past', cost: () => 1 },
    async *fetch() {
      asks += 1
      yield { observations: [], refusals: [] }
    },
  }
  const { backfill, store, end } = await start([supplierOf('bybit', { feeds: [feed] })])
  const job = { source: 'bybit', kind: 'interest.daily', subject: 'bitcoin' }
  const id = 'bybit interest.daily bitcoin'
  await store.backfill.plan([{ ...job, id, place: 15, from: NOW - 30 * DAY, to: NOW }], NOW)
  const jobs = async () =>
    (await store.backfill.all()).map((one) => [one.state, one.tries, one.lastError, one.retryAt - NOW])
  await backfill.work()
  expect(await jobs()).toEqual([['waiting', 0, 'undated', DAY]])
  expect(backfill.progress()).toMatchObject([{ held: true, why: 'undated' }])
  moveTo(NOW + DAY)
  await backfill.work()
  expect(await jobs()).toEqual([['waiting', 0, 'undated', 2 * DAY]])
  expect(asks).toBe(0)
  await end()
})
