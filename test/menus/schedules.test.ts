import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canBeScheduled } from '#src/bot/answer/scheduledmessage.ts'
import { DRAFT_KEPT } from '#src/menus/schedules/draft.ts'
import { scheduledOf } from '#src/menus/schedules/plan.ts'
import type { Control, Form } from '#src/chat/action.ts'
import type { Reply, Request } from '#src/chat/request.ts'
import type { Schedule } from '#src/chat/schedule.ts'
import type { History } from '#src/market/history.ts'
import { TOPICS } from '#src/market/topic.ts'
import { renderTelegram } from '#src/platforms/telegram/render/render.ts'
import { choicesOf, sampleHistory, textOf } from '../support/bot.ts'
import { createDeskBot, type DeskBot } from '../support/scheduleservice.ts'
import { temporaryFolder } from '../support/folder.ts'
import { planOf } from '../support/plans.ts'
import { checkOnDiscord } from '../support/renderedDiscord.ts'

const GUILD = 'discord:guild:9'
const moderator: Partial<Request> = { community: GUILD, manager: true, memberLanguage: 'en' }
const stranger: Partial<Request> = { ...moderator, member: 'stranger', manager: false }
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

let history: History
const open: DeskBot[] = []
beforeAll(async () => {
  history = await sampleHistory()
})
afterAll(() => Promise.all(open.map(({ store }) => store.close())))

async function deskBot(given = {}): Promise<DeskBot> {
  const bot = await createDeskBot(await temporaryFolder(), history, given)
  open.push(bot)
  return bot
}

const list = ({ scheduleService }: DeskBot, owner = GUILD) => scheduleService.list(owner)
const only = async (bot: DeskBot, owner = GUILD): Promise<Schedule> => {
  const [schedule, ...others] = await list(bot, owner)
  if (!schedule || others.length > 0) throw new Error(`${others.length + 1} schedules`)
  return schedule
}
const control = ({ message }: Reply, choice: string): Control | undefined =>
  message.actions?.rows.flat().find((one) => one.kind !== 'select' && one.choice === choice)
const send = (bot: DeskBot, reply: Reply, choice: string, given: object, who = moderator) =>
  bot.bot.answer({
    ...({ platform: 'discord', chat: 'discord:1', member: 'asker', manager: false, place: 'guild' } as const),
    ...who,
    input: { kind: 'click', payload: `a:${reply.message.actions?.id}:${choice}`, ...given },
  })

describe('the builder', () => {
  it('saves the recap on Mondays at 09:30 in Tokyo with two steps, shown to the moderator alone', async () => {
    const bot = await deskBot()
    const builder = await bot.ask('schedule add', moderator)
    expect(builder.private).toBe(true)
    expect(await list(bot)).toEqual([])
    const saved = await bot.click(builder, 'save', moderator)
    expect(saved).toMatchObject({ private: true, edit: true })
    const schedule = await only(bot)
    expect(schedule).toMatchObject({ number: 1, state: 'active', target: 'discord:1', zone: 'Asia/Tokyo' })
    expect(schedule.nextRunAt).toBe(Date.parse('2025-12-01T00:30:00Z'))
    expect(await bot.scheduleService.revisions(schedule)).toMatchObject([{ by: 'asker', change: 'added' }])
  })

  it.each([
    'add 金 25:00',
    'weekly fri 9:5 Asia/Tokyo',
    'add 月 ２４：００',
    'add mon 9pm',
    'add 午後9時',
  ])('says of `/schedule %s` that the time cannot be read', async (line) => {
    const bot = await deskBot()
    const { message } = await bot.ask(`schedule ${line}`, moderator)
    expect(message.title).toBe('Not a time of day')
    expect(textOf(message)).toContain('Write it as 09:30')
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

  it('tells the next three runs in the schedule’s zone and as instants, and marks where clocks change', async () => {
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
      ['length=compact'],
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
        length: 'compact',
        sections: ['funding', 'volatility'],
        windowZone: 'Asia/Tokyo',
      },
      when: { kind: 'weekly', weekday: 5, hour: 18, minute: 45 },
      zone: 'Europe/London',
      language: 'both',
      theme: 'light',
      colors: 'cvd',
      options: { thread: true, role: '77' },
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
    expect(form).toEqual((shown as { form?: Form }).form)
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
        { what: { kind: 'brief', length: 'full', windowZone: 'UTC', sections: ['funding'] } },
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
    expect(bad).toMatchObject({ edit: false, private: true })
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
    expect(preview.message.images.length).toBe(6)
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

describe('a schedule', () => {
  const saved = async () => {
    const bot = await deskBot()
    const item = await bot.ask('schedule weekly mon 09:30 Asia/Tokyo ja', moderator)
    return { bot, item }
  }

  it('is made by one line, in either language', async () => {
    const bot = await deskBot()
    for (const line of ['schedule weekly mon 09:30 Asia/Tokyo ja', 'schedule 月曜 ９：３０ 東京 ja']) {
      await bot.ask(line, moderator)
    }
    const [one, other] = await list(bot)
    expect(one).toMatchObject(planOf('discord:1', { coverage: { least: 0.8, patience: 7_200_000 } }))
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
    await bot.click(item, 'run', moderator)
    const schedule = await only(bot)
    expect((await bot.scheduleService.history(schedule, 5)).map(({ delivery }) => delivery.reason)).toEqual([
      'manual',
    ])
    const changes = (await bot.scheduleService.revisions(schedule)).map(({ change }) => change)
    expect(changes).toEqual(['added', 'paused', 'resumed', 'skipped', 'skipped'])
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
    await bot.ask('schedule pause 1', moderator)
    const reply = await bot.click(mine, 'save', moderator)
    expect(textOf(reply.message)).toContain('Someone else')
  })

  it('tells its history in words with what can be done about each run', async () => {
    const { bot, item } = await saved()
    await bot.click(item, 'run', moderator)
    const shown = await bot.click(item, 'history', moderator)
    expect(textOf(shown.message)).toContain('waiting')
    const none = await send(bot, shown, 'arrived=1', {})
    expect(textOf(none.message)).toContain('already dealt with')
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

  it('may be any command that answers everybody alike', async () => {
    const { bot } = await saved()
    const able = bot.bot.commands.filter(canBeScheduled).map(({ name }) => name)
    const names = scheduledOf(bot.bot.commands)
    expect([...names].sort()).toEqual(able.sort())
    expect(names.slice(0, TOPICS.length)).toEqual(TOPICS)
    const args: Readonly<Record<string, { choices?: readonly string[] }>> =
      bot.bot.commands.find(({ name }) => name === 'schedule')?.args ?? {}
    expect(args.what?.choices).toEqual(['weekly', ...names])
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

describe('a member who does not manage the chat', () => {
  it('changes nothing with any button of any menu', async () => {
    const bot = await deskBot()
    const item = await bot.ask('schedule weekly mon 09:30 Asia/Tokyo ja', moderator)
    await bot.click(item, 'run', moderator)
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
    bot.managers.add('telegram:-100:7 asker')
    const chats = await bot.ask('mychats', alone)
    expect(textOf(chats.message)).toContain('Traders')
    expect(textOf((await bot.click(chats, 'chat=0', alone)).message)).toContain('Mon 1 Dec')
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
    expect(asked).toEqual([])
    expect(textOf((await bot.ask('correct 2025-11-24', moderator)).message)).toContain('Posts edited: 3')
    expect(asked).toEqual(['2025-11-24'])
  })
})
