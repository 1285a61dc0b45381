/** A moderator sets schedules up on Telegram, tap by tap, in both languages: topics by name, pages of few rows. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SECTIONS } from '#src/briefing/section.ts'
import { createFakeClock } from '../support/clock.ts'
import { createPassing, type Passing } from '../support/passing.ts'
import type { ChatMessage, LoopbackChat } from '../support/telegram/chats.ts'
import { createMenus, labelsOf, type Menus, saidBy } from '../support/telegram/menus.ts'
import { type Program, startProgram } from '../support/telegram/program.ts'

/** Ten past nine on a Monday in Tokyo, when the sample ends. */
const START = Date.parse('2025-11-24T00:10:00Z')
const MODERATOR = 830_001
const [MARKETS, NEWS] = [7, 9]

let program: Program
let passing: Passing
let menus: Menus
let group: LoopbackChat
let home: LoopbackChat

beforeEach(async () => {
  const clock = createFakeClock(START)
  // Until there is a loopback nothing is under way.
  let busy = () => false
  passing = createPassing(clock, () => busy())
  program = await passing.result(startProgram({}, clock), 'the start')
  busy = () => program.loopback.running > 0
  menus = createMenus(program.loopback, passing)
  const { chats } = program.loopback
  home = chats.add({ id: MODERATOR, type: 'private' })
  group = chats.add({
    ...{ id: -1_001_500_000_001, type: 'supergroup', title: 'Traders' },
    members: { [MODERATOR]: { status: 'administrator' } },
    topics: { [MARKETS]: 'Markets', [NEWS]: 'News' },
  })
})

afterEach(async () => {
  await passing.result(program.close(), 'the end')
  expect(program.loopback.problems).toEqual([])
  expect(program.loopback.queries.unanswered).toEqual([])
})

const SAYINGS = {
  en: {
    new: 'New schedule',
    save: 'Save',
    saved: 'Saved as schedule 1.',
    back: 'Back',
    content: 'Content',
    sections: 'Sections of the briefing',
    time: 'Time',
    day: 'Fri',
    other: /Fridays at 21:45 \(.+\)/u,
    zone: /^Time zone: /u,
    next: 'Next',
    city: 'Sydney',
    inCity: 'Fridays at 21:45 (Sydney)',
    target: 'Destination',
    look: 'Look',
    hint: 'To post to another topic, send /here in it, then press “Look again”.',
    again: 'Look again',
    known: 'This topic can now be chosen as the destination of scheduled posts.',
    photos: 'Photos are not allowed in this group. Allow “Send Photos” under Permissions',
    words: 'Post the text alone',
    fine: 'The bot has every permission it needs there.',
  },
  ja: {
    new: '新規作成',
    save: '保存',
    saved: '定期投稿1として保存しました。',
    back: '戻る',
    content: '投稿する内容',
    sections: '週報のセクション',
    time: '日時',
    day: '金',
    other: /毎週金曜日 21:45（.+）/u,
    zone: /^タイムゾーン：/u,
    next: '次へ',
    city: 'シドニー',
    inCity: '毎週金曜日 21:45（シドニー）',
    target: '投稿先',
    look: '見た目',
    hint: '別のトピックに投稿する場合は、そのトピックで /here を送ってから「再表示」を押してください。',
    again: '再表示',
    known: 'このトピックを定期投稿の投稿先に選べるようになりました。',
    photos: 'このグループでは写真の送信が許可されていません。',
    words: '文章だけを投稿する',
    fine: '投稿先で必要な権限はそろっています。',
  },
} as const

/** What a moderator taps, each of it counted. */
function moderatorIn(locale: 'en' | 'ja') {
  const where = { member: MODERATOR, locale }
  let taps = 0
  const newest = () => saidBy(home).findLast(({ keyboard }) => keyboard.length > 0) as ChatMessage
  return {
    where,
    get taps() {
      return taps
    },
    newest,
    /** Asks in the group, and goes through the button there and Start into the private chat. */
    async enter(topic?: number): Promise<ChatMessage> {
      const door = await menus.write(group, '/schedule', { ...where, ...(topic !== undefined && { topic }) })
      const [, payload = ''] = door.keyboard.flat()[0]?.url?.split('?start=') ?? []
      taps += 2
      return menus.write(home, `/start ${payload}`, where)
    },
    async tap(...labels: readonly (string | RegExp)[]): Promise<ChatMessage> {
      for (const label of labels) {
        taps++
        await menus.click(home, label, where)
      }
      return newest()
    },
  }
}

describe.each(['en', 'ja'] as const)('a moderator on Telegram (%s)', (locale) => {
  const say = SAYINGS[locale]

  it('has the default recap in the topic that it was asked for in, with four taps', async () => {
    const moderator = moderatorIn(locale)
    await moderator.enter(MARKETS)
    const saved = await moderator.tap(say.new, say.save)
    expect(saved.text).toContain(say.saved)
    expect(saved.text).toContain('Traders › Markets')
    expect(moderator.taps).toBeLessThanOrEqual(4)
    // Asked in General, it is the same list, in which the topic stands.
    const list = await moderator.enter()
    expect(list.text).toContain('Traders › Markets')
    expect(labelsOf(list)).toContainEqual(expect.stringMatching(/^1 .+ · Traders › Markets$/))
  })

  it('has it at another time with eight taps, and in another zone by its city', async () => {
    const moderator = moderatorIn(locale)
    await moderator.enter()
    const saved = await moderator.tap(say.new, say.time, say.day, '21', ':45', say.save)
    expect(saved.text).toContain(say.saved)
    expect(saved.text).toMatch(say.other)
    expect(moderator.taps).toBeLessThanOrEqual(8)
    const edited = locale === 'ja' ? '編集' : 'Edit'
    const moved = await moderator.tap(edited, say.time, say.zone, say.next, say.next, say.city)
    expect(moved.text).toContain(say.inCity)
  })

  it('sees ten rows of buttons at most, on every screen', async () => {
    const moderator = moderatorIn(locale)
    await moderator.enter(MARKETS)
    const ways: readonly (readonly (string | RegExp)[])[] = [
      [say.new],
      [say.content],
      [say.next],
      [say.back, say.sections],
      [say.next],
      [say.back, say.time],
      [say.zone],
      [say.next],
      [say.next],
      [say.back, say.back, say.target],
      [say.back, say.look],
      [say.back],
    ]
    for (const way of ways) {
      const { keyboard } = await moderator.tap(...way)
      expect(keyboard.length, way.join(' ')).toBeGreaterThan(0)
      expect(keyboard.length, way.join(' ')).toBeLessThanOrEqual(10)
    }
    await menus.write(home, '/settings', moderator.where)
    const zones = await moderator.tap(locale === 'ja' ? 'タイムゾーン' : 'Time zone')
    expect(zones.keyboard.length).toBeLessThanOrEqual(10)
    const chosen = await moderator.tap(locale === 'ja' ? 'ロンドン' : 'London')
    expect(chosen.text).toMatch(locale === 'ja' ? /タイムゾーン：ロンドン/u : /Time zone: London/u)
  })

  it('leaves out sections on whichever page they stand', async () => {
    const moderator = moderatorIn(locale)
    await moderator.enter()
    const page = await moderator.tap(say.new, say.sections)
    const [first = ''] = labelsOf(page)
    const rest = await moderator.tap(first, say.next)
    const [other = ''] = labelsOf(rest)
    const left = [first, other].map((label) => label.replace('☑ ', ''))
    await moderator.tap(other)
    const saved = await moderator.tap(say.save)
    const said = saved.text.split('\n').find((line) => /^(?:Sections|セクション)/u.test(line)) ?? ''
    expect(said).not.toBe('')
    for (const name of left) expect(said).not.toContain(name)
    expect(said.split(/, |、/u)).toHaveLength(SECTIONS.length - 2)
  })

  it('makes a topic known by /here, and chooses it by its name', async () => {
    const moderator = moderatorIn(locale)
    await moderator.enter()
    const target = await moderator.tap(say.new, say.target)
    expect(target.text).toContain(say.hint)
    expect(labelsOf(target)).not.toContain('News')
    const known = await menus.write(group, '/here', { ...moderator.where, topic: NEWS })
    expect(known.text).toContain('News')
    expect(known.text).toContain(say.known)
    expect(known.topic).toBe(NEWS)
    const chosen = await moderator.tap(say.again, 'News')
    expect(chosen.text).toContain('Traders › News')
    expect((await moderator.tap(say.save)).text).toContain('Traders › News')
  })

  it('is offered the words alone where photos are forbidden, in Telegram’s words', async () => {
    group.bot = { status: 'member', lacks: ['can_send_photos'] }
    const moderator = moderatorIn(locale)
    await moderator.enter()
    expect((await moderator.tap(say.new)).text).toContain(say.photos)
    const words = await moderator.tap(say.words)
    expect(words.text).toContain(say.fine)
    expect(words.text).not.toContain(say.photos)
  })
})
