/** Moderators on Telegram, end to end: the whole program through grammY, on a clock that a test moves. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock, type FakeClock } from '../support/clock.ts'
import { createPassing, type Passing } from '../support/passing.ts'
import type { ChatMessage, LoopbackChat } from '../support/telegram/chats.ts'
import { createMenus, labelsOf, type Menus, saidBy } from '../support/telegram/menus.ts'
import { type Program, startProgram } from '../support/telegram/program.ts'

/** Ten past nine on a Monday in Tokyo, when the sample ends. */
const START = Date.parse('2025-11-24T00:10:00Z')
const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000]
const MODERATOR = 810_001
const where = { member: MODERATOR, locale: 'en' }

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
  const members = { [MODERATOR]: { status: 'administrator' } } as const
  home = chats.add({ id: MODERATOR, type: 'private' })
  group = chats.add({
    ...{ id: -1_001_300_000_001, type: 'supergroup', title: 'Traders', members, topics: { 7: 'Markets' } },
  })
})

afterEach(async () => {
  await passing.result(program.close(), 'the end')
  expect(program.loopback.problems).toEqual([])
  expect(program.loopback.queries.unanswered).toEqual([])
})

/** The menu, else what was said last. */
const newest = () =>
  saidBy(home).findLast(({ keyboard }) => keyboard.length > 0) ?? (saidBy(home).at(-1) as ChatMessage)
const click = async (...labels: readonly (string | RegExp)[]) => {
  for (const label of labels) await menus.click(home, label, where)
  return newest()
}
/** Clicks a button that asks, and answers; an empty answer leaves what is there. */
const fill = async (label: string, answers: readonly string[]) => {
  await click(label)
  for (const answer of answers) await menus.write(home, answer, where)
  return newest()
}
/** From the group through its door to the list, in the private chat. */
async function enter(chat = group, line = '/schedule'): Promise<ChatMessage> {
  const door = await menus.write(chat, line, where)
  const url = door.keyboard.flat()[0]?.url ?? ''
  expect(url).toMatch(/^https:\/\/t\.me\/kawaraban_bot\?start=/)
  return menus.write(home, `/start ${url.split('=')[1]}`, where)
}
/** A recap has buttons, which open the private chat, under its picture. */
const posts = (chat = group) =>
  saidBy(chat).filter(({ keyboard, photo }) => keyboard.length === 0 || photo !== undefined)
const restart = () => passing.result(program.restart(), 'the restart')

describe('a moderator on Telegram', () => {
  it('puts a schedule together on every screen, and after three hours of sleep its post comes, called late', async () => {
    group.bot = { status: 'administrator' }
    await enter()
    await click('New schedule')
    await click('Content', /Funding/u, 'Options')
    await menus.write(home, 'asset:eth', where)
    expect(newest().text).toContain('/funding ethereum')
    await click('Content', /Weekly briefing/, 'Sections of the briefing', /☑ Macro/iu, 'Back', 'Japanese')
    await click('Time', 'Fri', '21', ':45', /^Time zone/, 'London')
    expect(newest().text).toContain('Fridays at 21:45 (London)')
    await fill('Type it in', ['月', '９：３０', '東京', '/skip'])
    expect(newest().text).toContain('Mondays at 09:30 (Tokyo)')
    await click('Back', 'Destination', 'No notification sound', 'Pin', 'No forwarding')
    await fill('Topic number', ['7'])
    await click('Back', 'Look', /Dark$/, /Light$/, 'Blue and orange', 'Back')
    await fill('Advanced', ['5', 'post', '50', '1', 'UTC'])
    const before = home.messages.length
    await click('Preview')
    await passing.until(() => home.messages.length > before, 'the preview')
    await passing.rest(5 * SECOND)
    const preview = home.messages.slice(before)
    expect(preview.map(({ text }) => text).join('\n')).toMatch(/PREVIEW.*[ぁ-ん]/su)
    expect(preview.some(({ photo }) => photo !== undefined)).toBe(true)
    expect(posts()).toEqual([])
    const saved = await click('Save')
    expect(saved.text).toContain('Saved as schedule 1')
    expect(saved.text).toContain('Traders')

    await restart()
    clock.advance(3 * HOUR + 20 * MINUTE)
    await restart()
    await passing.until(() => posts().length > 0, 'the post')
    await passing.rest(5 * SECOND)
    const [post] = posts()
    expect(
      posts()
        .map(({ text }) => text)
        .join('\n'),
    ).toMatch(/11月24日.*遅れ|遅れ.*11月24日/su)
    expect(posts().some(({ photo }) => photo !== undefined)).toBe(true)
    expect(post).toMatchObject({ topic: 7, silent: true, protected: true, pinned: true })
    await enter()
    await click(/^1 /, 'History')
    expect(newest().text).toContain('posted late')
  })

  it('edits, pauses, resumes, skips, runs, tests, clones and deletes it, and takes it elsewhere as a file', async () => {
    await menus.write(group, '/schedule weekly mon 09:30 Tokyo en', where, home)
    await enter()
    await click(/^1 /, 'Edit', 'Time', '20', 'Back', 'Save')
    expect(newest().text).toContain('20:30')
    expect((await click('Pause')).text).toContain('paused')
    expect((await click('Resume')).text).toContain('active again')
    expect((await click('Skip next run')).text).toContain('next run skipped')
    await click('Undo skip')
    const before = home.messages.length
    await click('Send to me only')
    await passing.until(() => home.messages.length > before, 'the test')
    await passing.rest(30 * SECOND)
    expect(posts()).toEqual([])
    await click('Run now', 'Post now')
    await passing.until(() => posts().length > 0, 'the post')
    await passing.rest(30 * SECOND)
    expect(
      posts()
        .map(({ text }) => text)
        .join('\n'),
    ).not.toMatch(/[ぁ-ん]/)
    await click('History')
    expect(
      saidBy(home)
        .map(({ text }) => text)
        .join('\n'),
    ).toContain(': posted')
    await click('Back', 'Clone', 'Save', 'All schedules', 'Export')
    const exported = () => saidBy(home).findLast(({ document }) => document !== undefined)?.document
    await passing.until(() => exported() !== undefined, 'the file')
    const bytes = program.loopback.files.get(exported() ?? '')?.bytes ?? new Uint8Array()
    expect(Buffer.from(bytes).toString()).toContain('"hour": 20')
    const other = program.loopback.chats.add({
      ...{ id: -1_001_300_000_002, type: 'supergroup', title: 'Others' },
      members: { [MODERATOR]: { status: 'administrator' } },
    })
    const { id: file_id } = program.loopback.files.add('kawaraban.json', bytes)
    const document = { file_id, file_name: 'kawaraban.json', file_size: bytes.byteLength }
    await menus.write(other, '/schedule import', { ...where, document }, home)
    await enter(other)
    expect(newest().text).toContain('Schedules')
    expect(labelsOf(newest())).toEqual(
      expect.arrayContaining([expect.stringMatching(/^1 /), expect.stringMatching(/^2 /)]),
    )
    await enter()
    await click(/^2 /, 'Delete', 'Keep', 'Delete', 'Delete for good')
    expect(newest().text).toContain('Schedule 2 is deleted')
    for (const line of ['/schedules', '/pause 1', '/resume 1', '/skip 1'])
      await menus.write(group, line, where, home)
    expect(program.log.filter((line) => line.startsWith('warning'))).toEqual([])
  })

  it('alone changes anything: every button refuses a former administrator', async () => {
    await menus.write(group, '/schedule weekly mon 09:30 Tokyo en', where, home)
    const screens: (readonly (string | RegExp)[])[] = [
      ['New schedule'],
      ['New schedule', 'Time'],
      ['New schedule', 'Destination'],
      ['New schedule', 'Look'],
      [/^1 /],
      [/^1 /, 'Delete'],
      [/^1 /, 'History'],
      [],
    ]
    let touched = 0
    for (const way of screens) {
      group.members.set(MODERATOR, { status: 'administrator' })
      await enter()
      const menu = await click(...way)
      const shown = menu.text
      group.members.set(MODERATOR, { status: 'member' })
      for (const { callback_data: data } of menu.keyboard.flat()) {
        if (data === undefined) continue
        const query = await menus.click(home, data, where)
        const said = `${query.answer?.text ?? ''} ${saidBy(home).at(-1)?.text}`
        expect(said, data).toContain('Only moderators')
        touched++
      }
      expect(menu.text).toBe(shown)
    }
    expect(touched).toBeGreaterThan(80)
    group.members.set(MODERATOR, { status: 'administrator' })
    await enter()
    expect(labelsOf(newest()).filter((label) => /^\d /.test(label))).toHaveLength(1)
    expect(posts()).toEqual([])
  })

  it('is the only one who gets in: a member’s command in the group is refused', async () => {
    // In private, with a sign on what was written: the group hears nothing of it.
    const own = program.loopback.chats.add({ id: 810_002, type: 'private' })
    const before = saidBy(group).length
    const answer = await menus.write(group, '/schedule', { member: 810_002, locale: 'en' }, own)
    expect(saidBy(group)).toHaveLength(before)
    expect(group.messages.at(-1)?.reactions).toEqual(['🤔'])
    expect(answer.text).toContain('Only moderators')
    expect(answer.keyboard.flat()).toEqual([])
  })
})

describe('what goes wrong after a schedule was saved on Telegram', () => {
  const saved = async (chat = group) => {
    await menus.write(chat, '/schedule weekly mon 09:30 Tokyo en', where, home)
    clock.advance(30 * MINUTE)
  }
  const wasSent = (text: string) => saidBy(home).some((one) => one.text.includes(text))

  it('is told the moderator in private, where one button resumes what the third refusal has paused', async () => {
    await saved()
    group.bot = { status: 'restricted', lacks: ['can_send_messages'] }
    await restart()
    await passing.until(() => wasSent('was not sent'), 'the first notice')
    for (const wait of [5, 15]) {
      await passing.rest(15 * SECOND)
      clock.advance(wait * MINUTE)
    }
    // Notices to one person are ten minutes apart.
    await passing.rest(15 * SECOND)
    clock.advance(10 * MINUTE)
    await passing.until(() => wasSent('Schedule 1 is paused'), 'the last notice')
    group.bot = { status: 'member' }
    expect((await click('Resume')).text).toContain('active again')
    await click('Run now', 'Post now')
    await passing.until(() => posts().length > 0, 'the post')
  })

  it.each([
    ['with its service messages', false],
    ['told by a refusal alone', true],
  ])('follows a group that became a supergroup, %s', async (_, silently) => {
    const { chats } = program.loopback
    const members = { [MODERATOR]: { status: 'creator' } } as const
    const small = chats.add({ id: -4007, type: 'group', title: 'Small', members })
    await saved(small)
    const large = program.loopback.migrate(small, -1_001_300_000_007, { silently })
    await passing.rest(2 * SECOND)
    await restart()
    await passing.until(() => posts(large).length > 0, 'the post')
    await passing.rest(30 * SECOND)
    await enter(large)
    const item = await click(/^1 /)
    expect(item.text).toContain('Last run: posted')
  })

  it.each([
    ['deleted', 'the chat no longer exists'],
    ['noChat', 'the chat no longer exists'],
  ] as const)('tells that the group is gone (%s), and pauses at once', async (refusal, words) => {
    await saved()
    group.shut = refusal
    await restart()
    await passing.until(() => wasSent('Schedule 1 is paused'), 'the notice')
    expect(wasSent(words)).toBe(true)
  })

  it('reports that it was removed, and goes on when it is invited again', async () => {
    await saved()
    program.loopback.setMembership(group, 'kicked')
    await restart()
    await passing.until(() => wasSent('the bot was removed from the chat'), 'the notice')
    program.loopback.setMembership(group, 'member')
    await click('Resume', 'Run now', 'Post now')
    await passing.until(() => posts().length > 0, 'the post')
  })
})
