/** What is kept of a member on Telegram, through grammY: all of it in the file, and nothing sent once it is removed. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createFakeClock, type FakeClock } from '../support/clock.ts'
import { createPassing, type Passing } from '../support/passing.ts'
import { replayBy } from '../support/replay.ts'
import type { LoopbackChat } from '../support/telegram/chats.ts'
import { createMenus, type Menus, saidBy } from '../support/telegram/menus.ts'
import { type Program, startProgram } from '../support/telegram/program.ts'

/** Ten past eight in Tokyo: BTC is at $94,827 until nine, then at $94,132, and above $94,250 two hours later. */
const START = Date.parse('2025-11-19T23:10:00Z')
const MINUTE = 60_000
const [MEMBER, OTHER] = [890_001, 890_002]

let clock: FakeClock
let program: Program
let passing: Passing
let menus: Menus
let home: LoopbackChat
let other: LoopbackChat
let group: LoopbackChat

beforeEach(async () => {
  clock = createFakeClock(START)
  // Until there is a loopback nothing is under way.
  let busy = () => false
  passing = createPassing(clock, () => busy())
  program = await passing.result(startProgram({}, clock, replayBy(clock)), 'the start')
  busy = () => program.loopback.running > 0
  menus = createMenus(program.loopback, passing)
  const { chats } = program.loopback
  home = chats.add({ id: MEMBER, type: 'private' })
  other = chats.add({ id: OTHER, type: 'private' })
  group = chats.add({
    ...{ id: -1_001_800_000_001, type: 'supergroup', title: 'Traders' },
    members: { [MEMBER]: { status: 'administrator' } },
  })
})

afterEach(async () => {
  await passing.result(program.close(), 'the end')
  expect(program.loopback.problems).toEqual([])
})

const SAYINGS = {
  en: {
    note: 'Write a note',
    saved: 'Saved.',
    download: 'Download my data',
    remove: 'Delete my data',
    sure: 'Delete now',
  },
  ja: {
    note: 'ひとことを書く',
    saved: '保存しました。',
    download: '自分の情報をファイルで',
    remove: '自分の情報を削除',
    sure: '削除する',
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
  'en',
  'ja',
] as const)('a member has all that is kept of them in one file, and hears nothing once it is removed (%s)', async (locale) => {
  const say = SAYINGS[locale]
  const [member, stranger] = [
    { member: MEMBER, locale },
    { member: OTHER, locale },
  ]
  await menus.write(home, '/alert btc < 94500', member)
  await menus.write(home, '/watchlist add eth sol', member)
  await menus.write(home, '/subscribe daily', member)
  const door = await menus.write(group, '/note', member)
  const { url = '' } = door.keyboard.flat()[0] ?? {}
  await menus.write(home, `/start ${new URL(url).searchParams.get('start')}`, member)
  await menus.click(home, say.note, member)
  await menus.write(home, 'CPIに注目', member)
  expect((await menus.write(home, '/skip', member)).text).toContain(say.saved)
  const before = saidBy(home).length
  await passUntil(() => saidBy(home).length > before, 'the alert')

  await menus.write(home, '/privacy', member)
  await menus.click(home, say.download, member)
  const file = () => program.loopback.files.uploads.findLast(({ name }) => name === 'kawaraban-me.json')
  await passing.until(() => file() !== undefined && program.loopback.running === 0, 'the file')
  const { kept } = JSON.parse(new TextDecoder().decode(file()?.bytes))
  expect(kept).toMatchObject({
    alert: [{ number: 1 }],
    firing: [{ kind: 'crossed' }],
    watchlist: [{ asset: 'ethereum' }, { asset: 'solana' }],
    schedule: [{ target: `telegram:${MEMBER}` }],
    desk_text: [{ text: 'CPIに注目' }],
    desk_entry: [{ what: 'note', after: 'CPIに注目' }],
  })

  // Of two who set the same, only the one who keeps it hears of it.
  for (const [chat, who] of [[home, member] as const, [other, stranger] as const])
    await menus.write(chat, '/alert btc > 94250', who)
  await menus.write(home, '/privacy', member)
  await menus.click(home, say.remove, member)
  await menus.click(home, say.sure, member)
  const [own, theirs] = [saidBy(home).length, saidBy(other).length]
  await passUntil(() => saidBy(other).length > theirs, 'the other’s alert')
  expect(saidBy(home)).toHaveLength(own)
})
