/** Answers on Discord, through discord.js: what a channel reads, and what More, the window's menu and Delete do with it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock } from '../support/clock.ts'
import { buttonEvent, type Circumstances, MANAGE_GUILD } from '../support/discord/events.ts'
import { createMenus, type Menu, type Menus } from '../support/discord/menus.ts'
import { type Program, startProgram } from '../support/discord/program.ts'
import { createPassing, type Passing } from '../support/passing.ts'

/** Ten past nine on a Monday in Tokyo, when the sample ends. */
const START = Date.parse('2025-11-24T00:10:00Z')
const CHANNEL = '1200000000000000301'

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

const FUNDING = {
  en: {
    lines: [
      'BTC funding turned negative on every venue, for the first time since late October, when BTC traded near **$115,000**.',
      'Binance **−0.0035%** (−3.8% a year)',
      'Bybit **−0.0042%** (−4.6% a year)',
      '180 days, mean **+0.0073%** (4 venues)',
    ],
    small: '-# Per 8 hours, mean of 23 November (UTC) · As of ',
    labels: ['More', 'Alert me', 'Delete', 'How far back to look'],
    less: 'Less',
    window: '30 days',
    changed: '30 days, mean',
    whole: 'Share of negative settlements',
    refused: 'Only the person who asked',
  },
  ja: {
    lines: [
      'BTCの資金調達率は、価格が**11万5,000ドル**付近だった10月下旬以来初めて、全取引所でマイナスに転じました。',
      'Binance **−0.0035%**（年率−3.8%）',
      'Bybit **−0.0042%**（年率−4.6%）',
      '180日間の平均 **+0.0073%**（4取引所）',
    ],
    small: '-# 8時間換算、11月23日の平均（UTC）　',
    labels: ['くわしく', 'アラート', '削除', 'さかのぼる期間'],
    less: '短く',
    window: '30日',
    changed: '30日間の平均',
    whole: 'マイナスだった確定の割合',
    refused: '質問した人',
  },
} as const

describe.each(['en', 'ja'] as const)('an answer in a channel (%s)', (language) => {
  const told = FUNDING[language]
  const locale = language === 'en' ? 'en-US' : 'ja'
  const where = (member: string, permissions?: string): Circumstances => ({
    ...{ member, channel: CHANNEL, locale, guildLocale: locale },
    ...(permissions !== undefined && { permissions }),
  })
  const [asker, other] = [where('1200000000000000211'), where('1200000000000000212')]
  const boss = where('1200000000000000213', MANAGE_GUILD)
  const [more, , remove, menu] = told.labels
  const ask = () => menus.run('funding', { asset: 'btc' }, asker)
  const linesOf = ({ text }: Menu) => text.split('\n').filter((line) => line !== '')

  it('is facts, the chart, two rows of controls and one line of small print', async () => {
    const answer = await ask()
    expect(answer.private).toBe(false)
    expect(linesOf(answer).slice(0, told.lines.length)).toEqual(told.lines)
    expect(answer.text).toContain(told.small)
    expect(answer.files).toEqual(['funding.png'])
    expect(answer.controls.map(({ label }) => label)).toEqual(told.labels)
  })

  it('shows more in its place, and less again; the window changes it in either form', async () => {
    const answer = await ask()
    const full = await menus.click(answer, more, asker)
    expect(full).toMatchObject({ private: false, text: expect.stringContaining(told.whole) })
    const short = await menus.click(full, told.less, asker)
    expect(linesOf(short)).toEqual(linesOf(answer))
    const changed = await menus.choose(short, menu, told.window, asker)
    expect(changed.text).toContain(told.changed)
    expect(changed.text).not.toContain(told.whole)
  })

  it('is read on by anybody else apart', async () => {
    const answer = await ask()
    const theirs = await menus.click(answer, more, other)
    expect(theirs).toMatchObject({ private: true, text: expect.stringContaining(told.whole) })
    const refused = await menus.click(answer, remove, other)
    expect(refused).toMatchObject({ private: true, text: expect.stringContaining(told.refused) })
  })

  it.each([
    ['its asker', asker],
    ['a moderator', boss],
  ])('goes away for %s', async (_, who) => {
    const answer = await ask()
    const id = answer.controls.find(({ label }) => label === remove)?.id ?? ''
    const record = program.loopback.interact(buttonEvent(id, who))
    await passing.until(() => record.removed, 'the answer to go')
    expect(record.acknowledged?.type).toBe(6)
  })
})
