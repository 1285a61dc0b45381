/** The state machine of a watch. The names beginning with B are bugs that other bots had. */
import { describe, expect, it } from 'vitest'
import { onValue } from '#src/alerts/step.ts'
import { createWatched, HOUR, MINUTE, START, watchOf } from './simulate.ts'

const known = { value: 91_000, time: START - MINUTE }
/** So many minutes of values, one a minute. */
const feed = (one: ReturnType<typeof createWatched>, values: readonly number[], from = START) =>
  values.map((value, index) => one.see(value, from + index * MINUTE))
const times = (count: number, value: (index: number) => number) =>
  Array.from({ length: count }, (_, index) => value(index))

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

describe('bugs of other bots', () => {
  it('B1: the same pump rings at every check', () => {
    const one = createWatched(
      {
        series: 'change:bitcoin:1h',
        side: 1,
        fire: 0.05,
        rearm: 0.025,
        repeat: { kind: 'each', gap: 4 * HOUR },
      },
      { value: 0.01, time: START - MINUTE },
    )
    feed(
      one,
      times(60, (index) => Math.min(0.12, 0.012 * index)),
    )
    expect(one.told).toHaveLength(1)
    feed(one, [0.026, 0.06, 0.024, 0.06], START + 60 * MINUTE)
    expect(one.told).toHaveLength(1)
    feed(
      one,
      times(240, (index) => (index < 200 ? 0.01 : 0.06)),
      START + 64 * MINUTE,
    )
    expect(one.told).toHaveLength(2)
  })

  it('B2: a price oscillating round the level rings dozens of times', () => {
    const one = createWatched({}, known)
    feed(
      one,
      times(60, (index) => 90_000 * (index % 2 ? 1.001 : 0.999)),
    )
    expect(one.told).toHaveLength(1)
  })

  it('B3: in and out of a state: 79 mails', () => {
    const one = createWatched({ repeat: { kind: 'each', gap: HOUR } }, known)
    feed(
      one,
      times(79, (index) => (index % 2 ? 92_000 : 88_000)),
    )
    expect(one.told).toHaveLength(2)
  })

  it.each([
    [MINUTE, 0],
    [0, 1],
  ])('B4: rings every cool-down after one wick (hold %i: %i)', (hold, count) => {
    const one = createWatched({ hold, repeat: { kind: 'each', gap: 15 * MINUTE } }, known)
    feed(one, [89_000, ...times(120, () => 91_000)])
    expect(one.told).toHaveLength(count)
  })

  it('B5: rings again although nothing crossed', () => {
    const one = createWatched({}, known)
    feed(
      one,
      times(24 * 60, () => 88_000),
    )
    expect(one.told).toHaveLength(1)
  })

  it('B6: anchor never moves, or moves by itself', () => {
    const one = createWatched(
      { side: 1, fire: 103, rearm: 100, moveBy: 0.03 },
      { value: 100, time: START - MINUTE },
    )
    feed(one, [101, 102, 102.9, 103.1])
    expect(one.told).toHaveLength(1)
    expect(one.watch().fire).toBeCloseTo(103.1 * 1.03)
    feed(one, [103.2, 106.1, 106.2], START + 4 * MINUTE)
    expect(one.told).toHaveLength(2)
    expect(one.watch()).toMatchObject({ state: 'armed', rearm: 106.2 })
  })

  it('B7: a reconnect, or "unavailable", arms or fires', () => {
    const one = createWatched({}, known)
    feed(one, [91_000])
    expect(one.see(Number.NaN, START + MINUTE)).toBe('senseless')
    feed(one, [91_000, 91_000], START + 40 * MINUTE)
    expect(one.told).toEqual([])
    expect(one.watch().state).toBe('armed')
  })

  it('B8: no data toggles or resolves', () => {
    const fired = createWatched({}, known)
    feed(fired, [89_000])
    feed(fired, [89_000, 89_000], START + 30 * MINUTE)
    expect(fired.told).toHaveLength(1)
    expect(fired.watch().state).toBe('fired')
  })

  it('B9: hold begins anew at a restart or reload', () => {
    const one = createWatched({ hold: 5 * MINUTE }, known)
    feed(one, [89_000, 89_000, 89_000, 89_000])
    // What the store has kept is all that the next process knows.
    const next = createWatched(structuredClone(one.watch()), { value: 89_000, time: START + 3 * MINUTE })
    next.see(89_000, START + 5 * MINUTE)
    expect(next.told).toHaveLength(1)
  })

  it('B14: after a mute: silence, or everything known rings', () => {
    const one = createWatched({ state: 'snoozed', wakeAt: START + HOUR }, known)
    feed(
      one,
      times(60, () => 88_300),
    )
    expect(one.told).toEqual([])
    one.see(88_300, START + 60 * MINUTE - 1)
    one.wake(START + HOUR, true)
    expect(one.told.map(({ kind }) => kind)).toEqual(['meanwhile'])
    expect(one.watch().state).toBe('waiting')
    feed(one, [88_300, 90_500, 89_000], START + 61 * MINUTE)
    expect(one.told.map(({ kind }) => kind)).toEqual(['meanwhile', 'crossed'])
  })

  it('B14: a snooze of what had rung before has nothing new to say', () => {
    const one = createWatched({}, known)
    feed(one, [89_000])
    one.set({ state: 'snoozed', wakeAt: START + HOUR })
    one.see(88_000, START + HOUR - 1)
    one.wake(START + HOUR, true)
    expect(one.told).toHaveLength(1)
    expect(one.watch().state).toBe('fired')
  })

  it('B21: 0.00 fires', () => {
    const one = createWatched({}, known)
    expect([0, -5, Number.NaN, Number.POSITIVE_INFINITY].map((value) => one.see(value, START))).toEqual(
      Array(4).fill('senseless'),
    )
    expect(one.see(9000, START, { standing: 'unconfirmed' })).toBe('unconfirmed')
    expect(one.told).toEqual([])
  })

  it('B32: a wait reckoned by the wall clock sleeps as long as the clock went back', () => {
    const fired = watchOf({ state: 'fired', since: START, repeat: { kind: 'each', gap: HOUR } })
    const now = START - 3 * HOUR
    const judged = { value: 91_000, time: START + MINUTE, gap: 3 * MINUTE, now }
    expect(onValue(fired, judged)).toEqual({ state: 'cooling', since: START, wakeAt: now + HOUR })
  })

  it('B34: tolerance instead of crossing: a jump over the target is missed', () => {
    const one = createWatched({ side: 1, fire: 92_000, rearm: 91_540 }, known)
    one.see(93_800, START)
    expect(one.told).toHaveLength(1)
  })

  it('B35: repeated "resolved"', () => {
    const one = createWatched({}, known)
    feed(one, [89_000, 91_000, 91_000, 92_000])
    expect(one.told.map(({ kind }) => kind)).toEqual(['crossed'])
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
