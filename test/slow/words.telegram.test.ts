/** Settings, mistakes and audits on Telegram, end to end: the whole program through grammY, as moderators read it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock, type FakeClock } from '../support/clock.ts'
import { createPassing, type Passing } from '../support/passing.ts'
import type { ChatMessage, LoopbackChat } from '../support/telegram/chats.ts'
import { createMenus, labelsOf, type Menus, saidBy } from '../support/telegram/menus.ts'
import { type Program, startProgram } from '../support/telegram/program.ts'

const START = Date.parse('2025-11-24T00:10:00Z')
const MODERATOR = 810_201

let clock: FakeClock
let program: Program
let passing: Passing
let menus: Menus
let group: LoopbackChat
let home: LoopbackChat

beforeEach(async () => {
  clock = createFakeClock(START)
  let busy = () => false
  passing = createPassing(clock, () => busy())
  program = await passing.result(startProgram({}, clock), 'the start')
  busy = () => program.loopback.running > 0
  menus = createMenus(program.loopback, passing)
  const { chats } = program.loopback
  const members = { [MODERATOR]: { status: 'administrator' } } as const
  home = chats.add({ id: MODERATOR, type: 'private' })
  group = chats.add({ id: -1_001_300_000_021, type: 'supergroup', title: 'Traders', members })
})

afterEach(async () => {
  await passing.result(program.close(), 'the end')
  expect(program.loopback.problems).toEqual([])
})

const newest = () => saidBy(home).at(-1) as ChatMessage
const menu = () => saidBy(home).findLast(({ keyboard }) => keyboard.length > 0) as ChatMessage

const WORDS = {
  en: {
    line: '/schedule weekly fri 25:00 Mars/Phobos',
    wrong: ['“25:00” is not a time of day.', 'There is no time zone “Mars/Phobos”.'],
    type: 'Type it in',
    again: '“25:61” is not a time of day.',
    save: 'Save',
    saved: 'Fridays at 18:30 (Seoul)',
    run: 'Run now',
    asks: 'The next planned run stays as it is.',
    not: 'Not now',
    skip: 'Skip next run',
    struck: '(skipped)',
    history: 'History',
    audit: 'next run skipped, you',
    look: 'Look',
    light: 'Light',
    lightChosen: '✓ Light',
    held: 'Light (set here)',
    back: 'Default',
    put: 'Light (default)',
  },
  ja: {
    line: '/schedule 週報 金 25:00 Mars/Phobos',
    wrong: ['「25:00」は時刻として読み取れません。', '「Mars/Phobos」が見つかりません。'],
    type: '直接入力',
    again: '「25:61」は時刻として読み取れません。',
    save: '保存',
    saved: '毎週金曜日 18:30（ソウル）',
    run: '今すぐ投稿',
    asks: '次回の予定は変わりません。',
    not: '今はしない',
    skip: '次回を見送る',
    struck: '（見送り）',
    history: '履歴',
    audit: '次回を見送り（あなた）',
    look: '見た目',
    light: 'ライト',
    lightChosen: '✓ ライト',
    held: 'ライト（設定済み）',
    back: '標準',
    put: 'ライト（標準）',
  },
} as const

describe.each(['en', 'ja'] as const)('a moderator who reads %s', (language) => {
  const words = WORDS[language]
  const where = { member: MODERATOR, locale: language }
  const click = async (label: string | RegExp) => {
    await menus.click(home, label, where)
    return menu()
  }
  const enter = async (line: string) => {
    const door = await menus.write(group, line, where)
    const url = door.keyboard.flat()[0]?.url ?? ''
    await menus.write(home, `/start ${url.split('=')[1]}`, where)
    return door
  }

  it('goes on from mistakes in a line, each answer checked at once, and reads who did what', async () => {
    const door = await enter(words.line)
    for (const line of words.wrong) {
      expect(door.text).toContain(line)
      expect(menu().text).toContain(line)
    }
    await click(words.type)
    await menus.write(home, '/skip', where)
    await menus.write(home, '25:61', where)
    expect(newest().text).toContain(words.again)
    await menus.write(home, '1830', where)
    await menus.write(home, 'Seoul', where)
    await menus.write(home, '/skip', where)
    for (const line of words.wrong) expect(menu().text).not.toContain(line)
    expect((await click(words.save)).text).toContain(words.saved)
    expect((await click(words.run)).text).toContain(words.asks)
    await click(words.not)
    expect((await click(words.skip)).text).toContain(words.struck)
    expect((await click(words.history)).text).toContain(words.audit)
    expect(saidBy(group)).toHaveLength(1)
  })

  it('sees the value that holds, puts it back, and a press of what is chosen sends nothing', async () => {
    await enter('/settings')
    await click(words.look)
    expect((await click(words.light)).text).toContain(words.held)
    expect(labelsOf(menu())).toContain(words.lightChosen)
    const before = [menu().text, saidBy(home).length]
    await menus.click(home, words.lightChosen, where)
    expect([menu().text, saidBy(home).length]).toEqual(before)
    expect((await click(words.back)).text).toContain(words.put)
  })
})
