/** Schedules taken in from a file, end to end: through the platform, into the store, until their posts are there. */
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createFakeClock, type FakeClock } from '../support/clock.ts'
import { createPassing, type Passing } from '../support/passing.ts'
import { planOf } from '../support/plans.ts'
import type { LoopbackChat } from '../support/telegram/chats.ts'
import { createMenus, type Menus, saidBy } from '../support/telegram/menus.ts'
import { type Program, startProgram } from '../support/telegram/program.ts'

/** Ten past nine on a Monday in Tokyo, when the sample ends. */
const START = Date.parse('2025-11-24T00:10:00Z')
const HOUR = 3_600_000
const MODERATOR = 810_001
const where = { member: MODERATOR, locale: 'en' }

let clock: FakeClock
let program: Program
let passing: Passing
let menus: Menus
let home: LoopbackChat
let group: LoopbackChat
let other: LoopbackChat

beforeEach(async () => {
  clock = createFakeClock(START)
  let busy = () => false
  passing = createPassing(clock, () => busy())
  program = await passing.result(startProgram({}, clock), 'the start')
  onTestFinished(async () => {
    await passing.result(program.close(), 'the end')
    expect(program.loopback.problems).toEqual([])
  })
  busy = () => program.loopback.running > 0
  menus = createMenus(program.loopback, passing)
  const { chats } = program.loopback
  home = chats.add({ id: MODERATOR, type: 'private' })
  const members = { [MODERATOR]: { status: 'administrator' } } as const
  group = chats.add({ id: -1_001_300_000_001, type: 'supergroup', title: 'Traders', members })
  other = chats.add({ id: -1_001_300_000_009, type: 'supergroup', title: 'Strangers' })
})

/** Hands a file over in the group; gives all that the bot says to it. */
async function importFile(content: string, by = where, own = home): Promise<string> {
  const bytes = Buffer.from(content)
  const { id: file_id } = program.loopback.files.add('plans.json', bytes)
  const document = { file_id, file_name: 'plans.json', file_size: bytes.byteLength }
  const before = saidBy(own).length + saidBy(group).length
  await menus.write(group, '/schedule import', { ...by, document }, own)
  expect(saidBy(own).length + saidBy(group).length).toBeGreaterThan(before)
  return [...saidBy(own), ...saidBy(group)].map(({ text }) => text).join('\n')
}

const fileOf = (schedules: readonly unknown[]) =>
  JSON.stringify({ kawaraban: 'schedules', version: 1, schedules })
const posts = (chat: LoopbackChat) => saidBy(chat).filter(({ keyboard }) => keyboard.length === 0)
/** What the list of the group's schedules says. */
async function list(): Promise<string> {
  const door = await menus.write(group, '/schedule', where)
  const url = door.keyboard.flat()[0]?.url ?? ''
  return (await menus.write(home, `/start ${url.split('=')[1]}`, where)).keyboard
    .flat()
    .map(({ text }) => text)
    .join('\n')
}

describe('a file of schedules', () => {
  it('is taken in, and its posts come at their times, each where its moderator may post', async () => {
    const target = `telegram:${group.id}`
    const plans = [
      planOf(target, { language: 'ja' }),
      planOf(target, {
        language: 'en',
        what: { kind: 'command', name: 'funding', args: { asset: 'btc' } },
        when: { kind: 'cron', expression: '0 11 * * *' },
      }),
      // Of a chat that the member does not manage: it comes here instead.
      planOf(`telegram:${other.id}`, {
        language: 'en',
        what: { kind: 'command', name: 'marketcap', args: {} },
        when: { kind: 'cron', expression: '30 11 * * *' },
      }),
    ]
    const said = await importFile(fileOf(plans))
    expect(said).toMatch(/3 schedules/)
    const before = posts(group).length
    clock.advance(HOUR / 2)
    await passing.until(() => posts(group).length > before, 'the briefing')
    await passing.rest(60_000)
    const brief = posts(group).slice(before)
    expect(brief.map(({ text }) => text).join('\n')).toMatch(/[ぁ-ん]/)
    const briefed = posts(group).length
    clock.advance(2 * HOUR)
    await passing.until(() => posts(group).length >= briefed + 2, 'both answers')
    const texts = posts(group)
      .slice(briefed)
      .map(({ text }) => text)
      .join('\n')
    expect(texts).toMatch(/funding/i)
    expect(texts).toMatch(/market cap/i)
    expect(posts(other)).toEqual([])
  })

  it.each([
    ['what is no JSON', '{"kawaraban":', /JSON/],
    ['another file', '{"a":1}', /kawaraban/],
    ['a version that is not known', fileOf([]).replace('"version":1', '"version":99'), /version/],
    ['a list of nothing that it knows', fileOf([1, null, 'x', []]), /schedules\[3\]/],
    [
      'a command that does not exist',
      fileOf([planOf('telegram:-1', { what: { kind: 'command', name: 'rm', args: {} } })]),
      /what/,
    ],
    [
      'a time that never comes',
      fileOf([planOf('telegram:-1', { when: { kind: 'cron', expression: '0 9 31 2 *' } })]),
      /when/,
    ],
    [
      'every minute',
      fileOf([planOf('telegram:-1', { when: { kind: 'cron', expression: '* * * * *' } })]),
      /when/,
    ],
    ['a zone that is none', fileOf([planOf('telegram:-1', { zone: 'Mars/Olympus' })]), /zone/],
    ['keys of every object', '{"__proto__":{"x":1},"constructor":{"prototype":{}}}', /kawaraban/],
    ['nesting without end', '['.repeat(50_000) + ']'.repeat(50_000), /kawaraban|schedules|JSON/],
    [
      'one that is right beside one that is wrong',
      fileOf([planOf('telegram:-1'), planOf('telegram:-1', { zone: '' })]),
      /schedules\[1\]/,
    ],
  ])('that holds %s adds nothing, and is told what is wrong', async (_what, content, told) => {
    expect(await importFile(content)).toMatch(told)
    expect(await list()).not.toMatch(/^\d+ /m)
    expect(program.log.filter((line) => line.startsWith('warning'))).toEqual([])
  })

  it('of somebody who does not manage the group adds nothing', async () => {
    const stranger = { member: 810_002, locale: 'en' }
    const own = program.loopback.chats.add({ id: 810_002, type: 'private' })
    group.members.set(810_002, { status: 'member' })
    const said = await importFile(fileOf([planOf(`telegram:${group.id}`)]), stranger, own)
    expect(said).toContain('Only moderators')
    expect(await list()).not.toMatch(/^\d+ /m)
  })
})
