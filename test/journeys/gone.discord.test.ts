/** What is gone on Discord, through discord.js: a channel with alerts, flashes and a daily in it, alerts behind their buttons, and buttons of long ago. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock, type FakeClock } from '../support/clock.ts'
import { CHANNEL, type Circumstances, GUILD, MANAGE_GUILD } from '../support/discord/events.ts'
import { createMenus, menuOf, type Menus } from '../support/discord/menus.ts'
import { type Program, startProgram } from '../support/discord/program.ts'
import { createPassing, type Passing } from '../support/passing.ts'
import { replayBy } from '../support/replay.ts'

/** Ten past eight in Tokyo: BTC is at $94,827 until nine, then at $94,132, and above $94,250 two hours later. */
const START = Date.parse('2025-11-19T23:10:00Z')
const MINUTE = 60_000
const [GONE, BOSS, MEMBER] = ['1200000000000000451', '1200000000000000452', '1200000000000000453']

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
  const gone = { id: GONE, type: 0, name: 'markets' }
  program.loopback.channels.add(gone)
  program.loopback.gateway.dispatch('CHANNEL_UPDATE', { ...gone, guild_id: GUILD })
})

afterEach(async () => {
  await passing.result(program.close(), 'the end')
  expect(program.loopback.problems).toEqual([])
})

/** Minutes of which only the ends are looked at. */
async function pass(minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes; passed += 5) {
    clock.advance(5 * MINUTE)
    await passing.rest(MINUTE / 100)
  }
}

const SAYINGS = {
  'en-US': {
    set: /Alert 1 is set/u,
    unreachable: /unreachable/u,
    paused: /the chat no longer exists|no longer there|gone/u,
    deleted: 'That alert was deleted',
    notYours: 'Only its owner can do that',
    undo: 'Undo',
    edit: 'Edit',
  },
  ja: {
    set: /アラート1を設定しました/u,
    unreachable: /届かない/u,
    paused: /投稿先がなくなりました/u,
    deleted: 'そのアラートは削除されています',
    notYours: '設定した本人だけが操作できます',
    undo: '取り消す',
    edit: '編集',
  },
} as const

describe.each(['en-US', 'ja'] as const)('what is gone (%s)', (locale) => {
  const say = SAYINGS[locale]
  const where = (member: string, channel: string, more: Circumstances = {}): Circumstances => ({
    ...{ member, channel, locale, guildLocale: locale, ...more },
  })

  it('a channel takes nothing with it: its alerts and flashes stand still, and who set them up hears of it once', async () => {
    const boss = where(BOSS, GONE, { permissions: MANAGE_GUILD })
    expect((await menus.run('alert', { what: 'btc < 94500 each 15m', to: 'here' }, boss)).text).toMatch(
      say.set,
    )
    await menus.run('flash on', { quiet: 'none' }, boss)
    program.loopback.channels.remove(GONE)
    const name = 'markets'
    program.loopback.gateway.dispatch('CHANNEL_DELETE', { id: GONE, type: 0, guild_id: GUILD, name })
    const before = program.loopback.requests.length
    await pass(300)
    const sent = program.loopback.requests
      .slice(before)
      .filter(({ method, path }) => method === 'POST' && path.includes(`/${GONE}/`))
    expect(sent.length).toBeLessThan(3)
    const there = { ...boss, channel: CHANNEL }
    expect((await menus.run('alerts', { to: 'here' }, there)).text).toMatch(say.unreachable)
    expect((await menus.run('schedule list', {}, there)).text).toMatch(say.paused)
    const told = program.loopback.channels.direct(BOSS).messages.map((one) => menuOf(one).text)
    expect(told).toHaveLength(1)
    const lines = told.flatMap((text) => text.split('\n')).filter((line) => line.trim() !== '')
    expect(lines).toEqual([...new Set(lines)])
    expect(told[0]).toMatch(say.paused)
  })

  it('an alert, or another’s: each button says what became of it, to the one who clicks', async () => {
    const asker = where(MEMBER, CHANNEL)
    const saved = await menus.run('alert', { what: 'btc > 99000' }, asker)
    const other = await menus.click(saved, say.edit, where(BOSS, CHANNEL, { permissions: MANAGE_GUILD }))
    expect(other).toMatchObject({ private: true, text: expect.stringContaining(say.notYours) })
    await menus.click(saved, say.undo, asker)
    const gone = await menus.click(saved, say.edit, asker)
    expect(gone).toMatchObject({ private: true, text: expect.stringContaining(say.deleted) })
  })
})
