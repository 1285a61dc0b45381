/** Moderators have flashes on Telegram, through grammY: turned on in one line, posted as the sample's hours pass, in both languages. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock, type FakeClock } from '../support/clock.ts'
import { createPassing, type Passing } from '../support/passing.ts'
import { replayBy } from '../support/replay.ts'
import type { LoopbackChat } from '../support/telegram/chats.ts'
import { createMenus, labelsOf, type Menus, saidBy } from '../support/telegram/menus.ts'
import { type Program, startProgram } from '../support/telegram/program.ts'

/** Twenty to nine in Tokyo, before a day of the sample ends in which two things are as rare as not for months. */
const START = Date.parse('2025-11-19T23:40:00Z')
const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000]
const BOSS = 860_001

let clock: FakeClock
let program: Program
let passing: Passing
let menus: Menus
let group: LoopbackChat
let home: LoopbackChat

beforeEach(async () => {
  clock = createFakeClock(START)
  // Until there is a loopback nothing is under way.
  let busy = () => false
  passing = createPassing(clock, () => busy())
  program = await passing.result(startProgram({}, clock, replayBy(clock)), 'the start')
  busy = () => program.loopback.running > 0
  menus = createMenus(program.loopback, passing)
  const { chats } = program.loopback
  home = chats.add({ id: BOSS, type: 'private' })
  group = chats.add({
    ...{ id: -1_001_500_000_061, type: 'supergroup', title: 'Traders' },
    members: { [BOSS]: { status: 'administrator' } },
  })
})

afterEach(async () => {
  await passing.result(program.close(), 'the end')
  expect(program.loopback.problems).toEqual([])
})

const SAYINGS = {
  en: {
    on: 'Flashes are on.',
    rare: 'Not seen for 26 weeks or more',
    weeks: '12 weeks',
    topics: 'Topics',
    volatility: /volatility/iu,
    off: 'Turn off',
    stopped: 'Flashes are off.',
    flash: /^Flash/mu,
    last: 'limit for seven days',
    why: 'Why?',
  },
  ja: {
    on: '速報をオンにしました。',
    rare: '26週ぶり以上',
    weeks: '12週',
    topics: '対象',
    volatility: /ボラティリティ/u,
    off: 'オフにする',
    stopped: '速報をオフにしました。',
    flash: /^速報/mu,
    last: '7日間に投稿する速報の上限',
    why: '根拠は？',
  },
} as const

/** Steps of which only the ends are looked at. */
async function pass(milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 10 * MINUTE) {
    clock.advance(10 * MINUTE)
    await passing.rest(SECOND / 2)
  }
}

describe.each(['en', 'ja'] as const)('flashes on Telegram (%s)', (locale) => {
  const say = SAYINGS[locale]
  const where = { member: BOSS, locale }
  const card = () => saidBy(home).at(-1)?.text ?? ''
  const posts = () => saidBy(group).filter(({ photo }) => photo !== undefined)

  it('are turned on in one line and posted, each once, when the day has closed', async () => {
    const on = await menus.write(group, '/flash on', where)
    expect(on.text).toContain(say.on)
    await pass(40 * MINUTE)
    // In Tokyo it is morning, and in London night: held until seven.
    if (locale === 'en') {
      expect(posts()).toEqual([])
      await pass(7 * HOUR)
    }
    await passing.until(() => posts().length === 2 && program.loopback.running === 0, 'the flashes')
    const texts = posts().map((post) => post.text)
    for (const text of texts) expect(text).toMatch(say.flash)
    expect(texts.map((text) => text.includes(say.last))).toEqual([false, true])
    for (const post of posts()) expect(labelsOf(post)).toContain(say.why)
    await pass(30 * MINUTE)
    expect(posts()).toHaveLength(2)
  })

  it('are as their card says, whose presses are saved', async () => {
    const door = await menus.write(group, '/flash on 26w 3', where)
    expect(door.text).toContain(say.rare)
    const [, payload = ''] = door.keyboard.flat()[0]?.url?.split('?start=') ?? []
    await menus.write(home, `/start ${payload}`, where)
    await menus.click(home, say.weeks, where)
    expect(card()).not.toContain(say.rare)
    await menus.click(home, say.topics, where)
    await menus.click(home, say.volatility, where)
    await menus.write(home, `/start ${payload}`, where)
    await menus.click(home, say.off, where)
    expect(card()).toContain(say.stopped)
    await pass(40 * MINUTE)
    expect(posts()).toEqual([])
  })
})
