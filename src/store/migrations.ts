/** How the tables came to be: steps that are only ever added, each run once and recorded. */
import { type Kysely, sql } from 'kysely'

export interface Migration {
  /** Sorts after all before it; recorded under this name. */
  readonly name: string
  run(database: Kysely<unknown>): Promise<void>
}

export const MIGRATIONS: readonly Migration[] = [
  {
    name: '0001-chats',
    async run(database) {
      await sql`create table settings (
        of text primary key, language text, zone text, theme text, colors text, private integer
      ) strict, without rowid`.execute(database)
      await sql`create table action (
        id text primary key, platform text not null, chat text not null, asker text not null,
        command text not null, args_json text not null, created_at integer not null
      ) strict, without rowid`.execute(database)
      await sql`create index action_by_age on action (created_at)`.execute(database)
      await sql`create table use_count (
        chat text not null, asset text not null, count integer not null, primary key (chat, asset)
      ) strict, without rowid`.execute(database)
    },
  },
]

/** Runs what has not been run yet, each step whole or not at all. Throws StoreError for a store from the future. */
export async function migrate<Tables>(
  database: Kysely<Tables>,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<readonly string[]> {
  await sql`create table if not exists migration (name text primary key, run_at integer not null) strict`.execute(
    database,
  )
  const { rows } = await sql<{ name: string }>`select name from migration`.execute(database)
  const done = rows.map(({ name }) => name)
  const unknown = done.filter((name) => !migrations.some((one) => one.name === name))
  if (unknown.length > 0) throw new RangeError(`unknown migrations ${unknown.join(', ')}`)
  const due = migrations.filter(({ name }) => !done.includes(name))
  for (const { name, run } of due) {
    await database.transaction().execute(async (transaction) => {
      await run(transaction as unknown as Kysely<unknown>)
      await sql`insert into migration (name, run_at) values (${name}, unixepoch() * 1000)`.execute(
        transaction,
      )
    })
  }
  return due.map(({ name }) => name)
}
