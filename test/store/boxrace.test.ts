/** A box that is gathered while something new is put into it, on a database where both run at once. */
import { Kysely, sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openStore } from '#src/store/open.ts'
import { openPostgres } from '#src/store/postgres.ts'
import { alertPlanOf, newWatchOf } from '../support/alerts.ts'
import { emptyDatabase, SERVER } from '../support/postgres.ts'

const NOW = Date.parse('2025-11-24T05:00:00Z')
const MINUTE = 60_000

describe('a box that two see to at once', () => {
  it('is gathered again for what was reported while it was gathered', async (context) => {
    if (SERVER === undefined) return context.skip('TEST_DATABASE_URL names no PostgreSQL server')
    const url = await emptyDatabase(SERVER)
    const store = await openStore('', url)
    onTestFinished(() => store.close())
    const other = new Kysely<unknown>({ dialect: openPostgres(url) })
    onTestFinished(() => other.destroy())
    const added = await store.alerts.add({
      ...{ owner: 'member:telegram:42', plan: alertPlanOf('telegram:42', NOW), now: NOW },
      ...{ watches: [newWatchOf()], most: { alerts: 30, watches: 200, total: 1000 } },
    })
    if (added === 'full') throw new Error('full')
    const [watch] = await store.alerts.watches(added.id)
    const { alertWork } = store
    const of = { series: 'price:bitcoin', standing: 'confirmed', evidence: { sources: [] } }
    await alertWork.write([{ ...of, value: 89_000, time: NOW + MINUTE }])
    await sql`update box set flush_at = ${NOW}`.execute(other)
    let applying: Promise<unknown> | undefined
    // As gathering ends: it has the box, has taken all that it can see, and leaves it with nothing to wait for.
    await other.transaction().execute(async (gathering) => {
      await sql`update box set flush_at = null`.execute(gathering)
      const reports = { kind: 'crossed', late: false, isPosted: true } as const
      const move = { id: watch?.id ?? 0, step: 0, from: 'armed', to: 'fired', time: NOW + MINUTE } as const
      applying = alertWork.apply([{ ...move, since: NOW, reports }], {
        now: NOW + MINUTE,
        flushAt: NOW + MINUTE,
      })
      await waited(other, applying)
    })
    await applying
    expect(await alertWork.dueBoxes(NOW + MINUTE, 10)).toMatchObject([{ target: 'telegram:42' }])
  })
})

/** Until something waits for a lock, or is done without. */
async function waited(database: Kysely<unknown>, work: Promise<unknown>): Promise<void> {
  let isDone = false
  const done = work.then(() => {
    isDone = true
  })
  while (!isDone) {
    const { rows } = await sql`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(database)
    if (rows.length > 0) return
  }
  await done
}
