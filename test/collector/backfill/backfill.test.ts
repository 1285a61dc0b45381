/** The backfill's queue: newest first, one page and its cursor at a time, each source at what the live calls leave. */
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import type { Budget } from '#src/sources/supplier.ts'
import { ASSETS, FIRST, machine, NOW, venue } from '../../support/backfill.ts'

describe('the backfill', () => {
  it('asks for the newest days first, then backwards, and ends where nothing is', async () => {
    const { start, now } = await machine()
    const { supplier, asks } = venue('bybit', now)
    const { backfill, history, store, end } = await start([supplier])
    await backfill.work()
    const bitcoin = asks.filter(({ assets }) => assets?.[0] === 'bitcoin')
    expect(bitcoin.map(({ to }) => (NOW - to) / DAY)).toEqual([0, 66, 132])
    const times = history.current().funding('bitcoin', 'bybit')?.times
    expect([times?.[0], times?.length]).toEqual([Math.ceil(FIRST / (8 * HOUR)) * 8 * HOUR, 300])
    // What it has is kept as the depth that was found.
    const jobs = await store.backfill.all()
    expect(jobs.map(({ state, cursor }) => [state, cursor])).toEqual(
      jobs.map(() => ['done', NOW - 132 * DAY]),
    )
    await end()
  })

  it('that is killed after any page goes on there, and asks for no page twice', async () => {
    const whole = await machine()
    const reference = venue('bybit', whole.now)
    const first = await whole.start([reference.supplier])
    await first.backfill.work()
    await first.end()
    const wanted = reference.asks.map(({ assets, to }) => `${assets?.[0]} ${to}`)
    expect(wanted.length).toBe(9)
    for (let killedAfter = 0; killedAfter < 6; killedAfter += 1) {
      const { start, now } = await machine()
      const before = venue('bybit', now)
      const killed = await start([before.supplier], { killedAfter })
      await killed.backfill.work()
      expect(killed.lines.some((line) => line.includes('killed'))).toBe(true)
      await killed.end()
      const after = venue('bybit', now)
      const again = await start([after.supplier])
      await again.backfill.work()
      const funding = ASSETS.map(({ id }) => again.history.current().funding(id, 'bybit')?.times.length)
      expect(funding).toEqual([300, 300, 300])
      const all = [...before.asks.slice(0, killedAfter), ...after.asks].map(
        ({ assets, to }) => `${assets?.[0]} ${to}`,
      )
      expect(all).toEqual(wanted)
      await again.end()
    }
  })

  it('asks for nothing that is done, also after a restart, and anew after 30 days for what was not there', async () => {
    const { start, now, moveTo } = await machine()
    const one = venue('bybit', now)
    const first = await start([one.supplier])
    await first.backfill.work()
    await first.end()
    const two = venue('bybit', now)
    const second = await start([two.supplier])
    await second.backfill.work()
    expect(two.asks).toEqual([])
    moveTo(NOW + 29 * DAY)
    await second.backfill.work()
    expect(two.asks).toEqual([])
    moveTo(NOW + 31 * DAY)
    await second.backfill.work()
    expect(two.asks.map(({ to }) => (NOW - to) / DAY)).toEqual([132, 132, 132])
    await second.end()
  })

  it('waits while the live calls go, and while less than a tenth of the limit is left', async () => {
    const { start, now } = await machine()
    const left: Budget = { left: 10, of: 100, per: MINUTE }
    const { supplier, asks } = venue('bybit', now)
    const narrow = { ...supplier, budget: () => ({ ...left, left: now() < NOW + 30_000 ? 10 : 11 }) }
    const { backfill, end } = await start([narrow], { isAsked: () => now() < NOW + 10_000 })
    await backfill.work()
    expect((asks[0]?.at ?? 0) - NOW).toBeGreaterThanOrEqual(30_000)
    expect(asks.length).toBe(9)
    await end()
  })

  it('leaves the sources to the edition from Sunday 23:50 to Monday 00:40', async () => {
    const monday = Date.UTC(2025, 10, 24)
    const { start, now, moveTo } = await machine(undefined, monday - 10 * MINUTE)
    const { supplier, asks } = venue('bybit', now)
    const { backfill, store, history, end } = await start([supplier])
    const close = {
      table: 'prices_daily' as const,
      of: { asset: 'bitcoin' },
      time: monday - 2 * DAY,
      source: 'x',
    }
    await store.record.keep({ observations: [{ ...close, values: { close: 1 } }], observedAt: now() })
    await history.refresh()
    await backfill.work()
    moveTo(monday + 39 * MINUTE)
    await backfill.work()
    expect(asks).toEqual([])
    moveTo(monday + 40 * MINUTE)
    await backfill.work()
    expect(asks.length).toBeGreaterThan(0)
    await end()
  })

  it('asks for nothing in that hour where it waited for the live calls into it', async () => {
    const monday = Date.UTC(2025, 10, 24)
    const { start, now } = await machine(undefined, monday - 12 * MINUTE)
    const { supplier, asks } = venue('bybit', now)
    const isAsked = () => now() < monday - 8 * MINUTE
    const { backfill, store, history, end } = await start([supplier], { isAsked })
    const of = {
      table: 'prices_daily' as const,
      of: { asset: 'bitcoin' },
      time: monday - 2 * DAY,
      source: 'x',
    }
    await store.record.keep({ observations: [{ ...of, values: { close: 1 } }], observedAt: now() })
    await history.refresh()
    await backfill.work()
    expect(now()).toBeGreaterThanOrEqual(monday - 8 * MINUTE)
    expect(asks).toEqual([])
    await end()
  })

  it('goes on in that hour where nothing is on record', async () => {
    const { start, now } = await machine(undefined, Date.UTC(2025, 10, 24))
    const { supplier, asks } = venue('bybit', now)
    const { backfill, end } = await start([supplier])
    await backfill.work()
    expect(asks.length).toBeGreaterThan(0)
    await end()
  })
})
