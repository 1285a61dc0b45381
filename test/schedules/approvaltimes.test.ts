/** Deadlines of flashes that moderators approve: short, never in quiet hours, never beyond what is news. */
import { describe, expect, it } from 'vitest'
import { type FlashRule, USUAL_FLASHES } from '#src/chat/flash.ts'
import { flashTimes, quietEnd, recapTimes } from '#src/schedules/approvaltimes.ts'
import { planOf } from '../support/plans.ts'

const [MINUTE, HOUR] = [60_000, 3_600_000]
/** An instant by the clocks of Tokyo. */
const tokyo = (time: string) => Date.parse(`2025-11-24T${time}:00+09:00`)
const plan = (quiet: string | undefined, hours: 0.5 | 1 = 0.5) => {
  const { quiet: _, ...rest } = USUAL_FLASHES
  const what = { kind: 'flash', ...(rest as FlashRule), ...(quiet !== undefined && { quiet }) } as const
  return planOf('discord:1', { what, approval: { mode: 'approved', hours }, zone: 'Asia/Tokyo' })
}
const QUIET = '23:00-07:00'

describe('the deadline of a flash', () => {
  it('lies so long after it is confirmed, and the flash can be posted for twelve hours after it settled', () => {
    const at = tokyo('09:10')
    const settled = tokyo('09:00')
    expect(flashTimes(plan(QUIET), at, settled)).toEqual({
      ...{ deadline: at + 30 * MINUTE, expiresAt: settled + 12 * HOUR },
    })
    expect(flashTimes(plan(QUIET, 1), at, settled).deadline).toBe(at + HOUR)
  })

  it('is the end of quiet hours where it would lie in them, so that moderators keep their time', () => {
    const at = tokyo('22:40')
    expect(flashTimes(plan(QUIET), at, at).deadline).toBe(tokyo('07:00') + 24 * HOUR)
    expect(flashTimes(plan(QUIET), tokyo('22:29'), at).deadline).toBe(tokyo('22:59'))
    expect(flashTimes(plan(undefined), at, at).deadline).toBe(at + 30 * MINUTE)
  })

  it('is a minute before quiet hours where the flash is no news any more when they end', () => {
    const [at, settled] = [tokyo('22:40'), tokyo('18:00')]
    expect(flashTimes(plan(QUIET), at, settled).deadline).toBe(tokyo('22:59'))
    // Behind midnight, too.
    expect(flashTimes(plan('23:00-22:00', 1), tokyo('22:30'), settled).deadline).toBe(tokyo('22:59'))
    const early = { at: tokyo('00:05'), quiet: '00:30-22:00' }
    expect(flashTimes(plan(early.quiet), early.at, early.at).deadline).toBe(tokyo('00:29'))
    expect(flashTimes(plan(QUIET), tokyo('22:59'), settled).deadline).toBe(tokyo('22:59'))
  })

  it('is not in quiet hours, where what is posted unless it is held would be held until it is no news any more', () => {
    const { deadline } = flashTimes(plan(QUIET), tokyo('22:40'), tokyo('18:00'))
    expect(quietEnd(plan(QUIET), deadline)).toBeUndefined()
    expect(quietEnd(plan(QUIET), deadline + 50_000)).toBeUndefined()
  })

  it('leaves a quarter of an hour to one that waited in quiet hours until it was almost no news', () => {
    const at = tokyo('07:00')
    expect(flashTimes(plan(QUIET), at, at - 12 * HOUR).expiresAt).toBe(at + 15 * MINUTE)
  })

  it('knows when quiet hours end that hold now, of flashes alone', () => {
    expect(quietEnd(plan(QUIET), tokyo('23:30'))).toBe(tokyo('07:00') + 24 * HOUR)
    expect(quietEnd(plan(QUIET), tokyo('22:30'))).toBeUndefined()
    expect(quietEnd(planOf('discord:1'), tokyo('23:30'))).toBeUndefined()
  })
})

it('the deadline of a recap lies so many hours after it is due, and the post within its grace', () => {
  const due = tokyo('09:30')
  const recap = planOf('discord:1', { approval: { mode: 'approved', hours: 3 }, grace: 6 * HOUR })
  expect(recapTimes(recap, due)).toEqual({ deadline: due + 3 * HOUR, expiresAt: due + 6 * HOUR })
  expect(recapTimes({ ...recap, grace: 0 }, due).expiresAt).toBe(due + 15 * MINUTE)
})
