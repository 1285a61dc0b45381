/** Open interest at a midnight: what was read of it gives way to the venue's own row, and never takes its place. */
import { expect, it } from 'vitest'
import { createCollector } from '#src/collector/collector.ts'
import { openHistory } from '#src/collector/history.ts'
import type { Observation, ObservedTable } from '#src/market/observation.ts'
import { dayOfReading } from '#src/market/stamp.ts'
import { DAY, type Instant, MINUTE } from '#src/market/time.ts'
import { type Feed, type Page, type Supplier, SupplierError } from '#src/sources/supplier.ts'
import { openStore } from '#src/store/open.ts'
import { temporaryFolder } from '../support/folder.ts'

const MIDNIGHT = Date.UTC(2025, 10, 24)
const ASSETS = [{ id: 'bitcoin', symbol: 'BTC', name: 'Bitcoin', kind: 'coin' as const, sectors: [] }]
const [READ, ROW] = [7_000_000_000.004, 7_000_000_000]

const interest = (time: Instant, value: number): Observation => ({
  ...{ table: 'open_interest', of: { venue: 'binance', asset: 'bitcoin' }, time, source: 'Binance' },
  values: { open_interest_usd: value },
})

/** The venue's readings of the present and its own rows of midnights; `slow` comes some turns after the other. */
async function collecting(slow?: 'interest.now' | 'interest.daily') {
  let time = MIDNIGHT + 2 * MINUTE
  let isDown = false
  const now = () => time
  const feed = (name: Feed['name'], reach: Feed['reach'], table: ObservedTable, tell: () => Page): Feed => ({
    ...{ name, reach, tables: [table], cost: () => 1 },
    async *fetch() {
      for (let turn = 0; turn < (name === slow ? 40 : 0); turn += 1) {
        await new Promise((resolve) => setImmediate(resolve))
      }
      if (isDown && name === 'interest.now')
        throw new SupplierError({ supplier: 'binance', fault: 'down', detail: 'is down' })
      yield tell()
    },
  })
  const supplier: Supplier = {
    ...{ name: 'binance', title: 'Binance', probe: async () => ({ latency: 1 }), budget: () => undefined },
    close: async () => {},
    feeds: [
      feed('interest.daily', 'past', 'open_interest', () => ({
        observations: [interest(MIDNIGHT - DAY, ROW)],
        refusals: [],
        through: { asset: 'bitcoin', time },
      })),
      feed('interest.now', 'now', 'open_interest', () => ({
        observations: [interest(dayOfReading(time), READ)],
        refusals: [],
      })),
    ],
  }
  const store = await openStore(await temporaryFolder())
  const stamp: Observation = {
    ...{ table: 'interest_stamp', of: { venue: 'binance' }, time: MIDNIGHT - DAY, source: 'Binance' },
    values: { days: 8, start: 8, end: 0, contradicted: 0 },
    text: { at: 'start', agreed: '1' },
  }
  await store.record.keep({ observations: [stamp], observedAt: time, assets: ASSETS })
  const history = await openHistory(store.record, now)
  const collector = createCollector({ record: store.record, history, suppliers: [supplier], now })
  return {
    down(is: boolean) {
      isDown = is
    },
    async tick(at: Instant) {
      time = at
      await collector.tick()
      return history.current().openInterest('bitcoin', 'binance')?.values.at(-1)
    },
    async end() {
      await collector.close()
      await store.close()
    },
  }
}

it.each([
  'interest.now',
  'interest.daily',
] as const)('is the row of midnight where both are asked in one pass, also where %s takes longer', async (slow) => {
  const one = await collecting(slow)
  expect(await one.tick(MIDNIGHT + 2 * MINUTE)).toBe(ROW)
  await one.end()
})

it('stays the row of midnight where the reading failed and is taken some minutes later', async () => {
  const one = await collecting()
  await one.tick(MIDNIGHT - 30 * MINUTE)
  one.down(true)
  expect(await one.tick(MIDNIGHT - MINUTE)).toBe(ROW)
  expect(await one.tick(MIDNIGHT + 2 * MINUTE)).toBe(ROW)
  one.down(false)
  expect(await one.tick(MIDNIGHT + 10 * MINUTE)).toBe(ROW)
  // A reading of the day that runs is one of its own.
  expect(await one.tick(MIDNIGHT + DAY / 4)).toBe(READ)
  await one.end()
})
