/** Moderators have flashes on Discord, by its own parts: not where the bot may not post, else as the sample's hours pass. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock, type FakeClock } from '../support/clock.ts'
import { type Circumstances, MANAGE_GUILD } from '../support/discord/events.ts'
import { textOf } from '../support/discord/interactions.ts'
import { createMenus, type Menus } from '../support/discord/menus.ts'
import { type Program, startProgram } from '../support/discord/program.ts'
import { createPassing, type Passing } from '../support/passing.ts'
import { replayBy } from '../support/replay.ts'

/** Twenty to nine in Tokyo, before a day of the sample ends in which two things are as rare as not for months. */
const START = Date.parse('2025-11-19T23:40:00Z')
const [SECOND, MINUTE] = [1000, 60_000]
const [CHANNEL, CLOSED] = ['1200000000000000461', '1200000000000000462']

let clock: FakeClock
let program: Program
let passing: Passing
let menus: Menus

beforeEach(async () => {
  clock = createFakeClock(START)
  // Until there is a loopback nothing is under way.
  let busy = () => false
  passing = createPassing(clock, () => busy())
  program = await passing.result(startProgram({}, clock, replayBy(clock)), 'the start')
  busy = () => program.loopback.running > 0
  menus = createMenus(program.loopback, passing)
  program.loopback.channels.add({ id: CHANNEL, type: 0, name: 'markets' })
  program.loopback.channels.add({ id: CLOSED, type: 0, name: 'closed', hidden: true })
})

afterEach(async () => {
  await passing.result(program.close(), 'the end')
  expect(program.loopback.problems).toEqual([])
})

const SAYINGS = {
  'en-US': { off: 'Not turned on', again: 'Check again', flash: /Flash: /u, last: 'limit for seven days' },
  ja: {
    off: 'まだオンにしていません',
    again: 'もう一度確認',
    flash: /速報｜/u,
    last: '7日間に投稿する速報の上限',
  },
} as const

describe.each(['en-US', 'ja'] as const)('flashes on Discord (%s)', (locale) => {
  const say = SAYINGS[locale]
  const boss = (channel: string): Circumstances => ({
    ...{ member: '1200000000000000471', channel, locale, guildLocale: locale, permissions: MANAGE_GUILD },
  })
  const posts = () => (program.loopback.channels.get(CHANNEL)?.messages ?? []).map((one) => textOf(one))

  it('are not turned on where the bot may not post, and the right is named', async () => {
    const refused = await menus.run('flash on', {}, boss(CLOSED))
    expect(refused).toMatchObject({ private: true, text: expect.stringContaining(say.off) })
    expect((await menus.click(refused, say.again, boss(CLOSED))).text).toContain(say.off)
  })

  it('are posted, each once, when the day has closed', async () => {
    await menus.run('flash on', { quiet: 'none' }, boss(CHANNEL))
    for (let passed = 0; passed < 40 * MINUTE; passed += 10 * MINUTE) {
      clock.advance(10 * MINUTE)
      await passing.rest(SECOND / 2)
    }
    await passing.until(() => posts().length === 2 && program.loopback.running === 0, 'the flashes')
    for (const text of posts()) expect(text).toMatch(say.flash)
    expect(posts().map((text) => text.includes(say.last))).toEqual([false, true])
  })
})
