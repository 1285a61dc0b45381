/** Who may change schedules and settings: members without the right, Telegram groups, and what is a member’s own. */
import { describe, expect, it } from 'vitest'
import type { Request } from '#src/chat/request.ts'
import { choicesOf, textOf } from '../../support/bot.ts'
import { GUILD, list, moderator, only, send, stranger, useDeskBots } from '../../support/schedulemenus.ts'

const { deskBot } = useDeskBots()

const group: Partial<Request> = {
  platform: 'telegram',
  chat: 'telegram:-100:7',
  place: 'group',
  manager: true,
  memberLanguage: 'en',
  chatTitle: 'Traders',
  botName: 'kawaraban_bot',
}
const alone: Partial<Request> = { ...group, chat: 'telegram:asker', place: 'private' }

describe('a member who does not manage the chat', () => {
  it('changes nothing with any button of any menu', async () => {
    const bot = await deskBot()
    const item = await bot.ask('schedule weekly mon 09:30 Asia/Tokyo ja', moderator)
    await bot.click(await bot.click(item, 'run', moderator), 'reallyrun', moderator)
    const replies = [
      item,
      await bot.ask('schedule list', moderator),
      await bot.ask('schedule history 1', moderator),
      await bot.ask('schedule delete 1', moderator),
      await bot.ask('schedule add', moderator),
      await bot.click(await bot.ask('schedule add', moderator), 'screen=when', moderator),
      await bot.click(await bot.ask('schedule add', moderator), 'screen=look', moderator),
      await bot.click(await bot.ask('schedule add', moderator), 'screen=target', moderator),
      await bot.ask('settings', moderator),
      await bot.click(await bot.ask('settings', moderator), 'screen=team', moderator),
    ]
    const state = async () =>
      JSON.stringify([
        await list(bot),
        await bot.store.memory.settings(GUILD),
        await bot.store.memory.settings('discord:1'),
      ])
    const before = await state()
    let clicked = 0
    for (const reply of replies) {
      for (const choice of choicesOf(reply)) {
        clicked += 1
        const answer = await send(bot, reply, choice, { chosen: ['1'], values: { day: 'tue' } }, stranger)
        expect(answer, choice).toMatchObject({ private: true, edit: false })
        expect(await state(), choice).toBe(before)
      }
    }
    expect(clicked).toBeGreaterThan(120)
  })

  it('is refused every command for moderators, even right after losing the right', async () => {
    const bot = await deskBot()
    for (const line of ['schedule', 'schedule weekly mon 09:30', 'settings']) {
      expect(textOf((await bot.ask(line, stranger)).message)).toContain('Only moderators')
    }
    const builder = await bot.ask('schedule add', moderator)
    await bot.click(builder, 'save', { ...moderator, manager: false })
    expect(await list(bot)).toEqual([])
  })

  it('may do it with the role that the settings name', async () => {
    const bot = await deskBot()
    const team = await bot.click(await bot.ask('settings', moderator), 'screen=team', moderator)
    await send(bot, team, 'role', { chosen: ['42'] })
    const holder = { ...stranger, roles: ['41', '42'] }
    await bot.ask('schedule weekly mon 09:30', holder)
    expect(await list(bot)).toHaveLength(1)
  })
})

describe('in a Telegram group', () => {
  it('a button leads to the private chat, where rights are asked for anew', async () => {
    const bot = await deskBot()
    const door = await bot.ask('schedule', group)
    const [button] = door.message.actions?.rows.flat() ?? []
    const url = button?.kind === 'button' ? button.url : undefined
    expect(url).toMatch(/^https:\/\/t\.me\/kawaraban_bot\?start=[\w-]{11}$/)
    const payload = url?.split('=')[1] ?? ''
    expect(textOf((await bot.ask(`start ${payload}`, alone)).message)).toContain('Only moderators')
    bot.managers.add('telegram:-100:7 asker')
    const menu = await bot.ask(`start ${payload}`, alone)
    const builder = await bot.click(menu, 'new', alone)
    await bot.click(builder, 'save', alone)
    expect((await only(bot, 'telegram:-100')).target).toBe('telegram:-100:7')
    bot.managers.clear()
    const list = await bot.ask(`mychats`, alone)
    expect(list.message.actions).toBeUndefined()
    await bot.click(builder, 'new', alone)
    expect(await bot.scheduleService.list('telegram:-100')).toHaveLength(1)
    bot.managers.add('telegram:-100:7 asker').add('telegram:-100 asker')
    const chats = await bot.ask('mychats', alone)
    expect(textOf(chats.message)).toContain('Traders')
    expect(textOf((await bot.click(chats, 'chat=0', alone)).message)).toContain('Mon 24 Nov, 09:30 (UTC)')
  })

  it('what was said in the group is gone on with in the private chat', async () => {
    const bot = await deskBot()
    bot.managers.add('telegram:-100:7 asker')
    const throughDoor = async (line: string) => {
      const door = await bot.ask(line, group)
      const [button] = door.message.actions?.rows.flat() ?? []
      const payload = (button?.kind === 'button' && button.url?.split('=')[1]) || ''
      return bot.ask(`start ${payload}`, alone)
    }
    await bot.click(await throughDoor('schedule funding language:ja'), 'save', alone)
    const funding = { what: { kind: 'command', name: 'funding' }, language: 'ja', target: 'telegram:-100:7' }
    expect(await only(bot, 'telegram:-100')).toMatchObject(funding)
    await bot.click(await bot.click(await throughDoor('schedule edit 1'), 'hour=20', alone), 'save', alone)
    expect(await only(bot, 'telegram:-100')).toMatchObject({ ...funding, when: { hour: 20 } })
    await bot.click(await throughDoor('schedule clone 1'), 'save', alone)
    expect(await bot.scheduleService.list('telegram:-100')).toHaveLength(2)
    bot.managers.clear()
    expect(textOf((await throughDoor('schedule add')).message)).toContain('Only moderators')
  })

  it('one line and the short forms do without the private chat', async () => {
    const bot = await deskBot()
    const saved = await bot.ask('schedule weekly fri 18:00 London en', group)
    expect(textOf(saved.message)).toContain('Saved as schedule 1')
    expect(textOf(saved.message).length).toBeLessThan(300)
    const controls = saved.message.actions?.rows.flat() ?? []
    expect(controls).toMatchObject([{ kind: 'button', url: expect.stringContaining('start=') }])
    await bot.ask('pause 1', group)
    expect((await only(bot, 'telegram:-100')).state).toBe('paused')
    await bot.ask('resume 1', group)
    await bot.ask('skip 1', group)
    await bot.ask('run 1', group)
    expect(await only(bot, 'telegram:-100')).toMatchObject({ state: 'active', skipsNext: true })
    const confirm = await bot.ask('delete 1', group)
    await bot.click(confirm, 'reallydelete', group)
    expect(await bot.scheduleService.list('telegram:-100')).toEqual([])
  })

  it('the settings of a group hold in its topics', async () => {
    const bot = await deskBot()
    bot.managers.add('telegram:-100:7 asker')
    const door = await bot.ask('settings', group)
    const [button] = door.message.actions?.rows.flat() ?? []
    const payload = (button?.kind === 'button' && button.url?.split('=')[1]) || ''
    const menu = await bot.ask(`start ${payload}`, alone)
    await bot.click(menu, 'language=ja', alone)
    const answer = await bot.ask('funding', { ...group, chatLanguage: 'en' })
    expect(textOf(answer.message)).toMatch(/[ぁ-ん]/)
  })
})

describe('members', () => {
  it('choose the language and zone of their own answers, and take it back', async () => {
    const bot = await deskBot()
    const japanese = await bot.ask('language ja', { ...stranger, community: GUILD })
    expect(textOf(japanese.message)).toMatch(/[ぁ-ん]/)
    await bot.ask('timezone 東京', stranger)
    expect(await bot.store.memory.settings('member:discord:stranger')).toEqual({
      language: 'ja',
      zone: 'Asia/Tokyo',
    })
    await bot.ask('language auto', stranger)
    await bot.ask('timezone 自動', stranger)
    expect(await bot.store.memory.settings('member:discord:stranger')).toEqual({})
  })

  it('cannot correct an edition; the operator can', async () => {
    const asked: string[] = []
    const correct = async (edition: string) => {
      asked.push(edition)
      return { kind: 'corrected', edition, changes: ['BTC 1 → 2'], edited: 3, failed: 0 } as const
    }
    const bot = await deskBot({ owners: ['discord:asker'], correct })
    expect(textOf((await bot.ask('correct 2025-11-24', { ...stranger, manager: true })).message)).toContain(
      'Only the bot’s operator',
    )
    // Nor is anybody else asked for an edition.
    expect(textOf((await bot.ask('correct', stranger)).message)).toContain('Only the bot’s operator')
    expect(asked).toEqual([])
    expect(textOf((await bot.ask('correct 2025-11-24', moderator)).message)).toContain('Posts edited: 3')
    expect(asked).toEqual(['2025-11-24'])
  })
})

describe('where the platform does not say who may', () => {
  const sentences = {
    en: {
      unanswered:
        'I could not ask Telegram just now whether you moderate the chat. Please try again in a moment.',
      absent: 'I am no longer in that chat. Add me there again, then repeat this.',
      hidden: 'Telegram does not show me who moderates the chat',
      moved: 'The group has become a supergroup',
    },
    ja: {
      unanswered:
        'チャットの管理者かどうかを、いまTelegramに確認できませんでした。少し待ってから、もう一度お試しください。',
      absent: 'ボットはすでにそのチャットにいません。もう一度追加してから、操作をやり直してください。',
      hidden: 'メンバー一覧が非公開のため',
      moved: 'グループがスーパーグループに変わったため',
    },
  } as const

  it.each([
    'en',
    'ja',
  ] as const)('a command, a button and a menu say why, and not that they may not (%s)', async (memberLanguage) => {
    const bot = await deskBot()
    const here = { ...group, memberLanguage }
    const inPrivate = { ...alone, memberLanguage }
    const door = await bot.ask('schedule', here)
    const [button] = door.message.actions?.rows.flat() ?? []
    const payload = (button?.kind === 'button' ? button.url : undefined)?.split('=')[1] ?? ''
    bot.managers.add('telegram:-100:7 asker')
    const menu = await bot.ask(`start ${payload}`, inPrivate)
    for (const why of ['unanswered', 'absent', 'hidden', 'moved'] as const) {
      const words = sentences[memberLanguage][why]
      const unknown = { ...here, manager: false, managerUnknown: why }
      for (const line of ['settings', 'schedule', 'privacy'])
        expect(textOf((await bot.ask(line, unknown)).message), line).toContain(words)
      bot.unsure.set('telegram:-100:7', why)
      expect(textOf((await bot.click(menu, 'new', inPrivate)).message)).toContain(words)
      expect(textOf((await bot.ask(`start ${payload}`, inPrivate)).message)).toContain(words)
    }
    bot.unsure.clear()
    expect((await bot.click(menu, 'new', inPrivate)).result).toBeUndefined()
  })

  it.each([
    [
      'en',
      'I could not ask Telegram just now about: Traders. Please open the list again in a moment.',
      'I am no longer in: Traders.',
    ],
    [
      'ja',
      'いまTelegramに確認できなかったチャット：Traders。少し待ってから、一覧を開き直してください。',
      'ボットがすでにいないチャット：Traders。',
    ],
  ] as const)('the list of chats names those (%s)', async (memberLanguage, unanswered, absent) => {
    const bot = await deskBot()
    await bot.ask('schedule', group)
    bot.managers.add('telegram:-100:7 asker')
    for (const [why, words] of [
      ['unanswered', unanswered],
      ['absent', absent],
    ] as const) {
      bot.unsure.set('telegram:-100', why)
      const list = await bot.ask('mychats', { ...alone, memberLanguage })
      expect(textOf(list.message)).toContain(words)
      expect(list.message.actions).toBeUndefined()
    }
  })
})
