/** A member sets alerts on Discord by its own parts, counted action by action, in both languages; a channel's are its moderators'. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock } from '../support/clock.ts'
import { type Circumstances, MANAGE_GUILD } from '../support/discord/events.ts'
import { createMenus, type Menus } from '../support/discord/menus.ts'
import { type Program, startProgram } from '../support/discord/program.ts'
import { createPassing, type Passing } from '../support/passing.ts'

/** Ten past nine on a Monday in Tokyo, when the sample ends. */
const START = Date.parse('2025-11-24T00:10:00Z')
const CHANNEL = '1200000000000000401'

let program: Program
let passing: Passing
let menus: Menus

beforeEach(async () => {
  const clock = createFakeClock(START)
  // Until there is a loopback nothing is under way.
  let busy = () => false
  passing = createPassing(clock, () => busy())
  program = await passing.result(startProgram({}, clock), 'the start')
  busy = () => program.loopback.running > 0
  menus = createMenus(program.loopback, passing)
  program.loopback.channels.add({ id: CHANNEL, type: 0, name: 'markets' })
})

afterEach(async () => {
  await passing.result(program.close(), 'the end')
  expect(program.loopback.problems).toEqual([])
})

const SAYINGS = {
  'en-US': {
    set: 'Alert 1 is set: BTC above $90,000',
    arrives: 'Your alerts arrive here',
    stop: 'Stop',
    list: 'List',
    armed: 'armed',
    stopped: 'Stopped: alert 1 (BTC above $90,000)',
    paused: 'paused',
    resume: 'Resume',
    resumed: 'It is on again',
    press: 'BTC funding changes sign',
    save: 'Save',
    flips: 'Alert 1 is set: BTC funding changes sign',
    me: 'Alert me',
    open: 'Open an alert',
    snooze: 'Snooze 1 h',
    quiet: 'It is quiet until then.',
    managers: 'Only moderators set alerts for this place',
    mine: 'For me',
    alone: 'You alone',
  },
  ja: {
    set: 'アラート1を設定しました：BTC 9万ドル超え',
    arrives: 'アラートはここに届きます',
    stop: '停止',
    list: '一覧',
    armed: '有効',
    stopped: 'アラート1（BTC 9万ドル超え）を停止しました',
    paused: '停止中',
    resume: '再開',
    resumed: '再開しました',
    press: 'BTC 資金調達率の符号転換',
    save: '保存',
    flips: 'アラート1を設定しました：BTC 資金調達率の符号転換',
    me: 'アラート',
    open: 'アラートを開く',
    snooze: '1時間休止',
    quiet: 'それまで休止します。',
    managers: 'この場所への設定は管理者だけです',
    mine: '自分宛て',
    alone: '自分だけ',
  },
} as const

describe.each(['en-US', 'ja'] as const)('alerts on Discord (%s)', (locale) => {
  const told = SAYINGS[locale]
  const where = (member: string, more: Circumstances = {}): Circumstances => ({
    ...{ member, channel: CHANNEL, locale, guildLocale: locale, ...more },
  })
  const [asker, boss] = [
    where('1200000000000000411'),
    where('1200000000000000412', { permissions: MANAGE_GUILD }),
  ]

  it('are set by one command, and first arrive where they will', async () => {
    const saved = await menus.run('alert', { asset: 'btc', value: '> 90000' }, asker)
    expect(saved).toMatchObject({ private: true, text: expect.stringContaining(told.set) })
    const opened = program.loopback.requests.filter(({ path }) => path.endsWith('/users/@me/channels'))
    expect(opened).toHaveLength(1)
    const sent = program.loopback.requests.filter(({ body }) =>
      JSON.stringify(body ?? '').includes(told.arrives),
    )
    expect(sent).toHaveLength(1)
    const { id: channel, messages } = program.loopback.channels.direct(asker.member ?? '')
    const alone: Circumstances = { ...asker, channel, context: 1 }
    const confirmation = menus.menuOf(messages[0])
    expect(confirmation.controls.map(({ label }) => label)).toEqual([told.stop, told.list])
    expect((await menus.click(confirmation, told.list, alone)).text).toContain(told.armed)
  })

  it('are stopped one by one: Stop under the confirmation pauses that alert alone, and one press resumes it', async () => {
    await menus.run('alert', { asset: 'btc', value: '> 90000' }, asker)
    await menus.run('alert', { asset: 'eth', value: '> 4000' }, asker)
    const { id: channel, messages } = program.loopback.channels.direct(asker.member ?? '')
    const alone: Circumstances = { ...asker, channel, context: 1 }
    const stopped = await menus.click(menus.menuOf(messages[0]), told.stop, alone)
    expect(stopped.text).toContain(told.stopped)
    const list = await menus.run('alerts', {}, asker)
    expect(list.text).toContain(told.paused)
    expect(list.text).toContain(told.armed)
    expect((await menus.click(stopped, told.resume, alone)).text).toContain(told.resumed)
    expect((await menus.run('alerts', {}, asker)).text).not.toContain(told.paused)
  })

  it('are set in three actions by presses, and in two presses from an answer', async () => {
    const asked = await menus.run('alert', { asset: 'btc' }, asker)
    const card = await menus.click(asked, told.press, asker)
    expect((await menus.click(card, told.save, asker)).text).toContain(told.flips)
    const answer = await menus.run('funding', { asset: 'btc' }, boss)
    expect(answer.private).toBe(false)
    const own = await menus.click(answer, told.me, where('1200000000000000413'))
    expect(own).toMatchObject({ private: true, text: expect.stringContaining(told.press) })
    expect((await menus.click(own, told.save, where('1200000000000000413'))).text).toContain(told.flips)
  })

  it('are saved by a press on a card from before a restart', async () => {
    const asked = await menus.run('alert', { asset: 'btc' }, asker)
    const card = await menus.click(asked, told.press, asker)
    await passing.result(program.restart({}), 'the restart')
    expect((await menus.click(card, told.save, asker)).text).toContain(told.flips)
    // The private chat was opened once, by the press that saved it.
    await passing.result(program.restart({}), 'the restart')
    await menus.run('alert', { asset: 'btc', value: '> 90000' }, asker)
    const opened = program.loopback.requests.filter(({ path }) => path.endsWith('/users/@me/channels'))
    expect(opened).toHaveLength(1)
  })

  it('are snoozed from the list', async () => {
    await menus.run('alert', { what: 'btc > 90000' }, asker)
    const list = await menus.run('alerts', {}, asker)
    const item = await menus.choose(list, told.open, /^1 /u, asker)
    const snoozed = await menus.click(item, told.snooze, asker)
    expect(snoozed.text).toContain(told.quiet)
  })

  it('of the channel are its moderators’; a member is offered their own', async () => {
    const refused = await menus.run('alert', { what: 'btc > 90000', to: 'here' }, asker)
    expect(refused).toMatchObject({ private: true, text: expect.stringContaining(told.managers) })
    expect((await menus.click(refused, told.mine, asker)).text).toContain(told.alone)
    expect((await menus.run('alert', { what: 'btc > 90000', to: 'here' }, boss)).text).toContain(told.set)
  })
})
