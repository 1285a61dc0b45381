/** The screen of a chat's flashes on which moderators say whether they approve them: what it wants first, what it saves. */
import { expect, it } from 'vitest'
import type { Reply } from '#src/chat/request.ts'
import { choicesOf, textOf } from '../support/bot.ts'
import { moderator, only, send, stranger, useDeskBots } from '../support/schedulemenus.ts'

const { deskBot } = useDeskBots()
const text = ({ message }: Reply) => textOf(message)

/** Flashes that are on, and the desk's menu with a review channel. */
async function started() {
  const bot = await deskBot()
  await bot.ask('flash on', moderator)
  bot.managers.add('discord:9 asker')
  const channels = await send(bot, await bot.ask('desk', moderator), 'channel', {})
  const desk = await send(bot, channels, 'review', { chosen: ['9'] })
  return { bot, desk, screen: await send(bot, await bot.ask('flash', moderator), 'screen=approval', {}) }
}

it('wants a review channel first, and leads to where it is chosen', async () => {
  const bot = await deskBot()
  const card = await bot.ask('flash on', moderator)
  const screen = await send(bot, card, 'screen=approval', {})
  expect(choicesOf(screen)).toEqual(['channel', 'screen=main'])
  expect(text(await send(bot, screen, 'mode=approved', {}))).toContain('Choose a review channel first')
  expect((await only(bot)).approval).toBeUndefined()
  const channels = await send(bot, screen, 'channel', {})
  expect(text(channels)).toContain('a flash is confirmed')
})

it('saves each press, and keeps the review channel while flashes need it', async () => {
  const { bot, screen, desk } = await started()
  const on = await send(bot, screen, 'mode=unless-held', {})
  expect((await only(bot)).approval).toEqual({ mode: 'unless-held', hours: 0.5 })
  const later = await send(bot, on, 'hours=1', {})
  expect(text(later)).toContain('posted unless held, deadline after 1 h')
  for (const press of ['hours=3', 'mode=other', 'hours=0.25'])
    expect((await send(bot, later, press, {})).result).toBe('refused')
  expect((await only(bot)).approval).toEqual({ mode: 'unless-held', hours: 1 })
  const channels = await send(bot, desk, 'channel', {})
  expect(text(await send(bot, channels, 'in=none', {}))).toContain('Turn approval off first')
  await send(bot, later, 'mode=off', {})
  expect((await only(bot)).approval).toBeUndefined()
  expect(text(await bot.ask('desk log', moderator))).toContain('posted unless held, deadline after 30 min')
})

it('is opened from the desk, too, and is for moderators alone', async () => {
  const { bot, desk, screen } = await started()
  const { id } = await only(bot)
  const opened = await send(bot, desk, `open=${id}`, {})
  expect(choicesOf(opened)).toEqual(choicesOf(screen))
  expect((await send(bot, opened, 'mode=approved', {}, stranger)).result).toBe('refused')
  await send(bot, opened, 'mode=approved', {})
  const { schedules } = JSON.parse(
    (await bot.ask('schedule export', moderator)).message.files?.[0]?.text ?? '{}',
  )
  expect(schedules[0].approval).toEqual({ mode: 'approved', hours: 0.5 })
  expect(text(await bot.ask('schedule pause 1', moderator))).toContain('held until approved')
})
