/** What is said beside a firing: written down before its first try, and only what the record proves. */
import { beforeAll, describe, expect, it } from 'vitest'
import { interestNow } from '#src/alerts/facts/interest.ts'
import { createKeptFacts } from '#src/alerts/facts/kept.ts'
import { capSince, priceSince } from '#src/alerts/facts/level.ts'
import { flipSince, streakSince } from '#src/alerts/facts/settlements.ts'
import { standingOf } from '#src/alerts/facts/standing.ts'
import type { Settled } from '#src/alerts/past.ts'
import { firingMessage, type Reported } from '#src/briefing/firing.ts'
import type { Alert, AlertLook, Condition, Firing } from '#src/chat/alert.ts'
import type { History } from '#src/market/history.ts'
import { alertPlanOf } from '../support/alerts.ts'
import { sampleHistory } from '../support/histories.ts'

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]
const NOW = Date.parse('2025-11-24T00:03:00Z')

/** A minute apart, the last at NOW. */
const minutes = (prices: readonly number[], last = NOW) =>
  prices.map((price, index) => [last - (prices.length - 1 - index) * MINUTE, price] as const)

let sample: History
beforeAll(async () => {
  sample = await sampleHistory()
})

function reported(level: number, look: Partial<AlertLook> = {}): Reported {
  const condition: Condition = { kind: 'price', asset: 'bitcoin', side: 'below', level }
  const plan = alertPlanOf('telegram:42', NOW, {
    condition,
    look: { language: 'en', zone: 'UTC', theme: 'dark', colors: 'standard', ...look },
  })
  const alert: Alert = {
    ...plan,
    ...{ id: 'a', owner: 'member:telegram:42', number: 3, state: 'active', revision: 1, createdAt: NOW },
  }
  const firing: Firing = {
    ...{ watch: 1, step: 1, alert: 'a', target: 'telegram:42', kind: 'crossed', series: 'price:bitcoin' },
    ...{ side: -1, level, seenAt: NOW, value: level - 10, time: NOW, late: false, fate: 'posted' },
    evidence: { sources: ['Binance'], venues: [{ venue: 'OKX', price: level - 10 }] },
  }
  return { alert, firing }
}

/** The table, and the prices of a day. */
function createWork() {
  const kept = new Map<string, string>()
  const day = minutes(Array.from({ length: 1440 }, (_, index) => 87_000 + (index % 50)))
  return {
    kept,
    facts: async (id: string) => (kept.has(id) ? (JSON.parse(kept.get(id) ?? '') as unknown) : undefined),
    async keepFacts(id: string, facts: unknown) {
      if (!kept.has(id)) kept.set(id, JSON.stringify(facts))
      return JSON.parse(kept.get(id) ?? '') as unknown
    },
    samples: async () => new Map([['bitcoin', day]]),
  }
}

describe('what is written down', () => {
  it('makes a later try the same, letter for letter, whatever the record has become', async () => {
    const work = createWork()
    const one = [reported(86_000)]
    const message = async (history: () => History) =>
      JSON.stringify(firingMessage(one, sample, await createKeptFacts({ work, history })(one, 'd', NOW)))
    const first = await message(() => sample)
    expect(first).toContain('"spec"')
    const afterRestart = await message(() => {
      throw new Error('the record is read again')
    })
    expect(afterRestart).toBe(first)
  })

  it('is nothing where the record cannot be read, and stays nothing', async () => {
    const work = createWork()
    const faults: unknown[] = []
    const broken = () => {
      throw new Error('unreadable')
    }
    const onFault = (error: unknown) => faults.push(error)
    const one = [reported(86_000)]
    expect(await createKeptFacts({ work, history: broken, onFault })(one, 'd', NOW)).toEqual({ single: {} })
    expect(faults).toHaveLength(1)
    expect(await createKeptFacts({ work, history: () => sample })(one, 'd', NOW)).toEqual({ single: {} })
  })

  it('is shared by all who hear the same in the same look', async () => {
    const work = createWork()
    const factsOf = createKeptFacts({ work, history: () => sample })
    const all = await Promise.all(
      Array.from({ length: 100 }, (_, index) => factsOf([reported(86_000)], `d${index}`, NOW)),
    )
    expect(new Set(all.map(({ single }) => single)).size).toBe(1)
    await factsOf([reported(86_000, { theme: 'light' })], 'other', NOW)
    expect(work.kept.size).toBe(2)
  })

  it('has no more pictures in a minute than are drawn in time', async () => {
    const work = createWork()
    const factsOf = createKeptFacts({ work, history: () => sample })
    let drawn = 0
    for (let level = 86_000; level < 86_100; level++) {
      const { single } = await factsOf([reported(level)], `d${level}`, NOW)
      if (single?.drawing) drawn++
    }
    expect(drawn).toBe(48)
  })

  it('knows which of a quiet night’s alerts hold no more', async () => {
    const observed = async () => [{ series: 'price:bitcoin', value: 86_500, time: NOW + MINUTE }]
    const held = [86_000, 87_000].map((level) => {
      const { alert, firing } = reported(level)
      return { alert, firing: { ...firing, listed: 'quiet' as const } }
    })
    const factsAt = (now: number) =>
      createKeptFacts({
        ...{ work: createWork(), history: () => sample, alerts: { observed, firings: async () => [] } },
        settings: async (of) => (of.startsWith('member:') ? { quiet: '23:00-07:00' } : {}),
      })(held, 'd', now)
    expect((await factsAt(NOW + 2 * MINUTE)).list).toEqual({
      ...{ holds: [false, true], quiet: { from: 1380, to: 420 } },
    })
    // An old value says nothing of now.
    expect((await factsAt(NOW + HOUR)).list?.holds).toEqual([null, null])
  })
})

/** Hourly candles up to NOW's hour, each of one price. */
function hourly(prices: readonly number[], change: (times: number[]) => void = () => {}): History {
  const times = prices.map((_, index) => NOW - 3 * MINUTE - (prices.length - index) * HOUR)
  change(times)
  const column = Float64Array.from(prices)
  const candles = {
    interval: HOUR,
    times: Float64Array.from(times),
    open: column,
    high: column,
    low: column,
    close: column,
  }
  return { hourlyCandles: () => candles, dailyCandles: () => undefined } as unknown as History
}

describe('when a price was last at a level', () => {
  const passed = { side: -1, level: 90, time: NOW } as const
  const seen = minutes([95, 95, 95, 89])
  const high = (hours: number) => Array.from({ length: hours }, () => 100)

  it('is when a low of the hours last reached it', () => {
    const history = hourly([...high(10), 88, ...high(100)])
    expect(priceSince('bitcoin', passed, history, seen)?.at).toBe(NOW - 3 * MINUTE - 101 * HOUR)
  })

  it.each([
    ['an hour is missing between', [...high(10), 88, ...high(100)], true, seen],
    ['it was there within two days', [...high(10), 88, ...high(20)], false, seen],
    ['it was never there in a short record', high(100), false, seen],
    ['the minutes saw it there before', [...high(10), 88, ...high(100)], false, minutes([95, 89, 95, 89])],
  ] as const)('is not said where %s', (_, prices, hasGap, samples) => {
    const history = hourly(prices, (times) => {
      if (!hasGap) return
      // Later hours stay where they are: the ones up to the gap move back.
      for (let index = 0; index <= 40; index++) times[index] = (times[index] ?? 0) - HOUR
    })
    expect(priceSince('bitcoin', passed, history, samples)).toBeUndefined()
  })

  it('is not said where nobody saw the minutes since the last hour', () => {
    const history = hourly([...high(10), 88, ...high(100)])
    expect(priceSince('bitcoin', { ...passed, time: NOW + 10 * MINUTE }, history, [])).toBeUndefined()
  })

  it('is never where half a year has no such hour', () => {
    const history = hourly(high(24 * 200))
    expect(priceSince('bitcoin', passed, history, seen)).toMatchObject({ at: null })
  })

  it('of a market cap is the last midnight at it, with none missing', () => {
    const at = (days: number) => NOW - 3 * MINUTE - days * DAY
    const caps = (values: readonly number[], times: readonly number[]) => ({
      ...{ times: Float64Array.from(times), values: Float64Array.from(values) },
    })
    const now = { side: -1, level: 3, time: at(0) } as const
    expect(capSince(caps([2, 4, 4, 4, 2], [at(4), at(3), at(2), at(1), at(0)]), now)?.at).toBe(at(4))
    expect(capSince(caps([2, 4, 4, 2], [at(4), at(3), at(1), at(0)]), now)).toBeUndefined()
  })
})

describe('settlements', () => {
  const settled = (signs: string, venues = () => ['binance']): Settled[] =>
    [...signs].map((sign, index) => ({
      ...{ time: NOW - (signs.length - 1 - index) * 8 * HOUR, rate: sign === '-' ? -1 : 1, venues: venues() },
    }))
  const none = { hourlyCandles: () => undefined, dailyCandles: () => undefined } as unknown as History

  it('turned for the first time since the last of that sign', () => {
    const list = settled('+-+++++++++-')
    expect(flipSince(list, NOW, 'bitcoin', none)?.at).toBe(NOW - 10 * 8 * HOUR)
    expect(flipSince(settled('+-++-'), NOW, 'bitcoin', none)).toBeUndefined()
  })

  it('say nothing across a missing one, nor where other venues were counted', () => {
    const list = settled('+-+++++++++-')
    expect(flipSince(list.toSpliced(5, 1), NOW, 'bitcoin', none)).toBeUndefined()
    const other = list.map((one, index) => (index < 5 ? { ...one, venues: ['okx'] } : one))
    expect(flipSince(other, NOW, 'bitcoin', none)).toBeUndefined()
  })

  it('ran longest since the end of the last run that was as long', () => {
    const list = settled(`---${'+'.repeat(10)}--${'+'.repeat(12)}---`)
    expect(streakSince(list, NOW, 3)?.at).toBe(list[2]?.time)
    // A run that is longer than the one that was reported is another.
    expect(streakSince(list, NOW, 2)).toBeUndefined()
  })
})

describe('how large a change is', () => {
  it('is said among those of a whole year, where it is rare', () => {
    const prices = Array.from({ length: 24 * 367 }, (_, index) => 100 + (index % 2))
    const ofHour = { kind: 'change', asset: 'bitcoin', window: '1h' } as const
    const history = hourly(prices)
    expect(standingOf(ofHour, -0.05, NOW - 3 * MINUTE, history)).toMatchObject({ larger: 0 })
    expect(standingOf(ofHour, -0.001, NOW - 3 * MINUTE, history)).toBeUndefined()
    expect(standingOf(ofHour, -0.05, NOW - 3 * MINUTE, hourly(prices.slice(24 * 30)))).toBeUndefined()
  })
})

describe('open interest in coins', () => {
  const closed = Date.parse('2025-11-22')

  it('is stated of each hour at which it may have been read, where that is not on record', () => {
    const now = interestNow('bitcoin', closed, DAY, sample)
    expect(now?.coinsRange?.low).toBeLessThan(now?.coinsRange?.high ?? Number.NaN)
    expect(now?.coinsChange).toBeGreaterThanOrEqual(now?.coinsRange?.low ?? Number.NaN)
    expect(now?.coinsChange).toBeLessThanOrEqual(now?.coinsRange?.high ?? Number.NaN)
  })

  it('is stated as of the close where prices of other hours are not on record', () => {
    expect(interestNow('bitcoin', Date.parse('2025-08-11'), DAY, sample)?.coinsRange?.atClose).toBe(true)
  })

  it('is one figure where the venues count coins themselves', () => {
    const [day] = [closed - DAY]
    const series = { times: Float64Array.of(day - DAY, day), values: Float64Array.of(500_000, 420_000) }
    const counted: History = { ...sample, interestCoins: () => series }
    expect(interestNow('bitcoin', closed, DAY, counted)).not.toHaveProperty('coinsRange')
  })
})
