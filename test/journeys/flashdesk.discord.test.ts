/** Moderators approve flashes on Discord, through discord.js: one approved, one held and posted by hand, in both languages. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock, type FakeClock } from '../support/clock.ts'
import { type Circumstances, GUILD, MANAGE_GUILD } from '../support/discord/events.ts'
import { createMenus, type Menu, menuOf, type Menus } from '../support/discord/menus.ts'
import { type Program, startProgram } from '../support/discord/program.ts'
import { createPassing, type Passing } from '../support/passing.ts'
import { replayBy } from '../support/replay.ts'

/** Ten to nine in Tokyo, before a day of the sample ends in which two things are as rare as not for months. */
const START = Date.parse('2025-11-19T23:50:00Z')
const [SECOND, MINUTE] = [1000, 60_000]
const [CHANNEL, REVIEW] = ['1200000000000000481', '1200000000000000482']
const MODS = '1200000000000000484'
const EDITORS = ['1200000000000000491', '1200000000000000492'] as const

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
  // They are asked whether they manage the review channel, too.
  const { members, roles } = program.loopback.channels
  roles.push({ id: MODS, name: 'mods', permissions: MANAGE_GUILD })
  for (const id of EDITORS) members.set(id, [MODS])
  for (const [id, name] of [
    [CHANNEL, 'markets'],
    [REVIEW, 'editors'],
  ] as const) {
    program.loopback.channels.add({ id, type: 0, name })
    program.loopback.gateway.dispatch('CHANNEL_UPDATE', { id, type: 0, guild_id: GUILD, name })
  }
})

afterEach(async () => {
  await passing.result(program.close(), 'the end')
  expect(program.loopback.problems).toEqual([])
})

const SAYINGS = {
  'en-US': {
    approval: 'Approval',
    none: 'There is no review channel yet.',
    channel: 'Review channel',
    pick: 'Choose a channel',
    open: 'Choose a schedule',
    flashes: /Flashes/u,
    until: 'Hold until approved',
    rule: 'held until approved, deadline after 30 min',
    free: 'Updates and corrections of a flash that was posted need no approval.',
    review: /For review.*as soon as it is approved.*without approval it is not posted\./su,
    approve: 'Approve',
    hold: 'Hold',
    postNow: 'Post now',
    done: 'It is posted to #markets in a moment.',
    twice: /Already approved \(/u,
    posted: /Posted to #markets; .* approved it at/u,
    held: /Not posted to #markets: .* held it at/u,
    notice: '” was not posted to #markets, as it was held.',
    flash: /Flash: /u,
    last: 'limit for seven days',
    log: 'Log',
    entries: ['approved', 'held', 'posted now', 'Flash “'],
  },
  ja: {
    approval: '承認',
    none: '確認用の場所がまだ決まっていません。',
    channel: '確認用の場所',
    pick: 'チャンネルを選ぶ',
    open: '定期投稿を選ぶ',
    flashes: /速報/u,
    until: '承認されたら投稿',
    rule: '承認されるまで投稿しない（期限30分後）',
    free: '投稿した速報の追記と訂正に、承認は要りません。',
    review: /確認用.*承認されしだい、#marketsへ投稿します。.*承認がなければ投稿しません。/su,
    approve: '承認',
    hold: '保留',
    postNow: '今すぐ投稿',
    done: 'まもなく#marketsに投稿します。',
    twice: /すでに承認済みです/u,
    posted: /#marketsに投稿しました（.*承認/u,
    held: /保留にしたため、#marketsには投稿していません。/u,
    notice: '」は、保留になったため、#marketsに投稿していません。',
    flash: /速報｜/u,
    last: '7日間に投稿する速報の上限',
    log: '履歴',
    entries: ['承認', '保留', '今すぐ投稿', '速報「'],
  },
} as const

describe.each(['en-US', 'ja'] as const)('flashes that moderators approve on Discord (%s)', (locale) => {
  const say = SAYINGS[locale]
  const editor = (channel: string, member: string = EDITORS[0], permissions: string = MANAGE_GUILD) =>
    ({ member, permissions, locale, guildLocale: locale, channel }) satisfies Circumstances
  const shown = (channel: string): Menu[] =>
    (program.loopback.channels.get(channel)?.messages ?? []).map((message) => menuOf(message))
  const idle = () => program.loopback.running === 0

  /** Flashes of the channel, with the review channel chosen from their card, and both reviews there. */
  async function asked(): Promise<readonly [Menu, Menu]> {
    const there = editor(CHANNEL)
    const card = await menus.run('flash on', { quiet: 'none' }, there)
    const without = await menus.click(card, say.approval, there)
    expect(without.text).toContain(say.none)
    const desk = await menus.pick(await menus.click(without, say.channel, there), say.pick, [REVIEW], there)
    const approval = await menus.choose(desk, say.open, say.flashes, there)
    const saved = await menus.click(approval, say.until, there)
    expect(saved.text).toContain(say.rule)
    expect(saved.text).toContain(say.free)
    for (let passed = 0; passed < 20 * MINUTE && shown(REVIEW).length < 2; passed += 2 * MINUTE) {
      clock.advance(2 * MINUTE)
      await passing.rest(SECOND)
    }
    await passing.until(() => shown(REVIEW).length === 2 && idle(), 'the reviews')
    return shown(REVIEW) as unknown as [Menu, Menu]
  }

  it('are posted as soon as they are approved, not while they are held, and by hand all the same', async () => {
    const [first, second] = await asked()
    for (const { text } of [first, second]) expect(text).toMatch(say.review)
    const labels = first.controls.map(({ label }) => label)
    expect(labels).toEqual([say.approve, say.hold])
    expect(shown(CHANNEL)).toEqual([])
    const stranger = await menus.click(first, say.approve, editor(REVIEW, '1200000000000000499', '0'))
    expect([stranger.private, stranger.text.includes(say.done)]).toEqual([true, false])
    const done = await menus.click(first, say.approve, editor(REVIEW))
    expect([done.private, done.text]).toEqual([true, expect.stringContaining(say.done)])
    await passing.until(() => shown(CHANNEL).length === 1 && idle(), 'the post')
    const again = await menus.click(first, say.approve, editor(REVIEW, EDITORS[1]))
    expect([again.private, again.text]).toEqual([true, expect.stringMatching(say.twice)])
    await passing.until(() => say.posted.test(shown(REVIEW)[0]?.text ?? ''), 'the review of what was posted')
    await menus.click(second, say.hold, editor(REVIEW))
    await passing.until(() => say.held.test(shown(REVIEW)[1]?.text ?? ''), 'the review of what is held')
    await passing.until(() => shown(REVIEW).length === 3 && idle(), 'the notice')
    expect(shown(REVIEW)[2]?.text).toContain(say.notice)
    expect(shown(CHANNEL)).toHaveLength(1)
    await menus.click(shown(REVIEW)[2] as Menu, say.postNow, editor(REVIEW))
    await passing.until(() => shown(CHANNEL).length === 2 && idle(), 'the post by hand')
    await passing.rest(MINUTE)
    const posts = shown(CHANNEL)
    for (const { text } of posts) expect(text).toMatch(say.flash)
    expect(posts.map(({ text }) => text.includes(say.last))).toEqual([false, true])
    const log = await menus.click(await menus.run('desk', {}, editor(REVIEW)), say.log, editor(REVIEW))
    for (const entry of say.entries) expect(log.text).toContain(entry)
  })
})
