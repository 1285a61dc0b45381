/** The menu that builds a schedule step by step, as a moderator clicks through it. */
import { describe, expect, it } from 'vitest'
import { DRAFT_KEPT } from '#src/menus/schedules/draft.ts'
import type { Control, Form } from '#src/chat/action.ts'
import type { Reply } from '#src/chat/request.ts'
import { renderTelegram } from '#src/platforms/telegram/render/render.ts'
import { choicesOf, textOf } from '../../support/bot.ts'
import { checkOnDiscord } from '../../support/renderedDiscord.ts'
import { list, moderator, only, send, stranger, useDeskBots } from '../../support/schedulemenus.ts'

const { deskBot } = useDeskBots()

const control = ({ message }: Reply, choice: string): Control | undefined =>
  message.actions?.rows.flat().find((one) => one.kind !== 'select' && one.choice === choice)

describe('the builder', () => {
  it('saves the recap on Mondays at 09:30 with two steps, shown to the moderator alone, in the time of the language', async () => {
    const bot = await deskBot()
    const builder = await bot.ask('schedule add', moderator)
    expect(builder.private).toBe(true)
    expect(await list(bot)).toEqual([])
    const saved = await bot.click(builder, 'save', moderator)
    expect(saved).toMatchObject({ private: true, edit: true })
    const schedule = await only(bot)
    expect(schedule).toMatchObject({ number: 1, state: 'active', target: 'discord:1', zone: 'UTC' })
    expect(schedule.nextRunAt).toBe(Date.parse('2025-11-24T09:30:00Z'))
    expect(await bot.scheduleService.revisions(schedule)).toMatchObject([{ by: 'asker', change: 'added' }])
    const japanese = await bot.ask('schedule add', { ...moderator, memberLanguage: 'ja' })
    await bot.click(japanese, 'save', { ...moderator, memberLanguage: 'ja' })
    expect((await list(bot)).at(-1)).toMatchObject({ zone: 'Asia/Tokyo' })
  })

  it.each([
    'add 金 25:00',
    'weekly fri 9:5 Asia/Tokyo',
    'add 月 ２４：００',
    'add mon 13pm',
    'add 午後25時',
    'weekly fri 2575',
  ])('says of `/schedule %s` that the time cannot be read, and goes on from there', async (line) => {
    const bot = await deskBot()
    const { message } = await bot.ask(`schedule ${line}`, moderator)
    expect(message.title).toBe('New schedule')
    expect(textOf(message)).toContain('is not a time of day. Write it as 09:30')
    expect(await list(bot)).toEqual([])
  })

  it('fits what Discord takes on every screen: five rows, in which a select is alone', async () => {
    const bot = await deskBot()
    let reply = await bot.ask('schedule add', moderator)
    for (const choice of ['screen=when', 'screen=look', 'screen=target', 'screen=main', 'what=funding']) {
      reply = await bot.click(reply, choice, moderator)
      checkOnDiscord(reply.message)
      expect(renderTelegram(reply.message).length, choice).toBeGreaterThan(0)
      const rows = reply.message.actions?.rows ?? []
      expect(rows.length, choice).toBeLessThanOrEqual(5)
      for (const row of rows) {
        const isChoice = row.some(({ kind }) => kind !== 'button')
        expect(row.length, choice).toBeLessThanOrEqual(isChoice ? 1 : 5)
        expect(row.length, choice).toBeGreaterThan(0)
      }
      for (const choice of choicesOf(reply)) expect(choice).toMatch(/^[\x21-\x7e]{1,40}$/)
    }
  })

  it('reports the next three runs in the schedule’s zone and as instants, and marks where clocks change', async () => {
    const bot = await deskBot()
    const reply = await bot.ask('schedule add day:sun time:02:30 timezone:America/New_York', moderator)
    expect(reply.message.instants?.map(({ at }) => new Date(at).toISOString())).toEqual([
      '2025-11-30T07:30:00.000Z',
      '2025-12-07T07:30:00.000Z',
      '2025-12-14T07:30:00.000Z',
    ])
    for (const { text } of reply.message.instants ?? []) expect(textOf(reply.message)).toContain(text)
    bot.pass(Date.parse('2026-02-27T00:00:00Z') - bot.parts.now())
    const later = await bot.ask('schedule add day:sun time:02:30 timezone:America/New_York', moderator)
    // 02:30 does not exist on 8 March: the first instant after it, and the clocks went forward.
    expect(textOf(later.message)).toContain('Sun 8 Mar, 03:30')
    expect(textOf(later.message)).toContain('clocks go forward by 60 min')
  })

  it('takes every part: what, sections, day, hour, minute, zone, language, look, target and role', async () => {
    const bot = await deskBot()
    let reply = await bot.ask('schedule add', moderator)
    const steps: readonly (readonly [string, object?])[] = [
      ['sections', { chosen: ['volatility', 'funding'] }],
      ['weekday=5'],
      ['hour=18'],
      ['minute=45'],
      ['zone=Europe/London'],
      ['language=both'],
      ['length=full'],
      ['theme=light'],
      ['colors=cvd'],
      ['option=thread'],
      ['role', { chosen: ['77'] }],
      [
        'advanced',
        { values: { grace: '3', late: 'skip', least: '50%', patience: '1', windowZone: 'Tokyo' } },
      ],
    ]
    for (const [choice, given = {}] of steps) reply = await send(bot, reply, choice, given)
    await bot.click(reply, 'save', moderator)
    expect(await only(bot)).toMatchObject({
      what: {
        kind: 'brief',
        length: 'full',
        sections: ['funding', 'volatility'],
        windowZone: 'Asia/Tokyo',
      },
      when: { kind: 'weekly', weekday: 5, hour: 18, minute: 45 },
      zone: 'Europe/London',
      language: 'both',
      theme: 'light',
      colors: 'cvd',
      options: { thread: false, role: '77' },
      grace: 3 * 3_600_000,
      late: 'skip',
      coverage: { least: 0.5, patience: 3_600_000 },
    })
  })

  it('recovers a button’s form from the record, and takes day, time and city in Japanese and full width', async () => {
    const bot = await deskBot()
    const builder = await bot.ask('schedule add', moderator)
    const reply = await bot.click(builder, 'screen=when', moderator)
    const shown = control(reply, 'time')
    const asked = { platform: 'discord', chat: 'discord:1', member: 'asker', place: 'guild' } as const
    const payload = `a:${reply.message.actions?.id}:time`
    const form = await bot.bot.formOf(payload, { ...asked, ...moderator, manager: true })
    expect(JSON.parse(JSON.stringify(form))).toEqual((shown as { form?: Form }).form)
    expect(form?.fields.map(({ name }) => name)).toEqual(['day', 'time', 'zone', 'cron'])
    expect(await bot.bot.formOf(payload, { ...asked, ...stranger, manager: false })).toBeUndefined()
    const values = { day: '水曜', time: '２１：１５', zone: 'ニューヨーク' }
    await bot.click(await send(bot, reply, 'time', { values }), 'save', moderator)
    const { when, zone } = await only(bot)
    expect({ when, zone }).toEqual({
      when: { kind: 'weekly', weekday: 3, hour: 21, minute: 15 },
      zone: 'America/New_York',
    })
  })

  it('begins with whatever was said, where that is not all that a schedule needs', async () => {
    const bot = await deskBot()
    for (const [said, field] of [
      ['language:ja', { language: 'ja' }],
      ['funding', { what: { kind: 'command', name: 'funding', args: {} } }],
      ['timezone:London', { zone: 'Europe/London' }],
      [
        'sections:funding',
        { what: { kind: 'brief', length: 'compact', windowZone: 'UTC', sections: ['funding'] } },
      ],
      ['fri', { when: { kind: 'weekly', weekday: 5, hour: 9, minute: 30 } }],
    ] as const) {
      const builder = await bot.ask(`schedule ${said}`, moderator)
      expect(builder.message.title, said).toBe('New schedule')
      await bot.click(builder, 'save', moderator)
      expect((await list(bot)).at(-1), said).toMatchObject(field)
    }
  })

  it('takes a five-field expression, and says what is wrong with another', async () => {
    const bot = await deskBot()
    const reply = await bot.ask('schedule add', moderator)
    const bad = await send(bot, reply, 'time', { values: { zone: 'UTC', cron: '* * * * * *' } })
    expect(bad).toMatchObject({ edit: true, private: true })
    expect(textOf(bad.message)).toContain('Not understood')
    expect(await bot.click(bad, 'save', moderator)).toMatchObject({
      message: { subtitle: 'Everything else is kept. What should it be instead?' },
    })
    const good = await send(bot, reply, 'time', { values: { zone: 'UTC', cron: '15 6 * * 1-5' } })
    await bot.click(good, 'save', moderator)
    expect((await only(bot)).when).toEqual({ kind: 'cron', expression: '15 6 * * 1-5' })
  })

  it('shows the real thing in private, marked, and posts nothing', async () => {
    const bot = await deskBot()
    const builder = await bot.ask('schedule add language:ja', moderator)
    const preview = await bot.click(builder, 'preview', moderator)
    expect(preview).toMatchObject({ private: true, edit: false })
    expect(preview.message.title).toMatch(/^PREVIEW: /)
    expect(preview.message.images.map(({ name }) => name)).toEqual(['sheet'])
    expect(preview.message.hidesTitle).not.toBe(true)
    expect(textOf(preview.message)).toMatch(/[ぁ-ん]/)
    expect(bot.posters.discord?.calls).toEqual([])
  })

  it('says in words what is missing where it posts', async () => {
    const bot = await deskBot()
    bot.lacks.set('discord:1', ['send', 'attach'])
    const builder = await bot.ask('schedule add', moderator)
    expect(textOf(builder.message)).toContain('Missing permissions')
    bot.lacks.clear()
    const again = await bot.click(builder, 'screen=main', moderator)
    expect(textOf(again.message)).toContain('every permission')
  })

  it('offers the words alone where pictures are refused, in the words of the platform', async () => {
    const bot = await deskBot()
    const posted: readonly (readonly [string, object])[] = [
      ['add', { what: { kind: 'brief', length: 'text', windowZone: 'UTC' } }],
      ['funding', { options: { textOnly: true } }],
    ]
    for (const [platform, sentence, offer] of [
      ['discord', 'Attach Files', 'Post the text alone'],
      ['telegram', 'Photos are not allowed in this group', 'Post the text alone'],
    ] as const) {
      for (const [said, field] of posted) {
        const chat = platform === 'discord' ? 'discord:1' : 'telegram:-7'
        const home = platform === 'discord' ? {} : { platform, chat, place: 'private' as const }
        bot.lacks.set(chat, ['attach'])
        const builder = await bot.ask(`schedule ${said}`, {
          ...moderator,
          community: undefined,
          ...home,
        } as never)
        expect(textOf(builder.message)).toContain(sentence)
        expect(control(builder, 'textonly')).toMatchObject({ label: offer })
        checkOnDiscord(builder.message)
        const words = await bot.click(builder, 'textonly', {
          ...moderator,
          community: undefined,
          ...home,
        } as never)
        await bot.click(words, 'save', { ...moderator, community: undefined, ...home } as never)
        expect((await list(bot, chat)).at(-1)).toMatchObject(field)
      }
    }
  })

  it('names a channel that it cannot see, and quotes what the platform says', async () => {
    const bot = await deskBot()
    bot.lacks.set('discord:1', ['view', { said: 'Maintenance' }])
    const builder = await bot.ask('schedule add', moderator)
    expect(textOf(builder.message)).toContain('The bot cannot see #1. Grant it “View Channel” there.')
    expect(textOf(builder.message)).toContain('Discord says: “Maintenance”')
    const ja = await bot.ask('schedule add', { ...moderator, memberLanguage: 'ja' })
    expect(textOf(ja.message)).toContain('#1がボットから見えません。')
    expect(textOf(ja.message)).toContain('Discordの応答：「Maintenance」')
  })

  it('says of a channel out of its sight what can be done, not that it is a stranger’s', async () => {
    const bot = await deskBot()
    const builder = await bot.ask('schedule add', moderator)
    bot.lacks.set('discord:555', ['view'])
    const refused = await send(bot, builder, 'channel', { chosen: ['555'] })
    expect(textOf(refused.message)).toContain('I cannot see that channel')
  })

  it('says that a draft has expired after a day', async () => {
    const bot = await deskBot()
    const builder = await bot.ask('schedule add', moderator)
    bot.pass(DRAFT_KEPT + 1)
    const reply = await bot.click(builder, 'save', moderator)
    expect(textOf(reply.message)).toContain('expired')
    expect(await list(bot)).toEqual([])
  })

  it('posts to no chat that the member does not manage', async () => {
    const bot = await deskBot()
    const builder = await bot.ask('schedule add', moderator)
    const refused = await send(bot, builder, 'channel', { chosen: ['555'] })
    expect(textOf(refused.message)).toContain('that you moderate')
    bot.managers.add('discord:555 asker')
    await bot.click(await send(bot, builder, 'channel', { chosen: ['555'] }), 'save', moderator)
    expect((await only(bot)).target).toBe('discord:555')
  })
})
