/** Moderators on Discord, end to end: the whole program through discord.js, on a clock that a test moves. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock, type FakeClock } from '../support/clock.ts'
import { CHANNEL, GUILD, MANAGE_GUILD, type Circumstances } from '../support/discord/events.ts'
import { textOf } from '../support/discord/interactions.ts'
import { createMenus, menuOf, type Menu, type Menus } from '../support/discord/menus.ts'
import { type Program, startProgram } from '../support/discord/program.ts'
import { createPassing, type Passing } from '../support/passing.ts'

/** Ten past nine on a Monday in Tokyo, when the sample ends. */
const START = Date.parse('2025-11-24T00:10:00Z')
const [MINUTE, HOUR] = [60_000, 3_600_000]
const MODERATOR = '1200000000000000101'
const where: Circumstances = { member: MODERATOR, permissions: MANAGE_GUILD, roles: ['1200000000000000102'] }
const stranger: Circumstances = { member: '1200000000000000103', permissions: '0' }
const [BRIEF, LOG, ROLE] = ['1200000000000000104', '1200000000000000105', '1200000000000000106']

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
  const { channels } = program.loopback
  channels.add({ id: BRIEF, type: 0, name: 'brief' })
  channels.add({ id: LOG, type: 0, name: 'log' })
  channels.roles.push({ id: where.roles?.[0] ?? '', name: 'mods', permissions: MANAGE_GUILD })
  channels.roles.push({ id: ROLE, name: 'readers', permissions: '0', mentionable: true })
  channels.members.set(MODERATOR, where.roles ?? [])
})

afterEach(async () => {
  await passing.result(program.close(), 'the end')
  expect(program.loopback.problems).toEqual([])
})

const messagesIn = (channel: string) => program.loopback.channels.get(channel)?.messages ?? []
const run = (name: string, options = {}) => menus.run(name, options, where)
const click = (menu: Menu, label: string | RegExp) => menus.click(menu, label, where)
const choose = (menu: Menu, label: string | RegExp, option: string | RegExp) =>
  menus.choose(menu, label, option, where)
const fill = async (menu: Menu, label: string, values: Record<string, string>) =>
  menus.fill(await click(menu, label), values, where)
const open = async () => choose(await run('schedule list'), 'Open a schedule', /^1 /)

/** Stops the program, lets time pass, and starts it. */
async function sleep(milliseconds: number): Promise<void> {
  await passing.result(program.restart(), 'the restart')
  clock.advance(milliseconds)
  await passing.result(program.restart(), 'the restart')
}

describe('a moderator on Discord', () => {
  it('puts a schedule together on every screen, and after three hours of sleep its post comes, called late', async () => {
    let menu = await run('schedule add')
    expect(menu.private).toBe(true)
    menu = await choose(menu, 'Content', /funding/iu)
    menu = await fill(menu, 'Options', { args: 'asset:eth' })
    menu = await choose(menu, 'Content', /briefing/iu)
    menu = await menus.pick(menu, 'Sections of the briefing', ['marketcap', 'funding', 'volatility'], where)
    menu = await click(menu, 'Japanese')
    menu = await click(menu, 'Time')
    menu = await choose(menu, 'Day of the week', 'Friday')
    menu = await choose(menu, 'Hour', /^21:/)
    menu = await click(menu, ':45')
    menu = await choose(menu, 'Time zone', 'London')
    expect(menu.text).toContain('Fridays at 21:45 (London)')
    menu = await fill(menu, 'Type it in', { day: '月', time: '９：３０', zone: '東京' })
    expect(menu.text).toContain('Mondays at 09:30 (Tokyo)')
    menu = await click(menu, 'Back')
    menu = await click(menu, 'Destination')
    menu = await menus.pick(menu, 'Channel', [BRIEF], where)
    menu = await menus.pick(menu, 'Role to mention', [ROLE], where)
    menu = await click(menu, 'New thread each time')
    menu = await click(menu, 'New thread each time')
    menu = await click(menu, 'No mention')
    menu = await menus.pick(menu, 'Role to mention', [ROLE], where)
    menu = await click(menu, 'Back')
    menu = await click(menu, 'Look')
    menu = await click(menu, 'Light')
    menu = await click(menu, 'Red and blue (Japan)')
    menu = await click(menu, 'Back')
    menu = await fill(menu, 'Advanced', { grace: '5', least: '50', patience: '1' })
    const preview = await click(menu, 'Preview')
    expect(preview.private).toBe(true)
    expect(preview.text).toContain('PREVIEW')
    expect(preview.text).toMatch(/[ぁ-ん]/)
    expect(preview.files.length).toBe(1)
    expect(messagesIn(BRIEF)).toEqual([])
    const saved = await click(menu, 'Save')
    expect(saved.text).toContain('Saved as schedule 1')
    expect(saved.text).toContain('#brief')
    expect(messagesIn(BRIEF)).toEqual([])

    await sleep(3 * HOUR + 20 * MINUTE)
    await passing.until(() => messagesIn(BRIEF).length > 0, 'the post')
    const [post] = messagesIn(BRIEF)
    expect(textOf(post)).toContain('11月24日')
    expect(textOf(post)).toMatch(/遅れ/)
    expect(textOf(post)).toContain(`<@&${ROLE}>`)
    expect(post?.files.map(({ name }) => name)).toHaveLength(1)
    await passing.rest(MINUTE)
    const history = await click(await open(), 'History')
    expect(history.text).toContain('posted late')
    expect(history.text).toContain(`https://discord.com/channels/${GUILD}/${BRIEF}/${post?.id}`)
  })

  it('edits, pauses, resumes, skips, runs, tests, clones and deletes it, and takes it elsewhere as a file', async () => {
    await click(await run('schedule add', { language: 'en' }), 'Save')
    let item = await open()
    item = await click(
      await fill(await click(await click(item, 'Edit'), 'Time'), 'Type it in', { time: '20:15' }),
      'Back',
    )
    item = await click(item, 'Save')
    expect(item.text).toContain('20:15')
    item = await click(item, 'Pause')
    expect(item.text).toContain('paused')
    item = await click(item, 'Resume')
    expect(item.text).toContain('active again')
    item = await click(item, 'Skip next run')
    expect(item.text).toContain('next run skipped')
    item = await click(item, 'Undo skip')
    const test = await click(item, 'Send to me only')
    expect(test).toMatchObject({ private: true })
    expect(test.text).toContain('PREVIEW')
    expect(messagesIn(CHANNEL)).toEqual([])
    await click(await click(item, 'Run now'), 'Post now')
    await passing.until(() => messagesIn(CHANNEL).length > 0, 'the post')
    expect(textOf(messagesIn(CHANNEL)[0])).not.toMatch(/[ぁ-ん]/)
    expect(messagesIn(CHANNEL)[0]?.files.map(({ name }) => name)).toEqual(['sheet.png'])
    await passing.rest(MINUTE)
    const history = await click(item, 'History')
    expect(history.text).toContain(': posted')
    await click(await click(item, 'Clone'), 'Save')
    const list = await run('schedule list')
    const file = await click(list, 'Export')
    expect(file.files).toEqual([expect.stringMatching(/\.json$/)])
    item = await click(await click(await open(), 'Delete'), 'Keep')
    const gone = await click(await click(item, 'Delete'), 'Delete for good')
    expect(gone.text).toContain('Schedule 1 is deleted')
    const left = await run('schedule list')
    expect(left.controls.find(({ type }) => type === 3)?.options).toHaveLength(1)
    for (const name of ['pause', 'resume', 'skip', 'test', 'history', 'edit', 'clone'])
      expect((await run(`schedule ${name}`, { number: '2' })).private, name).toBe(true)
    expect(program.log.filter((line) => line.startsWith('warning'))).toEqual([])
  })

  it('alone changes anything: another member who clicks is told so, and nobody else sees it', async () => {
    await click(await run('schedule add', { language: 'en' }), 'Save')
    const builder = await run('schedule add')
    const item = await open()
    const screens = [
      builder,
      await click(builder, 'Time'),
      await click(builder, 'Destination'),
      await click(builder, 'Look'),
      item,
      await click(item, 'Delete'),
      await click(item, 'History'),
      await run('schedule list'),
      await run('settings'),
      await click(await run('settings'), 'Moderators'),
    ]
    const state = async () => (await run('schedule list')).text + (await run('settings')).text
    const before = await state()
    let touched = 0
    for (const control of screens.flatMap(({ controls }) => controls)) {
      const answer = await menus.touch(control, { ...stranger, channel: CHANNEL })
      expect(answer, control.label).toMatchObject({ private: true, form: undefined })
      expect(answer.text, control.label).toMatch(/Only moderators|belongs to/)
      touched++
    }
    expect(touched).toBeGreaterThan(60)
    expect(await state()).toBe(before)
    expect(messagesIn(CHANNEL)).toEqual([])
  })
})

describe('what goes wrong after a schedule was saved on Discord', () => {
  const PATH = new RegExp(`^/channels/${BRIEF}/messages$`)
  const saved = async () => {
    const team = await click(await run('settings'), 'Moderators')
    await menus.pick(team, 'Problems reported in', [LOG], where)
    const target = await click(
      await run('schedule add', { language: 'en', timezone: 'Tokyo' }),
      'Destination',
    )
    const named = await menus.pick(target, 'Channel', [BRIEF], where)
    await click(await click(named, 'Back'), 'Save')
    clock.advance(30 * MINUTE)
  }
  const notices = () => messagesIn(LOG).map(textOf)

  it('is reported in the log channel, where one button resumes what the third refusal has paused', async () => {
    await saved()
    for (let index = 0; index < 3; index++) {
      program.loopback.faults.add('POST', PATH, { kind: 'status', status: 403, code: 50013 })
    }
    await passing.result(program.restart(), 'the restart')
    await passing.until(() => notices().length === 1, 'the first notice')
    expect(notices()[0]).toContain('was not sent')
    expect(notices()[0]).toContain('brief')
    // Notices to one recipient are ten minutes apart: the last says what the third refusal did.
    for (const wait of [5, 15, 10]) {
      await passing.rest(15_000)
      clock.advance(wait * MINUTE)
    }
    const isLast = (text: string) => text.includes('Schedule 1 is paused')
    await passing.until(() => notices().some(isLast), 'the last notice')
    expect(notices().filter(isLast)).toHaveLength(1)
    expect(notices().length).toBeLessThanOrEqual(3)
    const notice = menuOf(messagesIn(LOG).at(-1))
    const refused = await menus.click(notice, 'Resume', { ...stranger, channel: LOG })
    expect(refused.private).toBe(true)
    expect((await open()).text).toContain('paused: the bot lacks a permission there')
    const resumed = await menus.click(notice, 'Resume', { ...where, channel: LOG })
    expect(resumed.text).toContain('Schedule 1 is active again')
    await click(await click(await open(), 'Run now'), 'Post now')
    await passing.until(() => messagesIn(BRIEF).length === 1, 'the post')
  })

  it('reports that a channel is gone, and pauses at once', async () => {
    await saved()
    program.loopback.faults.add('POST', PATH, { kind: 'status', status: 404, code: 10003 })
    await passing.result(program.restart(), 'the restart')
    await passing.until(() => notices().length === 1, 'the notice')
    expect(notices()[0]).toContain('the chat no longer exists')
    expect((await open()).text).toContain('paused: the chat no longer exists')
  })

  it('goes on after the bot was removed and invited again', async () => {
    await saved()
    const { gateway, faults } = program.loopback
    gateway.dispatch('GUILD_DELETE', { id: GUILD })
    const gone = { kind: 'status', status: 403, code: 50001 } as const
    for (let index = 0; index < 3; index++) faults.add('POST', PATH, gone)
    // A recipient that has refused a notice is told nothing for an hour.
    faults.add('POST', new RegExp(`^/channels/${LOG}/messages$`), gone)
    await passing.result(program.restart(), 'the restart')
    for (const wait of [5, 15, 1]) {
      await passing.rest(15_000)
      clock.advance(wait * MINUTE)
    }
    await passing.rest(15_000)
    expect(faults.left).toBe(0)
    expect([messagesIn(BRIEF), notices()]).toEqual([[], []])
    gateway.dispatch('GUILD_CREATE', { id: GUILD, name: 'a server', unavailable: false })
    expect((await open()).text).toContain('paused: the bot lacks a permission there')
    const item = await click(await open(), 'Resume')
    await click(await click(item, 'Run now'), 'Post now')
    await passing.until(() => messagesIn(BRIEF).length === 1, 'the post')
  })
})
