/** Sources that refuse the backfill: how long each is held, when it is set aside, and whom its jobs go to. */
import { describe, expect, it } from 'vitest'
import { sentencesOf } from '#src/collector/backfill/sentences.ts'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import {
  type Feed,
  type FeedQuery,
  type Page,
  SupplierError,
  type SupplierFault,
} from '#src/sources/supplier.ts'
import { ASSETS, candles, fault, machine, NOW, supplierOf, venue } from '../../support/backfill.ts'

describe('the backfill', () => {
  it.each<SupplierFault>([
    'blocked',
    'denied',
  ])('sets a source aside that is %s, longer after each refusal, and says what to do once it lasts', async (of) => {
    const { start, now, moveTo } = await machine()
    const broken = venue('bybit', now, () => {
      throw fault(of)
    })
    const well = venue('okx', now)
    const { backfill, lines, end } = await start([broken.supplier, well.supplier])
    const waits = [5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, DAY, DAY]
    await backfill.work()
    expect(well.asks.length).toBeGreaterThan(0)
    for (const [index, wait] of waits.entries()) {
      expect(broken.asks.length).toBe(index + 1)
      moveTo((broken.asks.at(-1)?.at ?? 0) + wait - 1)
      await backfill.work()
      expect(broken.asks.length).toBe(index + 1)
      moveTo(now() + 1)
      await backfill.work()
    }
    const notes = lines.filter((line) => line.includes('set aside'))
    expect(notes.length).toBe(waits.length + 1)
    const advised = notes.flatMap((line, index) => (line.includes('serve this network') ? [index] : []))
    expect(advised).toEqual(of === 'blocked' ? [2, 3, 4, 5, 6] : [])
    await end()
  })

  it('asks again after minutes where the refusal was one of seconds', async () => {
    const { start, now, moveTo } = await machine()
    const { supplier, asks } = venue('bybit', now, (count) => (count === 2 ? fault('blocked') : undefined))
    const { backfill, store, end } = await start([supplier])
    await backfill.work()
    expect(asks.length).toBe(2)
    moveTo(NOW + 6 * MINUTE)
    await backfill.work()
    expect((await store.backfill.all()).every(({ state }) => state === 'done')).toBe(true)
    await end()
  })

  it('asks at once where the live calls are answered after the refusal, but once before a page', async () => {
    const { start, now, moveTo } = await machine()
    let lastAnswer = NOW
    let isRefused = true
    const { supplier, asks } = venue('bybit', now, () => (isRefused ? fault('blocked') : undefined))
    const { backfill, store, end } = await start([supplier], { lastAnswer: () => lastAnswer })
    await backfill.work()
    expect(asks.length).toBe(1)
    moveTo(NOW + MINUTE)
    lastAnswer = now()
    await backfill.work()
    expect(asks.length).toBe(2)
    // Its past alone is refused: what it tells besides says no more.
    moveTo(NOW + 2 * MINUTE)
    lastAnswer = now()
    await backfill.work()
    expect(asks.length).toBe(2)
    isRefused = false
    moveTo(NOW + 6 * MINUTE)
    await backfill.work()
    expect((await store.backfill.all()).every(({ state }) => state === 'done')).toBe(true)
    await end()
  })

  it('waits a minute where it is asked too often, and counts that as no failure', async () => {
    const { start, now } = await machine()
    const { supplier, asks } = venue('bybit', now, (count) => {
      if (count === 2) throw fault('limited')
    })
    const { backfill, store, end } = await start([supplier])
    await backfill.work()
    expect((asks[2]?.at ?? 0) - (asks[1]?.at ?? 0)).toBeGreaterThanOrEqual(MINUTE)
    expect(asks[2]?.to).toBe(asks[1]?.to)
    expect((await store.backfill.all()).every(({ state, tries }) => state === 'done' && tries === 0)).toBe(
      true,
    )
    await end()
  })

  it('holds a source that always answers 429 longer each time, six hours at most, and says so', async () => {
    const { start, now, moveTo } = await machine()
    const refusing = venue('hyperliquid', now, () => {
      throw fault('limited')
    })
    const well = venue('bybit', now)
    const { backfill, store, history, lines, end } = await start([refusing.supplier, well.supplier])
    await backfill.work()
    // The other source is done, and nothing waits for the one that refuses.
    expect(history.current().funding('bitcoin', 'bybit')?.times.length).toBe(300)
    const jobs = await store.backfill.all()
    expect(jobs.filter(({ source }) => source === 'bybit').every(({ state }) => state === 'done')).toBe(true)
    for (let minute = 0; minute < 4 * 24 * 60; minute += 5) {
      moveTo(NOW + minute * MINUTE)
      await backfill.work()
    }
    const waits = refusing.asks.map(({ at }, index) => (at - (refusing.asks[index - 1]?.at ?? at)) / MINUTE)
    // Where the lane does not wait itself, it is asked when it is next looked at.
    expect(waits.slice(1, 6).map(Math.floor)).toEqual([1, 2, 4, 8, 20])
    expect(Math.max(...waits)).toBeLessThanOrEqual(6 * 60 + 5)
    expect(waits.slice(-5).every((wait) => wait >= 6 * 60)).toBe(true)
    expect(refusing.asks.length).toBeLessThan(10 + 4 * 4)
    const held = (await store.backfill.all()).filter(({ source }) => source === 'hyperliquid')
    expect(held.map(({ state, tries, lastError }) => [state, tries, lastError])).toEqual(
      held.map(() => ['waiting', 0, 'limited']),
    )
    expect(
      lines.filter((line) => /hyperliquid is not asked until .*Z: x: is limited/.test(line)).length,
    ).toBe(refusing.asks.length - 4)
    expect(backfill.progress()).toMatchObject([{ kind: 'funding.settled', done: 3, of: 6, held: true }])
    expect(sentencesOf(backfill.progress()).find(({ name }) => name === 'funding')).toEqual({
      ...{
        name: 'funding',
        state: 'withheld',
        done: 3,
        of: 6,
        sources: ['hyperliquid'],
        why: 'limited',
        until: held[0]?.retryAt,
      },
    })
    await end()
  })

  it('goes on where a source answers again, and begins its holds anew', async () => {
    const { start, now, moveTo } = await machine()
    const limit = { until: NOW + HOUR }
    const { supplier, asks } = venue('bybit', now, () => {
      if (now() < limit.until) throw fault('limited')
    })
    const { backfill, store, end } = await start([supplier])
    for (let minute = 0; minute < 120; minute += 1) {
      moveTo(NOW + minute * MINUTE)
      await backfill.work()
    }
    expect((await store.backfill.all()).every(({ state }) => state === 'done')).toBe(true)
    expect(backfill.progress()).toEqual([{ kind: 'funding.settled', of: 3, done: 3, gaps: 0 }])
    await store.backfill.step({ id: 'bybit funding.settled bitcoin', state: 'waiting', cursor: NOW }, now())
    ;[asks.length, limit.until] = [0, now() + 2 * MINUTE]
    await backfill.work()
    expect(asks.slice(0, 3).map(({ at }) => (at - (asks[0]?.at ?? 0)) / MINUTE)).toEqual([0, 1, 3])
    await end()
  })

  it('gives what another source tells to that one, where one asks to be left alone for long', async () => {
    const { start, now } = await machine()
    const refusing = candles('binance', () => {
      throw fault('limited')
    })
    const well = candles('bybit')
    const { backfill, store, end } = await start([refusing.supplier, well.supplier])
    await backfill.work()
    expect((now() - NOW) / MINUTE).toBeLessThan(20)
    const jobs = await store.backfill.all()
    expect(jobs.map(({ source, state }) => [source, state])).toEqual(jobs.map(() => ['bybit', 'done']))
    expect([refusing.asks(), well.asks()]).toEqual([5, 3])
    await end()
  })

  it('tells a coin’s candles from one exchange, also where it is set aside between two pages', async () => {
    const { start, now, moveTo } = await machine()
    const asked: string[] = []
    const fakeSupplier = (name: string, refuses: (count: number) => boolean) => {
      let count = 0
      async function* fetch({ assets: [asset = ''] = [], from, to }: FeedQuery): AsyncGenerator<Page> {
        count += 1
        asked.push(`${name} ${asset}`)
        if (refuses(count)) throw fault('blocked')
        const times = Array.from(
          { length: Math.floor((Math.min(to, now()) - from) / DAY) },
          (_, at) => Math.ceil(from / DAY) * DAY + at * DAY,
        )
        const row = { table: 'prices_daily' as const, of: { asset }, source: name, values: { close: 1 } }
        yield { observations: times.map((time) => ({ ...row, time })), refusals: [] }
      }
      const feed: Feed = {
        name: 'candles.daily',
        tables: ['prices_daily'],
        reach: 'past',
        cost: () => 1,
        fetch,
      }
      return supplierOf(name, { feeds: [feed] })
    }
    // Its pages are of 298 days: the second one is refused.
    const okx = fakeSupplier('okx', (count) => count === 2)
    const kraken = fakeSupplier('kraken', () => false)
    const { backfill, store, history, end } = await start([okx, kraken])
    await backfill.work()
    const sources = async (asset: string) =>
      Promise.all(
        [2, 350].map((days) =>
          store.record.sourceOf('prices_daily', { asset }, Math.floor(NOW / DAY) * DAY - days * DAY),
        ),
      )
    expect(await sources('bitcoin')).toEqual(['okx', undefined])
    expect(asked).not.toContain('kraken bitcoin')
    // Those that were not begun are told whole by the next one.
    expect(await sources('solana')).toEqual(['kraken', 'kraken'])
    moveTo(now() + DAY + HOUR)
    await backfill.work()
    expect(await sources('bitcoin')).toEqual(['okx', 'okx'])
    await history.refresh()
    expect(history.current().dailyCandles('bitcoin')?.times.length).toBeGreaterThan(395)
    await end()
  })

  it('is closed at once while a source is held', async () => {
    const { start, now } = await machine()
    const { supplier } = venue('bybit', now, () => {
      throw fault('limited', 9 * MINUTE)
    })
    const { backfill, store, end } = await start([supplier], {
      pause: (signal) =>
        new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    })
    await backfill.attend()
    await expect.poll(async () => (await store.backfill.all())[0]?.lastError).toBe('limited')
    await end()
  })

  it('sets a source aside that shows a page of HTML, with what it was', async () => {
    const { start, now } = await machine()
    const { supplier, asks } = venue('bybit', now, () => {
      throw new SupplierError({ supplier: 'x', fault: 'malformed', detail: 'shows a page', answer: 'page' })
    })
    const { backfill, store, end } = await start([supplier])
    await backfill.work()
    expect(asks.length).toBe(1)
    const jobs = await store.backfill.all()
    expect(jobs.map(({ retryAt, state }) => [retryAt - NOW, state])).toEqual(
      jobs.map(() => [5 * MINUTE, 'waiting']),
    )
    expect(backfill.progress()).toMatchObject([{ held: true, why: 'malformed' }])
    await end()
  })

  it('gives a job up at once whose request a source cannot read', async () => {
    const { start, now } = await machine()
    const { supplier, asks } = venue('bybit', now, () => {
      throw new SupplierError({ supplier: 'x', fault: 'malformed', detail: 'cannot', answer: 'unread' })
    })
    const { backfill, store, end } = await start([supplier])
    await backfill.work()
    expect(asks.length).toBe(3)
    expect((await store.backfill.all()).every(({ state }) => state === 'gap')).toBe(true)
    await end()
  })

  it.each([
    ['whose answers cannot be read', undefined, 3],
    ['that cannot read the request', 'unread', 1],
  ] as const)('asks the next source for what one tells %s, before it is given up', async (_, answer, asks) => {
    const { start, now, moveTo } = await machine()
    const broken = candles('binance', () => {
      throw new SupplierError({ supplier: 'x', fault: 'malformed', detail: 'is another shape', answer })
    })
    const well = candles('bybit')
    const { backfill, store, lines, end } = await start([broken.supplier, well.supplier])
    for (let minute = 0; minute < 10; minute += 1) {
      moveTo(NOW + minute * MINUTE)
      await backfill.work()
    }
    expect(broken.asks()).toBe(asks * ASSETS.length)
    expect(now() - NOW).toBeLessThan(HOUR)
    const jobs = await store.backfill.all()
    expect(jobs.map(({ source, state }) => [source, state])).toEqual(ASSETS.map(() => ['bybit', 'done']))
    expect(lines.filter((line) => line.includes('given up'))).toEqual([])
    await end()
  })

  it('tries what is down again, later each time', async () => {
    const { start, now, moveTo } = await machine()
    const { supplier, asks } = venue('bybit', now, (count) => {
      if (count <= 3) throw fault('down')
    })
    const { backfill, store, end } = await start([supplier])
    await backfill.work()
    expect(asks.filter(({ assets }) => assets?.[0] === 'bitcoin').length).toBe(1)
    expect((await store.backfill.all()).map(({ retryAt }) => retryAt - NOW)).toEqual([MINUTE, MINUTE, MINUTE])
    moveTo(NOW + MINUTE)
    await backfill.work()
    expect((await store.backfill.all()).every(({ state }) => state === 'done')).toBe(true)
    await end()
  })
})
