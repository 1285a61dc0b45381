/** The editor's desk on Telegram, through grammY: an edition reviewed, noted, approved, or posted by hand, in both languages. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock, type FakeClock } from '../support/clock.ts'
import { createPassing, type Passing } from '../support/passing.ts'
import type { ChatMessage, LoopbackChat } from '../support/telegram/chats.ts'
import { createMenus, labelsOf, type Menus, saidBy } from '../support/telegram/menus.ts'
import { type Program, startProgram } from '../support/telegram/program.ts'

/** Ten past nine on a Monday in Tokyo, when the sample ends: posts are due at half past. */
const START = Date.parse('2025-11-24T00:10:00Z')
const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000]
const EDITOR = 850_001

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
  program = await passing.result(startProgram({}, clock), 'the start')
  busy = () => program.loopback.running > 0
  menus = createMenus(program.loopback, passing)
  const { chats } = program.loopback
  home = chats.add({ id: EDITOR, type: 'private' })
  group = chats.add({
    ...{ id: -1_001_500_000_021, type: 'supergroup', title: 'Traders' },
    members: { [EDITOR]: { status: 'administrator' } },
  })
})

afterEach(async () => {
  await passing.result(program.close(), 'the end')
  expect(program.loopback.problems).toEqual([])
})

const SAYINGS = {
  en: {
    channel: 'Review channel',
    alone: 'My private chat',
    until: 'Hold until approved',
    approve: 'Approve',
    note: 'Note',
    postNow: 'Post now',
    review: /without approval it is not posted\./u,
    changed: 'It has changed. Please look again.',
    posted: /Posted to Traders/u,
    long: 'That is 601 characters; 600 is the most.',
    saved: 'Saved.',
    done: 'Approved',
    from: 'From the editors',
    notice: 'Schedule 1 was not posted',
  },
  ja: {
    channel: '確認用の場所',
    alone: '自分との個別チャット',
    until: '承認されたら投稿',
    approve: '承認',
    note: 'ひとこと',
    postNow: '今すぐ投稿',
    review: /承認がなければ投稿しません。/u,
    changed: '内容が変わりました。もう一度ご確認ください。',
    posted: /Tradersに投稿しました（/u,
    long: '601文字あります。600文字までに縮めてください。',
    saved: '保存しました。',
    done: '承認しました',
    from: '編集部より',
    notice: '定期投稿1は投稿していません',
  },
} as const

const posts = () => saidBy(group).filter(({ photo }) => photo !== undefined)

/** Minutes of which only the ends are looked at. */
async function pass(milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += MINUTE) {
    clock.advance(MINUTE)
    await passing.rest(SECOND / 2)
  }
}

describe.each(['en', 'ja'] as const)('editors on Telegram (%s)', (locale) => {
  const say = SAYINGS[locale]
  const where = { member: EDITOR, locale }

  const enter = async (command: string) => {
    const door = await menus.write(group, command, where)
    const [, payload = ''] = door.keyboard.flat()[0]?.url?.split('?start=') ?? []
    return menus.write(home, `/start ${payload}`, where)
  }
  const review = () => saidBy(home).find((message) => textIn(message).match(say.review))
  const withApprove = () => saidBy(home).find((message) => labelsOf(message).includes(say.approve))

  /** A weekly schedule that is held until it is approved, with its review in the editor's own chat. */
  async function setUp() {
    await menus.write(group, `/schedule weekly mon 09:30 Asia/Tokyo ${locale}`, where)
    await enter('/desk')
    for (const label of [say.channel, say.alone, /^1 Traders/u, say.until])
      await menus.click(home, label, where)
    await passing.until(() => review() !== undefined && program.loopback.running === 0, 'the review')
  }

  it('see the edition first, add a note by replies, approve it, and read it in the post', async () => {
    await setUp()
    await menus.click(home, say.note, where)
    const [ja, en] = locale === 'ja' ? ['**CPI**に注目', '/skip'] : ['/skip', 'Watch **CPI** @everyone']
    const tooLong = 'x'.repeat(601)
    if (locale === 'en') await menus.write(home, ja, where)
    const refused = await menus.write(home, tooLong, where)
    expect(textIn(refused)).toContain(say.long)
    const last = await menus.write(home, locale === 'ja' ? ja : en, where)
    const saved = locale === 'ja' ? await menus.write(home, en, where) : last
    expect(textIn(saved)).toContain(say.saved)
    await passing.until(() => textIn(withApprove()).includes(say.changed), 'the review asking again')
    await menus.click(home, say.approve, where)
    expect(saidBy(home).some((message) => textIn(message).includes(say.done))).toBe(true)
    expect(posts()).toEqual([])
    await pass(25 * MINUTE)
    await passing.until(() => posts().length === 1 && program.loopback.running === 0, 'the post')
    expect(textIn(posts()[0])).toContain(say.from)
    expect(textIn(posts()[0])).toContain('CPI')
    await passing.until(() => saidBy(home).some((message) => say.posted.test(textIn(message))), 'the end')
  })

  it('are told where nobody approved it, and Post now works', async () => {
    await setUp()
    await pass(4 * HOUR)
    const told = () => saidBy(home).some((message) => textIn(message).includes(say.notice))
    await passing.until(told, 'the notice')
    expect(posts()).toEqual([])
    await menus.click(home, say.postNow, where)
    await passing.until(() => posts().length === 1 && program.loopback.running === 0, 'the post')
    await passing.rest(MINUTE)
    expect(posts()).toHaveLength(1)
  })
})

function textIn(message: ChatMessage | undefined): string {
  return message?.text ?? ''
}
