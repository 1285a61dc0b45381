/** Stores as earlier versions left them: brought forward on opening, with everything that was in them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { fileIn, openStore } from '#src/store/open.ts'
import { MIGRATIONS } from '#src/store/migrations.ts'
import { temporaryFolder } from '../support/folder.ts'

const FOLDER = new URL('released/', import.meta.url)
const RELEASED = readdirSync(FOLDER).filter((name) => name.endsWith('.sql'))
const [NOW, WEEK] = [Date.parse('2025-11-24T00:00:00Z'), 7 * 86_400_000]

/** A home folder with the store as it was. */
async function homeFrom(name: string): Promise<string> {
  const home = await temporaryFolder()
  const database = new DatabaseSync(fileIn(home))
  database.exec(readFileSync(new URL(name, FOLDER), 'utf8'))
  database.close()
  return home
}

function rowsIn(home: string): Record<string, Record<string, unknown>[]> {
  const database = new DatabaseSync(fileIn(home), { readOnly: true })
  try {
    const tables = database.prepare("select name from sqlite_master where type = 'table'").all()
    return Object.fromEntries(
      tables.map(({ name }) => [String(name), database.prepare(`select * from "${name}"`).all()]),
    )
  } finally {
    database.close()
  }
}

describe('the stored copies', () => {
  it('are there from the first version on', () => {
    expect(RELEASED[0]).toBe('0001.sql')
    expect(RELEASED.length).toBeGreaterThan(1)
  })

  it.each(RELEASED)('%s is brought forward with every row that was in it', async (name) => {
    const home = await homeFrom(name)
    const before = rowsIn(home)
    const store = await openStore(home)
    await store.close()
    const after = rowsIn(home)
    expect(after.migration?.map((row) => row.name)).toEqual(MIGRATIONS.map((one) => one.name))
    for (const [table, rows] of Object.entries(before)) {
      if (table === 'migration') continue
      expect(rows.length, table).toBeGreaterThan(0)
      for (const row of rows) expect(after[table], table).toContainEqual(expect.objectContaining(row))
    }
  })
})

describe('after an upgrade', () => {
  it.each(RELEASED)('the bot knows what it knew (%s)', async (name) => {
    const store = await openStore(await homeFrom(name))
    expect(await store.memory.settings('telegram:-100')).toMatchObject({
      ...{ language: 'ja', zone: 'Asia/Tokyo', theme: 'light', colors: 'jp', private: true },
    })
    expect(await store.memory.action('AAAAAAAAAAA', NOW)).toMatchObject({ args: { asset: 'bitcoin' } })
    expect(await store.memory.uses('discord:1')).toEqual([{ asset: 'bitcoin', count: 3 }])
    await store.memory.countUse('discord:1', 'bitcoin')
    expect(await store.memory.uses('discord:1')).toEqual([{ asset: 'bitcoin', count: 4 }])
    await store.close()
  })

  it('schedules go on where they were, and what was sent is not sent again', async () => {
    const store = await openStore(await homeFrom('0006.sql'))
    const [schedule, ...others] = await store.schedules.list('discord:guild:9')
    expect(others).toEqual([])
    expect(schedule).toMatchObject({ number: 1, state: 'active', nextRunAt: NOW + WEEK })
    const due = { now: NOW + WEEK, most: 10, next: (_: unknown, after: number) => after + WEEK }
    expect(await store.ledger.enqueueDue({ ...due, awaits: () => undefined })).toBe(1)
    const claimed = await store.ledger.claim('w2', 'discord', NOW + WEEK, 60_000, 10)
    expect(claimed.map(({ fireAt }) => fireAt)).toEqual([NOW + WEEK])
    expect(await store.memory.chatsOf('telegram', '42')).toHaveLength(1)
    expect(await store.guilds.count()).toBe(1)
    const changed = await store.record.changed(0)
    expect(changed.series).toHaveLength(1)
    await store.close()
  })

  it('a store from a later version is left alone, with a sentence', async () => {
    const home = await homeFrom('0006.sql')
    const database = new DatabaseSync(fileIn(home))
    database.exec("insert into migration (name, run_at) values ('9999-future', 1)")
    database.close()
    const before = rowsIn(home)
    await expect(openStore(home)).rejects.toThrow(/9999-future/)
    expect(rowsIn(home)).toEqual(before)
    expect(readdirSync(home)).toContain('kawaraban.sqlite')
    expect(join(home, 'kawaraban.sqlite')).toBe(fileIn(home))
  })
})
