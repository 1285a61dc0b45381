/** Settings: the value that holds and where it comes from, put back, and what they do to members' commands. */
import { describe, expect, it } from 'vitest'
import type { Request } from '#src/chat/request.ts'
import { OFFERED_ZONES } from '#src/bot/arguments/zones.ts'
import { keyboardsOf } from '#src/platforms/telegram/render/keyboard.ts'
import { choicesOf, textOf } from '../support/bot.ts'
import { GUILD, moderator, send, stranger, useDeskBots } from '../support/schedulemenus.ts'
import type { Reply } from '#src/chat/request.ts'
import type { DeskBot } from '../support/scheduleservice.ts'

const { deskBot } = useDeskBots()
const japanese: Partial<Request> = { ...moderator, memberLanguage: 'ja' }
const asker: Partial<Request> = { ...stranger, chat: 'discord:1' }

function fieldsOf({ message }: Reply): Readonly<Record<string, string>> {
  const [fields] = message.blocks
  if (fields?.kind !== 'fields') throw new Error('no fields')
  return Object.fromEntries(fields.items.map(({ name, value }) => [name, value]))
}

const changesIn = ({ message }: Reply) =>
  message.blocks.flatMap((block) => (block.kind === 'bullets' ? block.items.map(String) : []))

const open = (bot: DeskBot, who = moderator) => bot.ask('settings', who)

describe('settings', () => {
  it('show the value that holds and where it comes from, on the server and in a channel', async () => {
    const bot = await deskBot()
    const menu = await open(bot)
    expect(fieldsOf(menu)).toMatchObject({
      'Time zone': 'UTC (from the language)',
      Theme: 'Dark (default)',
      Currency: 'US dollars (default)',
      'Default coin': 'BTC (default)',
      'Answers shown to': 'everyone (default)',
      'Private commands': 'none (default)',
      'Members are answered in': 'everywhere (default)',
    })
    await bot.click(menu, 'zone=Europe/London', moderator)
    const channel = await bot.click(menu, 'reach=chat', moderator)
    expect(fieldsOf(channel)['Time zone']).toBe('London (server)')
    const own = await bot.click(channel, 'zone=Asia/Tokyo', moderator)
    expect(fieldsOf(own)['Time zone']).toBe('Tokyo (this channel)')
    const back = await bot.click(own, 'zone=auto', moderator)
    expect(fieldsOf(back)['Time zone']).toBe('London (server)')
    expect(textOf(back.message)).toContain('As the server')
    expect(await bot.store.memory.settings('discord:1')).toEqual({})
  })

  it('say so in Japanese', async () => {
    const bot = await deskBot()
    const menu = await open(bot, { ...japanese, chatLanguage: 'ja' })
    expect(fieldsOf(menu)).toMatchObject({
      言語: '日本語（サーバーの言語）',
      タイムゾーン: '東京（言語による）',
      標準の銘柄: 'BTC（標準）',
      メンバーに回答する場所: 'すべて（標準）',
    })
    const channel = await bot.click(menu, 'reach=chat', japanese)
    expect(textOf(channel.message)).toContain('サーバーに合わせる')
  })

  it('of look, answers and currency can each be put back', async () => {
    const bot = await deskBot()
    const look = await bot.click(await open(bot), 'screen=look', moderator)
    for (const choice of ['theme=light', 'colors=jp', 'currency=both'])
      await bot.click(look, choice, moderator)
    expect(await bot.store.memory.settings(GUILD)).toEqual({ theme: 'light', colors: 'jp', currency: 'both' })
    for (const choice of ['theme=auto', 'colors=auto', 'currency=auto'])
      await bot.click(look, choice, moderator)
    const answers = await bot.click(await open(bot), 'screen=answers', moderator)
    await bot.click(answers, 'answers=private', moderator)
    expect(await bot.store.memory.settings(GUILD)).toEqual({ private: true })
    await bot.click(answers, 'answers=auto', moderator)
    expect(await bot.store.memory.settings(GUILD)).toEqual({})
  })
})

describe('the default coin', () => {
  it('is what /funding and /price are about where no coin is typed, and goes with the answer’s buttons', async () => {
    const bot = await deskBot()
    const menu = await open(bot)
    const set = await send(bot, menu, 'coin', { values: { coin: 'イーサリアム' } })
    expect(fieldsOf(set)['Default coin']).toBe('ETH (server)')
    const answer = await bot.ask('funding', asker)
    expect(answer.message.title).toContain('ETH')
    expect((await bot.ask('price', asker)).message.title).toContain('ETH')
    expect((await bot.ask('funding btc', asker)).message.title).toContain('BTC')
    await send(bot, menu, 'coin', { values: { coin: '' } })
    expect((await bot.ask('funding', asker)).message.title).toContain('BTC')
    expect((await bot.click(answer, 'window=30d', asker)).message.title).toContain('ETH')
    const refused = await send(bot, menu, 'coin', { values: { coin: 'nosuchcoin' } })
    expect(textOf(refused.message)).toContain('There is no coin called “nosuchcoin”')
  })
})

describe('private commands', () => {
  it('are answered to the asker alone, and others to all', async () => {
    const bot = await deskBot()
    const answers = await bot.click(await open(bot), 'screen=answers', moderator)
    const set = await send(bot, answers, 'commands', { chosen: ['funding', 'price'] })
    expect(fieldsOf(set)['Private commands']).toBe('/funding /price (server)')
    expect((await bot.ask('funding', asker)).private).toBe(true)
    expect((await bot.ask('volume', asker)).private).toBe(false)
    expect((await bot.ask('funding private:false', asker)).private).toBe(false)
    const back = await bot.click(set, 'commands=auto', moderator)
    expect(fieldsOf(back)['Private commands']).toBe('none (default)')
    expect((await bot.ask('funding', asker)).private).toBe(false)
  })
})

describe('allowed channels', () => {
  it('are where members are answered: elsewhere they alone read where, and moderators are answered everywhere', async () => {
    const bot = await deskBot()
    const answers = await bot.click(await open(bot), 'screen=answers', moderator)
    const set = await send(bot, answers, 'chats', { chosen: ['5', '6'] })
    expect(fieldsOf(set)['Members are answered in']).toBe('#5, #6')
    const refused = await bot.ask('funding', asker)
    expect(refused).toMatchObject({ private: true, result: 'refused' })
    expect(textOf(refused.message)).toContain('I answer members here: #5, #6.')
    const inJapanese = await bot.ask('funding', { ...asker, memberLanguage: 'ja' })
    expect(textOf(inJapanese.message)).toContain('メンバーの質問にお答えする場所は、#5、#6です。')
    for (const place of [
      { chat: 'discord:5' },
      { chat: 'discord:77', parent: 'discord:5' },
      { manager: true },
      { place: 'private', community: undefined } as unknown as Partial<Request>,
    ]) {
      const answer = await bot.ask('funding', { ...asker, ...place })
      expect(answer.result, JSON.stringify(place)).toBeUndefined()
    }
    // Nobody else sees it.
    expect((await bot.ask('language', asker)).result).toBeUndefined()
    const everywhere = await bot.click(set, 'everywhere', moderator)
    expect(fieldsOf(everywhere)['Members are answered in']).toBe('everywhere (default)')
    expect((await bot.ask('funding', asker)).result).toBeUndefined()
  })

  it('are topics of a Telegram group, taken and left by one button', async () => {
    const bot = await deskBot()
    bot.managers.add('telegram:-100:7 asker')
    const group: Partial<Request> = {
      ...{ platform: 'telegram', chat: 'telegram:-100:7', place: 'group', memberLanguage: 'en' },
      ...{ manager: true, chatTitle: 'Traders', botName: 'kawaraban_bot' },
    }
    const door = await bot.ask('settings', group)
    const [button] = door.message.actions?.rows.flat() ?? []
    const payload = (button?.kind === 'button' && button.url?.split('=')[1]) || ''
    const alone: Partial<Request> = { ...group, chat: 'telegram:asker', place: 'private' }
    const menu = await bot.click(await bot.ask(`start ${payload}`, alone), 'screen=answers', alone)
    expect(choicesOf(menu)).toEqual(['here', 'everywhere', 'screen=main'])
    await bot.click(menu, 'here', alone)
    expect(await bot.store.memory.settings('telegram:-100')).toEqual({ allowedChats: ['telegram:-100:7'] })
    const member = { ...group, manager: false, member: 'other' }
    expect((await bot.ask('funding', member)).result).toBeUndefined()
    expect((await bot.ask('funding', { ...member, chat: 'telegram:-100:8' })).result).toBe('refused')
    await bot.click(menu, 'here', alone)
    expect(await bot.store.memory.settings('telegram:-100')).toEqual({})
  })

  it.each([
    [
      'en',
      'Members are answered in',
      '#-100 › Markets, #-100 › General',
      /here: #-100 › Markets, #-100 › General\./u,
    ],
    [
      'ja',
      'メンバーに回答する場所',
      '#-100 › Markets、#-100 › 一般',
      /場所は、#-100 › Markets、#-100 › 一般です。/u,
    ],
  ] as const)('are named by their topics where those are known (%s)', async (locale, field, set, hint) => {
    const bot = await deskBot()
    bot.managers.add('telegram:-100:7 asker')
    const group: Partial<Request> = {
      ...{ platform: 'telegram', chat: 'telegram:-100:7', place: 'group', memberLanguage: locale },
      ...{ manager: true, chatTitle: 'Traders', topicTitle: 'Markets', botName: 'kawaraban_bot' },
    }
    const door = await bot.ask('settings', group)
    const [button] = door.message.actions?.rows.flat() ?? []
    const payload = (button?.kind === 'button' && button.url?.split('=')[1]) || ''
    const alone: Partial<Request> = { ...group, chat: 'telegram:asker', place: 'private' }
    const allowedChats = ['telegram:-100:7', 'telegram:-100']
    await bot.store.memory.saveSettings('telegram:-100', { allowedChats })
    const menu = await bot.ask(`start ${payload}`, alone)
    expect(fieldsOf(menu)[field]).toBe(set)
    const elsewhere = { ...group, chat: 'telegram:-100:8', manager: false, member: 'other' }
    const refused = await bot.ask('funding', elsewhere)
    expect(textOf(refused.message)).toMatch(hint)
    await bot.store.memory.saveSettings('telegram:-100', { allowedChats: ['telegram:-100:9'] })
    const unnamed = locale === 'ja' ? '#-100 › トピック9' : '#-100 › topic 9'
    expect(textOf((await bot.ask('funding', elsewhere)).message)).toContain(unnamed)
  })
})

describe('the last changes', () => {
  it('stand in the menu: who, what, when and where, by the names that the platform gives', async () => {
    const bot = await deskBot()
    bot.names.set('asker', 'Alice')
    const menu = await open(bot)
    expect(textOf(menu.message)).not.toContain('Last changes')
    await bot.click(menu, 'zone=Europe/London', moderator)
    const channel = await bot.click(menu, 'reach=chat', moderator)
    await bot.click(channel, 'language=ja', moderator)
    const team = await bot.click(menu, 'screen=team', moderator)
    const log = await send(bot, team, 'log', { chosen: ['5'] })
    // A screen of buttons has room for what it is about alone.
    expect(changesIn(log)).toEqual([])
    await send(bot, team, 'nolog', {})
    const at = /^Mon 24 Nov, \d\d:\d\d: /u
    const own = changesIn(await open(bot))
    expect(own).toHaveLength(4)
    for (const line of own) expect(line).toMatch(at)
    expect(own.map((line) => line.replace(at, '')).toSorted()).toEqual([
      'Language: Japanese (this channel), you',
      'Problems reported in: #5 (server), you',
      'Problems reported in: not set (server), you',
      'Time zone: London (server), you',
    ])
    const others = changesIn(await open(bot, { ...moderator, member: 'second' }))
    expect(others.map((line) => line.replace(at, ''))).toContain('Time zone: London (server), Alice')
    const inJapanese = changesIn(await open(bot, { ...japanese, member: 'second' }))
    expect(inJapanese).toContainEqual(
      expect.stringMatching(/　タイムゾーン：ロンドン（サーバーの設定）（Alice）$/u),
    )
    await bot.store.privacy.erase({ ...{ kind: 'member', platform: 'discord', member: 'asker' }, chats: [] })
    const erased = changesIn(await open(bot, { ...moderator, member: 'second' }))
    expect(erased.map((line) => line.replace(at, ''))).toContain('Time zone: London (server), (deleted)')
  })

  it('name a role as its server does, say when it is deleted, and show its id where the platform is silent', async () => {
    const bot = await deskBot()
    const team = await bot.click(await open(bot), 'screen=team', moderator)
    await send(bot, team, 'role', { chosen: ['77'] })
    const at = /^Mon 24 Nov, \d\d:\d\d: /u
    const shown = async () => {
      const menu = await open(bot)
      return [fieldsOf(menu)['Moderator role'], ...changesIn(menu).map((line) => line.replace(at, ''))]
    }
    const server = (name: string) => [name, `Moderator role: ${name} (server), you`]
    expect(await shown()).toEqual(server('unknown (77)'))
    bot.choices.value = { roles: [{ id: '77', name: 'Desk' }], tags: [] }
    expect(await shown()).toEqual(server('@Desk'))
    bot.choices.value = { roles: [], tags: [] }
    expect(await shown()).toEqual(server('(deleted)'))
  })

  it('are not told to somebody who is alone there', async () => {
    const bot = await deskBot()
    const alone: Partial<Request> = {
      ...{
        platform: 'telegram',
        chat: 'telegram:asker',
        place: 'private',
        memberLanguage: 'en',
        manager: true,
      },
    }
    await bot.click(await bot.ask('settings', alone), 'language=en', alone)
    expect(changesIn(await bot.ask('settings', alone))).toEqual([])
  })
})

describe('zones where each option is a button', () => {
  it('stand on pages of their own with ten rows at most, whichever zone is set', async () => {
    const bot = await deskBot()
    const alone: Partial<Request> = {
      ...{
        platform: 'telegram',
        chat: 'telegram:asker',
        place: 'private',
        memberLanguage: 'en',
        manager: true,
      },
    }
    // A long name takes a row of its own, and so do the others of its page.
    await bot.store.memory.saveSettings('telegram:asker', { zone: 'America/North_Dakota/New_Salem' })
    const main = await bot.ask('settings', alone)
    expect(choicesOf(main).filter((choice) => choice.startsWith('zone='))).toEqual([])
    const seen: string[] = []
    let page = await bot.click(main, 'screen=zone', alone)
    for (const at of [0, 1, 2]) {
      if (at > 0) page = await bot.click(page, `page=${at}`, alone)
      const { actions } = page.message
      const [keyboard] = actions ? keyboardsOf(actions) : []
      expect(keyboard?.inline_keyboard.length).toBeLessThanOrEqual(10)
      seen.push(...choicesOf(page).filter((choice) => choice.startsWith('zone=') && choice !== 'zone=auto'))
    }
    expect(choicesOf(page)).not.toContain('page=3')
    expect(new Set(seen)).toEqual(
      new Set(['America/North_Dakota/New_Salem', ...OFFERED_ZONES].map((zone) => `zone=${zone}`)),
    )
    const chosen = await bot.click(page, 'zone=Australia/Sydney', alone)
    expect(fieldsOf(chosen)['Time zone']).toContain('Sydney')
  })
})
