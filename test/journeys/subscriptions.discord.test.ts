/** A member gets the recap in private on Discord, through discord.js: by one press under a post, stopped by one, in both languages. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock, type FakeClock } from '../support/clock.ts'
import { CHANNEL, type Circumstances, MANAGE_GUILD } from '../support/discord/events.ts'
import { createMenus, type Menu, menuOf, type Menus } from '../support/discord/menus.ts'
import { type Program, startProgram } from '../support/discord/program.ts'
import { createPassing, type Passing } from '../support/passing.ts'

/** Ten past nine on a Monday in Tokyo, when the sample ends: one's own recap is due at half past. */
const START = Date.parse('2025-11-24T00:10:00Z')
const [MINUTE, HOUR] = [60_000, 3_600_000]
const [BOSS, READER] = ['1200000000000000431', '1200000000000000432']

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
  'en-US': {
    save: 'Save',
    mine: 'Get this privately',
    first: 'You will get it here',
    set: 'arrives in the private chat, next',
    stop: 'Stop these',
    stopped: 'Stopped: ',
    none: 'Nothing comes to this chat by itself yet',
    closed: 'I cannot write to you',
    again: 'Try again',
  },
  ja: {
    save: '保存',
    mine: '自分にも届ける',
    first: 'こちらにお届けします',
    set: 'を個別チャットにお届けします',
    stop: '配信を止める',
    stopped: 'の配信を止めました',
    none: 'このチャットへの配信はまだありません',
    closed: '個別のメッセージを送れません',
    again: 'もう一度試す',
  },
} as const

/** Until it is twenty-five to ten in the member's own zone: London's for those who read English. */
async function passUntilDue(locale: 'en-US' | 'ja'): Promise<void> {
  if (locale === 'en-US') clock.advance(9 * HOUR)
  for (let passed = 0; passed < 5; passed++) {
    clock.advance(5 * MINUTE)
    await passing.rest(MINUTE / 100)
  }
}

describe.each(['en-US', 'ja'] as const)('a recap in private on Discord (%s)', (locale) => {
  const say = SAYINGS[locale]
  const reader: Circumstances = { member: READER, channel: CHANNEL, locale, guildLocale: locale }
  const shown = (messages: Parameters<typeof menuOf>[0][]): Menu[] => messages.map((one) => menuOf(one))
  const home = () => shown(program.loopback.channels.direct(READER).messages)
  const isPost = ({ controls, files }: Menu) =>
    files.length > 0 && controls.some(({ label }) => label === say.stop)
  const posts = () => home().filter(isPost)
  const arrived = (count: number) => () => posts().length === count && program.loopback.running === 0

  it('comes after one press under a post, and no more after one under it', async () => {
    const boss = { ...reader, member: BOSS, permissions: MANAGE_GUILD }
    const when = { day: 'mon', time: '09:15', timezone: 'Asia/Tokyo' }
    await menus.click(await menus.run('schedule add', when, boss), say.save, boss)
    clock.advance(6 * MINUTE)
    const post = () => shown(program.loopback.channels.get(CHANNEL)?.messages ?? []).at(0)
    await passing.until(() => post() !== undefined && program.loopback.running === 0, 'the post')
    const set = await menus.click(post() as Menu, say.mine, reader)
    expect(set).toMatchObject({ private: true, text: expect.stringContaining(say.set) })
    expect(home().map(({ text }) => text)).toEqual([expect.stringContaining(say.first)])
    await passUntilDue(locale)
    await passing.until(arrived(1), 'the recap')
    const { id: channel } = program.loopback.channels.direct(READER)
    const own: Circumstances = { member: READER, channel, context: 1, locale }
    const stopped = await menus.click(posts()[0] as Menu, say.stop, own)
    expect(stopped.text).toContain(say.stopped)
    expect((await menus.run('subscribe', {}, own)).text).toContain(say.none)
  })

  it('waits where the member lets no messages in, and is set up by a press once they do', async () => {
    const direct = program.loopback.channels.direct(READER)
    direct.shut = true
    const told = await menus.run('subscribe', { what: 'weekly' }, reader)
    expect(told).toMatchObject({ private: true, text: expect.stringContaining(say.closed) })
    direct.shut = false
    const set = await menus.click(told, say.again, reader)
    expect(set.text).toContain(say.set)
    await passUntilDue(locale)
    await passing.until(arrived(1), 'the recap')
  })
})
