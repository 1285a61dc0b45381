/** Runs that could come twice or never: two processes at the same minute, and hours that the clocks leave out or repeat. */
import { expect, it, onTestFinished } from 'vitest'
import { nextRun } from '#src/schedules/nextrun.ts'
import { tick } from '#src/schedules/tick.ts'
import { openStore } from '#src/store/open.ts'
import { temporaryFolder } from '../support/folder.ts'
import { planOf } from '../support/plans.ts'

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]

it.each([
  ['leaves out', '2026-03-07T05:00:00Z'],
  ['repeats', '2026-10-31T04:00:00Z'],
])('B30: digest twice or never, as the hour is compared: one a day where New York %s an hour, with two at work', async (_, from) => {
  const store = await openStore(await temporaryFolder())
  onTestFinished(() => store.close())
  const start = Date.parse(from)
  const zone = 'America/New_York'
  // Within the hour that one of the days does not have, and the other has twice.
  const when = { kind: 'daily', hour: start < Date.parse('2026-06-01') ? 2 : 1, minute: 30 } as const
  const plan = planOf('telegram:5', { zone, when, what: { kind: 'daily' } as never })
  await store.schedules.add('member:telegram:5', plan, nextRun(when, zone, start), '5', start)
  const days = new Map<string, number>()
  for (let now = start; now < start + 3 * DAY; now += HOUR / 4) {
    const parts = { ledger: store.ledger, awaits: () => undefined, now: () => now, onDue: () => {} }
    await Promise.all([tick(parts), tick(parts)])
    for (const { fireAt } of await store.ledger.claim('w', 'telegram', now, MINUTE, 9)) {
      const local = Temporal.Instant.fromEpochMilliseconds(fireAt).toZonedDateTimeISO(zone)
      const day = local.toPlainDate().toString()
      days.set(day, (days.get(day) ?? 0) + 1)
    }
  }
  expect([...days.values()]).toEqual([1, 1, 1])
})
