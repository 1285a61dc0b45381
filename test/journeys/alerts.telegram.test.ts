/** A member sets alerts on Telegram, tap by tap, in both languages: in private in one line, from a group through a link. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock } from '../support/clock.ts'
import { createPassing, type Passing } from '../support/passing.ts'
import type { LoopbackChat } from '../support/telegram/chats.ts'
import { createMenus, labelsOf, type Menus, saidBy } from '../support/telegram/menus.ts'
import { type Program, startProgram } from '../support/telegram/program.ts'

/** Ten past nine on a Monday in Tokyo, when the sample ends. */
const START = Date.parse('2025-11-24T00:10:00Z')
const [ASKER, BOSS] = [840_001, 840_002]

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
  home = chats.add({ id: ASKER, type: 'private' })
  group = chats.add({
    ...{ id: -1_001_600_000_001, type: 'supergroup', title: 'Traders' },
    members: { [ASKER]: { status: 'member' }, [BOSS]: { status: 'administrator' } },
  })
})

afterEach(async () => {
  await passing.result(program.close(), 'the end')
  expect(program.loopback.problems).toEqual([])
  expect(program.loopback.queries.unanswered).toEqual([])
})

const SAYINGS = {
  en: {
    line: '/alert btc > 90000',
    set: 'Alert 1 is set: BTC above $90,000',
    press: 'BTC ±5% in 24 hours',
    save: 'Save',
    change: 'Alert 1 is set: BTC ±5% in 24 hours',
    me: 'Alert me',
    flips: 'Alert 1 is set: BTC funding changes sign',
    still: 'nothing will ring',
    list: 'Your alerts',
    snooze: 'Snooze 1 h',
    quiet: 'It is quiet until then.',
    privately: 'Alerts are set up in the private chat',
    link: 'Set it up',
    managers: 'Only moderators set alerts for this place',
    remove: 'Delete my data',
    sure: 'Delete now',
    none: 'There are none yet',
    nothing: 'Nothing comes to this chat by itself yet',
  },
  ja: {
    line: '/alert btc 9万超え',
    set: 'アラート1を設定しました：BTC 9万ドル超え',
    press: 'BTC 24時間で±5%',
    save: '保存',
    change: 'アラート1を設定しました：BTC 24時間で±5%',
    me: 'アラート',
    flips: 'アラート1を設定しました：BTC 資金調達率の符号転換',
    still: '鳴りません',
    list: 'アラートの一覧',
    snooze: '1時間休止',
    quiet: 'それまで休止します。',
    privately: 'アラートは個別チャットで設定します',
    link: '設定する',
    managers: 'この場所への設定は管理者だけです',
    remove: '自分の情報を削除',
    sure: '削除する',
    none: 'まだありません',
    nothing: 'このチャットへの配信はまだありません',
  },
} as const

describe.each(['en', 'ja'] as const)('alerts on Telegram (%s)', (locale) => {
  const told = SAYINGS[locale]
  const asker = { member: ASKER, locale }

  it('are set in one line of at most twenty keys, and the sample says that it rings nothing', async () => {
    expect([...told.line].length).toBeLessThanOrEqual(20)
    const saved = await menus.write(home, told.line, asker)
    expect(saved.text).toContain(told.set)
    expect(saved.text).toContain(told.still)
  })

  it('are set in three actions by presses', async () => {
    await menus.write(home, '/alert btc', asker)
    await menus.click(home, told.press, asker)
    await menus.click(home, told.save, asker)
    expect(saidBy(home).at(-1)?.text).toContain(told.change)
  })

  it('are set from an answer in two presses, in a group through the private chat', async () => {
    await menus.write(home, '/funding btc', asker)
    await menus.click(home, told.me, asker)
    await menus.click(home, told.save, asker)
    expect(saidBy(home).at(-1)?.text).toContain(told.flips)
    await menus.write(group, '/funding eth', asker)
    await menus.click(group, told.me, asker)
    const { url = '' } = saidBy(group).at(-1)?.keyboard.flat()[0] ?? {}
    const card = await menus.write(home, `/start ${new URL(url).searchParams.get('start')}`, asker)
    expect(labelsOf(card)).toContain(told.save)
    await menus.click(home, told.save, asker)
    expect(saidBy(home).at(-1)?.text).toContain(told.flips.replace('1', '2').replace('BTC', 'ETH'))
  })

  it('are snoozed from the list', async () => {
    await menus.write(home, told.line, asker)
    const list = await menus.write(home, '/alerts', asker)
    expect(list.text).toContain(told.list)
    await menus.click(home, /^1 BTC/u, asker)
    await menus.click(home, told.snooze, asker)
    expect(saidBy(home).at(-1)?.text).toContain(told.quiet)
  })

  it('are set up in private from a group, which sees one line with a link', async () => {
    const linked = await menus.write(group, told.line, asker)
    expect(linked.text.trim()).toContain(told.privately)
    expect(labelsOf(linked)).toEqual([told.link])
    const { url = '' } = linked.keyboard.flat()[0] ?? {}
    const card = await menus.write(home, `/start ${new URL(url).searchParams.get('start')}`, asker)
    expect(labelsOf(card)).toContain(told.save)
    await menus.click(home, told.save, asker)
    expect(saidBy(home).at(-1)?.text).toContain(told.set)
    expect(saidBy(group)).toHaveLength(1)
    // Over a restart, too: what led one member elsewhere does not stay in the group.
    await passing.result(program.restart({}), 'the restart')
    await passing.until(() => saidBy(group).length === 0, 'the line to go')
  })

  it('are found by presses alone, in at most six', async () => {
    await menus.write(home, '/alert', asker)
    await menus.click(home, 'BTC', asker)
    await menus.click(home, told.press, asker)
    await menus.click(home, told.save, asker)
    expect(saidBy(home).at(-1)?.text).toContain(told.change)
  })

  it('on a watchlist no longer watch a coin that is removed', async () => {
    const coins = 'btc eth xrp bnb sol trx doge ada link hbar xlm sui bch avax ltc shib ton dot uni near'
    await menus.write(home, `/watchlist add ${coins}`, asker)
    const saved = await menus.write(home, '/alert watchlist -5% 24h', asker)
    expect(saved.text).toMatch(/20 coins|20銘柄/u)
    await menus.write(home, '/watchlist remove sol', asker)
    await menus.write(home, '/alerts', asker)
    await menus.click(home, /^1 /u, asker)
    expect(saidBy(home).at(-1)?.text).toMatch(/19 coins|19銘柄/u)
  })

  it('are exported with all else, and nothing is left after removing', async () => {
    await menus.write(home, told.line, asker)
    await menus.write(home, '/watchlist add btc eth', asker)
    await menus.write(home, '/subscribe daily', asker)
    await menus.write(home, '/privacy', asker)
    await menus.click(home, told.remove, asker)
    await menus.click(home, told.sure, asker)
    expect((await menus.write(home, '/alerts', asker)).text).toContain(told.none)
    expect((await menus.write(home, '/subscribe', asker)).text).toContain(told.nothing)
    expect((await menus.write(home, '/watchlist', asker)).text).not.toContain('ETH')
  })

  it('of a group are its moderators’', async () => {
    const linked = await menus.write(group, `${told.line} here`, asker)
    const { url = '' } = linked.keyboard.flat()[0] ?? {}
    const refused = await menus.write(home, `/start ${new URL(url).searchParams.get('start')}`, asker)
    expect(refused.text).toContain(told.managers)
  })
})
