/** The record: what suppliers reported, when they reported it, and how far each has been asked. */
import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const record: Migration = {
  name: '0005-record',
  async run(database, { integer, real, keyed }) {
    await sql`create table record_asset (
      id text primary key, symbol text not null, name text not null, kind text not null,
      sectors text not null, place ${integer} not null
    ) ${keyed}`.execute(database)
    await sql`create table record_source (
      id ${integer} primary key, name text not null unique
    ) ${keyed}`.execute(database)
    await sql`create table record_series (
      id ${integer} primary key, "table" text not null, key_json text not null, "generation" ${integer} not null,
      unique ("table", key_json)
    ) ${keyed}`.execute(database)
    await sql`create index record_series_by_generation on record_series ("generation")`.execute(database)
    await sql`create table observation (
      series ${integer} not null, time ${integer} not null, v1 ${real}, v2 ${real}, v3 ${real}, v4 ${real},
      text_json text, source ${integer} not null, observed_at ${integer} not null,
      primary key (series, time)
    ) ${keyed}`.execute(database)
    await sql`create table superseded (
      series ${integer} not null, time ${integer} not null, v1 ${real}, v2 ${real}, v3 ${real}, v4 ${real},
      text_json text, source ${integer} not null, observed_at ${integer} not null,
      replaced_at ${integer} not null, primary key (series, time, replaced_at)
    ) ${keyed}`.execute(database)
    await sql`create table record_through (
      feed text not null, asset text not null, through ${integer} not null, primary key (feed, asset)
    ) ${keyed}`.execute(database)
    await sql`create table record_mark (
      name text primary key, value ${integer} not null
    ) ${keyed}`.execute(database)
    await sql`insert into record_mark (name, value) values ('generation', 0)`.execute(database)
  },
}
