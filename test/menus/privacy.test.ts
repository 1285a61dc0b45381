/** `/privacy`: a file of what is kept, removing after a confirmation, for the member and for moderators. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Reply, Request } from '#src/chat/request.ts'
import type { History } from '#src/market/history.ts'
import { choicesOf, sampleHistory, textOf } from '../support/bot.ts'
import { createDeskBot, type DeskBot } from '../support/scheduleservice.ts'
import { temporaryFolder } from '../support/folder.ts'
import { planOf } from '../support/plans.ts'

const GUILD = 'discord:guild:9'
const moderator: Partial<Request> = { community: GUILD, manager: true, memberLanguage: 'en' }
const member: Partial<Request> = { ...moderator, member: 'm1', manager: false }
const group: Partial<Request> = {
  ...{
    platform: 'telegram',
    chat: 'telegram:-100',
    place: 'group',
    chatTitle: 'Traders',
    memberLanguage: 'en',
  },
  ...{ botName: 'kawaraban_bot', member: '5' },
}

let history: History
const open: DeskBot[] = []
beforeAll(async () => {
  history = await sampleHistory()
})
afterAll(() => Promise.all(open.map(({ store }) => store.close())))

async function deskBot(): Promise<DeskBot> {
  const bot = await createDeskBot(await temporaryFolder(), history)
  open.push(bot)
  return bot
}

const fileIn = ({ message }: Reply) => JSON.parse(message.files?.[0]?.text ?? '{}')

describe('/privacy', () => {
  it('hands a member a file of their own, shown to them alone', async () => {
    const bot = await deskBot()
    await bot.ask('language ja', member)
    await bot.ask('funding btc', member)
    const menu = await bot.ask('privacy', member)
    expect(menu.private).toBe(true)
    expect(choicesOf(menu)).toEqual(['export=me', 'delete=me'])
    const reply = await bot.click(menu, 'export=me', member)
    expect([reply.private, reply.edit, reply.message.actions]).toEqual([true, false, undefined])
    const { kept } = fileIn(reply)
    expect(kept.settings).toEqual([{ of: 'member:discord:m1', language: 'ja' }])
    expect(kept.action.map(({ command }: { command: string }) => command).sort()).toEqual([
      'funding',
      'language',
      'privacy',
    ])
    expect(textOf(reply.message)).toMatch(/[ぁ-ん]/)
  })

  it('removes it only after a second click, and remembers nothing of that click', async () => {
    const bot = await deskBot()
    await bot.ask('language en', member)
    const menu = await bot.ask('privacy', member)
    const sure = await bot.click(menu, 'delete=me', member)
    expect(choicesOf(sure)).toEqual(['erase=me', 'back'])
    expect(await bot.store.memory.settings('member:discord:m1')).toEqual({ language: 'en' })
    expect(choicesOf(await bot.click(sure, 'back', member))).toEqual(choicesOf(menu))
    const done = await bot.click(sure, 'erase=me', member)
    expect(textOf(done.message)).toContain('Deleted')
    const kept = await bot.store.privacy.read({
      kind: 'member',
      platform: 'discord',
      member: 'm1',
      chats: [],
    })
    expect(Object.values(kept).flat()).toEqual([])
    const late = await bot.click(sure, 'erase=me', member)
    expect(late.result).toBe('refused')
  })

  it('lets moderators read and remove the server’s, and nobody else', async () => {
    const bot = await deskBot()
    await bot.store.schedules.add(GUILD, planOf('discord:1'), 1, 'asker', 1)
    const menu = await bot.ask('privacy', moderator)
    expect(choicesOf(menu)).toContain('delete=chat')
    expect(textOf(menu.message)).toContain('Delete this server’s data')
    expect(fileIn(await bot.click(menu, 'export=chat', moderator)).kept.schedule).toHaveLength(1)
    // Their rights were taken since.
    const demoted = await bot.click(menu, 'erase=chat', { ...moderator, manager: false })
    expect(demoted.result).toBe('refused')
    expect(await bot.scheduleService.list(GUILD)).toHaveLength(1)
    const sure = await bot.click(menu, 'delete=chat', moderator)
    await bot.click(sure, 'erase=chat', moderator)
    expect(await bot.scheduleService.list(GUILD)).toEqual([])
  })

  it('asks a group’s member to write in private, and leads its moderator there', async () => {
    const bot = await deskBot()
    const refused = await bot.ask('privacy', { ...group, manager: false })
    expect([refused.result, textOf(refused.message)]).toEqual([
      'refused',
      expect.stringContaining('private chat'),
    ])
    const door = await bot.ask('privacy', { ...group, manager: true })
    const [button] = door.message.actions?.rows[0] ?? []
    // It leads to what is stored, and configures nothing.
    expect(button).toMatchObject({ label: 'Open the private chat' })
    const payload = /start=(\S+)$/.exec((button?.kind === 'button' && button.url) || '')?.[1]
    bot.managers.add('telegram:-100 5')
    const alone: Partial<Request> = { ...group, chat: 'telegram:5', place: 'private', manager: true }
    const inside = await bot.ask(`start ${payload}`, alone)
    expect(inside.message.subtitle).toBe('Traders')
    await bot.store.memory.saveSettings('telegram:-100', { language: 'en' })
    await bot.click(await bot.click(inside, 'delete=chat', alone), 'erase=chat', alone)
    expect(await bot.store.memory.settings('telegram:-100')).toEqual({})
    bot.managers.clear()
    expect((await bot.click(inside, 'export=chat', alone)).result).toBe('refused')
  })

  it('opens by a link of an earlier version, which names the menu as that did', async () => {
    const bot = await deskBot()
    bot.managers.add('telegram:-100 5')
    const args = { owner: 'telegram:-100', target: 'telegram:-100', title: 'Traders' }
    const link = { platform: 'telegram', chat: 'telegram:-100', asker: '5', command: 'start' } as const
    const createdAt = bot.parts.now()
    await bot.store.memory.saveAction({
      ...link,
      id: 'AAAAAAAAAAA',
      args: { ...args, room: 'privacy' },
      createdAt,
    })
    await bot.store.memory.saveAction({
      ...link,
      id: 'BBBBBBBBBBB',
      args: { ...args, menu: 'privacy' },
      createdAt,
    })
    const alone: Partial<Request> = { ...group, chat: 'telegram:5', place: 'private', manager: true }
    const [earlier, now] = [
      await bot.ask('start AAAAAAAAAAA', alone),
      await bot.ask('start BBBBBBBBBBB', alone),
    ]
    expect(choicesOf(earlier)).toEqual(choicesOf(now))
    expect(choicesOf(earlier)).toContain('delete=chat')
    expect(earlier.message.subtitle).toBe('Traders')
  })

  it('offers a private chat its one member’s data alone, with the schedules there', async () => {
    const bot = await deskBot()
    const alone: Partial<Request> = { ...group, chat: 'telegram:5', place: 'private', manager: true }
    await bot.store.schedules.add('telegram:5', planOf('telegram:5'), 1, '5', 1)
    const menu = await bot.ask('privacy', alone)
    expect(choicesOf(menu)).toEqual(['export=me', 'delete=me'])
    expect(fileIn(await bot.click(menu, 'export=me', alone)).kept.schedule).toHaveLength(1)
  })
})
