/** The state machine of a watch: its level, how long it must hold, and what nobody saw. */
import { describe, expect, it } from 'vitest'
import { createWatched, feed, HOUR, known, MINUTE, START, times } from './simulate.ts'

describe('a level', () => {
  it('fires once when it is passed, and again only after the value has come back', () => {
    const one = createWatched({}, known)
    feed(one, [90_500, 89_940, 89_000, 90_200, 89_900, 90_450, 89_999])
    expect(one.told.map(({ at }) => (at - START) / MINUTE)).toEqual([1, 6])
  })

  it('ends with its first firing where it is to ring once', () => {
    const one = createWatched({ repeat: { kind: 'once' } }, known)
    feed(one, [89_000, 91_000, 89_000])
    expect(one.told).toHaveLength(1)
    expect(one.watch().state).toBe('done')
  })

  it('takes the level itself as passed, on either side', () => {
    const below = createWatched({}, known)
    const above = createWatched({ side: 1, fire: 92_000, rearm: 91_540 }, known)
    below.see(90_000, START)
    above.see(92_000, START)
    expect([below.told.length, above.told.length]).toEqual([1, 1])
  })

  it('has come back at its re-arming level itself, on either side', () => {
    const below = createWatched({}, known)
    const above = createWatched({ side: 1, fire: 92_000, rearm: 91_540 }, known)
    feed(below, [89_000, 90_450, 89_000])
    feed(above, [92_500, 91_540, 92_500])
    expect([below.told.length, above.told.length]).toEqual([2, 2])
  })

  it('is not passed by a rate that settles at it: most settle at their venue’s default', () => {
    const above = createWatched(
      { series: 'funding:bitcoin', side: 1, fire: 0.0001, rearm: 0.00008 },
      { value: 0.00008, time: START - 8 * HOUR },
    )
    above.see(0.0001, START)
    expect(above.told).toEqual([])
    above.see(0.00010001, START + 8 * HOUR)
    expect(above.told).toHaveLength(1)
  })

  it('waits for the value to come back where it was passed already', () => {
    const one = createWatched({ state: 'waiting' }, { value: 89_000, time: START - MINUTE })
    feed(one, [88_000, 90_300, 89_900])
    expect(one.told).toEqual([])
    feed(one, [90_500, 89_900], START + 3 * MINUTE)
    expect(one.told).toHaveLength(1)
  })

  it('of any extreme waits for those that stand to pass, and then rings for each once its cool-down is over', () => {
    const any = { series: 'extreme:any:low', side: 1, fire: 12, rearm: 100_000 } as const
    const repeat = { kind: 'each', gap: 7 * 24 * HOUR } as const
    const one = createWatched({ ...any, repeat, state: 'waiting' }, { value: 20, time: START - HOUR })
    const daily = (values: readonly number[], from: number) =>
      values.forEach((value, day) => void one.see(value, START + (from + day) * 24 * HOUR))
    daily([20, 14], 0)
    expect(one.watch().state).toBe('waiting')
    daily([3, 15, 15, 30, 15, 15, 15, 15, 15, 16], 2)
    expect(one.told.map(({ at }) => (at - START) / (24 * HOUR))).toEqual([3, 11])
  })

  it('does not ring for the first value ever, as nobody knows what was before', () => {
    const one = createWatched({})
    feed(one, [89_000, 88_000])
    expect(one.told).toEqual([])
    expect(one.watch().state).toBe('waiting')
  })

  it('rings again after its cool-down alone', () => {
    const one = createWatched({ repeat: { kind: 'each', gap: 4 * HOUR } }, known)
    feed(one, [89_000, 91_000, 89_000, 91_000])
    expect(one.told).toHaveLength(1)
    expect(one.watch().state).toBe('cooling')
    feed(
      one,
      times(240, () => 91_000),
      START + 4 * MINUTE,
    )
    expect(one.watch().state).toBe('armed')
    one.see(89_000, START + 244 * MINUTE)
    expect(one.told).toHaveLength(2)
  })

  it('does not ring for what crossed while it cooled', () => {
    const one = createWatched({ repeat: { kind: 'each', gap: HOUR } }, known)
    feed(one, [89_000, 91_000, ...times(80, () => 89_000)])
    expect(one.told).toHaveLength(1)
    expect(one.watch().state).toBe('waiting')
  })

  it('reminds while it still holds, and no longer', () => {
    const one = createWatched({ repeat: { kind: 'remind', gap: 4 * HOUR } }, known)
    feed(
      one,
      times(600, (index) => (index < 500 ? 89_000 : 91_000)),
    )
    expect(one.told.map(({ kind, at }) => [kind, (at - START) / HOUR])).toEqual([
      ['crossed', 0],
      ['reminder', 4],
      ['reminder', 8],
    ])
  })
})

describe('how long it must hold', () => {
  it('is two readings in a row by default, and is not met by a wick', () => {
    const one = createWatched({ hold: MINUTE }, known)
    feed(one, [89_000, 91_000, 89_000])
    expect(one.told).toEqual([])
    one.see(89_000, START + 3 * MINUTE)
    expect(one.told).toHaveLength(1)
  })

  it('stands still while nobody sees the market', () => {
    const one = createWatched({ hold: 5 * MINUTE }, known)
    feed(one, [89_000, 89_000, 89_000])
    const back = START + 40 * MINUTE
    feed(one, [89_000, 89_000, 89_000], back)
    expect(one.told).toEqual([])
    one.see(89_000, back + 3 * MINUTE)
    expect(one.told).toHaveLength(1)
  })
})

describe('what nobody saw', () => {
  it('is told as late where it crossed in a gap of up to six hours, whatever it must hold', () => {
    const one = createWatched({ hold: MINUTE }, known)
    one.see(89_000, START + 150 * MINUTE)
    expect(one.told).toEqual([{ at: START + 150 * MINUTE, kind: 'crossed', late: true, isPosted: true }])
  })

  it('is kept in the history alone after that', () => {
    const one = createWatched({}, known)
    one.see(89_000, START + 7 * HOUR)
    expect(one.told).toMatchObject([{ late: true, isPosted: false }])
  })

  it('is no gap of three minutes, in which what must hold goes on, and is one from then on', () => {
    const firedAfter = (gap: number) => {
      const one = createWatched({ hold: 5 * MINUTE }, known)
      for (const time of [0, gap, 5 * MINUTE]) one.see(89_000, START + time)
      return one.told.length
    }
    expect([firedAfter(3 * MINUTE), firedAfter(3 * MINUTE + 1)]).toEqual([1, 0])
    const isLateAfter = (gap: number) => {
      const one = createWatched({}, known)
      one.see(89_000, known.time + gap)
      return one.told[0]?.late
    }
    expect([isLateAfter(3 * MINUTE), isLateAfter(3 * MINUTE + 1)]).toEqual([false, true])
  })

  it('is posted up to six hours later, and not a millisecond after that', () => {
    const postedAfter = (gap: number) => {
      const one = createWatched({}, known)
      one.see(89_000, known.time + gap)
      return one.told.map(({ isPosted }) => isPosted)
    }
    expect([postedAfter(6 * HOUR), postedAfter(6 * HOUR + 1)]).toEqual([[true], [false]])
  })

  it('ends no alert of once that its owner did not hear of: the next crossing is reported', () => {
    const one = createWatched({ repeat: { kind: 'once' } }, known)
    one.see(89_000, START + 7 * HOUR)
    one.see(92_000, START + 7 * HOUR + MINUTE)
    one.see(89_000, START + 7 * HOUR + 2 * MINUTE)
    expect(one.told.map(({ isPosted }) => isPosted)).toEqual([false, true])
  })

  it.each([
    ['a backfill', -30 * 24 * HOUR, 0, 'old'],
    ['a repetition', -MINUTE, 0, 'old'],
    ['a value from the future', 20 * HOUR, 0, 'future'],
    ['a value of before the clock was set back', 0, -3 * HOUR, 'future'],
  ])('%s fires nothing', (_, ahead, clock, refusal) => {
    const one = createWatched({}, known)
    expect(one.see(1000, START + ahead, { now: START + clock })).toBe(refusal)
    expect(one.told).toEqual([])
  })

  it('a clock that jumps ahead is a gap', () => {
    const one = createWatched({}, known)
    one.see(91_000, START + 20 * HOUR)
    expect(one.told).toEqual([])
    expect(one.watch().state).toBe('armed')
  })
})
