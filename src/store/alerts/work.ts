/**
 * Alerts for those who judge them. Values are written before they are judged and marked after; each move of a watch repeats what was
 * read of it, and is one transaction with what it reports: whatever is killed, and however many judge, nothing is lost or
 * reported twice.
 */
import { type Kysely, sql } from 'kysely'
import { kindOf } from '../dialect.ts'
import type { Notify } from '../nextdue.ts'
import type { Schema } from '../schema.ts'
import { transact } from '../transact.ts'
import { deferBox, dueBoxes, gatherBox, hastenBoxes } from './boxes.ts'
import { applyMoves } from './apply.ts'
import { cell, elements } from './elements.ts'
import { keepFacts, readFacts } from './facts.ts'
import { endExpired, housekeep, reportBlind, reportExpiring, wakeAlerts } from './upkeep.ts'
import type { AlertWork, NewValue, WatchedRow } from './port.ts'
import { alertOf, firingOf, watchOf } from './read.ts'
import { LIVE } from './states.ts'

/** Rows in one statement. */
const ROWS = 400

export function createAlertWork(database: Kysely<Schema>, notify: Notify): AlertWork {
  return {
    async watched() {
      const live = sql.join(LIVE.map((state) => sql.lit(state)))
      // What holds of every level: with it the planner takes the index that has those that came back, and no other of the series.
      const any = sql`rearm > -1e300`
      const rows = await database
        .selectFrom('observed')
        .select(['id', 'name', 'time', 'blind_told', 'created_at'])
        .where(
          sql<boolean>`(exists (select 1 from watch where watch.series = observed.id and state = 'armed' and side = 1)
            or exists (select 1 from watch where watch.series = observed.id and state = 'armed' and side = -1)
            or exists (select 1 from watch where watch.series = observed.id and state in ('fired', 'waiting') and side = 1 and ${any})
            or exists (select 1 from watch where watch.series = observed.id and state in ('fired', 'waiting') and side = -1 and ${any})
            or exists (select 1 from watch where watch.series = observed.id and state = 'pending')
            or observed.id in (select series from watch where wake_at is not null and state in (${live}, 'snoozed')))`,
        )
        .orderBy('id')
        .execute()
      return rows.map(({ id, name, time, blind_told, created_at }) => ({
        ...{ id, name, time: time ?? created_at, isKnown: time !== null },
        blindTold: blind_told as WatchedRow['blindTold'],
      }))
    },
    write: (values) => writeValues(database, values),
    async unjudged() {
      const rows = await database
        .selectFrom('observed')
        .select(['id', 'name', 'value', 'time', 'before_value', 'before_time'])
        .where(sql<boolean>`judged = 0`)
        .orderBy('id')
        .execute()
      return rows.flatMap(({ id, name, value, time, before_value, before_time }) =>
        value === null || time === null
          ? []
          : [
              {
                ...{ id, name, value, time },
                ...(before_value !== null &&
                  before_time !== null && { before: { value: before_value, time: before_time } }),
              },
            ],
      )
    },
    async found({ first, last, after, most }) {
      // The id is hidden from the planner: it would read all watches of a series by it, instead of the few that were passed.
      const ofSeries = (on: ReturnType<typeof sql>) =>
        sql`watch.series = observed.id and watch.id + 0 > ${after} and ${on}`
      const unjudged = sql`observed.judged = 0 and observed.id between ${first} and ${last}`
      // PostgreSQL would read all watches and join them: series by series, which the offset keeps it to, it reads what was passed.
      const passed = (on: ReturnType<typeof sql>) =>
        kindOf(database) === 'postgres'
          ? sql`select watch.*, observed.name from observed
              cross join lateral (select * from watch where ${ofSeries(on)} offset 0) as watch where ${unjudged}`
          : sql`select watch.*, observed.name from observed cross join watch where ${unjudged} and ${ofSeries(on)}`
      const { rows } = await sql<Parameters<typeof watchOf>[0]>`
        ${passed(sql`state = 'armed' and side = 1 and watch.fire <= observed.value`)}
        union all ${passed(sql`state = 'armed' and side = -1 and watch.fire >= observed.value`)}
        union all ${passed(sql`state in ('fired', 'waiting') and side = 1 and watch.rearm >= observed.value`)}
        union all ${passed(sql`state in ('fired', 'waiting') and side = -1 and watch.rearm <= observed.value`)}
        union all ${passed(sql`state = 'pending'`)}
        order by id limit ${most}`.execute(database)
      return rows.map((row) => ({ watch: watchOf(row), of: row.series }))
    },
    async woken(now, most) {
      const rows = await database
        .selectFrom('watch')
        .innerJoin('observed', 'observed.id', 'watch.series')
        .innerJoin('alert', 'alert.id', 'watch.alert')
        .selectAll('watch')
        .select(['observed.name', 'observed.value', 'observed.time', 'alert.snoozed_until'])
        .where('watch.wake_at', '<=', now)
        .orderBy('watch.wake_at')
        .limit(most)
        .execute()
      return rows.map(({ value, time, snoozed_until, ...row }) => ({
        watch: watchOf(row),
        ...(value !== null && time !== null && { known: { value, time } }),
        isTold: snoozed_until !== null,
      }))
    },
    apply: (moves, times) => applyMoves(database, moves, times),
    async judged(values) {
      if (values.length === 0) return
      const list = elements(
        database,
        values.map(({ id, time }) => [id, time]),
      )
      await sql`update observed set judged = 1
        where judged = 0 and (id, time) in (select ${cell(0)}, ${cell(1)} from ${list})`.execute(database)
    },
    wakeAlerts: (now) => wakeAlerts(database, now),
    endExpired: (now) => endExpired(database, now),
    reportExpiring: (times) => reportExpiring(database, times),
    reportBlind: (...asked) => reportBlind(database, ...asked),
    hastenBoxes: (now) => hastenBoxes(database, now),
    dueBoxes: (...asked) => dueBoxes(database, ...asked),
    deferBox: (...asked) => deferBox(database, ...asked),
    gather: (box, gathering) => gatherBox(database, box, gathering, notify),
    async firingsOf(delivery) {
      const rows = await database
        .selectFrom('firing')
        .selectAll()
        .where('delivery', '=', delivery)
        .orderBy('seen_at')
        .orderBy('watch')
        .execute()
      const alerts = rows.length === 0 ? [] : await alertsOf(database, rows)
      const byId = new Map(alerts.map((alert) => [alert.id, alert]))
      return rows.flatMap((row) => {
        const alert = byId.get(row.alert)
        return alert ? [{ firing: firingOf(row), alert }] : []
      })
    },
    facts: (id) => readFacts(database, id),
    keepFacts: (...asked) => keepFacts(database, ...asked),
    async sample(prices) {
      for (let from = 0; from < prices.length; from += ROWS) {
        await database
          .insertInto('sample')
          .values(prices.slice(from, from + ROWS))
          .onConflict((conflict) => conflict.columns(['asset', 'time']).doNothing())
          .execute()
      }
    },
    async samples(assets, from, to = Number.MAX_SAFE_INTEGER) {
      const found = new Map<string, (readonly [number, number])[]>()
      for (let start = 0; start < assets.length; start += ROWS) {
        const rows = await database
          .selectFrom('sample')
          .selectAll()
          .where('asset', 'in', assets.slice(start, start + ROWS))
          .where('time', '>=', from)
          .where('time', '<=', to)
          .orderBy('asset')
          .orderBy('time')
          .execute()
        for (const { asset, time, value } of rows) {
          const list = found.get(asset) ?? []
          list.push([time, value])
          found.set(asset, list)
        }
      }
      return found
    },
    housekeep: (now) => housekeep(database, now),
  }
}

async function alertsOf(database: Kysely<Schema>, rows: readonly { readonly alert: string }[]) {
  const ids = [...new Set(rows.map(({ alert }) => alert))]
  const found = await database.selectFrom('alert').selectAll().where('id', 'in', ids).execute()
  return found.flatMap((row) => alertOf(row) ?? [])
}

async function writeValues(database: Kysely<Schema>, values: readonly NewValue[]): Promise<number> {
  if (values.length === 0) return 0
  return transact(database, async (transaction) => {
    let written = 0
    for (let from = 0; from < values.length; from += ROWS) {
      const some = values.slice(from, from + ROWS)
      const known = await transaction
        .selectFrom('observed')
        .select(['id', 'name', 'created_at'])
        .where(
          'name',
          'in',
          some.map(({ series }) => series),
        )
        .execute()
      const byName = new Map(known.map((row) => [row.name, row]))
      const rows = some.flatMap(({ series, value, time, standing, evidence }) => {
        const row = byName.get(series)
        if (!row) return []
        const evidence_json = JSON.stringify(evidence)
        return [{ ...row, value, time, standing, evidence_json, judged: 0, blind_told: 0 }]
      })
      if (rows.length === 0) continue
      const { numInsertedOrUpdatedRows } = await transaction
        .insertInto('observed')
        .values(rows)
        .onConflict((conflict) =>
          conflict
            .column('id')
            .doUpdateSet({
              before_value: sql`observed.value`,
              before_time: sql`observed.time`,
              value: sql`excluded.value`,
              time: sql`excluded.time`,
              standing: sql`excluded.standing`,
              evidence_json: sql`excluded.evidence_json`,
              judged: 0,
              blind_told: 0,
            })
            .where(
              sql<boolean>`observed.judged = 1 and (observed.time is null or observed.time < excluded.time)`,
            ),
        )
        .executeTakeFirst()
      written += Number(numInsertedOrUpdatedRows ?? 0)
    }
    return written
  })
}
