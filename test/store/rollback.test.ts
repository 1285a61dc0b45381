/** A statement that fails keeps its own error, whatever becomes of its transaction. */
import { Kysely, sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { openSqlite } from '#src/store/sqlite.ts'
import { temporaryFolder } from '../support/folder.ts'

it('a full disk is reported as such, and writing goes on when there is room', async () => {
  const file = `${await temporaryFolder()}/full.sqlite`
  const database = new Kysely<{ row: { text: string } }>({ dialect: openSqlite(file).dialect })
  onTestFinished(() => database.destroy())
  await sql`create table row (text text)`.execute(database)
  const fill = () =>
    database.transaction().execute(async (transaction) => {
      const text = 'x'.repeat(4000)
      for (let n = 0; n < 100; n++) await transaction.insertInto('row').values({ text }).execute()
    })
  await sql`pragma max_page_count = 20`.execute(database)
  const failure = await fill().catch((error: unknown) => error)
  expect(failure).toMatchObject({ message: 'database or disk is full', errcode: 13 })
  expect(await database.selectFrom('row').selectAll().execute()).toEqual([])
  await sql`pragma max_page_count = 2000`.execute(database)
  await fill()
  expect(await database.selectFrom('row').selectAll().execute()).toHaveLength(100)
})
