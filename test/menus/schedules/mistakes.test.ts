/** Mistakes in what is typed for a schedule: named, with what is allowed, everything else kept, and buttons that go on. */
import { describe, expect, it } from 'vitest'
import { readTime, readWeekday } from '#src/menus/schedules/when.ts'
import { nearZones } from '#src/bot/arguments/zones.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import { choicesOf, textOf } from '../../support/bot.ts'
import { checkOnDiscord } from '../../support/renderedDiscord.ts'
import { list, moderator, only, send, useDeskBots } from '../../support/schedulemenus.ts'

const { deskBot } = useDeskBots()
const EN = { grammar: grammarOf('en') }
const japanese = { ...moderator, memberLanguage: 'ja' } as const

describe('a line', () => {
  it.each([
    ['weekly fri 1830 Tokyo', { weekday: 5, hour: 18, minute: 30 }],
    ['weekly fri 930 Tokyo', { weekday: 5, hour: 9, minute: 30 }],
    ['weekly fri 18 Tokyo', { weekday: 5, hour: 18, minute: 0 }],
    ['週報 金 午前9時半 東京', { weekday: 5, hour: 9, minute: 30 }],
    ['週報 毎週金曜日 午後9時15分 東京', { weekday: 5, hour: 21, minute: 15 }],
    ['Fridays 9:30pm Tokyo', { weekday: 5, hour: 21, minute: 30 }],
    ['brief fri 1830 Tokyo', { weekday: 5, hour: 18, minute: 30 }],
  ])('is read as it is meant: %s', async (line, when) => {
    const bot = await deskBot()
    await bot.ask(`schedule ${line}`, moderator)
    expect(await only(bot)).toMatchObject({ zone: 'Asia/Tokyo', when: { kind: 'weekly', ...when } })
  })

  it('gives the words that nothing else takes to its command', async () => {
    const bot = await deskBot()
    await bot.ask('schedule funding fri 18:00 UTC eth 30d', moderator)
    expect((await only(bot)).what).toEqual({
      ...{ kind: 'command', name: 'funding' },
      args: { asset: 'ethereum', window: '30d' },
    })
  })

  it.each([
    ['en', 'weekly fri 25:00 UTC', '“25:00” is not a time of day. Write it as 09:30, from 00:00 to 23:59.'],
    ['ja', '週報 金 25:00', '「25:00」は時刻として読み取れません。'],
    ['en', 'weekly fri 18:30 Mars/Phobos', 'There is no time zone “Mars/Phobos”. Try a city'],
    ['ja', '週報 金 18:30 Mars/Phobos', 'タイムゾーン「Mars/Phobos」が見つかりません。'],
    ['en', 'weekly fryday 18:30', '“fryday” is not a day of the week. Try mon, Monday'],
    ['ja', '週報 木曜曜 18:30', '「木曜曜」は曜日として読み取れません。'],
    ['en', 'weekly fri 18:30 blah', 'I cannot read “blah”. A schedule takes the content (weekly, '],
    ['ja', '週報 金 18:30 ほげ', '「ほげ」は読み取れません。入力できるのは、内容（weekly、'],
    ['en', 'funding fri 18:30 xyzzy', 'There is no coin called “xyzzy”. Nearest:'],
    ['en', 'add channel:abc', '“abc” is not a channel.'],
  ] as const)('in %s names the wrong word and what is allowed: %s', async (language, line, sentence) => {
    const bot = await deskBot()
    const reply = await bot.ask(`schedule ${line}`, { ...moderator, memberLanguage: language })
    expect(reply.result).toBeUndefined()
    expect(textOf(reply.message)).toContain(sentence)
    checkOnDiscord(reply.message)
    expect(await list(bot)).toEqual([])
    expect(choicesOf(reply)).toContain('asshown')
  })

  it.each([
    ['en', 'add weekly fri 1830', 'Fridays at 18:30'],
    ['en', 'add brief 930', 'Mondays at 09:30'],
    ['ja', 'add brief 金 1830', '毎週金曜日 18:30'],
  ] as const)('in %s takes a number for the time of what is added: %s', async (language, line, when) => {
    const bot = await deskBot()
    const reply = await bot.ask(`schedule ${line}`, { ...moderator, memberLanguage: language })
    expect(textOf(reply.message)).toContain(when)
    expect(choicesOf(reply)).not.toContain('asshown')
  })

  it('keeps the options that could be read beside one that could not', async () => {
    const bot = await deskBot()
    const reply = await bot.ask('schedule add funding eth 30d daily', moderator)
    const text = textOf(reply.message)
    expect(text).toContain('I cannot read “daily”.')
    expect(text).toContain('/funding ethereum 30d')
  })

  it('names the zones in the reader’s language', () => {
    const now = Date.parse('2025-11-24T00:00:00Z')
    const labels = (locale: 'en' | 'ja') =>
      nearZones('GMT+9', now, { grammar: grammarOf(locale) }).map(({ label }) => label)
    expect(labels('en')).toEqual(['Asia/Tokyo', 'Asia/Seoul'])
    expect(labels('ja')).toEqual(['東京（Asia/Tokyo）', 'ソウル（Asia/Seoul）'])
  })

  it('answers GMT+9 with the cities that have it, each a button', async () => {
    const bot = await deskBot()
    const reply = await bot.ask('schedule weekly fri 09:30 GMT+9', moderator)
    expect(textOf(reply.message)).toContain('Nearest: Asia/Tokyo, Asia/Seoul.')
    const builder = await bot.click(reply, 'zone=Asia/Seoul', moderator)
    expect(builder.message.subtitle).toBe('Content, destination and time')
    await bot.click(builder, 'save', moderator)
    expect(await only(bot)).toMatchObject({ zone: 'Asia/Seoul', when: { weekday: 5, hour: 9, minute: 30 } })
    const now = Date.parse('2025-11-24T00:00:00Z')
    expect(nearZones('UTC-5', now, EN)[0]?.value).toBe('America/New_York')
    expect(nearZones('+0530', now, EN)[0]?.value).toBe('Asia/Kolkata')
  })

  it('keeps what was right until each mistake is put right, and saves nothing before', async () => {
    const bot = await deskBot()
    let reply = await bot.ask('schedule funding fryday 25:00 London', japanese)
    expect(textOf(reply.message)).toContain('「fryday」は曜日として読み取れません。')
    expect(textOf(reply.message)).toContain('「25:00」は時刻として読み取れません。')
    reply = await bot.click(reply, 'weekday=5', japanese)
    expect(textOf(reply.message)).not.toContain('fryday')
    expect(textOf(reply.message)).toContain('25:00')
    reply = await bot.click(await bot.click(reply, 'screen=main', japanese), 'save', japanese)
    expect(await list(bot)).toEqual([])
    expect(reply.message.subtitle).toBe('ほかの内容は保持しています。どれにしますか')
    reply = await send(bot, reply, 'time', { values: { day: '金', time: '18:30', zone: 'London' } }, japanese)
    await bot.click(reply, 'save', japanese)
    expect(await only(bot)).toMatchObject({
      ...{ zone: 'Europe/London', when: { weekday: 5, hour: 18, minute: 30 } },
      what: { name: 'funding' },
    })
  })

  it('offers the command that was mistyped', async () => {
    const bot = await deskBot()
    const reply = await bot.ask('schedule fundng fri 18:00', moderator)
    await bot.click(await bot.click(reply, 'what=funding', moderator), 'save', moderator)
    expect((await only(bot)).what).toMatchObject({ name: 'funding' })
  })
})

describe('a form', () => {
  it('keeps the answers that are right, and says of each other one what is allowed', async () => {
    const bot = await deskBot()
    const builder = await bot.ask('schedule add', moderator)
    const values = { day: 'fri', time: '25:00', zone: 'Mars/Phobos', cron: '' }
    const reply = await send(bot, builder, 'time', { values })
    expect(textOf(reply.message)).toContain('“25:00” is not a time of day.')
    expect(textOf(reply.message)).toContain('There is no time zone “Mars/Phobos”.')
    expect(textOf(reply.message)).toContain('Fridays at 09:30 (UTC)')
    const advanced = { grace: '99', late: 'sometimes', least: '80', patience: '3', windowZone: 'UTC' }
    const other = await send(bot, builder, 'advanced', { values: advanced })
    expect(textOf(other.message)).toContain('Give a number from 0 to 72.')
    expect(textOf(other.message)).toContain('“sometimes” does not work here. Write post or skip.')
    expect(textOf(other.message)).toContain('at most 3 h')
  })

  it('checks each answer by itself, in the reader’s language', async () => {
    const bot = await deskBot()
    const builder = await bot.ask('schedule add', japanese)
    const asked = { platform: 'discord', chat: 'discord:1', member: 'asker', place: 'guild' } as const
    const form = await bot.bot.formOf(`a:${builder.message.actions?.id}:time`, {
      ...asked,
      ...japanese,
      manager: true,
    })
    const check = (name: string, typed: string) =>
      form?.fields.find((one) => one.name === name)?.check?.(typed)
    expect(check('time', '25:00')).toContain('「25:00」は時刻として読み取れません。')
    expect(check('time', '午前9時半')).toBeUndefined()
    expect(check('zone', 'Mars/Phobos')).toContain('「Mars/Phobos」')
    expect(check('cron', '61 * * * *')).toMatch(/[ぁ-ん]/)
  })
})

describe('times and days', () => {
  it.each([
    ['9:30', 9, 30],
    ['９：３０', 9, 30],
    ['9.30', 9, 30],
    ['0930', 9, 30],
    ['1830', 18, 30],
    ['9時', 9, 0],
    ['9時半', 9, 30],
    ['午前0時', 0, 0],
    ['午後12時', 12, 0],
    ['午前12時', 0, 0],
    ['12am', 0, 0],
    ['12:15 pm', 12, 15],
    ['正午', 12, 0],
  ])('%s', (typed, hour, minute) => expect(readTime(typed)).toEqual({ hour, minute }))

  it.each(['25:00', '9', '9:60', '24:00', '13pm', '午後13時', '12345', '9:5', ''])('not %s', (typed) =>
    expect(readTime(typed)).toBeUndefined())

  it('of the week in either language', () => {
    expect(['Fri', 'fridays', '金', '金曜', '毎週金曜日', '（金）'].map(readWeekday)).toEqual(
      Array(6).fill('fri'),
    )
  })
})
