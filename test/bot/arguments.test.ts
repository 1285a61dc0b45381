/** A week, a choice and the words of a question: what is meant by them, and how what is none is refused. */
import { beforeAll, describe, expect, it } from 'vitest'
import { asset, choice, flag, text, week } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { readArguments } from '#src/bot/request/read.ts'
import type { History } from '#src/market/history.ts'
import { sampleHistory } from '../support/bot.ts'
import { contextIn, refusal } from './arguments/reading.ts'

let history: History
beforeAll(async () => {
  history = await sampleHistory()
})

const contextOf = (locale: 'ja' | 'en' = 'en', of = history) => contextIn(of, locale)

describe('a week', () => {
  it.each([
    ['2025-11-17', '2025-11-17'],
    ['2025-11-18', '2025-11-24'],
    ['2025-11-20', '2025-11-24'],
    ['2025/11/20', '2025-11-24'],
    ['２０２５年１１月２０日', '2025-11-24'],
    ['20251120', '2025-11-24'],
    ['2025-W47', '2025-11-24'],
    ['2025w46', '2025-11-17'],
    ['2025-W01', '2025-01-06'],
    ['last', '2025-11-24'],
    ['直近', '2025-11-24'],
    ['先週', '2025-11-24'],
    ['last week', '2025-11-24'],
  ])('%s closes on %s', (typed, edition) => {
    expect(week().parse(typed, contextOf()).edition).toBe(edition)
    expect(week().accepts(typed, contextOf())).toBe(true)
  })

  it.each([
    '2025-02-30',
    '2025-13-01',
    '2025-W54',
    '2025-W00',
    'yesterday',
    '',
    '0000-00-00',
  ])('%j is none', (typed) => {
    expect(refusal(() => week().parse(typed, contextOf())).key).toBe('chat.badWeek')
  })

  it.each(['1999-01-04', '2025-12-25', '9999-12-31', '2024-10-06'])('%s lies outside the record', (typed) => {
    const { key, values } = refusal(() => week().parse(typed, contextOf()))
    expect(key).toBe('chat.weekOutside')
    expect(values).toMatchObject({ first: '2024-10-14', last: '2025-11-24' })
  })
})

describe('a choice', () => {
  const window = choice(['7d', '30d'], { default: '30d' })
  const argument = {
    name: 'window',
    labels: (value: string) => (value === '7d' ? ['7 days', '7日'] : ['30 days', '30日']),
  }

  it('is meant by its word, and by what it is called in either language', () => {
    for (const typed of ['7d', '7D', '７ｄ', '7 days', '7日', '７日']) {
      expect(window.parse(typed, { ...contextOf(), argument })).toBe('7d')
    }
  })

  it('lists the others where it is none', () => {
    const { values, candidates } = refusal(() => window.parse('9d', { ...contextOf(), argument }))
    expect(values).toEqual({ argument: 'window', typed: '9d', choices: '7d, 30d' })
    expect(candidates).toEqual([
      { value: '7d', label: '7 days' },
      { value: '30d', label: '30 days' },
    ])
  })
})

describe('words', () => {
  const command = defineCommand({
    name: 'funding',
    args: {
      asset: asset({ default: 'bitcoin' }),
      window: choice(['7d', '30d'], { default: '30d' }),
      unit: choice(['8h', 'apr'], { default: '8h' }),
      week: week(),
      file: flag(),
    },
    examples: [],
    run: () => ({ kind: 'message', message: { title: '', blocks: [], images: [], footer: [] } }),
  })
  const read = (words: string, named: Record<string, string> = {}) =>
    readArguments(
      command,
      { kind: 'command', name: 'funding', words: words.split(' '), named },
      contextOf('ja'),
    )

  it.each([
    'eth 7d apr 2025-11-17 file',
    'apr file 2025-11-17 7d イーサリアム',
    'window=7d unit:apr asset=ＥＴＨ week:2025-11-17 file=はい',
    '７ｄ　apr week:2025-11-17 file:true $eth',
  ])('mean the same in any order: %s', (words) => {
    expect(read(words.replace('　', ' ')).printed).toEqual({
      asset: 'ethereum',
      window: '7d',
      unit: 'apr',
      week: '2025-11-17',
      file: 'true',
    })
  })

  it('keep what was given apart from what stands by default', () => {
    const { given, printed, private: alone } = read('eth')
    expect(given).toEqual({ asset: 'ethereum' })
    expect(printed).toMatchObject({ window: '30d', week: '2025-11-24', file: 'false' })
    expect(alone).toBeUndefined()
    expect(read('eth 非公開').private).toBe(true)
  })

  it.each([
    ['bct', 'chat.unknownAsset'],
    ['45d', 'chat.badChoice'],
    ['2025-02-31', 'chat.badWeek'],
    ['btc rubbish', 'chat.unknownWord'],
    ['window=7d window=30d', 'chat.givenTwice'],
    ['file=perhaps', 'chat.badFlag'],
    ['x'.repeat(2000), 'chat.tooLong'],
  ])('that cannot be meant are told as such: %s', (words, key) => {
    expect(refusal(() => read(words)).key).toBe(key)
  })

  it('refuse names that the command has not, also those that every object has', () => {
    for (const name of ['colour', 'constructor', '__proto__', 'toString']) {
      expect(refusal(() => read('', { [`${name}`]: '1' })).key).toBe('chat.unknownArgument')
    }
  })

  it('are left to a text', () => {
    const explain = { ...command, args: { term: text() } }
    const words = ['open', 'interest', 'of', 'BTC,ETH']
    const { values } = readArguments(explain, { kind: 'command', name: 'x', words }, contextOf())
    expect(values).toEqual({ term: 'open interest of BTC,ETH' })
  })
})
