/** What a collector does where suppliers fail: who is asked again, when, what the log hears, which holes are looked at. */
import { describe, expect, it } from 'vitest'
import { createCollector } from '#src/collector/collector.ts'
import { openHistory } from '#src/collector/history.ts'
import type { Observation } from '#src/market/observation.ts'
import { DAY, HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import {
  type Feed,
  type Page,
  type Supplier,
  SupplierError,
  type SupplierFault,
} from '#src/sources/supplier.ts'
import { openStore } from '#src/store/open.ts'
import { temporaryFolder } from '../support/folder.ts'

const MIDNIGHT = Date.UTC(2025, 10, 24)
const ASSETS = [{ id: 'bitcoin', symbol: 'BTC', name: 'Bitcoin', kind: 'coin' as const, sectors: [] }]

type Answering = (ask: { readonly from: Instant; readonly to: Instant }) => Page | SupplierFault

/** A supplier whose feeds answer what they are told to, and count how often they were asked. */
function supplier(
  name: string,
  answers: Readonly<Partial<Record<Feed['name'], Answering>>>,
  reach: Feed['reach'] = 'past',
) {
  const asked: string[] = []
  const feeds = Object.entries(answers).map(
    ([feed, answer]): Feed => ({
      name: feed as Feed['name'],
      tables: [feed === 'curves' ? 'yield_curves' : feed === 'prices' ? 'prices_now' : 'prices_daily'],
      reach,
      cost: () => 1,
      async *fetch(ask) {
        asked.push(feed)
        const page = answer(ask)
        if (typeof page === 'string')
          throw new SupplierError({ supplier: name, fault: page, detail: `is ${page}` })
        yield page
      },
    }),
  )
  const one: Supplier = {
    ...{ name, title: name, feeds, probe: async () => ({ latency: 1 }), budget: () => undefined },
    close: async () => {},
  }
  return { ...one, asked }
}

const curve = (of: string): Page => ({
  observations: [
    {
      ...{ table: 'yield_curves' as const, of: { curve: of, tenor_years: '10' }, time: MIDNIGHT - DAY },
      ...{ values: { yield_pct: 4 }, source: of },
    },
  ],
  refusals: [],
})

const price = (venue: string): Page => ({
  observations: [
    {
      ...{ table: 'prices_now' as const, of: { asset: 'bitcoin', venue }, time: MIDNIGHT },
      ...{ values: { price: 87_000 }, source: venue },
    },
  ],
  refusals: [],
})

const close = (time: Instant, source: string): Observation => ({
  ...{ table: 'prices_daily', of: { asset: 'bitcoin' }, time, source },
  values: { close: 87_000 },
})

async function collecting(suppliers: readonly Supplier[], observations: readonly Observation[] = []) {
  let time = MIDNIGHT + 2 * MINUTE
  const now = () => time
  const lines: string[] = []
  const store = await openStore(await temporaryFolder())
  await store.record.keep({ observations, observedAt: time, assets: ASSETS })
  const history = await openHistory(store.record, now)
  const collector = createCollector({
    record: store.record,
    history,
    suppliers,
    now,
    log: (line) => lines.push(line),
  })
  return {
    ...{ collector, history, lines },
    async tick(after = 0) {
      time += after
      return collector.tick()
    },
    async end() {
      await collector.close()
      await store.close()
    },
  }
}

describe('of two suppliers that tell each a part of a feed', () => {
  it('the one that failed is asked again in the same slot, the other is not', async () => {
    let isDown = true
    const treasury = supplier('treasury', { curves: () => curve('ust') })
    const mof = supplier('mof', { curves: () => (isDown ? 'down' : curve('jgb')) })
    const { tick, history, end } = await collecting([treasury, mof])
    expect((await tick()).open).toBe(1)
    isDown = false
    expect((await tick(15 * MINUTE)).open).toBe(0)
    expect([treasury.asked.length, mof.asked.length]).toEqual([1, 2])
    expect(history.current().curveTenors('jgb')).toEqual([10])
    await tick(15 * MINUTE)
    expect([treasury.asked.length, mof.asked.length]).toEqual([1, 2])
    await end()
  })
})

describe('an answer about the present of which every row was refused', () => {
  it('is a failure that is reported, and is asked for again', async () => {
    const refusals = [{ where: 'venue prices BTCUSDT', reason: 'price is 0: must be above 0' }]
    const venue = supplier('venue', { prices: () => ({ observations: [], refusals }) }, 'now')
    const { tick, collector, end } = await collecting([venue])
    expect((await tick()).open).toBe(1)
    expect(collector.suppliers()).toMatchObject([{ name: 'venue', state: 'failing', fault: 'malformed' }])
    await tick(15 * MINUTE)
    expect(venue.asked).toHaveLength(2)
    await end()
  })
})

describe('a supplier of many feeds that falls silent', () => {
  it('is reported once, and once when it is back', async () => {
    let isDown = true
    const venue = supplier('venue', {
      curves: () => (isDown ? 'unreached' : curve('ust')),
      sentiment: () => (isDown ? 'unreached' : { observations: [], refusals: [] }),
      prices: () => (isDown ? 'unreached' : price('venue')),
    })
    const { tick, lines, end } = await collecting([venue])
    const venueLines = () => lines.filter((line) => line.startsWith('venue: '))
    await tick()
    await tick(15 * MINUTE)
    expect(venueLines()).toEqual(['venue: is unreached'])
    isDown = false
    await tick(HOUR)
    expect(venueLines()).toEqual(['venue: is unreached', 'venue: answers again'])
    await end()
  })

  it('is well again once it answers, though what it failed at was reported by another meanwhile', async () => {
    let isDown = true
    const whole = (source: string) => ({
      observations: [close(MIDNIGHT - DAY, source)],
      refusals: [],
      through: { asset: 'bitcoin', time: MIDNIGHT },
    })
    const first = supplier('first', {
      'candles.daily': () => (isDown ? 'down' : whole('first')),
      prices: () => (isDown ? 'down' : price('first')),
    })
    const second = supplier('second', { 'candles.daily': () => whole('second') })
    const { tick, collector, end } = await collecting([first, second])
    await tick()
    expect(collector.suppliers()[0]).toMatchObject({ state: 'failing', fault: 'down' })
    isDown = false
    await tick(HOUR)
    expect(collector.suppliers()[0]).toMatchObject({ state: 'answering' })
    expect(first.asked.filter((feed) => feed === 'candles.daily')).toHaveLength(1)
    await end()
  })
})

describe('a supplier of which one feed fails and another answers after that', () => {
  it('was said not to answer: it answers in part, and fails once nothing has come since', async () => {
    let isDown = false
    const venue = supplier('venue', {
      curves: () => 'down',
      prices: () => (isDown ? 'down' : price('venue')),
    })
    const { tick, collector, end } = await collecting([venue])
    await tick()
    await tick(HOUR)
    expect(collector.suppliers()).toMatchObject([{ state: 'partly', fault: 'down' }])
    isDown = true
    await tick(HOUR)
    expect(collector.suppliers()).toMatchObject([{ state: 'failing', fault: 'down' }])
    await end()
  })

  it('answers in part, whichever of two that fail was tried last', async () => {
    let fails = false
    const venue = supplier('venue', {
      curves: () => 'down',
      'candles.hourly': () => (fails ? 'down' : { observations: [], refusals: [] }),
      prices: () => price('venue'),
    })
    const { tick, collector, end } = await collecting([venue])
    await tick()
    await tick(HOUR)
    fails = true
    for (let minutes = 0; minutes < 120; minutes += 10) {
      await tick(10 * MINUTE)
      const [status] = collector.suppliers()
      expect(status).toMatchObject({ state: 'partly' })
      expect(status?.tables).toContainEqual({ table: 'prices_now', fails: false })
    }
    await end()
  })

  it('answers in part from the first call on', async () => {
    const venue = supplier('venue', { curves: () => 'down', prices: () => price('venue') })
    const { tick, collector, end } = await collecting([venue])
    await tick()
    expect(collector.suppliers()).toMatchObject([{ state: 'partly', fault: 'down' }])
    await end()
  })
})

describe('a hole between known closes', () => {
  const days = [9, 8, 7, 5, 4, 3].map((back) => close(MIDNIGHT - back * DAY, 'venue'))
  const hole = MIDNIGHT - 6 * DAY

  it('is looked at when the feed is due, and filled where a venue knows', async () => {
    const ranges: string[] = []
    const venue = supplier('venue', {
      'candles.daily': ({ from, to }) => {
        ranges.push(`${(MIDNIGHT - from) / DAY} to ${(MIDNIGHT - to) / DAY}`)
        const times = [hole, MIDNIGHT - 2 * DAY, MIDNIGHT - DAY].filter((time) => time >= from && time < to)
        const isHole = from === hole
        const through = { asset: 'bitcoin', time: to }
        // First the row of that day is one that makes no sense.
        const closes = times.filter((time) => isHole || time !== hole).map((time) => close(time, 'venue'))
        return { observations: closes, refusals: [], ...(isHole ? {} : { through }) }
      },
    })
    const { tick, history, end } = await collecting([venue], days)
    await tick()
    expect(ranges).toContain('6 to 5')
    const times = Array.from(history.current().dailyCandles('bitcoin')?.times ?? [])
    expect(times).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1].map((back) => MIDNIGHT - back * DAY))
    await end()
  })

  it('is left alone after three times, where nobody knows', async () => {
    let looks = 0
    const venue = supplier('venue', {
      'candles.daily': ({ from, to }) => {
        if (from === hole) looks += 1
        return {
          observations: [],
          refusals: [],
          ...(from !== hole && { through: { asset: 'bitcoin', time: to } }),
        }
      },
    })
    const { tick, end } = await collecting([venue], days)
    for (let day = 0; day < 6; day += 1) await tick(day === 0 ? 0 : DAY)
    expect(looks).toBe(3)
    await end()
  })
})
