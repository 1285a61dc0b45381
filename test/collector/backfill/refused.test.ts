/** What the backfill does about each refusal that services have words of their own for, over the loopback market. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { HOUR, MINUTE } from '#src/market/time.ts'
import { EXCHANGES } from '#src/sources/exchanges/index.ts'
import { readHistory, sampleFolder } from '../../support/editions.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { startCollecting } from '../../support/market/collecting.ts'
import { REFUSALS } from '../../support/market/refusals.ts'
import { LOOPBACK_SUPPLIERS } from '../../support/market/server.ts'
import { smallMarket } from '../../support/market/small.ts'
import { someOf } from '../../support/cases.ts'

let market: History
beforeAll(async () => {
  market = smallMarket(await readHistory(sampleFolder), 2)
})

/** How long the jobs of a source that refuses as a whole are held at first: a refusal may pass. */
const HELD = 5 * MINUTE

const CASES = Object.entries(REFUSALS).flatMap(([supplier, refusals]) =>
  LOOPBACK_SUPPLIERS.includes(supplier) && supplier !== 'treasury'
    ? Object.entries(refusals).map(([name, refusal]) => ({ supplier, name, refusal }))
    : [],
)

describe('the backfill of a source that refuses', () => {
  it.each(someOf(CASES, 5))('is held, ended or passed on: $supplier, $name', async ({
    supplier,
    refusal,
  }) => {
    const isExchange = supplier in EXCHANGES
    const parts = {
      ...{ history: market, home: await temporaryFolder(), at: market.now + 12 * HOUR, backfilled: true },
      ...{ exchanges: isExchange ? [supplier] : [], services: isExchange ? [] : [supplier] },
    }
    const one = await startCollecting(parts)
    await one.store.record.keep({ observations: [], observedAt: one.now(), assets: market.assets })
    await one.history.refresh()
    one.loopbackMarket.refuse(supplier, refusal)
    const began = one.now()
    await one.backfill.work()
    const jobs = await one.store.backfill.all()
    const waiting = jobs.filter(({ state }) => state === 'waiting')
    expect(jobs.length).toBeGreaterThan(0)
    expect(one.history.current().dailyCandles('bitcoin')).toBeUndefined()
    const { fault, answer } = refusal.means
    if (fault === 'limited') {
      // Asked a few times with growing holds, and then left alone.
      expect(waiting.length).toBe(jobs.length)
      expect(waiting.every(({ retryAt, tries }) => retryAt > one.now() && tries === 0)).toBe(true)
      expect(one.loopbackMarket.paths(supplier).length).toBeLessThanOrEqual(15)
      expect(one.now() - began).toBeLessThanOrEqual(40 * MINUTE)
      expect(one.backfill.progress().every(({ held, why }) => held && why !== undefined)).toBe(true)
    } else if (fault === 'unknown') {
      expect(waiting).toEqual([])
    } else if (answer === 'unread') {
      expect(jobs.every(({ state }) => state === 'gap')).toBe(true)
    } else {
      const until = began + HELD
      expect(waiting.map(({ retryAt }) => retryAt >= until)).toEqual(jobs.map(() => true))
      expect(one.loopbackMarket.paths(supplier).length).toBeLessThanOrEqual(2)
      expect(one.lines.filter((line) => line.includes('is set aside until'))).toHaveLength(1)
    }
    await one.close()
  })

  it.each([
    ['minutes after a refusal of seconds', 0, 6 * MINUTE],
    ['with the next live call that it answers, where it refused for longer', 2, HOUR + MINUTE],
  ])('is asked for caps %s', async (_, more, after) => {
    const one = await startCollecting({
      ...{ history: market, home: await temporaryFolder(), at: market.now + 12 * HOUR, backfilled: true },
      ...{ exchanges: ['binance'], services: ['coingecko'] },
    })
    const begun = one.now()
    await one.collector.tick()
    const [refusal] = Object.values(REFUSALS.coingecko ?? {}).filter(({ means }) => means.fault === 'blocked')
    if (refusal === undefined) throw new Error('nothing of it is blocked')
    one.loopbackMarket.refuse('coingecko', refusal)
    await one.backfill.work()
    for (let again = 0; again < more; again += 1) {
      one.moveTo(one.now() + (again === 0 ? 5 : 30) * MINUTE)
      await one.backfill.work()
    }
    const states = async () => {
      const its = (await one.store.backfill.all()).filter(({ kind }) => kind === 'caps')
      return [...new Set(its.map(({ state, lastError }) => `${state} ${lastError ?? ''}`))]
    }
    expect(await states()).toEqual(['waiting blocked'])
    one.loopbackMarket.refuse('coingecko', undefined)
    one.moveTo(begun + after)
    await one.collector.tick()
    await one.backfill.work()
    expect(await states()).toEqual(['done '])
    await one.close()
  })
})
