import { describe, expect, it } from 'vitest'
import { createWaiting } from '#src/app/waiting.ts'
import { createFakeClock } from '../support/clock.ts'

function waits() {
  const clock = createFakeClock()
  const lines: string[] = []
  const stop = new AbortController()
  const waiting = createWaiting({ clock, log: { info: (text) => lines.push(text) } }, stop.signal)
  return { clock, lines, stop, waiting }
}

describe('a start that waits', () => {
  it('says for what and how long, ever more seldom, and nothing where it is quick', async () => {
    const { clock, lines, waiting } = waits()
    expect(await waiting.for('the record', Promise.resolve(7))).toBe(7)
    clock.advance(60_000)
    expect(lines).toEqual([])
    const { promise, resolve } = Promise.withResolvers<number>()
    const work = waiting.for('the store', promise)
    expect(waiting.current()).toBe('the store')
    clock.advance(21_000)
    expect(lines).toEqual([3, 9, 21].map((seconds) => `Starting: waiting for the store for ${seconds} s`))
    resolve(8)
    expect(await work).toBe(8)
    expect([waiting.current(), clock.waiting]).toEqual([undefined, 0])
  })

  it('gives up what it waits for where it is stopped, and still knows what that was', async () => {
    const { clock, stop, waiting } = waits()
    const work = waiting.for('the store', new Promise(() => {}))
    stop.abort(new Error('asked to stop'))
    await expect(work).rejects.toThrow('asked to stop')
    expect([waiting.current(), clock.waiting]).toEqual(['the store', 0])
    await expect(waiting.for('more', Promise.resolve())).rejects.toThrow('asked to stop')
    // Nobody hears of it: that must not end the process.
    const refused = Promise.reject(new Error('refused'))
    await expect(waiting.for('a platform', refused)).rejects.toThrow('asked to stop')
  })
})
