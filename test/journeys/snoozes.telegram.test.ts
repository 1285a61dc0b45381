/** A snooze on Telegram, through grammY, that ends while its condition holds, as the sample's hours pass, in both languages. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createFakeClock, type FakeClock } from '../support/clock.ts'
import { createPassing, type Passing } from '../support/passing.ts'
import { replayBy } from '../support/replay.ts'
import type { LoopbackChat } from '../support/telegram/chats.ts'
import { createMenus, type Menus, saidBy } from '../support/telegram/menus.ts'
import { type Program, startProgram } from '../support/telegram/program.ts'

/** Ten past eight in Tokyo: BTC is at $94,827 until nine, and then below $94,300 for hours. */
const START = Date.parse('2025-11-19T23:10:00Z')
const MINUTE = 60_000
const ASKER = 870_001

let clock: FakeClock
let program: Program
let passing: Passing
let menus: Menus
let home: LoopbackChat

beforeEach(async () => {
  clock = createFakeClock(START)
  // Until there is a loopback nothing is under way.
  let busy = () => false
  passing = createPassing(clock, () => busy())
  program = await passing.result(startProgram({}, clock, replayBy(clock)), 'the start')
  busy = () => program.loopback.running > 0
  menus = createMenus(program.loopback, passing)
  home = program.loopback.chats.add({ id: ASKER, type: 'private' })
})

afterEach(async () => {
  await passing.result(program.close(), 'the end')
  expect(program.loopback.problems).toEqual([])
})

const SAYINGS = {
  en: {
    snooze: 'Snooze 1 h',
    over: 'The snooze is over. The condition was met meanwhile.',
    state: 'waiting',
  },
  ja: { snooze: '1時間休止', over: '休止が終わりました。休止中に条件を満たしています。', state: '戻り待ち' },
} as const

/** Minutes of which only the ends are looked at. */
async function pass(minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes; passed += 5) {
    clock.advance(5 * MINUTE)
    await passing.rest(MINUTE / 100)
  }
}

it.each([
  'en',
  'ja',
] as const)('a snooze that ends while the condition holds is one line, and no ring (%s)', async (locale) => {
  const say = SAYINGS[locale]
  const asker = { member: ASKER, locale }
  await menus.write(home, '/alert btc < 94500', asker)
  await menus.write(home, '/alerts', asker)
  await menus.click(home, /^1 BTC/u, asker)
  await menus.click(home, say.snooze, asker)
  const before = saidBy(home).length
  await pass(55)
  expect(saidBy(home)).toHaveLength(before)
  await pass(20)
  await passing.until(() => saidBy(home).length > before && program.loopback.running === 0, 'the line')
  await pass(60)
  const after = saidBy(home).slice(before)
  expect(after).toMatchObject([{ text: expect.stringContaining(say.over), silent: true }])
  expect(after[0]?.photo).toBeUndefined()
  expect((await menus.write(home, '/alerts', asker)).text).toContain(say.state)
})
