/** Alerts that two see to at once, on a database where transactions run beside each other. */
import { Kysely, sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openStore } from '#src/store/open.ts'
import { openPostgres } from '#src/store/postgres.ts'
import { alertPlanOf, newWatchOf } from '../support/alerts.ts'
import { emptyDatabase, SERVER } from '../support/postgres.ts'

const NOW = Date.parse('2025-11-24T05:00:00Z')
const MINUTE = 60_000
const NO_SERVER = 'TEST_DATABASE_URL names no PostgreSQL server'

/** A store with one alert that a value has passed, and another connection to its database. */
async function begin(server: string, target = 'telegram:42') {
  const url = await emptyDatabase(server)
  const store = await openStore('', url)
  onTestFinished(() => store.close())
  const other = new Kysely<unknown>({ dialect: openPostgres(url) })
  onTestFinished(() => other.destroy())
  const added = await store.alerts.add({
    ...{ owner: 'member:telegram:42', plan: alertPlanOf(target, NOW), now: NOW },
    ...{ watches: [newWatchOf()], most: { alerts: 30, watches: 200, total: 1000 } },
  })
  if (added === 'full') throw new Error('full')
  const [watch] = await store.alerts.watches(added.id)
  const { alertWork } = store
  const of = { series: 'price:bitcoin', standing: 'confirmed', evidence: { sources: [] } }
  await alertWork.write([{ ...of, value: 89_000, time: NOW + MINUTE }])
  return {
    ...{ other, alertWork, ledger: store.ledger },
    fire(to: 'fired' | 'done') {
      const reports = { kind: 'crossed', late: false, isPosted: true } as const
      const move = { id: watch?.id ?? 0, step: 0, from: 'armed', to, time: NOW + MINUTE } as const
      const times = { now: NOW + MINUTE, flushAt: NOW + MINUTE }
      return alertWork.apply([{ ...move, since: NOW, reports }], times)
    },
  }
}

describe('alerts that two see to at once', () => {
  it('are gathered again for what was reported while their box was gathered', async (context) => {
    if (SERVER === undefined) return context.skip(NO_SERVER)
    const { other, alertWork, fire } = await begin(SERVER)
    await sql`update box set flush_at = ${NOW}`.execute(other)
    let applying: Promise<unknown> | undefined
    // As gathering ends: it has the box, has taken all that it can see, and leaves it with nothing to wait for.
    await other.transaction().execute(async (gathering) => {
      await sql`update box set flush_at = null`.execute(gathering)
      applying = fire('fired')
      await waited(other, applying)
    })
    await applying
    expect(await alertWork.dueBoxes(NOW + MINUTE, 10)).toMatchObject([{ target: 'telegram:42' }])
  })

  it('fire all the same where they and their owner have waited for each other', async (context) => {
    if (SERVER === undefined) return context.skip(NO_SERVER)
    const { other, alertWork, fire } = await begin(SERVER)
    let applying: Promise<unknown> | undefined
    // As a change by its owner goes: first the alert, then its watches. Of the two, the judging one is ended.
    await other.transaction().execute(async (changing) => {
      await sql`set local deadlock_timeout = '1min'`.execute(changing)
      await sql`update alert set revision = revision + 1`.execute(changing)
      applying = fire('done')
      await waited(other, applying)
      await sql`update watch set hold = 0`.execute(changing)
    })
    expect(await applying).toEqual({ moved: 1, reported: 1 })
    expect(await alertWork.dueBoxes(NOW + MINUTE, 10)).toHaveLength(1)
  })

  it.for([
    ['just before it', ['fire', 'move']],
    ['just after it', ['move', 'fire']],
  ] as const)('report to the new address of a group where they fire %s moves', async ([, order], context) => {
    if (SERVER === undefined) return context.skip(NO_SERVER)
    const { other, alertWork, ledger, fire } = await begin(SERVER, 'telegram:-1')
    const begun = {
      fire: () => fire('fired'),
      move: () => ledger.moveChat('telegram:-1', 'telegram:-1001', NOW),
    }
    const working: Promise<unknown>[] = []
    // Both come as far as the box, which another holds.
    await other.transaction().execute(async (holding) => {
      await sql`select 1 from box for update`.execute(holding)
      for (const name of order) {
        working.push(begun[name]())
        await waited(other, Promise.all(working), working.length)
      }
    })
    await Promise.all(working)
    const [box, ...others] = await alertWork.dueBoxes(NOW + MINUTE, 10)
    expect([box?.target, others]).toEqual(['telegram:-1001', []])
    expect(box && (await alertWork.gather(box, { day: '2025-11-24', now: NOW + MINUTE }))).toBe(true)
    const [claimed] = await ledger.claim('w', 'telegram', NOW + MINUTE, MINUTE, 10)
    expect(claimed?.target).toBe('telegram:-1001')
    expect(await alertWork.firingsOf(claimed?.id ?? '')).toHaveLength(1)
  })

  it('leave by the new address where a group moves while its box is gathered', async (context) => {
    if (SERVER === undefined) return context.skip(NO_SERVER)
    const { other, alertWork, ledger, fire } = await begin(SERVER, 'telegram:-1')
    await fire('fired')
    const [box] = await alertWork.dueBoxes(NOW + MINUTE, 10)
    if (!box) throw new Error('no box is due')
    const working: Promise<unknown>[] = []
    // Gathering has the box, and waits for what it reports.
    await other.transaction().execute(async (holding) => {
      await sql`select 1 from firing for update`.execute(holding)
      working.push(alertWork.gather(box, { day: '2025-11-24', now: NOW + MINUTE }))
      await waited(other, Promise.all(working), 1)
      working.push(ledger.moveChat('telegram:-1', 'telegram:-1001', NOW))
      await waited(other, Promise.all(working), 2)
    })
    await Promise.all(working)
    const [claimed, ...others] = await ledger.claim('w', 'telegram', NOW + MINUTE, MINUTE, 10)
    expect([claimed?.target, others]).toEqual(['telegram:-1001', []])
    expect(await alertWork.firingsOf(claimed?.id ?? '')).toHaveLength(1)
  })

  it('keep a series that nobody watched when old ones were forgotten, and one begins to watch', async (context) => {
    if (SERVER === undefined) return context.skip(NO_SERVER)
    const { other, alertWork } = await begin(SERVER)
    await sql`insert into observed (id, name, judged, blind_told, created_at)
      values (7, 'price:ethereum', 1, 0, ${NOW})`.execute(other)
    let forgetting: Promise<unknown> | undefined
    await other.transaction().execute(async (adding) => {
      await sql`select pg_advisory_xact_lock(hashtext('alerts'))`.execute(adding)
      await sql`update watch set series = 7`.execute(adding)
      forgetting = alertWork.housekeep(NOW)
      await waited(other, forgetting)
    })
    await forgetting
    const { rows } = await sql<{ name: string }>`select name from observed where id = 7`.execute(other)
    expect(rows).toEqual([{ name: 'price:ethereum' }])
  })
})

/** Until so many wait for a lock, or the work is done without. */
async function waited(database: Kysely<unknown>, work: Promise<unknown>, many = 1): Promise<void> {
  let isDone = false
  const done = work.then(() => {
    isDone = true
  })
  while (!isDone) {
    const { rows } = await sql`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(database)
    if (rows.length >= many) return
  }
  await done
}
