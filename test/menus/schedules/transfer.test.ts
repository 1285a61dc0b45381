/** Schedules that leave as a file and come in from one. */
import { describe, expect, it } from 'vitest'
import type { Request } from '#src/chat/request.ts'
import { textOf } from '../../support/bot.ts'
import type { DeskBot } from '../../support/scheduleservice.ts'
import { list, moderator, only, savedBy, useDeskBots } from '../../support/schedulemenus.ts'

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
    bot.managers.add('discord:1 asker')
    const added = await importing(bot, JSON.stringify({ ...rest, schedules: schedules.slice(1) }))
    expect(textOf(added.message)).toContain('Added 24 schedules.')
    const all = await list(bot, 'discord:guild:8')
    expect(all.map(({ target }) => target)).toEqual(['discord:80', ...schedules.slice(1).fill('discord:1')])
  })

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
