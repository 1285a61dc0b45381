/** Moderators approve a group's flashes on Telegram, through grammY, in their private chat: one is approved, on the other nobody decides. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock, type FakeClock } from '../support/clock.ts'
import { createPassing, type Passing } from '../support/passing.ts'
import { replayBy } from '../support/replay.ts'
import type { ChatMessage, LoopbackChat } from '../support/telegram/chats.ts'
import { createMenus, labelsOf, type Menus, saidBy } from '../support/telegram/menus.ts'
import { type Program, startProgram } from '../support/telegram/program.ts'

/** Ten to nine in Tokyo, before a day of the sample ends in which two things are as rare as not for months. */
const START = Date.parse('2025-11-19T23:50:00Z')
const [SECOND, MINUTE] = [1000, 60_000]
const EDITOR = 860_071

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
  home = chats.add({ id: EDITOR, type: 'private' })
  group = chats.add({
    ...{ id: -1_001_500_000_071, type: 'supergroup', title: 'Traders' },
    members: { [EDITOR]: { status: 'administrator' } },
  })
})

afterEach(async () => {
  await passing.result(program.close(), 'the end')
  expect(program.loopback.problems).toEqual([])
})

const SAYINGS = {
  en: {
    approval: 'Approval',
    none: 'There is no review channel yet.',
    channel: 'Review channel',
    alone: 'My private chat',
    flashes: /^1 Traders Flashes/u,
    until: 'Hold until approved',
    rule: 'held until approved, deadline after 30 min',
    review: /Goes to Traders as soon as it is approved\..*without approval it is not posted\./su,
    approve: 'Approve',
    postNow: 'Post now',
    posted: /Posted to Traders; /u,
    notice: /^Flash “.+” was not posted to Traders: nobody approved it by the deadline\./mu,
    flash: /^Flash/mu,
    late: 'Posted late: the figure is from ',
  },
  ja: {
    approval: '承認',
    none: '確認用の場所がまだ決まっていません。',
    channel: '確認用の場所',
    alone: '自分との個別チャット',
    flashes: /^1 Traders 速報/u,
    until: '承認されたら投稿',
    rule: '承認されるまで投稿しない（期限30分後）',
    review: /承認されしだい、Tradersへ投稿します。.*承認がなければ投稿しません。/su,
    approve: '承認',
    postNow: '今すぐ投稿',
    posted: /Tradersに投稿しました（/u,
    notice: /^速報「.+」は、期限までに承認がなかったため、Tradersに投稿していません。/mu,
    flash: /^速報/mu,
    late: '遅れての投稿です。',
  },
} as const

const textIn = (message: ChatMessage | undefined) => message?.text ?? ''
const posts = () => saidBy(group).filter(({ photo }) => photo !== undefined)
const calm = () => program.loopback.running === 0

async function pass(minutes: number, done: () => boolean): Promise<void> {
  for (let passed = 0; passed < minutes && !done(); passed += 2) {
    clock.advance(2 * MINUTE)
    await passing.rest(SECOND)
  }
}

describe.each(['en', 'ja'] as const)('flashes that moderators approve on Telegram (%s)', (locale) => {
  const say = SAYINGS[locale]
  const where = { member: EDITOR, locale }
  const reviews = () => saidBy(home).filter((message) => say.review.test(textIn(message)))

  it('are posted where they are approved, and by hand where nobody had decided by the deadline', async () => {
    const door = await menus.write(group, '/flash on 12w 2 none', where)
    const [, payload = ''] = door.keyboard.flat()[0]?.url?.split('?start=') ?? []
    await menus.write(home, `/start ${payload}`, where)
    await menus.click(home, say.approval, where)
    expect(saidBy(home).some((message) => textIn(message).includes(say.none))).toBe(true)
    for (const label of [say.channel, say.alone, say.flashes, say.until]) {
      await menus.click(home, label, where)
    }
    expect(saidBy(home).some((message) => textIn(message).includes(say.rule))).toBe(true)
    await pass(20, () => reviews().length === 2)
    await passing.until(() => reviews().length === 2 && calm(), 'the reviews')
    for (const review of reviews()) expect(labelsOf(review)).toContain(say.approve)
    expect(posts()).toEqual([])
    await menus.click(home, say.approve, where)
    await passing.until(() => posts().length === 1 && calm(), 'the post')
    await passing.until(() => saidBy(home).some((one) => say.posted.test(textIn(one))), 'the review of it')
    const notice = () => saidBy(home).some((message) => say.notice.test(textIn(message)))
    await pass(45, notice)
    await passing.until(() => notice() && calm(), 'the notice')
    expect(posts()).toHaveLength(1)
    // So long after its deadline it is late.
    await pass(20, () => false)
    await menus.click(home, say.postNow, where)
    await passing.until(() => posts().length === 2 && calm(), 'the post by hand')
    await passing.rest(MINUTE)
    expect(posts()).toHaveLength(2)
    for (const post of posts()) expect(textIn(post)).toMatch(say.flash)
    expect(textIn(posts()[0])).not.toContain(say.late)
    expect(textIn(posts()[1])).toContain(say.late)
  })
})
