/** Moderators hear that most figures of a post were missing: where, in which language, what lacks, what they may do. */
import { beforeAll, describe, expect, it } from 'vitest'
import { createTroubles } from '#src/menus/notices/troubles.ts'
import type { Edition } from '#src/briefing/edition.ts'
import type { Message } from '#src/chat/message.ts'
import type { Plan } from '#src/chat/schedule.ts'
import { sampleHistory, textOf } from '../../support/bot.ts'
import { editionOf } from '../../support/editions.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { bareMarket } from '../../support/market/bare.ts'
import { smallMarket } from '../../support/market/small.ts'
import { noticesBy, sendNow } from '../../support/notices.ts'
import { planOf } from '../../support/plans.ts'
import { createDeskBot } from '../../support/scheduleservice.ts'

const GUILD = 'discord:guild:9'
const history = await sampleHistory()
let thin: Edition
let whole: Edition

beforeAll(() => {
  const market = smallMarket(history, 4)
  thin = editionOf(bareMarket(market), '2025-11-24')
  whole = editionOf(market, '2025-11-24')
})

async function posted(owner: string, target: string, by: string, changes: Partial<Plan> = {}) {
  const bot = await createDeskBot(await temporaryFolder(), history)
  const editions: Record<string, Edition> = { thin, whole }
  const poster = (platform: string) => bot.posters[platform]
  const writer = createTroubles(
    {
      ...{ memory: bot.store.memory, alerts: bot.store.alerts },
      revisions: (id) => bot.store.schedules.revisions(id),
      approval: async () => undefined,
      edition: async (id) => editions[id],
      now: bot.parts.now,
    },
    poster,
  )
  const notices = noticesBy(writer, poster, bot.parts.now)
  const schedule = await bot.scheduleService.add(owner, planOf(target, changes), by)
  const run = await bot.scheduleService.runNow(schedule)
  const delivery = {
    ...run,
    state: 'sent',
    reason: 'due',
    edition: 'thin',
    endedAt: bot.parts.now(),
  } as const
  const tell = (edition = 'thin', about = schedule) =>
    sendNow(notices, { schedule: about, delivery: { ...delivery, edition }, lacks: [] })
  const shown = (platform = 'discord') => bot.posters[platform]?.shown.map((one) => one.target)
  return { bot, schedule, tell, shown, message: () => bot.posters.discord?.prepared[0] as Message }
}

describe('a post of which most figures were missing', () => {
  it('is reported in the log channel, in Japanese: what lacks and why, what may be done, and a button', async () => {
    const { bot, tell, message } = await posted(GUILD, 'discord:1', '42')
    await bot.store.memory.saveSettings(GUILD, { logChannel: 'discord:8', language: 'ja' })
    await tell()
    expect(bot.posters.discord?.shown).toMatchObject([{ target: 'discord:8', language: 'ja' }])
    const text = textOf(message())
    expect(message().title).toBe('定期投稿1：数値の大半が欠けたまま投稿しました')
    expect(text).toMatch(
      /今週は.*の不足を主因に、\d+件の数値のうち\d+件しか算出できませんでした（提供なし）。/,
    )
    expect(text).toMatch(/\/sources.*\/correct.*最長24時間/)
    expect(text).not.toContain('停止')
    expect(message().actions?.rows.flat()).toMatchObject([{ choice: 'item' }])
    await bot.store.close()
  })

  it('goes to the moderator alone, in their own language, where there is no log channel or it is the post’s own', async () => {
    for (const logChannel of [undefined, 'discord:1']) {
      const { bot, tell, shown, message } = await posted(GUILD, 'discord:1', '42')
      await bot.store.memory.saveSettings(GUILD, { language: 'ja', ...(logChannel && { logChannel }) })
      await bot.store.memory.saveSettings('member:discord:42', { language: 'en' })
      await tell()
      expect(shown()).toEqual(['discord:42'])
      expect(textOf(message())).toMatch(
        /Only \d+ of this week’s \d+ figures are available, mostly for want of .* \(not supplied\)\./,
      )
      expect(textOf(message())).toMatch(/\/sources.*\/correct.*up to 24 hours/)
      await bot.store.close()
    }
  })

  it('is reported in no chat that it was posted to', async () => {
    for (const [owner, target, by] of [
      [GUILD, 'discord:1', 'nobody'],
      ['telegram:5', 'telegram:5', '5'],
    ] as const) {
      const { bot, tell, shown } = await posted(owner, target, by)
      await tell()
      expect([shown(), shown('telegram')]).toEqual([[], []])
      await bot.store.close()
    }
  })

  it('is reported as itself where the schedule was paused for a trouble since', async () => {
    const { bot, schedule, tell, message } = await posted(GUILD, 'discord:1', '42', { language: 'en' })
    await tell('thin', { ...schedule, state: 'paused', trouble: 'forbidden' })
    expect(message().title).toBe('Schedule 1: posted with most figures missing')
    await bot.store.close()
  })

  it('is not reported once the edition has been corrected', async () => {
    const { bot, tell, shown } = await posted(GUILD, 'discord:1', '42')
    expect(await tell('whole')).toBeUndefined()
    expect(shown()).toEqual([])
    await bot.store.close()
  })

  it('is shown once by a platform that keeps nonces, where the program ended before it was put down', async () => {
    const { bot, tell, shown } = await posted(GUILD, 'discord:1', '42')
    await tell()
    await tell()
    expect(shown()).toEqual(['discord:42'])
    const nonces = new Set(bot.posters.discord?.calls.map(({ nonce }) => nonce))
    expect([nonces.size, [...nonces].every((nonce) => nonce.length <= 25)]).toEqual([1, true])
    await bot.store.close()
  })
})
