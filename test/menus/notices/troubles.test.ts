import { describe, expect, it } from 'vitest'
import { formatResult } from '#src/menus/schedules/format.ts'
import { createTroubles, troubleMessage } from '#src/menus/notices/troubles.ts'
import type { Delivery } from '#src/chat/delivery.ts'
import type { Message } from '#src/chat/message.ts'
import type { Schedule } from '#src/chat/schedule.ts'
import { createWords } from '#src/i18n/words.ts'
import { sampleHistory, textOf } from '../../support/bot.ts'
import { createDeskBot } from '../../support/scheduleservice.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { noticesBy, sendNow } from '../../support/notices.ts'
import { planOf } from '../../support/plans.ts'

const GUILD = 'discord:guild:9'
const history = await sampleHistory()

async function troubled(owner: string, target: string, by: string) {
  const bot = await createDeskBot(await temporaryFolder(), history)
  const poster = (platform: string) => bot.posters[platform]
  const writer = createTroubles(
    {
      ...{ memory: bot.store.memory, alerts: bot.store.alerts },
      revisions: (id) => bot.store.schedules.revisions(id),
      approval: async () => undefined,
      edition: async () => undefined,
      now: bot.parts.now,
    },
    poster,
  )
  const notices = noticesBy(writer, poster, bot.parts.now)
  const added = await bot.scheduleService.add(owner, planOf(target), by)
  const delivery = await bot.scheduleService.runNow(added)
  const report = (schedule: Schedule, state: Delivery['state']) =>
    sendNow(notices, { schedule, delivery: { ...delivery, state }, lacks: ['send'] })
  return { bot, added, notices, delivery, report }
}

describe('a trouble', () => {
  it('is reported in the log channel, where a moderator resumes with one button and a stranger cannot', async () => {
    const { bot, added, report } = await troubled(GUILD, 'discord:1', 'asker')
    await bot.store.memory.saveSettings(GUILD, { logChannel: 'discord:8', language: 'ja' })
    const { schedules } = bot.store
    const paused = await schedules.change({
      ...{ id: added.id, revision: added.revision, by: 'system', at: bot.parts.now(), change: 'paused' },
      ...{ state: 'paused', trouble: 'forbidden', nextRunAt: null },
    })
    if (!paused) throw new Error('not paused')
    await report(paused, 'dead')
    expect(bot.posters.discord?.shown).toMatchObject([{ target: 'discord:8', language: 'ja' }])
    const message = bot.posters.discord?.prepared[0] as Message
    expect(textOf(message)).toContain('権限')
    const click = (manager: boolean) =>
      bot.click({ message, private: false, edit: false }, 'resume', {
        ...{ chat: 'discord:8', community: GUILD, member: 'someone', manager },
      })
    await click(false)
    expect((await bot.scheduleService.get(added.id))?.state).toBe('paused')
    await click(true)
    expect(await bot.scheduleService.get(added.id)).toMatchObject({ state: 'active' })
    expect((await bot.scheduleService.get(added.id))?.trouble).toBeUndefined()
    await bot.store.close()
  })

  it('goes to the moderator’s own chat on Telegram, with buttons to send again or to say that it arrived', async () => {
    const { bot, added, report } = await troubled('telegram:-100', 'telegram:-100', '5')
    await report(added, 'uncertain')
    expect(bot.posters.telegram?.shown[0]?.target).toBe('telegram:5')
    const choices = bot.posters.telegram?.prepared[0]?.actions?.rows
      .flat()
      .map((one) => 'choice' in one && one.choice)
    expect(choices).toEqual(['resend=1', 'arrived=1', 'item'])
    await bot.store.close()
  })

  it('goes to who set the schedule up, not to who ran it by hand', async () => {
    const { bot, added, delivery, notices } = await troubled('telegram:-100', 'telegram:-100', '5')
    await bot.scheduleService.runNow(added, '6')
    const uncertain = { ...delivery, state: 'uncertain' } as const
    const recipients = await notices.recipientsOf({ schedule: added, delivery: uncertain, lacks: [] })
    expect(recipients).toEqual(['member:telegram:5', 'telegram:-100'])
    await bot.store.close()
  })

  it('goes to the moderator alone on Discord where there is no log channel, with buttons that work there', async () => {
    const { bot, added, report } = await troubled(GUILD, 'discord:1', '42')
    bot.managers.add('discord:1 42')
    await report(added, 'dead')
    expect(bot.posters.discord?.shown.map(({ target }) => target)).toEqual(['discord:42'])
    const message = bot.posters.discord?.prepared[0] as Message
    const alone = { chat: 'discord:42', member: '42', manager: true, place: 'private' } as const
    const opened = await bot.click({ message, private: false, edit: false }, 'item', alone)
    expect(opened.message.title).toContain('1')
    bot.managers.clear()
    const refused = await bot.click({ message, private: false, edit: false }, 'item', alone)
    expect(refused.result).toBe('refused')
    await bot.store.close()
  })

  it('goes on to the moderator where the log channel refuses it', async () => {
    const { bot, added, report } = await troubled(GUILD, 'discord:1', '42')
    await bot.store.memory.saveSettings(GUILD, { logChannel: 'discord:8' })
    const shut = { kind: 'refused', reason: 'forbidden', code: '50007' } as const
    bot.posters.discord?.script.push(shut)
    await report(added, 'dead')
    expect(bot.posters.discord?.shown.map(({ target }) => target)).toEqual(['discord:42'])
    bot.posters.discord?.script.push(shut, shut)
    expect(await report(added, 'dead')).toBeUndefined()
    await bot.store.close()
  })

  it('that no moderator was notified of is said at the next /schedule, in both languages, until it is settled', async () => {
    const { bot, added } = await troubled(GUILD, 'discord:1', 'asker')
    const { schedules } = bot.store
    await schedules.change({
      ...{ id: added.id, revision: added.revision, by: 'system', at: bot.parts.now(), change: 'paused' },
      ...{ state: 'paused', trouble: 'kicked', nextRunAt: null },
    })
    const who = { community: GUILD, manager: true } as const
    const english = await bot.ask('schedule', { ...who, memberLanguage: 'en' })
    expect(textOf(english.message)).toContain('Schedule 1 was paused')
    const japanese = await bot.ask('schedule', { ...who, memberLanguage: 'ja' })
    expect(textOf(japanese.message)).toContain('定期投稿1は停止しています')
    await bot.ask('schedule resume 1', who)
    const after = await bot.ask('schedule', { ...who, memberLanguage: 'en' })
    expect(textOf(after.message)).not.toContain('was paused')
    await bot.store.close()
  })

  it('is to be reported again where the platform was out of reach', async () => {
    const { bot, added, report } = await troubled('telegram:-100', 'telegram:-100', '5')
    bot.posters.telegram?.script.push({ kind: 'unreached', reason: 'no route' })
    expect(await report(added, 'failed')).toMatchObject({ kind: 'again', unsent: true })
    bot.posters.telegram?.script.push({ kind: 'lost', arrives: true })
    expect(await report(added, 'failed')).toMatchObject({ kind: 'again', unsent: false })
    await bot.store.close()
  })

  it('of a post of which something arrived says so, and asks about what came next', async () => {
    const { bot, added } = await troubled('telegram:-100', 'telegram:-100', '5')
    const base = { ...(await bot.scheduleService.runNow(added)), posted: [{ id: '1' }, { id: '2' }] }
    const say = (locale: 'ja' | 'en', state: Delivery['state']) => {
      const words = createWords(locale, 'UTC', 0)
      const delivery = { ...base, state }
      const { blocks } = troubleMessage({ schedule: added, delivery, lacks: [] }, '#a', words)
      return JSON.stringify(blocks) + formatResult(delivery, words)
    }
    expect(say('en', 'uncertain')).toContain('The first 2 messages arrived; the next one was not confirmed')
    expect(say('ja', 'uncertain')).toContain('はじめの2件は届きました')
    expect(say('en', 'expired')).toContain('posted in part')
    expect(say('ja', 'expired')).toContain('一部のみ投稿（期限切れで未投稿）')
    await bot.store.close()
  })
})
