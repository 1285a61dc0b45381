/** What a member has removed is in no byte of the store's file, of its log, nor of a backup. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { backUp } from '#src/store/backup.ts'
import { openStore, type Store } from '#src/store/open.ts'
import { openThreadedStore } from '#src/store/thread/open.ts'
import { temporaryFolder } from '../support/folder.ts'
import { planOf } from '../support/plans.ts'

const NOW = Date.parse('2025-11-24T00:00:00Z')
/** Long enough to be found wherever it hides. */
const [MEMBER, OTHER] = ['424242424242', '777777777777']

/** The files of a folder in which the bytes of a text are. */
async function filesWith(folder: string, text: string): Promise<string[]> {
  const found: string[] = []
  for (const name of (await readdir(folder)).toSorted()) {
    if ((await readFile(join(folder, name))).includes(text)) found.push(name)
  }
  return found
}

/** Hundreds of members use the bot, so that rows are moved from page to page; ours among them, all the time. */
async function live({ memory, schedules, privacy }: Store): Promise<void> {
  for (let count = 0; count < 400; count++) {
    for (const member of [MEMBER, OTHER, String(500_000_000_000 + count)]) {
      const chat = member === MEMBER && count % 2 ? 'telegram:-1009' : `telegram:${member}`
      await memory.saveAction({
        ...{ id: `${member}-${count}`, platform: 'telegram', chat, asker: member, command: 'funding' },
        ...{ args: { asset: 'bitcoin' }, createdAt: NOW + count },
      })
      await memory.countUse(`telegram:${member}`, `coin${count}`)
    }
  }
  for (const member of [MEMBER, OTHER]) {
    await memory.saveSettings(`member:telegram:${member}`, { language: 'ja' })
    await memory.rememberChat({
      platform: 'telegram',
      chat: 'telegram:-1009',
      member,
      title: 'ours',
      at: NOW,
    })
    await schedules.add(`telegram:${member}`, planOf(`telegram:${member}`), NOW, member, NOW)
    await schedules.add('telegram:-1009', planOf('telegram:-1009'), NOW, member, NOW)
  }
  // Others remove theirs as well: pages become empty and are used again.
  await privacy.erase({
    kind: 'member',
    platform: 'telegram',
    member: '500000000007',
    chats: ['telegram:500000000007'],
  })
  // The last of it is in the log alone.
  for (let count = 0; count < 20; count++) await memory.countUse(`telegram:${MEMBER}`, `late${count}`)
}

describe('what a member has removed', () => {
  it.each([
    ['in threads of its own', openThreadedStore],
    ['in the same thread', openStore],
  ])('is in no byte of the store, of its log, nor of a backup, while the bot runs and after it (%s)', async (_, openIt) => {
    const [home, backups] = [await temporaryFolder(), await temporaryFolder()]
    const store = await openIt(home)
    let isOpen = true
    onTestFinished(async () => {
      if (isOpen) await store.close()
    })
    await live(store)
    expect(await filesWith(home, MEMBER)).toContain('kawaraban.sqlite-wal')
    expect(await filesWith(home, MEMBER)).toContain('kawaraban.sqlite')
    await backUp(home, join(backups, 'before.sqlite'))
    const chats = [`telegram:${MEMBER}`]
    expect(
      await store.privacy.erase({ kind: 'member', platform: 'telegram', member: MEMBER, chats }),
    ).toBeGreaterThan(400)
    await backUp(home, join(backups, 'after.sqlite'))
    expect(await filesWith(home, MEMBER)).toEqual([])
    expect(await filesWith(backups, MEMBER)).toEqual(['before.sqlite'])
    // The search finds what is there.
    expect(await filesWith(home, OTHER)).toContain('kawaraban.sqlite')
    expect(await filesWith(backups, OTHER)).toEqual(['after.sqlite', 'before.sqlite'])
    await store.memory.countUse('telegram:1', 'bitcoin')
    await store.close()
    isOpen = false
    expect(await filesWith(home, MEMBER)).toEqual([])
  })
})
