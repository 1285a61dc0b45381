import { chmod, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { Kysely as Database } from 'kysely'
import { describe, expect, it } from 'vitest'
import { MIGRATIONS, migrate } from '#src/store/migrations.ts'
import { openStore } from '#src/store/open.ts'
import { openSqlite } from '#src/store/sqlite.ts'
import { temporaryFolder } from '../support/folder.ts'
import { planOf } from '../support/plans.ts'

async function withDatabase(file: string, use: (database: Kysely<unknown>) => Promise<void>): Promise<void> {
  const database = new Database<unknown>({ dialect: openSqlite(file).dialect })
  try {
    await use(database)
  } finally {
    await database.destroy()
  }
}

async function pragma(database: Kysely<unknown>, name: string): Promise<unknown> {
  const { rows } = await sql<Record<string, unknown>>`${sql.raw(`pragma ${name}`)}`.execute(database)
  return Object.values(rows[0] ?? {})[0]
}

describe('the store', () => {
  it('makes its folder, and remembers after it was closed and opened again', async () => {
    const home = join(await temporaryFolder(), 'not', 'there')
    const first = await openStore(home)
    await first.memory.saveSettings('telegram:-100:7', { language: 'ja' })
    await first.close()
    const second = await openStore(home)
    expect(await second.memory.settings('telegram:-100:7')).toEqual({ language: 'ja' })
    await second.close()
  })

  it('makes its folder for its user alone', async () => {
    const home = join(await temporaryFolder(), 'not', 'there')
    const store = await openStore(home)
    expect((await stat(home)).mode & 0o777).toBe(0o700)
    await store.close()
  })

  it('can be used by two at a time', async () => {
    const home = await temporaryFolder()
    const [one, other] = [await openStore(home), await openStore(home)]
    await Promise.all(
      Array.from({ length: 50 }, (_, index) => (index % 2 ? one : other).memory.countUse('chat', 'bitcoin')),
    )
    expect(await one.memory.uses('chat')).toEqual([{ asset: 'bitcoin', count: 50 }])
    await one.close()
    await other.close()
  })

  it('writes ahead and waits for the disk', async () => {
    await withDatabase(join(await temporaryFolder(), 'a.sqlite'), async (database) => {
      expect(await pragma(database, 'journal_mode')).toBe('wal')
      expect(await pragma(database, 'synchronous')).toBe(2)
      expect(await pragma(database, 'foreign_keys')).toBe(1)
      expect(await pragma(database, 'secure_delete')).toBe(1)
      expect(await pragma(database, 'busy_timeout')).toBeGreaterThan(0)
    })
  })

  it('keeps its files for its user alone, those that were there before as well', async () => {
    const home = await temporaryFolder()
    const file = join(home, 'kawaraban.sqlite')
    await writeFile(file, '', { mode: 0o666 })
    await chmod(file, 0o644)
    const store = await openStore(home)
    await store.memory.saveSettings('telegram:-100:7', { language: 'ja' })
    const files = (await readdir(home)).toSorted()
    expect(files).toEqual(['kawaraban.sqlite', 'kawaraban.sqlite-shm', 'kawaraban.sqlite-wal'])
    for (const one of files) expect((await stat(join(home, one))).mode & 0o777, one).toBe(0o600)
    await store.close()
  })
})

describe('migrations', () => {
  it('run once, in order', async () => {
    await withDatabase(':memory:', async (database) => {
      expect(await migrate(database)).toEqual(MIGRATIONS.map(({ name }) => name))
      expect(await migrate(database)).toEqual([])
    })
    expect(MIGRATIONS.map(({ name }) => name)).toEqual(MIGRATIONS.map(({ name }) => name).toSorted())
  })

  it('bring a file of the first version up to date with all that it holds, ready for schedules', async () => {
    const home = await temporaryFolder()
    await withDatabase(join(home, 'kawaraban.sqlite'), async (database) => {
      expect(await migrate(database, MIGRATIONS.slice(0, 1))).toEqual(['0001-chats'])
      await sql`insert into settings ("of", language, zone, theme, colors, private)
        values ('telegram:-100:7', 'ja', 'Asia/Tokyo', 'light', 'jp', 1), ('discord:1', 'en', null, null, null, null)`.execute(
        database,
      )
      await sql`insert into action (id, platform, chat, asker, command, args_json, created_at)
        values ('AAAAAAAAAAA', 'discord', 'discord:1', '42', 'funding', '{"asset":"bitcoin"}', 1000)`.execute(
        database,
      )
      await sql`insert into use_count (chat, asset, count) values ('discord:1', 'bitcoin', 3)`.execute(
        database,
      )
    })
    const store = await openStore(home)
    expect(await store.memory.settings('telegram:-100:7')).toEqual({
      ...{ language: 'ja', zone: 'Asia/Tokyo', theme: 'light', colors: 'jp', private: true },
    })
    expect(await store.memory.settings('discord:1')).toEqual({ language: 'en' })
    expect(await store.memory.action('AAAAAAAAAAA', 2000)).toMatchObject({
      ...{ command: 'funding', args: { asset: 'bitcoin' }, asker: '42' },
    })
    expect(await store.memory.uses('discord:1')).toEqual([{ asset: 'bitcoin', count: 3 }])
    await store.memory.saveSettings('discord:1', { language: 'ja', logChannel: 'discord:2' })
    expect(await store.memory.settings('discord:1')).toEqual({ language: 'ja', logChannel: 'discord:2' })
    const plan = planOf('discord:1')
    expect(await store.schedules.add('discord:guild:9', plan, 5000, '42', 3000)).toMatchObject({ number: 1 })
    expect(await store.schedules.list('discord:guild:9')).toHaveLength(1)
    await store.close()
  })

  it('leave nothing behind where one fails', async () => {
    const broken = {
      name: '9999-broken',
      async run(database: Kysely<unknown>) {
        await sql`create table half (a integer)`.execute(database)
        throw new Error('half way')
      },
    }
    await withDatabase(':memory:', async (database) => {
      await expect(migrate(database, [...MIGRATIONS, broken])).rejects.toThrow('half way')
      const { rows } = await sql`select name from sqlite_master where name = 'half'`.execute(database)
      expect(rows).toEqual([])
    })
  })

  it('refuse a store that a later version has changed', async () => {
    await withDatabase(':memory:', async (database) => {
      await migrate(database, [...MIGRATIONS, { name: '9999-later', run: async () => {} }])
      await expect(migrate(database)).rejects.toThrow('9999-later')
    })
  })
})
