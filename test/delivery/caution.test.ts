/** How many deliveries are under way after a process was killed. */
import { expect, it } from 'vitest'
import { createCaution } from '#src/delivery/caution.ts'
import { createFakeClock } from '../support/clock.ts'

it('is as many as ever until a process was killed, then one, and twice as many every eight seconds', () => {
  const clock = createFakeClock()
  const caution = createCaution(clock)
  expect(caution.limit(64)).toBe(64)
  caution.begin()
  const limits = Array.from({ length: 8 }, () => {
    const limit = caution.limit(64)
    clock.advance(8000)
    return limit
  })
  expect(limits).toEqual([1, 2, 4, 8, 16, 32, 64, 64])
})

it('begins anew with every process that is killed, and where the clock is set back counts from there', () => {
  const clock = createFakeClock()
  const caution = createCaution(clock)
  caution.begin()
  clock.advance(17_000)
  expect(caution.limit(64)).toBe(4)
  caution.begin()
  expect(caution.limit(64)).toBe(1)
  let behind = 0
  const jumping = createCaution({ ...clock, now: () => clock.now() - behind })
  jumping.begin()
  behind = 3_600_000
  expect(jumping.limit(64)).toBe(1)
  clock.advance(17_000)
  expect(jumping.limit(64)).toBe(4)
})
