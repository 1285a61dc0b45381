/** Backups: made beside a writing bot, whole, never over another file; and a store restored from one. */
import { copyFile, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeBackup } from '#src/app/backup.ts'
import { backUp } from '#src/store/backup.ts'
import { fileIn, openStore } from '#src/store/open.ts'
import { temporaryFolder } from '../support/folder.ts'
import { planOf } from '../support/plans.ts'

const NOW = Date.parse('2025-11-24T00:00:00Z')

describe('a backup', () => {
  it('holds all that was committed while the bot goes on writing, and restores to the same', async () => {
    const [home, folder] = [await temporaryFolder(), await temporaryFolder()]
    const store = await openStore(home)
    const schedule = await store.schedules.add('discord:guild:9', planOf('discord:1'), NOW, '42', NOW)
    for (let count = 0; count < 500; count++) await store.memory.countUse('discord:1', `coin${count % 50}`)
    const writing = Promise.all(
      Array.from({ length: 50 }, () => store.memory.countUse('discord:2', 'bitcoin')),
    )
    const file = join(folder, 'copy.sqlite')
    const made = await backUp(home, file)
    await writing
    expect(made).toEqual({ file, bytes: (await stat(file)).size })
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readdir(folder)).toEqual(['copy.sqlite'])
    await store.close()

    const restoredHome = await temporaryFolder()
    await copyFile(file, fileIn(restoredHome))
    const restored = await openStore(restoredHome)
    expect(await restored.schedules.get(schedule.id)).toEqual(schedule)
    expect(await restored.memory.uses('discord:1')).toHaveLength(50)
    await restored.memory.countUse('discord:1', 'coin1')
    expect((await restored.memory.uses('discord:1'))[0]).toEqual({ asset: 'coin1', count: 11 })
    await restored.close()
  })

  it('writes over nothing', async () => {
    const [home, folder] = [await temporaryFolder(), await temporaryFolder()]
    await (await openStore(home)).close()
    const file = join(folder, 'there')
    await writeFile(file, 'precious')
    await expect(backUp(home, file)).rejects.toMatchObject({ key: 'backup.exists' })
    expect(await readFile(file, 'utf8')).toBe('precious')
  })

  it('says what it lacks: a store, a folder, a store that is sound', async () => {
    const [empty, folder] = [await temporaryFolder(), await temporaryFolder()]
    await expect(backUp(empty, join(folder, 'a'))).rejects.toMatchObject({ key: 'backup.missing' })
    await (await openStore(empty)).close()
    await expect(backUp(empty, join(folder, 'no', 'a'))).rejects.toMatchObject({ key: 'backup.failed' })
    const sound = await readFile(fileIn(empty))
    await writeFile(fileIn(empty), 'this is no database'.repeat(100))
    await expect(backUp(empty, join(folder, 'b'))).rejects.toMatchObject({ fault: 'foreign' })
    // Nobody should look for the reason in the folder of the copy.
    await writeFile(fileIn(empty), sound.fill(0xa5, sound.length / 2))
    await expect(backUp(empty, join(folder, 'c'))).rejects.toMatchObject({
      name: 'StoreError',
      fault: 'damaged',
      file: fileIn(empty),
    })
    expect(await readdir(folder)).toEqual([])
  })

  it('of a PostgreSQL database is that database’s own command', () => {
    const place = { home: '', databaseUrl: 'postgresql://kawaraban:secret@127.0.0.1/kawaraban' }
    expect(() => makeBackup(place, 'a')).toThrow(
      expect.objectContaining({ key: 'backup.usePgDump', values: {} }),
    )
  })
})
