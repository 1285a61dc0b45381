/** What is gone on Telegram, through grammY: a topic with alerts and flashes in it, an alert behind its buttons; and what /help offers to whom. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock, type FakeClock } from '../support/clock.ts'
import { createPassing, type Passing } from '../support/passing.ts'
import { replayBy } from '../support/replay.ts'
import type { LoopbackChat } from '../support/telegram/chats.ts'
import { createMenus, type Menus, saidBy } from '../support/telegram/menus.ts'
import { type Program, startProgram } from '../support/telegram/program.ts'

/** Ten past eight in Tokyo: BTC is at $94,827 until nine, then at $94,132, and above $94,250 two hours later. */
const START = Date.parse('2025-11-19T23:10:00Z')
const MINUTE = 60_000
const [BOSS, MEMBER, MARKETS] = [890_011, 890_012, 7]

let clock: FakeClock
let program: Program
let passing: Passing
let menus: Menus
let home: LoopbackChat
let forum: LoopbackChat

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
  forum = chats.add({
    ...{ id: -1_001_800_000_011, type: 'supergroup', title: 'Traders', topics: { [MARKETS]: 'Markets' } },
    members: { [BOSS]: { status: 'administrator' }, [MEMBER]: { status: 'member' } },
  })
})

afterEach(async () => {
  await passing.result(program.close(), 'the end')
  expect(program.loopback.problems).toEqual([])
})

const SAYINGS = {
  en: {
    save: 'Save',
    set: 'Alert 1 is set',
    unreachable: 'unreachable',
    edit: 'Edit',
    remove: 'Delete',
    deleted: 'That alert was deleted',
    managers: 'For moderators',
  },
  ja: {
    save: '保存',
    set: 'アラート1を設定しました',
    unreachable: '届かない',
    edit: '編集',
    remove: '削除',
    deleted: 'そのアラートは削除されています',
    managers: '管理者向け',
  },
} as const

/** Minutes of which only the ends are looked at. */
async function pass(minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes; passed += 5) {
    clock.advance(5 * MINUTE)
    await passing.rest(MINUTE / 100)
  }
}

describe.each(['en', 'ja'] as const)('on Telegram (%s)', (locale) => {
  const say = SAYINGS[locale]
  const boss = { member: BOSS, locale }
  /** What is set up in private for the topic. */
  const enter = async (text: string) => {
    const door = await menus.write(forum, text, { ...boss, topic: MARKETS })
    const { url = '' } = door.keyboard.flat()[0] ?? {}
    return menus.write(home, `/start ${new URL(url).searchParams.get('start')}`, boss)
  }

  it('a deleted topic takes nothing with it: nothing is posted elsewhere, and its alerts stand still', async () => {
    await enter('/alert btc < 94500 each 15m here')
    await menus.click(home, say.save, boss)
    expect(saidBy(home).at(-1)?.text).toContain(say.set)
    await enter('/flash on')
    forum.topics?.delete(MARKETS)
    const before = saidBy(forum).length
    await pass(300)
    // The link to the private chat goes after a minute; nothing comes.
    expect(saidBy(forum).length).toBeLessThanOrEqual(before)
    expect(saidBy(forum).filter(({ topic }) => topic === undefined)).toEqual([])
    const link = await menus.write(forum, '/alerts here', boss)
    const { url = '' } = link.keyboard.flat()[0] ?? {}
    const list = await menus.write(home, `/start ${new URL(url).searchParams.get('start')}`, boss)
    expect(list.text).toContain(say.unreachable)
  })

  it('a button of a deleted alert says so', async () => {
    await menus.write(home, '/alert btc > 99000', boss)
    await menus.write(home, '/alerts', boss)
    await menus.click(home, /^1 BTC/u, boss)
    await menus.click(home, say.remove, boss)
    // The newest such button stands under the first message now.
    const { answer } = await menus.click(home, say.edit, boss)
    expect(answer).toMatchObject({ show_alert: true, text: expect.stringContaining(say.deleted) })
  })

  it('/help offers the commands of moderators to moderators alone', async () => {
    const read = async (member: number) =>
      (await menus.write(forum, '/help', { member, locale, topic: MARKETS })).text
    const [own, theirs] = [await read(BOSS), await read(MEMBER)]
    expect(own).toContain(say.managers)
    for (const name of ['/schedule', '/flash', '/desk', '/note']) {
      expect(own).toContain(name)
      expect(theirs).not.toContain(name)
    }
    expect(theirs).not.toContain(say.managers)
    for (const name of ['/alert', '/price', '/watchlist']) expect(theirs).toContain(name)
  })
})
