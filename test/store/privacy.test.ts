/** What is kept of people: nothing outside the list, all of it in a member's file, none of it after removing. */
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { describe, expect, it } from 'vitest'
import { EVERYWHERE } from '#src/chat/memory.ts'
import type { Whose } from '#src/chat/privacy.ts'
import { migrate } from '#src/store/migrations.ts'
import { COLUMNS } from '#src/store/privacy.ts'
import { openSqlite } from '#src/store/sqlite.ts'
import type { Store } from '#src/store/open.ts'
import { DATABASES } from '../support/databases.ts'
import { planOf } from '../support/plans.ts'

const NOW = Date.parse('2025-11-24T00:00:00Z')
/** Long enough to be found wherever it hides. */
const [MEMBER, OTHER] = ['424242424242', '777777777777']
const GROUP = 'telegram:-1009'
const me = {
  kind: 'member',
  platform: 'telegram',
  member: MEMBER,
  chats: [`telegram:${MEMBER}`],
} satisfies Whose
const group: Whose = { kind: 'chat', chats: [GROUP] }

/** Tables of market facts, which no member can reach, and of the store's own upkeep. */
const IMPERSONAL = /^(?:record_\w+|observation|superseded|backfill_job|migration|sqlite_\w+)$/

describe('the list of what columns tell', () => {
  it('has every column of every table', async () => {
    const database = new Kysely<Record<string, Record<string, unknown>>>({
      dialect: openSqlite(':memory:').dialect,
    })
    await migrate(database)
    const tables = await database.introspection.getTables()
    const there = tables
      .filter(({ name }) => !IMPERSONAL.test(name))
      .map(({ name, columns }) => [name, columns.map((column) => column.name).sort()] as const)
    expect(there.length).toBeGreaterThan(8)
    const listed = Object.entries(COLUMNS).map(([name, columns]) => [name, Object.keys(columns).sort()])
    expect(Object.fromEntries(there)).toEqual(Object.fromEntries(listed))
    await database.destroy()
  })

  it('names no column that a member could be in, outside of it, by its name', async () => {
    const database = new Kysely<Record<string, Record<string, unknown>>>({
      dialect: openSqlite(':memory:').dialect,
    })
    await migrate(database)
    const market = (await database.introspection.getTables()).filter(({ name }) => IMPERSONAL.test(name))
    const suspects = market.flatMap(({ name, columns }) =>
      columns
        .filter((column) => /member|user|asker|chat|owner|^by$/.test(column.name))
        .map((one) => `${name}.${one.name}`),
    )
    expect(suspects).toEqual([])
    await database.destroy()
  })
})

describe.each(DATABASES)('what $name keeps', ({ open }) => {
  it('gives a member all of their own, and of others nothing', async () => {
    const store = await open()
    await live(store)
    const kept = await store.privacy.read(me)
    const text = JSON.stringify(kept)
    expect(text).not.toContain(OTHER)
    for (const table of [
      'settings',
      'setting_change',
      'action',
      'use_count',
      'managed_chat',
      'arrival',
      'schedule',
      'revision',
      'delivery',
      'desk_text',
      'desk_entry',
      'approval',
    ])
      expect(kept[table], table).not.toEqual([])
    expect(kept.settings).toEqual([{ of: `member:telegram:${MEMBER}`, language: 'ja' }])
    expect(kept.action?.map(({ args }) => args)).toContainEqual({ asset: 'bitcoin' })
    expect(kept.managed_chat?.[0]).toMatchObject({ seen_at: '2025-11-24T00:00:00.000Z' })
  })

  it('leaves no trace of a member who has it removed, and leaves others what is theirs', async () => {
    const store = await open()
    const { groups } = await live(store)
    expect(await store.privacy.erase(me)).toBeGreaterThan(8)
    expect(await traces(store, MEMBER)).toEqual([])
    expect((await store.schedules.list(GROUP)).map(({ id }) => id)).toEqual([groups.id])
    expect((await store.schedules.revisions(groups.id)).map(({ by }) => by)).toEqual(['deleted', OTHER])
    expect(await traces(store, OTHER)).not.toEqual([])
    expect(await store.privacy.erase(me)).toBe(0)
  })

  it('does the same for a chat, whose file does not tell what its members asked', async () => {
    const store = await open()
    await live(store)
    const kept = await store.privacy.read(group)
    expect(kept.schedule).toHaveLength(1)
    expect(kept.revision?.map(({ by }) => by)).toEqual([MEMBER, OTHER])
    expect(kept.action).toEqual([
      {
        id: 'group',
        platform: 'telegram',
        chat: `${GROUP}:7`,
        command: 'funding',
        created_at: '2025-11-24T00:00:00.000Z',
      },
    ])
    expect(await store.privacy.erase(group)).toBeGreaterThan(5)
    expect(await traces(store, GROUP)).toEqual([])
    expect(await store.schedules.list(`telegram:${MEMBER}`)).toHaveLength(1)
    expect(await store.memory.settings(`member:telegram:${MEMBER}`)).toEqual({ language: 'ja' })
  })

  it('takes neither a longer number nor another platform’s member for this one', async () => {
    const store = await open()
    await store.memory.saveSettings(`member:discord:${MEMBER}`, { language: 'en' })
    await store.memory.saveSettings(`telegram:${MEMBER}1`, { language: 'en' })
    await store.schedules.add('discord:guild:1', planOf('discord:1'), NOW, MEMBER, NOW)
    expect(await store.privacy.erase(me)).toBe(0)
  })

  it('keeps knowing that it is in a community until it has left', async () => {
    const store = await open()
    await store.guilds.join('discord:guild:9', NOW)
    const guild: Whose = { kind: 'chat', chats: ['discord:guild:9', 'discord:1'] }
    await store.privacy.erase(guild)
    expect(await store.guilds.count()).toBe(1)
    await store.guilds.leave('discord:guild:9', NOW + 1)
    await store.privacy.erase(guild)
    expect(await store.guilds.get('discord:guild:9')).toBeUndefined()
  })
})

/** A member and another one use the bot in all its ways, in private and in a group. */
async function live({ memory, schedules, deliveries, ledger, desk }: Store) {
  const ofGroup = { owner: GROUP, edition: '2025-11-24', kind: 'note', at: NOW } as const
  const alone = `telegram:${MEMBER}`
  const action = { platform: 'telegram', command: 'funding', createdAt: NOW } as const
  await memory.saveSettings(`member:telegram:${MEMBER}`, { language: 'ja' })
  await memory.saveSettings(GROUP, { language: 'ja', logChannel: alone })
  // Who changed what is theirs, also where it is the group's.
  await memory.saveSettings(`${GROUP}:7`, { theme: 'dark' }, { by: MEMBER, at: NOW })
  await memory.saveSettings('telegram:-2', { logChannel: alone }, { by: OTHER, at: NOW })
  await memory.saveSettings('telegram:-2', {}, { by: OTHER, at: NOW })
  await memory.saveAction({ ...action, id: 'alone', chat: alone, asker: MEMBER, args: { asset: 'bitcoin' } })
  await memory.saveAction({ ...action, id: 'told', chat: alone, asker: 'system', args: {} })
  await memory.saveAction({
    ...action,
    id: 'group',
    chat: `${GROUP}:7`,
    asker: MEMBER,
    args: { draft: MEMBER },
  })
  await memory.saveAction({ ...action, id: 'others', chat: 'telegram:-2', asker: OTHER, args: {} })
  const additions = JSON.stringify({ note: { en: `by ${MEMBER}` } })
  await memory.saveAction({ ...action, id: 'post', chat: EVERYWHERE, asker: '', args: { additions } })
  await memory.countUse(alone, 'bitcoin')
  await memory.countUse(`${GROUP}:7`, 'bitcoin')
  for (const member of [MEMBER, OTHER])
    await memory.rememberChat({ platform: 'telegram', member, chat: GROUP, title: 'Traders', at: NOW })
  await desk.write({ ...ofGroup, texts: { ja: `${MEMBER}の短信` }, by: MEMBER })
  await desk.write({ ...ofGroup, texts: { ja: '続報' }, by: OTHER })
  await desk.write({ ...ofGroup, texts: { en: `by ${MEMBER}` }, by: MEMBER })
  await desk.write({ ...ofGroup, owner: 'telegram:-2', texts: { en: 'note' }, by: OTHER })
  await memory.arrive({ chat: GROUP, member: MEMBER, at: NOW })
  await memory.arrive({ chat: 'telegram:-2', member: OTHER, at: NOW })
  await schedules.add(alone, planOf(alone), NOW + 1000, MEMBER, NOW)
  const groups = await schedules.add(GROUP, planOf(`${GROUP}:7`), NOW + 1000, MEMBER, NOW)
  await schedules.change({
    id: groups.id,
    revision: 1,
    by: OTHER,
    at: NOW,
    change: 'changed',
    plan: planOf(`${GROUP}:7`, { theme: 'light' }),
  })
  const content = { edition: '2025-11-24', content: 'c', additions: { note: { en: `by ${MEMBER}` } } }
  const run = { schedule: groups.id, fireAt: NOW + 1000 }
  const times = { deadline: NOW + 3_600_000, expiresAt: NOW + 7_200_000 }
  await desk.ask({ ...run, ...content, ...times, mode: 'approved', now: NOW })
  const deciding = { ...run, content: 'c', by: MEMBER, at: NOW }
  await desk.approve({ ...deciding, isOperator: true, twoPeople: false })
  const people = deliveries({ awaits: () => undefined, onPending: () => undefined })
  await people.runNow(groups.id, 'test', NOW, alone)
  await ledger.enqueueDue({
    now: NOW + 2000,
    most: 10,
    next: (_, after) => after + 1e9,
    awaits: () => undefined,
  })
  for (const claim of await ledger.claim('w', 'telegram', NOW + 2000, 60_000, 10)) {
    await ledger.mark(claim, 0, `nonce-${claim.id.slice(0, 8)}`, { now: NOW, lease: 1000, nonceWindow: 0 })
    await ledger.sent(claim, 0, [{ id: '1' }], { now: NOW, lease: 1000, last: true })
  }
  return { groups }
}

/** In which tables of a file a text stands, in any column; of a server's, only what can be read through the port. */
async function traces({ file, privacy }: Store, text: string): Promise<string[]> {
  if (!file.endsWith('.sqlite')) {
    const whose: Whose = text === GROUP ? group : { ...me, member: text, chats: [`telegram:${text}`] }
    return Object.entries(await privacy.read(whose)).flatMap(([table, rows]) =>
      rows.length > 0 ? [table] : [],
    )
  }
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const tables = database.prepare("select name from sqlite_master where type = 'table'").all()
    return tables
      .map(({ name }) => String(name))
      .filter((name) => JSON.stringify(database.prepare(`select * from "${name}"`).all()).includes(text))
  } finally {
    database.close()
  }
}
