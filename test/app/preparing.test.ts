/** Before an edition suppliers are asked once more: nobody called for that, so that an edition told what the tick had. */
import { expect, it, onTestFinished } from 'vitest'
import { openMarket } from '#src/app/market.ts'
import { createPreparing } from '#src/app/preparing.ts'
import { UNWATCHED } from '#src/app/watch.ts'
import { SERVICE_NAMES } from '#src/sources/names.ts'
import { createEditions } from '#src/editions/freeze.ts'
import { DAY, MINUTE } from '#src/market/time.ts'
import { lastWeekAt } from '#src/market/week.ts'
import { openStore } from '#src/store/open.ts'
import type { SharedState } from '#src/store/sharedstate.ts'
import { createFakeClock, eventually } from '../support/clock.ts'
import { readHistory, sampleFolder } from '../support/editions.ts'
import { temporaryFolder } from '../support/folder.ts'
import { knownAt } from '../support/market/collecting.ts'
import { startMarket } from '../support/market/server.ts'
import { smallMarket } from '../support/market/small.ts'

const log = { info: () => {}, warn: () => {}, error: () => {} }

it('an edition of a live market waits until its suppliers have answered once more', async () => {
  const sample = smallMarket(await readHistory(sampleFolder), 2)
  const clock = createFakeClock(sample.now + MINUTE)
  const loopback = await startMarket(sample, clock.now, { unlimited: true })
  const store = await openStore(await temporaryFolder())
  const { record, sharedState } = store
  const observations = knownAt(sample, sample.now - DAY)
  await record.keep({ observations, observedAt: sample.now - DAY, assets: sample.assets })
  const urls = { binance: loopback.url('binance') }
  const sources = { exchanges: ['binance'], off: SERVICE_NAMES, keys: {}, urls }
  const market = await openMarket({
    ...{
      sources,
      record,
      jobs: store.backfill,
      sharedState,
      clock,
      log,
      watch: UNWATCHED,
      collects: true,
      leases: undefined,
    },
  })
  onTestFinished(async () => {
    await market.close()
    await store.close()
    await loopback.close()
  })
  const editions = createEditions(store.editions, market.prepared)
  const week = lastWeekAt(clock.now())
  const ready = () =>
    editions.ready(market.history(), week, {
      ...{ least: 0, deadline: week.end + 2 * 60 * MINUTE, now: clock.now() },
    })
  // The tick has not run at all: whatever the edition lacks is asked for now.
  expect(await ready()).toEqual({ kind: 'wait', until: clock.now() + 5000 })
  await eventually(() => market.prepared(week.end))
  expect(loopback.paths('binance')).toEqual(
    expect.arrayContaining(['/api/v3/klines', '/fapi/v1/fundingRate']),
  )
  expect(market.history().dailyCandles('bitcoin')?.times.at(-1)).toBe(sample.now - DAY)
  expect((await ready()).kind).toBe('frozen')
  // Once a week's end, however many chats wait for the edition.
  loopback.forget()
  expect(market.prepared(week.end)).toBe(true)
  expect(loopback.paths('binance')).toEqual([])
})

function sharedStateInMemory(): SharedState {
  const values = new Map<string, { value: unknown; at: number }>()
  return {
    set: async (name, value, at) => void values.set(name, { value, at }),
    get: async (name) => values.get(name),
  }
}

it('of two processes the one that collects asks, and the one that delivers hears of it', async () => {
  const sharedState = sharedStateInMemory()
  let asked = 0
  const parts = { sharedState, now: () => 0, log }
  const ask = async () => {
    asked += 1
  }
  const collector = createPreparing({ ...parts, ask, isMine: () => true })
  const worker = createPreparing({ ...parts, ask: async () => {}, isMine: () => false })
  await collector.attend()
  expect(asked).toBe(0)
  expect(worker.prepared(7)).toBe(false)
  expect(await sharedState.get('edition wanted')).toEqual({ value: 7, at: 0 })
  await collector.attend()
  await collector.attend()
  expect(asked).toBe(1)
  await worker.listen()
  expect([worker.prepared(7), collector.prepared(7), worker.prepared(8)]).toEqual([true, true, false])
})

it('an edition waits five minutes for a collector that is not there, and no longer', () => {
  let now = 0
  const parts = { sharedState: sharedStateInMemory(), now: () => now, log, ask: async () => {} }
  const worker = createPreparing({ ...parts, isMine: () => false })
  expect(worker.prepared(7)).toBe(false)
  now = 5 * MINUTE
  expect(worker.prepared(7)).toBe(false)
  now += 1
  expect(worker.prepared(7)).toBe(true)
})
