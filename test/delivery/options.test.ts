/** What a delivery does beside posting: all that its plan says, or nothing that others notice where only moderators are shown it. */
import { expect, it } from 'vitest'
import { optionsOf } from '#src/delivery/options.ts'
import { planOf } from '../support/plans.ts'

const options = { role: '5', crosspost: true, pin: true, silent: true, thread: true } as const
const plan = planOf('discord:1', { options })

it('a post mentions its role, is published and pinned as its plan says', () => {
  for (const reason of ['due', 'manual'] as const) expect(optionsOf({ plan, reason })).toEqual(options)
})

it('what only moderators are shown mentions no role, and is neither published nor pinned', () => {
  for (const reason of ['review', 'test'] as const)
    expect(optionsOf({ plan, reason })).toEqual({ silent: true, thread: true })
})
