/** When a worker that starts beside others may begin. */
import { describe, expect, it } from 'vitest'
import { createAdmission } from '#src/delivery/admission.ts'

const BEAT = 10_000

describe('a new worker', () => {
  it('begins at once where it is alone', () => {
    expect(createAdmission('b', BEAT)([{ id: 'b', seenAt: 0 }], 0)).toBe(true)
  })

  it('waits until each of the others has beaten again, and so has counted it', () => {
    const admits = createAdmission('c', BEAT)
    const living = (a: number, b: number, now: number) =>
      admits(
        [
          { id: 'a', seenAt: a },
          { id: 'b', seenAt: b },
          { id: 'c', seenAt: now },
        ],
        now,
      )
    expect(living(-4000, -1000, 0)).toBe(false)
    expect(living(6000, -1000, 6500)).toBe(false)
    expect(living(6000, 9000, 9500)).toBe(true)
    expect(living(6000, 9000, 50_000)).toBe(true)
  })

  it('waits no longer for one that left, nor for one that is silent for a beat and a half', () => {
    const left = createAdmission('b', BEAT)
    expect(left([{ id: 'a', seenAt: -1 }], 0)).toBe(false)
    expect(left([], 1000)).toBe(true)

    const silent = createAdmission('b', BEAT)
    const dead = [{ id: 'a', seenAt: -1 }]
    expect(silent(dead, 0)).toBe(false)
    expect(silent(dead, BEAT * 1.5 - 1)).toBe(false)
    expect(silent(dead, BEAT * 1.5)).toBe(true)
  })

  it('does not wait for one that starts after it: that one waits for it', () => {
    const admits = createAdmission('b', BEAT)
    expect(admits([{ id: 'a', seenAt: -1 }], 0)).toBe(false)
    const now = [
      { id: 'a', seenAt: 500 },
      { id: 'z', seenAt: 600 },
    ]
    expect(admits(now, 1000)).toBe(true)
  })
})
