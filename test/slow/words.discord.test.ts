/** Settings, mistakes and audits on Discord, end to end: the whole program through discord.js, as moderators read it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock, type FakeClock } from '../support/clock.ts'
import { CHANNEL, type Circumstances, MANAGE_GUILD } from '../support/discord/events.ts'
import { createMenus, type Menu, type Menus } from '../support/discord/menus.ts'
import { type Program, startProgram } from '../support/discord/program.ts'
import { createPassing, type Passing } from '../support/passing.ts'

const START = Date.parse('2025-11-24T00:10:00Z')
const [MODERATOR, STRANGER, BRIEF] = ['1200000000000000201', '1200000000000000202', '1200000000000000203']

let clock: FakeClock
let program: Program
let passing: Passing
let menus: Menus

beforeEach(async () => {
  clock = createFakeClock(START)
  let busy = () => false
  passing = createPassing(clock, () => busy())
  program = await passing.result(startProgram({}, clock), 'the start')
  busy = () => program.loopback.running > 0
  menus = createMenus(program.loopback, passing)
  const { channels } = program.loopback
  channels.add({ id: BRIEF, type: 0, name: 'brief' })
  channels.roles.push({ id: '1200000000000000204', name: 'mods', permissions: MANAGE_GUILD })
  channels.members.set(MODERATOR, ['1200000000000000204'])
})

afterEach(async () => {
  await passing.result(program.close(), 'the end')
  expect(program.loopback.problems).toEqual([])
})

const moderatorIn = (locale: string): Circumstances => ({
  ...{ member: MODERATOR, permissions: MANAGE_GUILD, roles: ['1200000000000000204'] },
  locale,
})
const memberIn = (locale: string, channel = CHANNEL): Circumstances => ({
  ...{ member: STRANGER, permissions: '0', channel },
  locale,
})

const WORDS = {
  en: {
    answers: 'Answers',
    channels: 'Channels to answer members in',
    commands: 'Commands answered privately',
    everywhere: 'Answer everywhere',
    held: 'Members are answered in: **everywhere (default)**',
    chosen: 'Members are answered in: **#brief**',
    refused: 'I answer members here: #brief.',
    coin: 'Default coin',
    coinHeld: 'Default coin: **ETH (server)**',
    zone: /Time zone: \*\*UTC \(from the language\)\*\*/u,
    wrong: ['“25:00” is not a time of day.', 'There is no time zone “Mars/Phobos”.'],
    keep: 'Go on as shown',
    type: 'Type it in',
    save: 'Save',
    saved: 'Fridays at 18:30 (Seoul)',
    run: 'Run now',
    asks: 'now? The next planned run stays as it is.',
    not: 'Not now',
    skip: 'Skip next run',
    struck: /~~Fri 28 Nov, 18:30 .*\(skipped\)~~/u,
    history: 'History',
    audit: 'next run skipped, you',
  },
  ja: {
    answers: '回答',
    channels: 'メンバーに回答するチャンネル',
    commands: '本人だけに答えるコマンド',
    everywhere: 'すべての場所で回答',
    held: 'メンバーに回答する場所：**すべて（標準）**',
    chosen: 'メンバーに回答する場所：**#brief**',
    refused: 'メンバーの質問にお答えする場所は、#briefです。',
    coin: '標準の銘柄',
    coinHeld: '標準の銘柄：**ETH（サーバーの設定）**',
    zone: /タイムゾーン：\*\*/u,
    wrong: ['「25:00」は時刻として読み取れません。', '「Mars/Phobos」が見つかりません。'],
    keep: '表示の内容で進む',
    type: '直接入力',
    save: '保存',
    saved: '毎週金曜日 18:30（ソウル）',
    run: '今すぐ投稿',
    asks: 'を今すぐ投稿しますか。次回の予定は変わりません。',
    not: '今はしない',
    skip: '次回を見送る',
    struck: /~~11月28日（金）18:30.*（見送り）~~/u,
    history: '履歴',
    audit: '次回を見送り（あなた）',
  },
} as const

describe.each(['en', 'ja'] as const)('a moderator who reads %s', (language) => {
  const words = WORDS[language]
  const where = moderatorIn(language)
  const click = (menu: Menu, label: string | RegExp) => menus.click(menu, label, where)

  it('sets where members are answered, what is private and which coin is meant, and puts it back', async () => {
    const main = await menus.run('settings', {}, where)
    expect(main.text).toContain(words.held)
    expect(main.text).toMatch(words.zone)
    const answers = await click(main, words.answers)
    const chosen = await menus.pick(answers, words.channels, [BRIEF], where)
    expect(chosen.text).toContain(words.chosen)
    const refused = await menus.run('funding', {}, memberIn(language))
    expect(refused.private).toBe(true)
    expect(refused.text).toContain(words.refused)
    expect((await menus.run('funding', {}, memberIn(language, BRIEF))).text).not.toContain(words.refused)
    const back = await click(chosen, words.everywhere)
    expect(back.text).toContain(words.held)
    const secret = await menus.pick(back, words.commands, ['funding'], where)
    expect(secret.text).toContain('/funding')
    expect((await menus.run('funding', {}, memberIn(language))).private).toBe(true)
    expect((await menus.run('volume', {}, memberIn(language))).private).toBe(false)
    const coin = await menus.fill(
      await click(await menus.run('settings', {}, where), words.coin),
      { coin: 'eth' },
      where,
    )
    expect(coin.text).toContain(words.coinHeld)
    expect((await menus.run('funding', {}, memberIn(language))).text).toContain('ETH')
  })

  it('is shown each mistake with what is allowed, goes on, asks before a post, and reads who did what', async () => {
    const options = { what: 'weekly', day: 'fri', time: '25:00', timezone: 'Mars/Phobos' }
    const wrong = await menus.run('schedule add', options, where)
    for (const line of words.wrong) expect(wrong.text).toContain(line)
    const form = await click(wrong, words.type)
    const right = await menus.fill(form, { time: '1830', zone: 'Seoul' }, where)
    for (const line of words.wrong) expect(right.text).not.toContain(line)
    const item = await click(right, words.save)
    expect(item.text).toContain(words.saved)
    const asked = await click(item, words.run)
    expect(asked.text).toContain(words.asks)
    const kept = await click(asked, words.not)
    const skipped = await click(kept, words.skip)
    expect(skipped.text).toMatch(words.struck)
    const history = await click(skipped, words.history)
    expect(history.text).toContain(words.audit)
    expect(program.loopback.channels.get(CHANNEL)?.messages).toEqual([])
  })
})
