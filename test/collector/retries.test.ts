/** Asking again within a slot: what is refused a few times, what never comes not every day, who denies more and more rarely. */
import { describe, expect, it } from 'vitest'
import { createRetries } from '#src/collector/retries.ts'
import type { Job } from '#src/collector/jobs.ts'
import { createBreaker } from '#src/sources/breaker.ts'
import { DAY, MINUTE } from '#src/market/time.ts'
import type { Feed, Supplier } from '#src/sources/supplier.ts'

const supplier: Supplier = {
  ...{ name: 'venue', title: 'Venue', feeds: [], budget: () => undefined },
  probe: async () => ({ latency: 1 }),
  close: async () => {},
}
const feed: Feed = {
  ...{ name: 'candles.daily', tables: ['prices_daily'], reach: 'past', cost: () => 1 },
  async *fetch() {},
}
const breaker = createBreaker({ supplier: 'venue', now: () => 0 })
const job: Job = { feed: 'candles.daily', mark: 'candles.daily', feedSources: [{ supplier, feed, breaker }] }

const refusal = (pair: string, reason = 'nothing was reported') => ({
  where: `venue candles ${pair}`,
  reason,
})
const whole = (...pairs: string[]) => ({ refused: pairs.map((pair) => refusal(pair)), isWhole: true })

/** Runs of a slot until nothing is asked for again. */
function runsOf(again: () => boolean): number {
  let runs = 1
  while (again()) runs += 1
  return runs
}

describe('a row that is refused', () => {
  it('is asked for three times more, and on later days not again as long as it stays refused', () => {
    const retries = createRetries()
    expect(runsOf(() => retries.again(job, 0, whole('EOSUSDT')))).toBe(4)
    expect(runsOf(() => retries.again(job, DAY, whole('EOSUSDT')))).toBe(1)
    // Another one beside it is asked for all the same.
    expect(runsOf(() => retries.again(job, 2 * DAY, whole('EOSUSDT', 'BTCUSDT')))).toBe(4)
  })

  it('is remembered where only the first run told anything of it, as a pair does that traded once', () => {
    const retries = createRetries()
    let run = 0
    const runs = runsOf(() => {
      run += 1
      return retries.again(job, 0, run === 1 ? whole('LUNAUSDT') : whole('EOSUSDT', 'LUNAUSDT'))
    })
    expect(runs).toBe(4)
    expect(retries.again(job, DAY, whole('EOSUSDT', 'LUNAUSDT'))).toBe(false)
  })

  it('is not remembered where one of the further tries told it', () => {
    const retries = createRetries()
    let run = 0
    runsOf(() => {
      run += 1
      return retries.again(job, 0, run === 3 ? whole('LUNAUSDT') : whole('EOSUSDT', 'LUNAUSDT'))
    })
    expect(retries.again(job, DAY, whole('EOSUSDT', 'LUNAUSDT'))).toBe(true)
  })

  it('is asked for anew once it was reported in between', () => {
    const retries = createRetries()
    runsOf(() => retries.again(job, 0, whole('EOSUSDT')))
    expect(retries.again(job, DAY, whole())).toBe(false)
    expect(retries.again(job, 2 * DAY, whole('EOSUSDT'))).toBe(true)
  })

  it('is not forgotten by a run in which a supplier failed, as then it was not reported', () => {
    const retries = createRetries()
    runsOf(() => retries.again(job, 0, whole('EOSUSDT')))
    expect(retries.again(job, DAY, { refused: [], isWhole: false })).toBe(false)
    expect(retries.again(job, 2 * DAY, whole('EOSUSDT'))).toBe(false)
  })

  it('is the same whatever time or figure it is refused with', () => {
    const retries = createRetries()
    const late = (day: string) => ({
      refused: [refusal('BTCUSDT', `${day}T00:00:00Z is not over by the venue's own account`)],
      isWhole: true,
    })
    runsOf(() => retries.again(job, 0, late('2025-11-23')))
    expect(retries.again(job, DAY, late('2025-11-24'))).toBe(false)
  })
})

describe('a feed whose suppliers deny or block', () => {
  it('is asked for half an hour later, then after twice as long each time, and as before once it is served', () => {
    const retries = createRetries()
    const pauses = [1, 2, 3].map(() => {
      retries.failed(job.mark, ['blocked'])
      return retries.pause(job.mark) / MINUTE
    })
    expect(pauses).toEqual([30, 60, 120])
    retries.failed(job.mark, [])
    expect(retries.pause(job.mark)).toBe(10 * MINUTE)
  })

  it('is asked for as often as any where another supplier of it failed otherwise', () => {
    const retries = createRetries()
    retries.failed(job.mark, ['blocked', 'down'])
    expect(retries.pause(job.mark)).toBe(10 * MINUTE)
  })
})
