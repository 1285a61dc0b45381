/** Both dispatchers on what they run on: a process of its own; in the slow suite pg-boss on PGlite, and on a server where one is named. */
import { PGlite } from '@electric-sql/pglite'
import { PGliteDialect } from 'kysely'
import { fromPglite } from 'pg-boss'
import { onTestFinished } from 'vitest'
import { createLocalDispatcher } from '#src/queue/local.ts'
import { openPgBossDispatcher } from '#src/queue/pgboss.ts'
import { joinStore, openStore } from '#src/store/open.ts'
import { openThreadedStore } from '#src/store/thread/open.ts'
import { describeDispatcher } from '../contracts/dispatcher.ts'
import { EVERY_CASE } from '../support/cases.ts'
import { temporaryFolder } from '../support/folder.ts'
import { emptyDatabase, SERVER } from '../support/postgres.ts'

const INT8 = 20
const server = EVERY_CASE ? SERVER : undefined
const onTrouble = (reason: string) => {
  throw new Error(reason)
}

describeDispatcher('One process', async () => {
  const dispatcher = createLocalDispatcher(Date.now)
  const store = await openStore(await temporaryFolder(), undefined, dispatcher.notify)
  onTestFinished(async () => {
    await dispatcher.close()
    await store.close()
  })
  return { store, dispatcher, other: undefined }
})

describeDispatcher('One process and the threads of its store', async () => {
  const dispatcher = createLocalDispatcher(Date.now)
  const store = await openThreadedStore(await temporaryFolder(), dispatcher.notify)
  onTestFinished(async () => {
    await dispatcher.close()
    await store.close()
  })
  return { store, dispatcher, other: undefined }
})

let shared: Promise<PGlite> | undefined

/** Starting PGlite and the tables of pg-boss takes ten times what is tried on them. */
const onPglite = async () => {
  shared ??= PGlite.create({ parsers: { [INT8]: Number } })
  const pglite = await shared
  await pglite.exec('drop schema public cascade; create schema public; drop schema if exists pgboss cascade')
  const connection = { db: fromPglite(pglite), backend: 'pglite' } as const
  const dispatcher = await openPgBossDispatcher({ connection, onTrouble })
  const dialect = new PGliteDialect({ pglite: keptOpen(pglite) })
  const store = await joinStore('pglite', dialect, dispatcher.notify)
  onTestFinished(async () => {
    await dispatcher.close()
    await store.close()
  })
  return { store, dispatcher, other: undefined }
}

if (EVERY_CASE) describeDispatcher('pg-boss on PGlite', onPglite)

if (server !== undefined) {
  describeDispatcher('pg-boss on a server', async () => {
    const url = await emptyDatabase(server)
    const parts = { connection: { connectionString: url }, onTrouble }
    const dispatcher = await openPgBossDispatcher(parts)
    const other = await openPgBossDispatcher(parts)
    const store = await openStore('', url, dispatcher.notify)
    onTestFinished(async () => {
      await Promise.all([dispatcher.close(), other.close()])
      await store.close()
    })
    return { store, dispatcher, other }
  })
}

/** What Kysely uses of it, without the closing. */
function keptOpen(pglite: PGlite) {
  return new Proxy(pglite, {
    get(target, name) {
      if (name === 'close') return async () => {}
      const value = Reflect.get(target, name) as unknown
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
