/** The state machine of a watch against the bugs that other bots had: B1, B2 and so on. */
import { describe, expect, it } from 'vitest'
import { onValue } from '#src/alerts/step.ts'
import { createWatched, feed, HOUR, known, MINUTE, START, times, watchOf } from './simulate.ts'

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
