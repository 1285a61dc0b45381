/** What is kept of a member on Discord, through discord.js: all of it in the file, and nothing sent once it is removed. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createFakeClock, type FakeClock } from '../support/clock.ts'
import type { Circumstances } from '../support/discord/events.ts'
import { createMenus, menuOf, type Menus } from '../support/discord/menus.ts'
import { type Program, startProgram } from '../support/discord/program.ts'
import { createPassing, type Passing } from '../support/passing.ts'
import { replayBy } from '../support/replay.ts'

/** Ten past eight in Tokyo: BTC is at $94,827 until nine, then at $94,132, and above $94,250 two hours later. */
const START = Date.parse('2025-11-19T23:10:00Z')
const MINUTE = 60_000
const [CHANNEL, MEMBER, OTHER] = ['1200000000000000441', '1200000000000000442', '1200000000000000443']

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
    download: 'Download my data',
    remove: 'Delete my data',
    sure: 'Delete now',
    none: 'There are none',
  },
  ja: {
    download: '自分の情報をファイルで',
    remove: '自分の情報を削除',
    sure: '削除する',
    none: 'まだありません',
  },
} as const

/** Until something has arrived; time passes in steps of which only the ends are looked at. */
async function passUntil(condition: () => boolean, what: string): Promise<void> {
  for (let step = 0; step < 40 && !condition(); step++) {
    clock.advance(5 * MINUTE)
    await passing.rest(MINUTE / 100)
  }
  await passing.until(() => condition() && program.loopback.running === 0, what)
}

it.each([
  'en-US',
  'ja',
] as const)('a member has all that is kept of them in one file, and hears nothing once it is removed (%s)', async (locale) => {
  const say = SAYINGS[locale]
  const [member, stranger] = [MEMBER, OTHER].map(
    (one): Circumstances => ({ member: one, channel: CHANNEL, locale, guildLocale: locale }),
  ) as [Circumstances, Circumstances]
  const [home, other] = [MEMBER, OTHER].map((one) => program.loopback.channels.direct(one).messages)
  await menus.run('alert', { what: 'btc < 94500' }, member)
  await menus.run('watchlist', { action: 'add', coins: 'eth sol' }, member)
  await menus.run('subscribe', { what: 'daily' }, member)
  const before = home?.length ?? 0
  await passUntil(() => (home?.length ?? 0) > before, 'the alert')

  // Asked for in the server: what arrives in the private chat is theirs, too.
  const privacy = await menus.run('privacy', {}, member)
  const file = await menus.click(privacy, say.download, member)
  expect(file).toMatchObject({ private: true, files: ['kawaraban-me.json'] })
  expect(JSON.parse(file.fileNamed('kawaraban-me.json')).kept).toMatchObject({
    alert: [{ number: 1 }],
    firing: [{ kind: 'crossed' }],
    watchlist: [{ asset: 'ethereum' }, { asset: 'solana' }],
    schedule: [{ target: `discord:${program.loopback.channels.direct(MEMBER).id}` }],
  })

  // Of two who set the same, only the one who keeps it hears of it.
  for (const who of [member, stranger]) await menus.run('alert', { what: 'btc > 94250' }, who)
  await menus.click(await menus.click(privacy, say.remove, member), say.sure, member)
  const [own, theirs] = [home?.length, other?.length ?? 0]
  await passUntil(() => (other?.length ?? 0) > theirs, 'the other’s alert')
  // Nor does the daily come, which would at half past nine the next day.
  await passUntil(() => clock.now() > Date.parse('2025-11-20T01:30:00Z'), 'the hour of the daily')
  expect(home?.slice(own).map((one) => menuOf(one).text)).toEqual([])
  expect((await menus.run('alerts', {}, member)).text).toContain(say.none)
  const after = await menus.click(await menus.run('privacy', {}, member), say.download, member)
  const { kept } = JSON.parse(after.fileNamed('kawaraban-me.json'))
  expect([kept.alert ?? [], kept.watchlist ?? [], kept.schedule ?? []]).toEqual([[], [], []])
})
