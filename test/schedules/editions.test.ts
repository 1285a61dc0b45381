/** Which editions moderators can write for, in the middle of a week: first the one that is posted next. */
import { expect, it } from 'vitest'
import type { Plan, Schedule } from '#src/chat/schedule.ts'
import type { History } from '#src/market/history.ts'
import { createDeskService, type DeskServiceParts } from '#src/schedules/deskservice.ts'

const at = (time: string) => Date.parse(time)
const WEDNESDAY = at('2025-11-19T12:00:00Z')
const LIVE = { kind: 'live', now: at('2025-11-19') } as History
/** As `historyAt` gives it: it has prices of its now. */
const REPLAY = { kind: 'recorded', now: at('2025-11-19'), live: {} } as History
const RECORD = { kind: 'recorded', now: at('2025-11-17') } as History

/** The editions that are offered where runs of a recap are to come at these times. */
function offered(history: History, ...runs: readonly string[]): Promise<readonly string[]> {
  const what: Plan['what'] = { kind: 'brief', length: 'compact', windowZone: 'UTC' }
  const schedules = runs.map((run) => ({ what, nextRunAt: at(run) }) as Schedule)
  const parts = {
    desk: { open: async () => [] },
    schedules: { list: async () => schedules },
    history: () => history,
    clock: { now: () => WEDNESDAY },
  } as unknown as DeskServiceParts
  return createDeskService(parts).editions('discord:9')
}

it.each([
  ['live data', LIVE],
  ['a replay', REPLAY],
])('offers the coming Monday’s edition first with %s', async (_, history) => {
  const coming = ['2025-11-24', '2025-12-01']
  expect(await offered(history)).toEqual(coming)
  expect(await offered(history, '2025-11-24T00:30:00Z')).toEqual(coming)
  // Before that a run posts the week that has ended.
  expect(await offered(history, '2025-11-21T00:30:00Z', '2025-11-24T00:30:00Z')).toEqual([
    '2025-11-17',
    '2025-11-24',
  ])
})

it('offers the last edition of a record that stands still, which each run posts', async () => {
  expect(await offered(RECORD, '2025-11-24T00:30:00Z')).toEqual(['2025-11-17', '2025-11-24'])
})
