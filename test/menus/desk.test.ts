/** The menus of the editor's desk: texts that come back in the form, rules that need a place and a time, and the log. */
import { expect, it } from 'vitest'
import type { Reply } from '#src/chat/request.ts'
import type { Plan } from '#src/chat/schedule.ts'
import { planOf } from '#src/menus/schedules/plan.ts'
import { choicesOf, textOf } from '../support/bot.ts'
import { GUILD, moderator, only, send, stranger, useDeskBots } from '../support/schedulemenus.ts'
import type { DeskBot } from '../support/scheduleservice.ts'

const { deskBot } = useDeskBots()
const EDITION = '2025-11-24'
const text = ({ message }: Reply) => textOf(message)

/** A bot with one weekly schedule and, unless it is left out, a review channel. */
async function started(withChannel = true): Promise<{ bot: DeskBot; menu: Reply }> {
  const bot = await deskBot()
  await bot.ask('schedule weekly mon 09:30 Asia/Tokyo ja', moderator)
  let menu = await bot.ask('desk', moderator)
  if (withChannel) {
    bot.managers.add('discord:9 asker')
    const channels = await send(bot, menu, 'channel', {})
    menu = await send(bot, channels, 'review', { chosen: ['9'] })
  }
  return { bot, menu }
}

it('is for those alone who manage the server', async () => {
  const { bot, menu } = await started(false)
  for (const line of ['desk', 'note', 'desk log'])
    expect((await bot.ask(line, stranger)).result).toBe('refused')
  expect((await send(bot, menu, 'log', {}, stranger)).result).toBe('refused')
})

it('keeps a note for the next edition in the languages that it is written in, and takes one away', async () => {
  const { bot } = await started(false)
  const card = await bot.ask('note', moderator)
  expect(text(card)).toContain('24 Nov 2025')
  const saved = await send(bot, card, 'note', { values: { ja: '今週は**CPI**です。 ', en: '' } })
  expect(text(saved)).toContain('今週は**CPI**です。')
  expect(await bot.store.desk.texts(GUILD, EDITION)).toMatchObject([
    { kind: 'note', language: 'ja', text: '今週は**CPI**です。', by: 'asker' },
  ])
  await send(bot, saved, 'note', { values: { ja: '-' } })
  expect(await bot.store.desk.texts(GUILD, EDITION)).toEqual([])
})

it('counts what is too long and returns all that was typed in the form', async () => {
  const { bot } = await started(false)
  const card = await bot.ask('note', moderator)
  const long = '字'.repeat(601)
  const wrong = await send(bot, card, 'note', { values: { ja: long, en: 'Fine' } })
  expect(text(wrong)).toContain('That is 601 characters; 600 is the most.')
  expect(await bot.store.desk.texts(GUILD, EDITION)).toEqual([])
  const form = await bot.bot.formOf(`a:${wrong.message.actions?.id}:note`, {
    ...({ platform: 'discord', chat: 'discord:1', member: 'asker', manager: false, place: 'guild' } as const),
    ...moderator,
  })
  expect(form?.fields.map(({ value }) => value)).toEqual([long, 'Fine'])
  expect(form?.fields[0]?.check?.('字'.repeat(600))).toBeUndefined()
  const http = await send(bot, wrong, 'note', { values: { ja: '', en: 'See http://example.com' } })
  expect(text(http)).toContain('links begin with https://')
  const headline = await send(bot, http, 'headline', { values: { ja: '見'.repeat(81), en: '' } })
  expect(text(headline)).toContain('81 characters; 80 is the most')
})

it('wants a review channel first, and keeps it while a schedule needs it', async () => {
  const { bot, menu } = await started(false)
  const { id } = await only(bot)
  const card = await send(bot, menu, `open=${id}`, {})
  expect(text(await send(bot, card, 'mode=approved', {}))).toContain('Choose a review channel first')
  const there = await started()
  const own = await only(there.bot)
  const held = await send(
    there.bot,
    await send(there.bot, there.menu, `open=${own.id}`, {}),
    'mode=approved',
    {},
  )
  expect(text(held)).toContain('held until approved, deadline after 3 h')
  expect((await only(there.bot)).approval).toEqual({ mode: 'approved', hours: 3 })
  const later = await send(there.bot, held, 'hours=5', {})
  expect((await only(there.bot)).approval).toEqual({ mode: 'approved', hours: 5 })
  expect(choicesOf(later)).not.toContain('hours=6')
  const channels = await send(there.bot, await send(there.bot, later, 'menu', {}), 'channel', {})
  expect(text(await send(there.bot, channels, 'in=none', {}))).toContain('Turn approval off first')
  await there.bot.ask('schedule run 1', moderator)
  expect(text(await there.bot.ask('schedule run 1', moderator))).toContain(
    'posts only what has been approved',
  )
})

it('turns off an approval whose deadline came from a file and is not offered', async () => {
  const { bot, menu } = await started()
  const own = await only(bot)
  const { id, revision } = own
  const plan: Plan = { ...planOf(own), approval: { mode: 'approved', hours: 0.5 } }
  await bot.store.schedules.change({ id, revision, by: 'asker', at: 0, change: 'changed', plan })
  const card = await send(bot, menu, `open=${id}`, {})
  const other = await send(bot, card, 'mode=unless-held', {})
  expect((await only(bot)).approval).toEqual({ mode: 'unless-held', hours: 3 })
  await send(bot, other, 'mode=off', {})
  expect((await only(bot)).approval).toBeUndefined()
})

it('keeps an intro with the schedule, and shows who did what', async () => {
  const { bot, menu } = await started()
  const { id } = await only(bot)
  const card = await send(bot, menu, `open=${id}`, {})
  await send(bot, card, 'intro', { values: { ja: 'おはようございます。', en: '' } })
  expect((await only(bot)).intro).toEqual({ ja: 'おはようございます。' })
  await send(bot, await bot.ask('note', moderator), 'headline', { values: { ja: '', en: 'A quiet week' } })
  const log = text(await bot.ask('desk log', moderator))
  for (const said of ['A quiet week', 'おはようございます。', 'Review channel']) expect(log).toContain(said)
  const file = (await bot.ask('schedule export', moderator)).message.files?.[0]
  const { log: entries, schedules } = JSON.parse(file?.text ?? '{}')
  expect(entries.map(({ what }: { what: string }) => what).toSorted()).toEqual([
    ...['headline', 'reviewChannel', 'schedule'],
  ])
  expect(schedules[0].intro).toEqual({ ja: 'おはようございます。' })
})
