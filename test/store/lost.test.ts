/** A PostgreSQL connection that is lost while somebody holds it: the next query is refused, and nothing else fails. */
import { Kysely, sql } from 'kysely'
import { expect, it } from 'vitest'
import { openPostgres } from '#src/store/postgres.ts'
import { SERVER } from '../support/postgres.ts'

const server = SERVER ?? ''

it.skipIf(server === '')(
  'tells of a connection that is lost between two queries of a transaction',
  async () => {
    let tell = (_reason: string) => {}
    const reported = new Promise<string>((resolve) => {
      tell = resolve
    })
    const [held, other] = [
      new Kysely<unknown>({ dialect: openPostgres(server, { onLost: (reason) => tell(reason) }) }),
      new Kysely<unknown>({ dialect: openPostgres(server) }),
    ]
    const work = held.transaction().execute(async (transaction) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction)
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(other)
      expect(await reported).toMatch(/terminating connection/)
      await sql`select 1`.execute(transaction)
    })
    await expect(work).rejects.toThrow()
    // The next one gets a connection of its own.
    expect((await sql<{ one: number }>`select 1 as one`.execute(held)).rows).toEqual([{ one: 1 }])
    await Promise.all([held.destroy(), other.destroy()])
  },
)
