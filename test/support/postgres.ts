/** A PostgreSQL server for tests, where TEST_DATABASE_URL names one: each process of tests has a database of its own there. */
import { Kysely, sql } from 'kysely'
import { openPostgres } from '#src/store/postgres.ts'

/** The server's address; undefined where there is none, and tests that need one are skipped. */
export const SERVER = process.env.TEST_DATABASE_URL

let made: Promise<string> | undefined

/** The address of this process's database, emptied. Tests of other files run beside this one. */
export async function emptyDatabase(server: string): Promise<string> {
  made ??= makeDatabase(server, `kawaraban_test_${process.env.VITEST_POOL_ID ?? process.pid}`)
  const url = await made
  const database = new Kysely<unknown>({ dialect: openPostgres(url) })
  await sql`drop schema if exists pgboss cascade`.execute(database)
  await sql`drop schema public cascade`.execute(database)
  await sql`create schema public`.execute(database)
  await database.destroy()
  return url
}

/** The address of a new database on a server. */
export async function makeDatabase(server: string, name: string): Promise<string> {
  const admin = new Kysely<unknown>({ dialect: openPostgres(server) })
  try {
    await sql`drop database if exists ${sql.id(name)} with (force)`.execute(admin)
    await sql`create database ${sql.id(name)}`.execute(admin)
  } finally {
    await admin.destroy()
  }
  const address = new URL(server)
  address.pathname = `/${name}`
  return address.href
}
