/** The editions of a store that a bot writes, for who only reads: nothing is changed, nothing made. */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { fileIn, openEditions, openStore } from '#src/store/open.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'kawaraban-store-'))
  onTestFinished(() => rm(home, { recursive: true }))
})

const data = { kind: 'live', name: 'live' }
const FROZEN = { id: 'a', data, week: '2025-11-24', zone: 'UTC', revision: 1, content: '{}', frozenAt: 7 }

it('reads them while the bot has the store open, and can freeze none', async () => {
  const store = await openStore(home)
  await store.editions.freeze(FROZEN)
  const reader = await openEditions(home)
  const weeks = () => reader?.editions.weeks({ data, zone: 'UTC' })
  expect(await weeks()).toEqual([{ week: '2025-11-24', ids: ['a'], frozenAt: [7] }])
  await expect(reader?.editions.freeze({ ...FROZEN, id: 'b', revision: 2 })).rejects.toThrow(/readonly/)
  await store.editions.freeze({ ...FROZEN, id: 'b', revision: 2, frozenAt: 8 })
  expect(await weeks()).toEqual([{ week: '2025-11-24', ids: ['a', 'b'], frozenAt: [7, 8] }])
  await reader?.close()
  await store.close()
})

it('brings no store up to date, and makes none', async () => {
  expect(await openEditions(join(home, 'none'))).toBeUndefined()
  expect(existsSync(join(home, 'none'))).toBe(false)
  const older = new DatabaseSync(fileIn(home))
  older.exec('create table migration (name text primary key, run_at integer not null)')
  const reader = await openEditions(home)
  await expect(reader?.editions.weeks({ data, zone: 'UTC' })).rejects.toThrow(/no such table/)
  await reader?.close()
  expect(older.prepare("select name from sqlite_master where type = 'table'").all()).toEqual([
    { name: 'migration' },
  ])
  older.close()
})
