/** A stored plan that this version cannot read: its own schedule is held, and everybody else's goes on. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openStore } from '#src/store/open.ts'
import { temporaryFolder } from '../support/folder.ts'
import { planOf } from '../support/plans.ts'

const NOW = Date.parse('2025-11-24T00:00:00Z')
const [MINUTE, HOUR] = [60_000, 3_600_000]
const COLORS = '"colors":"standard"'

async function twoSchedules() {
  const home = await temporaryFolder()
  const store = await openStore(home)
  onTestFinished(() => store.close())
  const [broken, well] = [
    await store.schedules.add('a', planOf('discord:1'), NOW, '42', NOW),
    await store.schedules.add('a', planOf('discord:2'), NOW, '42', NOW),
  ]
  /** As a later version would write it. */
  const spoil = (table: 'schedule' | 'revision') => {
    const database = new DatabaseSync(join(home, 'kawaraban.sqlite'))
    const where = table === 'schedule' ? 'id' : 'schedule'
    const { changes } = database
      .prepare(`update ${table} set plan_json = replace(plan_json, ?, ?) where ${where} = ?`)
      .run(COLORS, '"colors":"neon"', broken.id)
    database.close()
    expect(changes).toBe(1)
  }
  const held: string[] = []
  const due = (now: number) =>
    store.ledger.enqueueDue({
      now,
      most: 10,
      next: (_, after) => after + 24 * HOUR,
      awaits: () => undefined,
      onMalformed: (schedule, problem) => held.push(`${schedule} ${problem}`),
    })
  return { store, broken, well, spoil, held, due }
}

describe('a stored plan of another form', () => {
  it('holds its own schedule for an hour, with a word for the log, and no other', async () => {
    const { store, broken, well, spoil, held, due } = await twoSchedules()
    spoil('schedule')
    await due(NOW)
    const claimed = await store.ledger.claim('w', 'discord', NOW, MINUTE, 9)
    expect(claimed.map(({ schedule }) => schedule)).toEqual([well.id])
    expect(held).toEqual([expect.stringMatching(`^${broken.id} .*malformed: colors: `)])
    await due(NOW + HOUR - 1)
    expect(held).toHaveLength(1)
    await due(NOW + HOUR)
    expect(held).toHaveLength(2)
    expect((await store.schedules.list('a')).map(({ id }) => id)).toEqual([well.id])
  })

  it('ends a delivery that waits with it, and no other', async () => {
    const { store, broken, well, spoil, due } = await twoSchedules()
    await due(NOW)
    spoil('revision')
    const claimed = await store.ledger.claim('w', 'discord', NOW, MINUTE, 9)
    expect(claimed.map(({ schedule }) => schedule)).toEqual([well.id])
    const deliveries = store.deliveries({ awaits: () => undefined, onPending: () => {} })
    expect(await deliveries.history(broken.id, 9)).toMatchObject([
      { state: 'failed', error: { code: 'malformed' } },
    ])
    expect(await store.ledger.claim('w', 'discord', NOW + MINUTE, MINUTE, 9)).toEqual([])
  })

  it('leaves a post with it as it is, and finishes the others', async () => {
    const { store, broken, well, spoil, due } = await twoSchedules()
    await due(NOW)
    for (const one of await store.ledger.claim('w', 'discord', NOW, MINUTE, 9)) {
      await store.ledger.mark(one, 0, `n ${one.id}`, { now: NOW, lease: MINUTE, nonceWindow: MINUTE })
      // What is broken is first in the line.
      const finishAt = NOW + (one.schedule === broken.id ? 1 : 2)
      const how = { now: NOW, lease: MINUTE, last: true, finishAt, faults: [] }
      await store.ledger.sent(one, 0, [{ id: 'm' }], how)
    }
    spoil('revision')
    const found = await store.ledger.takeUnfinished(['discord'], NOW + MINUTE, MINUTE)
    expect(found?.claimed.schedule).toBe(well.id)
    await store.ledger.finished(found?.claimed.id ?? '', { faults: [], now: NOW })
    expect(await store.ledger.takeUnfinished(['discord'], NOW + HOUR, MINUTE)).toBeUndefined()
  })
})
