/** Alerts, the watches that they are made of, the values these are judged by, and what they have to report. */
import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const alerts: Migration = {
  name: '0020-alerts',
  async run(database, { integer, real, keyed }) {
    const run = (statement: ReturnType<typeof sql>) => statement.execute(database)
    await run(sql`create table alert (
      id text primary key, owner text not null, number ${integer} not null, target text not null,
      plan_json text not null, state text not null, trouble text, until ${integer} not null,
      snoozed_until ${integer}, is_list ${integer} not null, expiry_told ${integer} not null,
      revision ${integer} not null, created_at ${integer} not null, ended_at ${integer}, deleted_at ${integer},
      unique (owner, number)
    ) ${keyed}`)
    await run(sql`create index alert_by_target on alert (target)`)
    await run(sql`create index alert_ending on alert (until) where ended_at is null and deleted_at is null`)
    await run(sql`create index alert_snoozed on alert (snoozed_until) where state = 'snoozed'`)
    await run(sql`create table observed (
      id ${integer} primary key, name text not null unique, value ${real}, time ${integer},
      before_value ${real}, before_time ${integer}, standing text, evidence_json text,
      judged ${integer} not null, blind_told ${integer} not null, created_at ${integer} not null
    ) ${keyed}`)
    await run(sql`create index observed_unjudged on observed (id) where judged = 0`)
    await run(sql`create table watch (
      id ${integer} primary key, alert text not null references alert (id),
      series ${integer} not null references observed (id), side ${integer} not null, state text not null,
      fire ${real} not null, rearm ${real} not null, hold ${integer} not null, repeat text not null,
      gap ${integer} not null, move_by ${real}, since ${integer}, wake_at ${integer}, step ${integer} not null
    ) ${keyed}`)
    // The index that a tick reads: what a value has passed is one stretch of it.
    await run(sql`create index watch_armed_up on watch (series, fire) where state = 'armed' and side = 1`)
    await run(sql`create index watch_armed_down on watch (series, fire) where state = 'armed' and side = -1`)
    await run(sql`create index watch_back_up on watch (series, rearm)
      where state in ('fired', 'waiting') and side = 1`)
    await run(sql`create index watch_back_down on watch (series, rearm)
      where state in ('fired', 'waiting') and side = -1`)
    await run(sql`create index watch_pending on watch (series) where state = 'pending'`)
    await run(sql`create index watch_wake on watch (wake_at) where wake_at is not null`)
    await run(sql`create index watch_by_alert on watch (alert)`)
    await run(sql`create table firing (
      watch ${integer} not null, step ${integer} not null, alert text not null, target text not null,
      kind text not null, series text not null, side ${integer} not null, level ${real} not null,
      seen_at ${integer} not null, value ${real}, time ${integer}, before_value ${real}, before_time ${integer},
      late ${integer} not null, evidence_json text, fate text not null, listed text, delivery text,
      primary key (watch, step)
    ) ${keyed}`)
    await run(sql`create index firing_waiting on firing (target) where fate = 'waits'`)
    await run(sql`create index firing_by_alert on firing (alert)`)
    await run(sql`create index firing_by_delivery on firing (delivery) where delivery is not null`)
    await run(sql`create index firing_by_age on firing (seen_at)`)
    await run(sql`create table box (
      target text primary key, schedule text not null references schedule (id), owner text not null,
      flush_at ${integer}, last_at ${integer}, day text, sent_today ${integer} not null, state text not null,
      reason text, listed text
    ) ${keyed}`)
    await run(sql`create index box_due on box (flush_at) where flush_at is not null and state = 'open'`)
    await run(sql`create table sample (
      asset text not null, time ${integer} not null, value ${real} not null, primary key (asset, time)
    ) ${keyed}`)
    await run(sql`alter table settings add column quiet text`)
  },
}
