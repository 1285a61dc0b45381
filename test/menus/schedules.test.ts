/** What a moderator does with saved schedules, and what can be scheduled. */
import { describe, expect, it } from 'vitest'
import { canBeScheduled } from '#src/bot/answer/scheduledmessage.ts'
import { scheduledOf } from '#src/menus/schedules/plan.ts'
import { TOPICS } from '#src/market/topic.ts'
import { renderDiscord } from '#src/platforms/discord/render/render.ts'
import { renderTelegram } from '#src/platforms/telegram/render/render.ts'
import { choicesOf, textOf } from '../support/bot.ts'
import { planOf } from '../support/plans.ts'
import { list, moderator, only, savedBy, send, useDeskBots } from '../support/schedulemenus.ts'

const { deskBot } = useDeskBots()
const saved = async () => savedBy(await deskBot())

describe('a schedule', () => {
  it('is made by one line, in either language', async () => {
    const bot = await deskBot()
    for (const line of ['schedule weekly mon 09:30 Asia/Tokyo ja', 'schedule 月曜 ９：３０ 東京 ja']) {
      await bot.ask(line, moderator)
    }
    const [one, other] = await list(bot)
    expect(one).toMatchObject(
      planOf('discord:1', {
        what: { kind: 'brief', length: 'compact', windowZone: 'UTC' },
        options: { thread: true },
        coverage: { least: 0.8, patience: 7_200_000 },
      }),
    )
    expect([other?.when, other?.zone, other?.language]).toEqual([one?.when, one?.zone, one?.language])
  })

  it('is paused, resumed, skipped and run, with every change in its revisions', async () => {
    const { bot, item } = await saved()
    expect(choicesOf(item)).toContain('pause')
    await bot.click(item, 'pause', moderator)
    expect(await only(bot)).toMatchObject({ state: 'paused' })
    expect((await only(bot)).nextRunAt).toBeUndefined()
    await bot.ask('schedule resume 1', moderator)
    expect(await only(bot)).toMatchObject({ state: 'active', nextRunAt: Date.parse('2025-12-01T00:30Z') })
    await bot.click(item, 'skip', moderator)
    expect((await only(bot)).skipsNext).toBe(true)
    await bot.click(item, 'unskip', moderator)
    await bot.click(await bot.click(item, 'run', moderator), 'reallyrun', moderator)
    const schedule = await only(bot)
    expect((await bot.scheduleService.history(schedule, 5)).map(({ delivery }) => delivery.reason)).toEqual([
      'manual',
    ])
    const changes = (await bot.scheduleService.revisions(schedule)).map(({ change }) => change)
    expect(changes).toEqual(['added', 'paused', 'resumed', 'skipped', 'unskipped', 'ran'])
  })

  it('is edited, cloned and, when asked twice, deleted', async () => {
    const { bot, item } = await saved()
    const editor = await bot.click(item, 'edit', moderator)
    await bot.click(await bot.click(editor, 'hour=20', moderator), 'save', moderator)
    expect((await only(bot)).when).toMatchObject({ hour: 20 })
    const builder = await bot.click(await bot.ask('schedule clone', moderator), 'save', moderator)
    expect((await list(bot)).map(({ number }) => number)).toEqual([1, 2])
    const confirm = await bot.click(builder, 'delete', moderator)
    expect(await list(bot)).toHaveLength(2)
    const gone = await bot.click(confirm, 'reallydelete', moderator)
    expect(textOf(gone.message)).toContain('deleted')
    expect(await list(bot)).toHaveLength(1)
  })

  it('keeps the first change, and tells the second moderator', async () => {
    const { bot, item } = await saved()
    const mine = await bot.click(item, 'edit', moderator)
    const other = { ...moderator, member: 'other' }
    await bot.ask('schedule pause 1', other)
    const reply = await bot.click(mine, 'save', moderator)
    expect(textOf(reply.message)).toContain('Someone else')
    const own = await bot.ask('schedule edit 1', moderator)
    await bot.ask('schedule resume 1', moderator)
    expect(textOf((await bot.click(own, 'save', moderator)).message)).toContain('You have changed schedule 1')
  })

  it('takes a change beside what the program did meanwhile, which is nobody else’s', async () => {
    const { bot, item } = await saved()
    const builder = await bot.click(item, 'edit', moderator)
    const schedule = await only(bot)
    await bot.store.schedules.change({
      ...{ id: schedule.id, revision: schedule.revision, by: 'system', at: 0 },
      ...{ change: 'paused', state: 'paused', trouble: 'forbidden', nextRunAt: null },
    })
    const light = await bot.click(
      await bot.click(builder, 'screen=look', moderator),
      'theme=light',
      moderator,
    )
    const reply = await bot.click(light, 'save', moderator)
    expect(textOf(reply.message)).toContain('Saved.')
    expect(await only(bot)).toMatchObject({ state: 'paused', theme: 'light' })
  })

  it('strikes a run through that is skipped, in the list and in the schedule, on both platforms', async () => {
    const { bot, item } = await saved()
    const skipped = await bot.click(item, 'skip', moderator)
    const all = await bot.ask('schedule list', moderator)
    expect(textOf(all.message)).toContain('Mon 1 Dec, 09:30 (skipped), then Mon 8 Dec, 09:30 (Tokyo)')
    expect(JSON.stringify(renderDiscord(all.message))).toContain('~~Mon 1 Dec, 09:30 (skipped)~~')
    expect(JSON.stringify(renderDiscord(skipped.message))).toMatch(/- ~~Mon 1 Dec, 09:30 .*skipped.*?~~/u)
    expect(JSON.stringify(renderTelegram(skipped.message))).toMatch(/• <s>Mon 1 Dec, 09:30 .*?<\/s>/u)
    const japanese = await bot.ask('schedule list', { ...moderator, memberLanguage: 'ja' })
    expect(textOf(japanese.message)).toContain('12月1日（月）09:30（見送り）、その次 12月8日（月）09:30')
    const undone = await bot.ask('schedule 1', moderator)
    await bot.click(undone, 'unskip', moderator)
    expect((await bot.ask('schedule list', moderator)).message.struck).toEqual([])
  })

  it('asks before it posts now, in both languages, and posts once it is confirmed', async () => {
    const { bot, item } = await saved()
    const asked = await bot.click(item, 'run', moderator)
    expect(textOf(asked.message)).toContain('to #1 now? The next planned run stays as it is.')
    expect(choicesOf(asked)).toEqual(['reallyrun', 'item'])
    const inJapanese = await bot.ask('schedule run 1', { ...moderator, memberLanguage: 'ja' })
    expect(textOf(inJapanese.message)).toContain('を今すぐ投稿しますか。次回の予定は変わりません。')
    const schedule = await only(bot)
    expect(await bot.scheduleService.history(schedule, 5)).toEqual([])
    await bot.click(asked, 'item', moderator)
    expect(await bot.scheduleService.history(schedule, 5)).toEqual([])
    // A second click of the same button is on its way before the first is answered.
    const clicked = [1, 2].map(() => bot.click(asked, 'reallyrun', moderator))
    for (const { message } of await Promise.all(clicked)) {
      expect(textOf(message)).toContain('is being posted now')
    }
    expect(await bot.scheduleService.history(schedule, 5)).toHaveLength(1)
  })

  it('sends nothing for a press of what is chosen already', async () => {
    const { bot } = await saved()
    const builder = await bot.ask('schedule add language:en', moderator)
    expect(await bot.click(builder, 'language=en', moderator)).toMatchObject({ unchanged: true })
    const japanese = await bot.click(builder, 'language=ja', moderator)
    expect(japanese.unchanged).toBeUndefined()
    const settings = await bot.ask('settings', moderator)
    expect(await bot.click(settings, 'language=auto', moderator)).toMatchObject({ unchanged: true })
    expect(await bot.click(settings, 'reach=all', moderator)).toMatchObject({ unchanged: true })
    const answer = await bot.ask('funding eth 30d', moderator)
    expect(await bot.click(answer, 'window=30d', moderator)).toMatchObject({ unchanged: true })
    expect((await bot.click(answer, 'window=7d', moderator)).unchanged).toBeUndefined()
    const own = await bot.ask('language', moderator)
    expect(await bot.click(own, 'auto', moderator)).toMatchObject({ unchanged: true })
  })

  it('reports its history in words with what can be done about each run', async () => {
    const { bot, item } = await saved()
    await bot.click(await bot.click(item, 'run', moderator), 'reallyrun', moderator)
    const shown = await bot.click(item, 'history', moderator)
    expect(textOf(shown.message)).toContain('waiting')
    const none = await send(bot, shown, 'arrived=1', {})
    expect(textOf(none.message)).toContain('already dealt with')
  })

  it.each([
    [
      'en',
      ['(by hand, Hana)', ': next run skipped, you', ': skip undone, Hana', ': changed (Look), you'],
      ': paused, the bot',
    ],
    [
      'ja',
      ['（手動、Hana）', '次回を見送り（あなた）', '見送りを取り消し（Hana）', '変更（見た目）（あなた）'],
      '停止（ボット）',
    ],
  ] as const)('says in %s who changed, ran and skipped what, by name', async (language, lines, paused) => {
    const { bot } = await saved()
    const asker = { ...moderator, memberLanguage: language }
    const other = { ...asker, member: 'hana' }
    bot.names.set('hana', 'Hana')
    const builder = await bot.click(await bot.ask('schedule edit 1', asker), 'screen=look', asker)
    await bot.click(await bot.click(builder, 'theme=light', asker), 'save', asker)
    await bot.ask('schedule skip 1', asker)
    const item = await bot.ask('schedule 1', other)
    await bot.click(item, 'unskip', other)
    await bot.click(await bot.click(item, 'run', other), 'reallyrun', other)
    const schedule = await only(bot)
    await bot.store.schedules.change({
      ...{ id: schedule.id, revision: schedule.revision, by: 'system', at: bot.parts.now() },
      ...{ change: 'paused', state: 'paused', trouble: 'forbidden', nextRunAt: null },
    })
    const shown = textOf((await bot.ask('schedule history 1', asker)).message)
    for (const line of [...lines, paused]) expect(shown).toContain(line)
    expect(shown).not.toContain('hana')
  })

  it('asks for attention until a doubtful post is settled, whatever page it is on and whatever came after', async () => {
    const { bot } = await saved()
    for (let count = 0; count < 11; count++) await bot.ask('schedule funding fri 18:00', moderator)
    const last = (await list(bot)).at(-1)
    if (!last) throw new Error('twelve were made')
    const doubtful = await bot.scheduleService.runNow(last)
    const { ledger } = bot.store
    const now = bot.parts.now()
    const [claim] = await ledger.claim('w', 'discord', now, 60_000, 1)
    if (!claim) throw new Error('one was due')
    await ledger.bind(claim, { edition: 'e', late: false, parts: 1 })
    await ledger.mark(claim, 0, 'n', { now, lease: 60_000, nonceWindow: 90_000 })
    await ledger.end(claim, { state: 'uncertain', now, fault: { code: 'unknown', text: 'who knows' } })
    bot.pass(60_000)
    await bot.scheduleService.runNow(last)
    const shown = textOf((await bot.ask('schedule list', moderator)).message)
    expect(shown).toContain('Needs your attention')
    expect(shown).toContain(`schedule ${last.number} due `)
    await bot.scheduleService.settle(doubtful.id, 'arrived')
    expect(textOf((await bot.ask('schedule list', moderator)).message)).not.toContain('attention')
  })
  it('may be any command that answers everybody alike', async () => {
    const { bot } = await saved()
    const able = bot.bot.commands.filter(canBeScheduled).map(({ name }) => name)
    const names = scheduledOf(bot.bot.commands)
    expect([...names].sort()).toEqual(able.sort())
    expect(names.slice(0, TOPICS.length)).toEqual(TOPICS)
    const args: Readonly<Record<string, { choices?: readonly string[] }>> =
      bot.bot.commands.find(({ name }) => name === 'schedule')?.args ?? {}
    expect(args.what?.choices).toEqual(['weekly', 'daily', ...names])
    await bot.ask('schedule funding fri 18:00 options:asset:eth', moderator)
    const [, funding] = await list(bot)
    expect(funding?.what).toEqual({ kind: 'command', name: 'funding', args: { asset: 'ethereum' } })
    if (!funding) return
    const message = await bot.bot.scheduledMessage(funding.what, {
      language: 'both',
      zone: 'UTC',
      theme: 'dark',
      colors: 'standard',
    })
    expect(textOf(message)).toContain('ETH')
    expect(message.actions).toBeUndefined()
  })

  it('shows a command’s answer before it is posted, and keeps nobody waiting by that', async () => {
    const bot = await deskBot()
    const item = await bot.ask('schedule funding fri 18:00 options:asset:eth', moderator)
    const preview = await bot.click(item, 'test', moderator)
    expect(preview.message.title).toContain('PREVIEW')
    expect(textOf(preview.message)).toContain('ETH')
    expect((await bot.ask('funding btc', moderator)).message.images.length).toBeGreaterThan(0)
  })
})
