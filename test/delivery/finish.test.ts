/** What is left of a post to be done: tried for a day, and then left as it is, whatever keeps it from being done. */
import { expect, it, vi } from 'vitest'
import type { PostFault } from '#src/chat/posting.ts'
import { finishLater } from '#src/delivery/finish.ts'
import type { Claimed } from '#src/store/claimed.ts'
import type { Finished } from '#src/store/unfinished.ts'
import { createFakeClock } from '../support/clock.ts'
import { planOf } from '../support/plans.ts'

const DAY = 86_400_000

function unfinished(clock: ReturnType<typeof createFakeClock>, faults: readonly PostFault[]) {
  const claimed: Claimed = {
    ...{ id: 'd', worker: 'w', epoch: 1, schedule: 's', target: 'discord:1', fireAt: 0, expiresAt: DAY },
    ...{ reason: 'due', late: false, tries: 1, resends: 0, edition: undefined, awaits: undefined },
    plan: planOf('discord:1', { options: { crosspost: true } }),
    ...{
      parts: [{ part: 0, state: 'sent', posted: [{ id: 'm' }], sendingSince: undefined, isNamed: true }],
      faults,
    },
  }
  const finished = vi.fn<(id: string, how: Finished) => Promise<void>>(async () => {})
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const parts = { ledger: { finished, previous: async () => [] }, clock, log }
  const finish = vi.fn(() => Promise.reject(new Error('the library failed')))
  const since = clock.now()
  return { finished, finish, later: () => finishLater({ claimed, since }, { finish } as never, parts) }
}

it('a post that can never be finished is left after a day, and what was not done is named', async () => {
  const clock = createFakeClock()
  const { finished, finish, later } = unfinished(clock, [{ kind: 'role', code: 'deleted' }])
  await expect(later()).rejects.toThrow('the library failed')
  clock.advance(DAY + 1)
  await later()
  expect(finish).toHaveBeenCalledTimes(1)
  expect(finished.mock.calls).toEqual([
    [
      'd',
      {
        faults: [
          { kind: 'role', code: 'deleted' },
          { kind: 'crosspost', code: 'unknown' },
        ],
        now: clock.now(),
      },
    ],
  ])
})

it('what the platform has put off for a day is not put off any more', async () => {
  const clock = createFakeClock()
  const { finished, later } = unfinished(clock, [{ kind: 'crosspost', code: 'busy', retryAfter: 60_000 }])
  clock.advance(DAY + 1)
  await later()
  expect(finished).toHaveBeenCalledWith('d', {
    faults: [{ kind: 'crosspost', code: 'busy' }],
    now: clock.now(),
  })
})
