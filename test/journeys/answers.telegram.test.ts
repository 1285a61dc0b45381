/** Answers on Telegram, through grammY: what a group reads, and what More, the window's menu and Delete do with it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock } from '../support/clock.ts'
import { createPassing, type Passing } from '../support/passing.ts'
import type { ChatMessage, LoopbackChat } from '../support/telegram/chats.ts'
import { createMenus, labelsOf, type Menus, saidBy } from '../support/telegram/menus.ts'
import { type Program, startProgram } from '../support/telegram/program.ts'

/** Ten past nine on a Monday in Tokyo, when the sample ends. */
const START = Date.parse('2025-11-24T00:10:00Z')
const [ASKER, OTHER, BOSS] = [820_001, 820_002, 820_003]

let program: Program
let passing: Passing
let menus: Menus
let group: LoopbackChat

beforeEach(async () => {
  const clock = createFakeClock(START)
  // Until there is a loopback nothing is under way.
  let busy = () => false
  passing = createPassing(clock, () => busy())
  program = await passing.result(startProgram({}, clock), 'the start')
  busy = () => program.loopback.running > 0
  menus = createMenus(program.loopback, passing)
  group = program.loopback.chats.add({
    ...{ id: -1_001_400_000_001, type: 'supergroup', title: 'Traders' },
    members: { [ASKER]: { status: 'member' }, [OTHER]: { status: 'member' }, [BOSS]: { status: 'creator' } },
  })
})

afterEach(async () => {
  await passing.result(program.close(), 'the end')
  expect(program.loopback.problems).toEqual([])
})

const read = (message: ChatMessage | undefined) =>
  message?.text.split('\n').filter((line) => line !== '') ?? []
const rowsOf = (message: ChatMessage | undefined) =>
  message?.keyboard.map((row) => row.map(({ text }) => text)) ?? []

const OPEN_INTEREST = {
  en: {
    lines: [
      'BTC open interest fell 13.9% to $42.0B; in coins it fell 7–8%, depending on the hour of reading.',
      'In coins 479,890 BTC (7 days −7.5%)',
      '180 days −26.1% (in dollars)',
      '180 days −10.8% (in coins)',
      'From the 90-day peak −42.4% (12 Sep)',
      'Relative to market cap 2.4%',
      'As of 00:00 UTC on 24 Nov · Sample data (simulated)',
    ],
    rows: [
      ['More', '180 days ▾'],
      ['Alert me', 'Delete'],
    ],
    open: [
      ['7 days', '30 days', '90 days', '✓ 180 days'],
      ['More', 'Alert me', 'Delete'],
    ],
    more: ['More', 'Less', 'Why?'],
    window: ['30 days', '30 days ▾'],
    alert: 'Only the person who asked',
    mayDelete: 'Only the person who asked and the moderators of this chat can delete this answer',
    old: 'Telegram lets a bot delete only messages of the last 48 hours.',
    delete: 'Delete',
  },
  ja: {
    lines: [
      'BTCの建玉は13.9%減の420億ドルで、枚数でも7〜8%減でした（読み取り時刻による幅）。',
      '枚数 479,890 BTC（7日間 −7.5%）',
      '180日間 −26.1%（ドル建て）',
      '180日間 −10.8%（枚数）',
      '過去90日のピークから −42.4%（9/12）',
      '時価総額比 2.4%',
      '日本時間11月24日9時時点　サンプルデータ（シミュレーション）',
    ],
    rows: [
      ['くわしく', '180日 ▾'],
      ['アラート', '削除'],
    ],
    open: [
      ['7日', '30日', '90日', '✓ 180日'],
      ['くわしく', 'アラート', '削除'],
    ],
    more: ['くわしく', '短く', '根拠は？'],
    window: ['30日', '30日 ▾'],
    alert: '質問した人',
    mayDelete: 'この回答を削除できるのは、質問した人とこのチャットの管理者だけです',
    old: 'ボットは48時間以内のメッセージだけを削除できます',
    delete: '削除',
  },
} as const

describe.each(['en', 'ja'] as const)('an answer in a group (%s)', (locale) => {
  const told = OPEN_INTEREST[locale]
  const [asker, other, boss] = [ASKER, OTHER, BOSS].map((member) => ({ member, locale }))
  const ask = () => menus.write(group, '/oi btc', asker ?? {})

  it('is a chart with its finding and few facts, and two rows of buttons', async () => {
    const answer = await ask()
    expect(answer.photo).toBeDefined()
    expect(read(answer)).toEqual(told.lines)
    expect(rowsOf(answer)).toEqual(told.rows)
    expect(saidBy(group)).toHaveLength(1)
  })

  it('shows more in its place, and less again', async () => {
    const answer = await ask()
    const [more, less, why] = told.more
    await menus.click(group, more, asker ?? {})
    expect(saidBy(group)).toHaveLength(1)
    const full = saidBy(group)[0]
    expect(full).toMatchObject({ id: answer.id, edits: 1 })
    expect(read(full).length).toBeGreaterThan(told.lines.length)
    expect(labelsOf(full ?? answer)).toEqual(expect.arrayContaining([less, why]))
    await menus.click(group, less, asker ?? {})
    expect(read(saidBy(group)[0])).toEqual(told.lines)
    expect(saidBy(group)).toHaveLength(1)
  })

  it('opens a row of windows in place, and takes one', async () => {
    await ask()
    await menus.click(group, told.rows[0][1], asker ?? {})
    expect(rowsOf(saidBy(group)[0]).flat()).toEqual(told.open.flat())
    await menus.click(group, told.window[0], asker ?? {})
    expect(rowsOf(saidBy(group)[0])[0]?.[1]).toBe(told.window[1])
    expect(saidBy(group)).toHaveLength(1)
  })

  it('is changed by its asker and administrators alone; others get an alert', async () => {
    await ask()
    const refused = await menus.click(group, told.more[0], other ?? {})
    expect(refused.answer).toMatchObject({ show_alert: true, text: expect.stringContaining(told.alert) })
    const kept = await menus.click(group, told.delete, other ?? {})
    expect(kept.answer).toMatchObject({ show_alert: true, text: told.mayDelete })
    expect(read(saidBy(group)[0])).toEqual(told.lines)
    await menus.click(group, told.delete, boss ?? {})
    expect(saidBy(group)).toEqual([])
  })

  it('goes away for its asker, and says so where Telegram keeps it', async () => {
    await ask()
    await menus.click(group, told.delete, asker ?? {})
    expect(saidBy(group)).toEqual([])
    await ask()
    program.loopback.faults.add(/^deleteMessage$/u, { kind: 'refuse', as: 'cannotDelete' })
    const kept = await menus.click(group, told.delete, asker ?? {})
    expect(kept.answer).toMatchObject({ show_alert: true, text: expect.stringContaining(told.old) })
    expect(saidBy(group)).toHaveLength(1)
  })
})
