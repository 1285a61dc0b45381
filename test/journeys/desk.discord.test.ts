/** The editor's desk on Discord, through discord.js: an edition reviewed, noted, approved, or posted by hand, in both languages. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock, type FakeClock } from '../support/clock.ts'
import { CHANNEL, type Circumstances, GUILD, MANAGE_GUILD } from '../support/discord/events.ts'
import { createMenus, type Menu, menuOf, type Menus } from '../support/discord/menus.ts'
import { type Program, startProgram } from '../support/discord/program.ts'
import { createPassing, type Passing } from '../support/passing.ts'

/** Ten past nine on a Monday in Tokyo, when the sample ends: posts are due at half past. */
const START = Date.parse('2025-11-24T00:10:00Z')
const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000]
const [EDITOR, SECOND_EDITOR, REVIEW] = ['1200000000000000301', '1200000000000000302', '1200000000000000303']

let clock: FakeClock
let program: Program
let passing: Passing
let menus: Menus

beforeEach(async () => {
  clock = createFakeClock(START)
  // Until there is a loopback nothing is under way.
  let busy = () => false
  passing = createPassing(clock, () => busy())
  program = await passing.result(startProgram({}, clock), 'the start')
  busy = () => program.loopback.running > 0
  menus = createMenus(program.loopback, passing)
  program.loopback.channels.add({ id: REVIEW, type: 0, name: 'editors' })
  program.loopback.gateway.dispatch('CHANNEL_UPDATE', {
    id: REVIEW,
    type: 0,
    guild_id: GUILD,
    name: 'editors',
  })
})

afterEach(async () => {
  await passing.result(program.close(), 'the end')
  expect(program.loopback.problems).toEqual([])
})

const SAYINGS = {
  'en-US': {
    save: 'Save',
    channel: 'Review channel',
    pick: 'Choose a channel',
    open: 'Choose a schedule',
    until: 'Hold until approved',
    approve: 'Approve',
    note: 'Note',
    fix: 'Correct it',
    hold: 'Hold',
    postNow: 'Post now',
    review: /For review.*without approval it is not posted\./su,
    changed: 'It has changed. Please look again.',
    approved: /approved it at/u,
    posted: /Posted to #/u,
    saved: 'Saved.',
    long: 'That is 601 characters; 600 is the most.',
    done: 'Approved',
    twice: /^Already approved|Already approved \(/u,
    who: /Already approved \(.*\d\d:\d\d.*, \S.*\)/u,
    me: /Already approved \(.*, you\)/u,
    from: 'From the editors',
    missed: /Not approved by the deadline, so not posted/u,
    notice: 'Schedule 1 was not posted',
    log: /CPI/u,
    back: 'Log',
  },
  ja: {
    save: '保存',
    channel: '確認用の場所',
    pick: 'チャンネルを選ぶ',
    open: '定期投稿を選ぶ',
    until: '承認されたら投稿',
    approve: '承認',
    note: 'ひとこと',
    fix: '入力を直す',
    hold: '保留',
    postNow: '今すぐ投稿',
    review: /確認用.*承認がなければ投稿しません。/su,
    changed: '内容が変わりました。もう一度ご確認ください。',
    approved: /さんが承認しました。/u,
    posted: /に投稿しました（/u,
    saved: '保存しました。',
    long: '601文字あります。600文字までに縮めてください。',
    done: '承認しました',
    twice: /すでに承認済みです/u,
    who: /すでに承認済みです（.*\d時\d+分、.+さん）/u,
    me: /すでに承認済みです（.*、あなた）/u,
    from: '編集部より',
    missed: /期限までに承認がなかったため、.*には投稿していません。/u,
    notice: '定期投稿1は投稿していません',
    log: /CPI/u,
    back: '履歴',
  },
} as const

const shown = (channel: string): Menu[] =>
  (program.loopback.channels.get(channel)?.messages ?? []).map((message) => menuOf(message))
const review = () => shown(REVIEW)[0] as Menu

/** Members by what is written on controls. */
function editor(locale: 'en-US' | 'ja', member = EDITOR, permissions: string = MANAGE_GUILD) {
  const where: Circumstances = { member, permissions, locale, guildLocale: locale, channel: REVIEW }
  return {
    where,
    run: (name: string) => menus.run(name, {}, where),
    click: (menu: Menu, label: string | RegExp) => menus.click(menu, label, where),
    choose: (menu: Menu, label: string, option: RegExp) => menus.choose(menu, label, option, where),
    pick: (menu: Menu, label: string, values: readonly string[]) => menus.pick(menu, label, values, where),
    fill: (menu: Menu, values: Readonly<Record<string, string>>) => menus.fill(menu, values, where),
  }
}

/** Minutes of which only the ends are looked at. */
async function pass(milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += MINUTE) {
    clock.advance(MINUTE)
    await passing.rest(SECOND / 2)
  }
}

describe.each(['en-US', 'ja'] as const)('editors on Discord (%s)', (locale) => {
  const say = SAYINGS[locale]

  /** A weekly schedule that is held until it is approved, with its review on the wall. */
  async function setUp() {
    const one = editor(locale)
    const there = { ...one.where, channel: CHANNEL }
    const when = { day: 'mon', time: '09:30', timezone: 'Asia/Tokyo' }
    await menus.click(await menus.run('schedule add', when, there), say.save, there)
    const menu = await one.run('desk')
    expect(menu.private).toBe(true)
    const channel = await one.click(menu, say.channel)
    const desk = await one.pick(channel, say.pick, [REVIEW])
    expect(desk.text).toContain('#editors')
    await one.click(await one.choose(desk, say.open, /^1 /u), say.until)
    await passing.until(() => shown(REVIEW).length === 1 && program.loopback.running === 0, 'the review')
    return one
  }

  it('see the edition first, add a note that asks again, approve it, and read it in the post', async () => {
    const one = await setUp()
    expect(review().text).toMatch(say.review)
    const form = await one.click(review(), say.note)
    const long = await one.fill(form, { [locale.slice(0, 2)]: 'x'.repeat(601) })
    expect(long.text).toContain(say.long)
    const again = await one.click(long, say.fix)
    expect(again.form?.fields[locale.slice(0, 2)]).toHaveLength(601)
    const saved = await one.fill(again, { [locale.slice(0, 2)]: '**CPI** @everyone <@123>' })
    expect(saved.text).toContain(say.saved)
    await passing.until(() => review().text.includes(say.changed), 'the review asking again')
    expect(shown(REVIEW)).toHaveLength(1)
    const two = editor(locale, SECOND_EDITOR)
    const done = await two.click(review(), say.approve)
    expect([done.private, done.text]).toEqual([true, expect.stringContaining(say.done)])
    await passing.until(() => say.approved.test(review().text), 'the review saying so')
    expect(shown(CHANNEL)).toEqual([])
    await pass(25 * MINUTE)
    await passing.until(() => shown(CHANNEL).length === 1 && program.loopback.running === 0, 'the post')
    const [post] = shown(CHANNEL)
    expect(post?.text).toContain(say.from)
    expect(post?.text).toContain('**CPI** @everyone \\<@123\\>')
    await passing.until(() => say.posted.test(review().text), 'the review of what was posted')
    expect(review().controls).toEqual([])
    expect((await one.click(await one.run('desk'), say.back)).text).toMatch(say.log)
    // Members of the server read it under their own question, others do not.
    const member: Circumstances = {
      member: '1200000000000000398',
      locale,
      guildLocale: locale,
      channel: CHANNEL,
    }
    expect((await menus.run('brief', {}, member)).text).toContain(say.from)
    const elsewhere: Circumstances = { ...member, context: 1, channel: '1200000000000000397' }
    expect((await menus.run('brief', {}, elsewhere)).text).not.toContain(say.from)
  })

  it('are refused twice, and without rights; nothing is posted without them, and Post now works', async () => {
    const one = await setUp()
    const stranger = editor(locale, '1200000000000000399', '0')
    const refused = await stranger.click(review(), say.approve)
    expect(refused.private).toBe(true)
    expect(refused.text).not.toContain(say.done)
    await pass(4 * HOUR)
    await passing.until(() => say.missed.test(review().text) && shown(REVIEW).length === 2, 'the notice')
    expect(shown(CHANNEL)).toEqual([])
    expect(shown(REVIEW)[1]?.text).toContain(say.notice)
    await one.click(shown(REVIEW)[1] as Menu, say.postNow)
    await passing.until(() => shown(CHANNEL).length === 1 && program.loopback.running === 0, 'the post')
    await passing.rest(MINUTE)
    expect(shown(CHANNEL)).toHaveLength(1)
  })

  it('who approve at the same moment are both answered: one decides, the other reads who and when', async () => {
    const one = await setUp()
    const before = review()
    const two = editor(locale, SECOND_EDITOR)
    const answers = await Promise.all([one.click(before, say.approve), two.click(before, say.approve)])
    expect(answers.map((answer) => answer.private)).toEqual([true, true])
    const late = answers.filter(({ text }) => say.twice.test(text))
    expect(late).toHaveLength(1)
    expect(answers.filter((answer) => !late.includes(answer))[0]?.text).toContain(say.done)
    expect(late[0]?.text).toMatch(say.who)
    // The one who decided reads of themselves, and not of somebody called so.
    const again = await Promise.all([one.click(before, say.approve), two.click(before, say.approve)])
    expect(again.filter(({ text }) => say.me.test(text))).toHaveLength(1)
    await passing.until(() => say.approved.test(review().text), 'the review saying so')
    await pass(25 * MINUTE)
    await passing.until(() => shown(CHANNEL).length === 1 && program.loopback.running === 0, 'the post')
  })

  it('hear that somebody has approved it already', async () => {
    const one = await setUp()
    const before = review()
    await one.click(before, say.approve)
    const two = await editor(locale, SECOND_EDITOR).click(before, say.approve)
    expect([two.private, two.text]).toEqual([true, expect.stringMatching(say.twice)])
    await passing.rest(20 * SECOND)
    expect(review().controls.map(({ label }) => label)).not.toContain(say.approve)
  })
})
