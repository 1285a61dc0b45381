/** The buttons of a posted recap, three months later: the whole program on a loopback Telegram, started anew in between. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { KEPT_FOR } from '#src/chat/memory.ts'
import { createFakeClock, type FakeClock } from '../support/clock.ts'
import { createPassing, type Passing } from '../support/passing.ts'
import { createMenus, labelsOf, type Menus, saidBy } from '../support/telegram/menus.ts'
import { type Program, startProgram } from '../support/telegram/program.ts'

/** Ten past nine on a Monday in Tokyo, when the sample ends. */
const START = Date.parse('2025-11-24T00:10:00Z')
const [DAY, MODERATOR, READER] = [86_400_000, 840_001, 840_002]

let clock: FakeClock
let program: Program
let passing: Passing
let menus: Menus

beforeEach(async () => {
  clock = createFakeClock(START)
  // Until there is a loopback nothing is under way.
  let busy = () => false
  passing = createPassing(clock, () => busy())
  program = await passing.result(startProgram({}, clock), 'the start')
  busy = () => program.loopback.running > 0
  menus = createMenus(program.loopback, passing)
})

afterEach(async () => {
  await passing.result(program.close(), 'the end')
  expect(program.loopback.problems).toEqual([])
})

const SAYINGS = {
  en: {
    new: 'New schedule',
    save: 'Save',
    run: 'Run now',
    sure: 'Post now',
    about: 'What is this?',
    expired: /expired/u,
  },
  ja: {
    new: '新規作成',
    save: '保存',
    run: '今すぐ投稿',
    sure: '投稿する',
    about: 'これは何？',
    expired: /期限/u,
  },
} as const

/**
 * A program that runs looks for due posts each minute, which three months of a test's clock would all be taken through:
 * they pass while it is stopped, where nothing waits.
 */
it.each([
  'en',
  'ja',
] as const)('answer for 90 days from the post, and then say that they have expired (%s)', async (locale) => {
  const say = SAYINGS[locale]
  const { chats } = program.loopback
  const home = chats.add({ id: MODERATOR, type: 'private' })
  const own = chats.add({ id: READER, type: 'private' })
  const group = chats.add({
    ...{ id: -1_001_500_000_011, type: 'supergroup', title: 'Traders' },
    members: { [MODERATOR]: { status: 'administrator' } },
  })
  const where = { member: MODERATOR, locale }
  const door = await menus.write(group, '/schedule', where)
  const [, payload = ''] = door.keyboard.flat()[0]?.url?.split('?start=') ?? []
  await menus.write(home, `/start ${payload}`, where)
  for (const label of [say.new, say.save, say.run, say.sure]) await menus.click(home, label, where)
  const post = () => saidBy(group).find((message) => labelsOf(message).includes(say.about))
  await passing.until(() => post() !== undefined && program.loopback.running === 0, 'the post')
  const posted = clock.now()
  const link =
    post()
      ?.keyboard.flat()
      .find(({ text }) => text === say.about)?.url ?? ''
  const [, choice = ''] = link.split('?start=')
  const clickedAfter = async (milliseconds: number) => {
    const pass = () => clock.advance(posted + milliseconds - clock.now())
    await passing.result(program.restart({}, pass), 'the restart')
    // The button opens the private chat with the bot, whoever clicks.
    return menus.write(own, `/start ${choice}`, { member: READER, locale })
  }
  expect((await clickedAfter(89 * DAY)).text).toContain(say.about)
  expect((await clickedAfter(KEPT_FOR + DAY)).text).toMatch(say.expired)
})
