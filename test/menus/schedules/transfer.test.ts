/** Schedules that leave as a file and come in from one. */
import { describe, expect, it } from 'vitest'
import type { Request } from '#src/chat/request.ts'
import { textOf } from '../../support/bot.ts'
import type { DeskBot } from '../../support/scheduleservice.ts'
import { list, moderator, only, savedBy, send, useDeskBots } from '../../support/schedulemenus.ts'

const { deskBot } = useDeskBots()
const saved = async () => savedBy(await deskBot())
const elsewhere = { ...moderator, community: 'discord:guild:8', chat: 'discord:80' }
const importing = async ({ bot }: DeskBot, file?: string, who: Partial<Request> = {}) => {
  const files = file === undefined ? [] : [{ name: 'x.json', text: file }]
  return bot.answer({
    ...{ platform: 'discord', member: 'asker', place: 'guild', ...elsewhere, manager: true, ...who },
    input: { kind: 'command', name: 'schedule', words: ['import'], files },
  } as Request)
}
const fileOf = async (bot: DeskBot) =>
  (await bot.ask('schedule export', moderator)).message.files?.[0]?.text ?? ''

describe('a file of schedules', () => {
  it('goes out as a file and comes in with another community, all mistakes told at once', async () => {
    const { bot } = await saved()
    const text = await fileOf(bot)
    const broken = text.replace('"ja"', '"fr"').replace('"dark"', '"pink"')
    const refused = textOf((await importing(bot, broken)).message)
    expect(refused).toContain('schedules[0].language: ja | en | both')
    expect(refused).toContain('schedules[0].theme: dark | light')
    expect(await list(bot, 'discord:guild:8')).toEqual([])
    await importing(bot, text)
    expect(await only(bot, 'discord:guild:8')).toMatchObject({ target: 'discord:80', zone: 'Asia/Tokyo' })
    expect(textOf((await importing(bot, '{')).message)).toContain('JSON')
    expect(textOf((await importing(bot)).message)).toContain('Attach a file')
  })

  it('comes in from a file wholly or not at all', async () => {
    const { bot } = await saved()
    for (let count = 0; count < 24; count++) await bot.ask('schedule funding fri 18:00', moderator)
    const text = await fileOf(bot)
    await bot.ask('schedule weekly mon 09:30', elsewhere)
    expect(textOf((await importing(bot, text)).message)).toContain('25 schedules, 1 exist already')
    expect(await list(bot, 'discord:guild:8')).toHaveLength(1)
    const { schedules, ...rest } = JSON.parse(text)
    // Whoever manages the chat that it was exported from does not post there by importing it elsewhere.
    bot.managers.add('discord:1 asker')
    const added = await importing(bot, JSON.stringify({ ...rest, schedules: schedules.slice(1) }))
    expect(textOf(added.message)).toContain('Added 24 schedules, posting to #80.')
    expect(textOf(added.message)).toContain('24 of them posted elsewhere before.')
    const all = await list(bot, 'discord:guild:8')
    expect(all.map(({ target }) => target)).toEqual(Array(25).fill('discord:80'))
  })

  it('names where it posts and what is here already, in both languages', async () => {
    const { bot } = await saved()
    await bot.ask('schedule funding fri 18:00 UTC en', moderator)
    const text = await fileOf(bot)
    expect(JSON.parse(text)).toMatchObject({ from: 'discord:guild:9' })
    await bot.ask('schedule funding fri 18:00 UTC en', elsewhere)
    const said = textOf((await importing(bot, text)).message)
    expect(said).toContain('Added 1 schedule, posting to #80. 1 of them posted elsewhere before.')
    expect(said).toContain('Left out, as the same is here already: schedule 1.')
    const again = textOf((await importing(bot, text, { memberLanguage: 'ja' })).message)
    expect(again).toContain('何も追加していません。')
    expect(again).toContain('定期投稿2、1と重なるものは追加していません。')
    expect(await list(bot, 'discord:guild:8')).toHaveLength(2)
    expect(await list(bot)).toHaveLength(2)
  })

  it('of the same community goes back to its own channels, and takes no role to another', async () => {
    const { bot } = await saved()
    for (const channel of ['1', '5']) bot.managers.add(`discord:${channel} asker`)
    const builder = await bot.ask('schedule add channel:5', moderator)
    const target = await bot.click(builder, 'screen=target', moderator)
    await bot.click(await send(bot, target, 'role', { chosen: ['77'] }), 'save', moderator)
    const text = await fileOf(bot)
    for (const schedule of await list(bot)) await bot.scheduleService.remove(schedule, 'asker')
    await importing(bot, text, moderator)
    expect((await list(bot)).map(({ target }) => target)).toEqual(['discord:1', 'discord:5'])
    await importing(bot, text)
    const moved = await list(bot, 'discord:guild:8')
    expect(moved.map(({ target, options }) => [target, options.role])).toEqual([
      ['discord:80', undefined],
      ['discord:80', undefined],
    ])
  })
})

describe('a clone', () => {
  it('may be for another chat of the moderator on Telegram, whose own it then is', async () => {
    const bot = await deskBot()
    const alone: Partial<Request> = {
      ...{ platform: 'telegram', chat: 'telegram:asker', place: 'private', memberLanguage: 'en' },
      ...{ manager: true, botName: 'kawaraban_bot' },
    }
    for (const [chat, title] of [
      ['telegram:-1', 'Traders'],
      ['telegram:-2', 'Readers'],
    ] as const) {
      await bot.store.memory.rememberChat({ platform: 'telegram', member: 'asker', chat, title, at: 0 })
    }
    bot.managers.add('telegram:-1 asker')
    const menu = await bot.click(await bot.ask('mychats', alone), 'chat=0', alone)
    const item = await bot.click(await bot.click(menu, 'new', alone), 'save', alone)
    const clone = await bot.click(await bot.click(item, 'clone', alone), 'screen=target', alone)
    expect(textOf(clone.message)).toContain('Readers')
    const refused = await bot.click(clone, 'inchat=telegram:-2', alone)
    expect(textOf(refused.message)).toMatch(/only for chats that you moderate/)
    bot.managers.add('telegram:-2 asker')
    const moved = await bot.click(clone, 'inchat=telegram:-2', alone)
    const saved = await bot.click(moved, 'save', alone)
    expect(textOf(saved.message)).toContain('Saved as schedule 1.')
    expect((await list(bot, 'telegram:-2')).map(({ target }) => target)).toEqual(['telegram:-2'])
    expect((await list(bot, 'telegram:-1')).map(({ target }) => target)).toEqual(['telegram:-1'])
    expect(textOf((await bot.click(saved, 'pause', alone)).message)).toContain('is paused')
  })
})

describe('a file with mistakes', () => {
  it('says what is wrong in a file in words of the asker’s language', async () => {
    const { bot } = await saved()
    const file = JSON.parse(await fileOf(bot))
    const [plan] = file.schedules
    file.schedules = [
      { ...plan, language: 'fr', zone: 'Asia/Tokio' },
      { ...plan, when: { kind: 'cron', expression: '0 25 * * 1' } },
      { ...plan, what: { kind: 'command', name: 'funding', args: { asset: 'no such coin' } } },
    ]
    const shown = textOf((await importing(bot, JSON.stringify(file), { memberLanguage: 'ja' })).message)
    expect(shown).toContain('何も追加していません')
    expect(shown).toContain('schedules[0].language: ja | en | both')
    expect(shown).toContain('schedules[0].when, zone: タイムゾーン')
    expect(shown).toMatch(/schedules\[1\]\.when, zone: .*読み取れません/u)
    expect(shown).toMatch(/schedules\[2\]\.what\.args: .*[ぁ-ん]/u)
    expect(shown).not.toMatch(/when\.bad|commands\.unknown/u)
    expect(await list(bot, 'discord:guild:8')).toEqual([])
  })
})
