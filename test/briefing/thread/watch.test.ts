/** What is watched: round levels, two levels that are two, whole trillions, the next run and the next meeting. */
import { describe, expect, it } from 'vitest'
import { watchOf } from '#src/briefing/thread/watch.ts'
import { dayOf } from '#src/market/time.ts'
import { day, entry, type Given, keysOf, material } from './given.ts'

type Price = NonNullable<Given['price']>
type Watching = NonNullable<Given['watch']>

/** A week from `start` to `end` that stayed within the two. */
function week(start: number, end: number, given: Price = {}): Price {
  return {
    end,
    weekReturn: end / start - 1,
    high: { price: Math.max(start, end) + 100, at: day(1) },
    low: { price: Math.min(start, end) - 100, at: day(4) },
    ...given,
  }
}

function levels(price: Price) {
  const { lines, levels: own } = watchOf(material({ price }))
  return [keysOf(lines)[0], ...own.map(({ side, level }) => `${side} ${level}`)]
}

describe('bitcoin’s levels', () => {
  it('are the week’s edge and the round level that it crossed, however far', () => {
    expect(levels(week(125_000, 94_000))).toEqual(['watch.lowLevel', 'below 93900', 'above 100000'])
    expect(levels(week(94_000, 125_000))).toEqual(['watch.highLevel', 'above 125100', 'below 100000'])
  })

  it('are else a round level within 5 % of the price', () => {
    expect(levels(week(98_000, 95_300))).toEqual(['watch.lowLevel', 'below 95200', 'above 100000'])
    // 90,000 is more than 5 % under the price, 100,000 more than 5 % above it.
    expect(levels(week(98_000, 95_200))[0]).toBe('watch.range')
    expect(levels(week(92_000, 94_700))).toEqual(['watch.highLevel', 'above 94800', 'below 90000'])
    expect(levels(week(92_000, 94_800))[0]).toBe('watch.range')
  })

  it('are else the edge and the extreme close, if they are 1.5 % apart', () => {
    const close = (price: number, n = 3) =>
      levels(
        week(170_000, 150_000, {
          low: { price: 140_000, at: day(4) },
          lowestClose: { price, day: dayOf(day(n)) },
        }),
      )
    expect(close(142_101)).toEqual(['watch.lowClose', 'below 140000', 'below 142101'])
    expect(close(142_099)).toEqual(['watch.range', 'below 140000', 'above 170100'])
    // The close of the last day is the week's end itself.
    expect(close(150_000, 5)[0]).toBe('watch.lowClose')
    expect(close(150_000, 6)[0]).toBe('watch.range')
    const up = week(150_000, 170_000, {
      high: { price: 180_000, at: day(4) },
      highestClose: { price: 175_000, day: dayOf(day(3)) },
      lowestClose: { price: 151_000, day: dayOf(day(1)) },
    })
    expect(levels(up)).toEqual(['watch.highClose', 'above 180000', 'above 175000'])
  })

  it('are no level that the price stands on', () => {
    expect(levels(week(98_000, 90_000))[0]).toBe('watch.range')
  })

  it('are the range of a week under 2 %, whatever level is near', () => {
    expect(levels(week(100_000, 98_000))[0]).toBe('watch.lowLevel')
    expect(levels(week(100_000, 98_100))).toEqual(['watch.range', 'below 98000', 'above 100100'])
  })

  it('are the extreme closes where the hours are not known, and none where these are one', () => {
    const closes = {
      lowestClose: { price: 91_000, day: dayOf(day(2)) },
      highestClose: { price: 99_000, day: dayOf(day(4)) },
    }
    const price = { end: 94_000, weekReturn: -0.06, ...closes }
    expect(levels(price)).toEqual(['watch.closes', 'below 91000', 'above 99000'])
    expect(levels({ ...price, highestClose: closes.lowestClose })).toEqual([undefined])
    expect(levels({ end: 94_000, weekReturn: -0.06 })).toEqual([undefined])
  })

  it('are none where the price is missing', () => {
    expect(levels({ high: { price: 1, at: day(1) }, low: { price: 1, at: day(1) } })).toEqual([undefined])
  })
})

describe('total market cap', () => {
  const cap = (end: number, ...extremes: ReturnType<typeof entry>[]) => {
    const { lines, cap: level } = watchOf(material({ marketcap: { end }, extremes }))
    return [keysOf(lines)[0], level]
  }
  const low = entry('marketcap.total.snapshot', {
    scope: 'boundary',
    evidence: { earlier: 3.3e12, sources: [] },
  })

  it('is watched at a whole trillion within 5 %', () => {
    expect(cap(3.157e12)).toEqual(['watch.capLevel', 3e12])
    expect(cap(3.16e12)).toEqual([undefined, undefined])
    expect(cap(2.858e12)).toEqual(['watch.capLevel', 3e12])
    expect(cap(2.857e12)).toEqual([undefined, undefined])
    expect(cap(0.4e12)).toEqual([undefined, undefined])
  })

  it('is else watched at the older level that ends the since', () => {
    expect(cap(3.4e12, low)).toEqual(['watch.capOlderLow', undefined])
    expect(cap(3.4e12, { ...low, kind: 'high' })).toEqual(['watch.capOlderHigh', undefined])
    expect(cap(3.4e12, { ...low, scope: 'inside' })[0]).toBeUndefined()
    expect(cap(3.4e12, { ...low, since: null })[0]).toBeUndefined()
    expect(cap(3.4e12, { ...low, evidence: { sources: [] } })[0]).toBeUndefined()
  })
})

describe('the next run and the next meeting', () => {
  const run = (prints: number, since: number | null = day(-70)) => ({
    ...{ venue: 'binance', prints, hours: prints * 8, recordStart: day(-700) },
    thresholds: [{ prints: 3, since }],
  })
  const watched = (watch: unknown) => keysOf(watchOf(material({ watch: watch as Watching })).lines)

  it('say how far a run is that goes on from two settlements', () => {
    expect(watched({ run: run(1) })).toEqual(['watch.run'])
    expect(watched({ run: run(2) })).toEqual(['watch.runOn'])
    expect(watched({ run: run(2, null) })).toEqual(['watch.runRecord'])
    expect(watched({ run: { ...run(2), thresholds: [] } })).toEqual([])
  })

  it('say of a run that has not begun only what last week’s list did not', () => {
    const watchedRun = `binance 3 ${day(-70)}`
    const again = (prints: number, last: string) =>
      keysOf(
        watchOf(material({ watch: { run: run(prints) } as Watching, earlier: [{ watchedRun: last }] })).lines,
      )
    expect(again(1, watchedRun)).toEqual([])
    expect(again(2, watchedRun)).toEqual(['watch.runOn'])
    expect(again(1, `binance 4 ${day(-70)}`)).toEqual(['watch.run'])
  })

  it('give odds only where they and their source are known', () => {
    const meeting = { day: '2025-12-10', cut: 0.3, source: 'polymarket' }
    expect(watched({ meeting })).toEqual(['watch.meeting'])
    expect(watched({ meeting: { day: '2025-12-10' } })).toEqual(['watch.meetingOnly'])
  })

  it('give two dates of the calendar at most, and four lines in all', () => {
    const ahead = ['25', '26', '27'].map((of) => ({ date: `2025-11-${of}`, nameEn: of, nameJa: of }))
    const meeting = { day: '2025-12-10' }
    const { lines } = watchOf(
      material({
        price: week(125_000, 94_000),
        marketcap: { end: 3e12 },
        watch: { ahead, meeting, run: run(2) } as unknown as Watching,
      }),
    )
    expect(keysOf(lines)).toEqual(['watch.lowLevel', 'watch.capLevel', 'watch.runOn', 'watch.ahead'])
    expect(lines[3]?.values.entries).toHaveLength(2)
  })
})
