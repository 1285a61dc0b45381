/** A snooze on Discord, through discord.js, that ends while its condition holds, as the sample's hours pass, in both languages. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createFakeClock, type FakeClock } from '../support/clock.ts'
import { createMenus, menuOf, type Menus } from '../support/discord/menus.ts'
import { type Program, startProgram } from '../support/discord/program.ts'
import { createPassing, type Passing } from '../support/passing.ts'
import { replayBy } from '../support/replay.ts'

/** Ten past eight in Tokyo: BTC is at $94,827 until nine, and then below $94,300 for hours. */
const START = Date.parse('2025-11-19T23:10:00Z')
const MINUTE = 60_000
const [CHANNEL, ASKER] = ['1200000000000000421', '1200000000000000422']

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
})

afterEach(async () => {
  await passing.result(program.close(), 'the end')
  expect(program.loopback.problems).toEqual([])
})

const SAYINGS = {
  'en-US': {
    open: 'Open an alert',
    snooze: 'Snooze 1 h',
    over: 'The snooze is over. The condition was met meanwhile.',
    state: 'waiting',
  },
  ja: {
    open: 'アラートを開く',
    snooze: '1時間休止',
    over: '休止が終わりました。休止中に条件を満たしています。',
    state: '戻り待ち',
  },
} as const

/** Minutes of which only the ends are looked at. */
async function pass(minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes; passed += 5) {
    clock.advance(5 * MINUTE)
    await passing.rest(MINUTE / 100)
  }
}

it.each([
  'en-US',
  'ja',
] as const)('a snooze that ends while the condition holds is one line, and no ring (%s)', async (locale) => {
  const say = SAYINGS[locale]
  const asker = { member: ASKER, channel: CHANNEL, locale, guildLocale: locale }
  const { channels } = program.loopback
  await menus.run('alert', { asset: 'btc', value: '< 94500' }, asker)
  const list = await menus.run('alerts', {}, asker)
  await menus.click(await menus.choose(list, say.open, /^1 /u, asker), say.snooze, asker)
  const home = channels.direct(ASKER)
  const before = home.messages.length
  await pass(55)
  expect(home.messages).toHaveLength(before)
  await pass(20)
  await passing.until(() => home.messages.length > before && program.loopback.running === 0, 'the line')
  await pass(60)
  const [line, ...more] = home.messages.slice(before)
  expect(more).toEqual([])
  expect(menuOf(line)).toMatchObject({ text: expect.stringContaining(say.over), files: [] })
  expect((await menus.run('alerts', {}, asker)).text).toContain(say.state)
})
