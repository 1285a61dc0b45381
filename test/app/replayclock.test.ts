/** The clock of a replay: faster than the machine's, in order, and no faster than it while something is at work. */
import { describe, expect, it } from 'vitest'
import { createReplayClock } from '#src/app/replayclock.ts'
import { within } from '#src/clock.ts'
import { createFakeClock } from '../support/clock.ts'

const FROM = Date.parse('2025-10-01T00:00:00Z')
const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000]

function clockAt(speed: number, to = FROM + 1000 * HOUR) {
  const real = createFakeClock()
  const clock = createReplayClock({ real, from: FROM, speed })
  const ends: number[] = []
  clock.start(to, () => ends.push(clock.now()))
  return { real, clock, ends, passed: () => clock.now() - FROM }
}

describe('the clock of a replay', () => {
  it.each([1, 60, 3600])('lets %i seconds pass in one', (speed) => {
    const { real, passed } = clockAt(speed)
    real.advance(10 * SECOND)
    expect(passed()).toBe(10 * SECOND * speed)
  })

  it('stands still before it is started', () => {
    const real = createFakeClock()
    const clock = createReplayClock({ real, from: FROM, speed: 60 })
    real.advance(MINUTE)
    expect(clock.now()).toBe(FROM)
  })

  it('runs what waits in its order, each at its own time', () => {
    const { real, clock } = clockAt(3600)
    const ran: [string, number][] = []
    clock.after(2 * HOUR, () => ran.push(['late', clock.now() - FROM]))
    clock.after(MINUTE, () => {
      ran.push(['early', clock.now() - FROM])
      clock.after(MINUTE, () => ran.push(['then', clock.now() - FROM]))
    })
    clock.after(HOUR, () => ran.push(['never', 0]))()
    real.advance(3 * SECOND)
    expect(ran).toEqual([
      ['early', MINUTE],
      ['then', 2 * MINUTE],
      ['late', 2 * HOUR],
    ])
  })

  it('goes no faster than the machine’s while something is at work, and makes up for short work', async () => {
    const { real, clock, passed } = clockAt(3600)
    const work = Promise.withResolvers<void>()
    const done = clock.during(() => work.promise)
    real.advance(20)
    expect(passed()).toBe(20)
    work.resolve()
    await done
    real.advance(380)
    expect(passed()).toBe(400 * 3600)
  })

  it('lets work take as long as on the machine’s: a limit of a second holds for a second', async () => {
    const { real, clock } = clockAt(3600)
    const answer = Promise.withResolvers<string>()
    const limited = within(clock, SECOND, answer.promise)
    real.advance(SECOND / 2)
    answer.resolve('there')
    expect(await limited).toBe('there')
    const late = within(clock, SECOND, new Promise(() => {}))
    real.advance(SECOND)
    expect(await late).toBeUndefined()
  })

  it('makes up for no more than two minutes', () => {
    const { real, clock, passed } = clockAt(3600)
    let isBusy = true
    clock.whileBusy(() => isBusy)
    real.advance(MINUTE)
    expect(passed()).toBe(MINUTE)
    isBusy = false
    real.advance(100)
    expect(passed()).toBeLessThanOrEqual(MINUTE + 2 * MINUTE + 101 * 3600)
  })

  it('passes as usual from the end of the record on, which it reports once', () => {
    const { real, passed, ends } = clockAt(60, FROM + HOUR)
    real.advance(MINUTE)
    expect(passed()).toBeGreaterThanOrEqual(HOUR)
    const before = passed()
    real.advance(MINUTE)
    expect(passed() - before).toBeLessThan(MINUTE + 10 * SECOND)
    expect(ends).toHaveLength(1)
  })
})
