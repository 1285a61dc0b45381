/** Calls that a supplier counts by the month: how many the backfill may spend, and what is said once they are used up. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { sentencesOf } from '#src/collector/backfill/sentences.ts'
import { DAY } from '#src/market/time.ts'
import { createClient } from '#src/sources/client.ts'
import { createCoinGecko } from '#src/sources/coingecko/supplier.ts'
import type { Feed } from '#src/sources/supplier.ts'
import { ASSETS, candles, machine, NOW } from '../../support/backfill.ts'

const DECEMBER = Date.UTC(2025, 11, 1)

it('says in the log and in the progress until when a source is not asked whose calls are used up', async () => {
  const { start, moveTo } = await machine()
  const { supplier, asks } = candles('coingecko')
  const { backfill, store, lines, end } = await start([
    { ...supplier, spent: () => ({ live: 0, backfill: asks() }) },
  ])
  await store.backfill.count('backfill calls of coingecko 2025-11', 1000)
  await backfill.work()
  expect(asks()).toBe(0)
  const said = lines.filter((line) => line.includes('used up'))
  expect(said).toEqual([
    expect.stringMatching(
      /coingecko is not asked until 2025-12-01T00:00\S*Z: this month's calls are used up$/,
    ),
  ])
  const returns = sentencesOf(backfill.progress()).find(({ name }) => name === 'returns')
  expect(returns).toMatchObject({ state: 'withheld', done: 0, why: 'spent', until: DECEMBER })
  moveTo(NOW + DAY)
  await backfill.work()
  expect(lines.filter((line) => line.includes('used up'))).toHaveLength(1)
  moveTo(DECEMBER)
  await backfill.work()
  expect((await store.backfill.all()).map(({ state }) => state)).toEqual(ASSETS.map(() => 'done'))
  await end()
})

it('counts each call for whom it was sent, also a live one while a page is fetched', async () => {
  const server = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { start, now } = await machine()
  const settings = { url, now, pause: async () => {}, assets: () => ASSETS }
  const client = createClient({ supplier: 'coingecko', root: url, settings, calls: 100 })
  const { supplier, asks } = candles('coingecko')
  let hear = () => {}
  const asked = () => new Promise<void>((resolve) => (hear = resolve))
  const [feed] = supplier.feeds
  const whole: Feed = {
    ...(feed as Feed),
    async *fetch(ask, signal) {
      await client.get('/page', {}, signal)
      // Somebody asks live before the page has ended, and is answered.
      hear()
      await live
      yield* (feed as Feed).fetch(ask, signal)
    },
  }
  let sentLive = 0
  const askLive = async () => {
    await client.get('/now')
    sentLive += 1
  }
  const live = asked().then(askLive)
  const { backfill, store, end } = await start([{ ...supplier, feeds: [whole], spent: client.sent }])
  await backfill.work()
  expect(sentLive).toBe(1)
  expect(await store.backfill.count('live calls of coingecko 2025-11', 0)).toBe(1)
  expect(await store.backfill.count('backfill calls of coingecko 2025-11', 0)).toBe(asks())
  await end()
})

it('counts nothing of CoinGecko without a key, which has no monthly limit there', () => {
  const settings = { now: () => NOW, pause: async () => {}, assets: () => ASSETS }
  expect(createCoinGecko(settings).spent).toBeUndefined()
  expect(createCoinGecko({ ...settings, key: 'k' }).spent?.()).toEqual({ live: 0, backfill: 0 })
})
