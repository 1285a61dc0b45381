import { beforeAll, describe, expect, it } from 'vitest'
import { evidenceMessage, findExplained, suggestExplained } from '#src/bot/answer/explanations.ts'
import { nameOfClaim } from '#src/bot/answer/claimwords.ts'
import { aliasesOfTerm, nameOfTerm, TERMS } from '#src/briefing/glossary.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { SENTENCES } from '#src/i18n/sentences.ts'
import { createWords } from '#src/i18n/words.ts'
import { platformOf } from '#src/chat/address.ts'
import { canAll } from '#src/chat/platform.ts'
import type { Request } from '#src/chat/request.ts'
import type { History } from '#src/market/history.ts'
import { TOPICS } from '#src/market/topic.ts'
import { createTestBot, member } from '../support/bot.ts'
import { all, ask, commands, loadHistory, textOf } from './asking.ts'
import { someOf } from '../support/cases.ts'

const [en, ja] = [createWords('en', 'UTC', 0), createWords('ja', 'Asia/Tokyo', 0)]

let sample: History
beforeAll(async () => {
  sample = await loadHistory('data/sample')
})

describe('/explain', () => {
  it.each([
    '',
    ' extremes',
    ' 記録',
    ' marketcap.crossedDown',
    ' funding.turnedNegative',
  ])('says twice that the figures of the sample are simulated, and names no venue as their source:%s', async (typed) => {
    for (const [locale, label] of [
      ['en', en.say('method.simulated')],
      ['ja', ja.say('method.simulated')],
    ] as const) {
      const { message } = await ask(`/explain${typed}`, sample, locale)
      expect(message.subtitle).toContain(label)
      expect(message.footer).toContain(label)
      expect(textOf(message)).not.toMatch(/(?:Sources: |出所：)/u)
    }
  })

  it('lists every term of the glossary once, the topics first', () => {
    expect(TERMS.slice(0, TOPICS.length)).toEqual(TOPICS)
    expect([...TERMS].sort()).toEqual(Object.keys(SENTENCES.ja.glossary.terms ?? {}).sort())
  })

  it('finds each term by its id and by its name in either language, whatever language is spoken', () => {
    for (const term of TERMS) {
      for (const typed of [term, nameOfTerm(term, en), nameOfTerm(term, ja)]) {
        expect(findExplained(typed, sample, en), typed).toEqual({ kind: 'term', term })
        expect(findExplained(typed, sample, ja), typed).toEqual({ kind: 'term', term })
      }
    }
  })

  it('finds a term by its beginning where only one begins so', () => {
    expect(findExplained('建玉', sample, ja)).toEqual({ kind: 'term', term: 'openinterest' })
  })

  it('reports what a term is, how it is computed, how to read it, and an example', async () => {
    for (const locale of LOCALES) {
      const { message } = await ask('/explain funding', sample, locale)
      expect(message.blocks).toHaveLength(4)
      expect(textOf(message)).toContain('10.95%')
    }
  })

  it.each([
    ['dominance', 'ドミナンス', 'dominance', 'BTC.D', 'ＢＴＣドミナンス'],
    [
      'openinterest',
      '未決済建玉',
      'OI',
      'ｏｉ',
      'open interest',
      'open-interest',
      'オープン・インタレスト',
      '建玉',
    ],
    [
      'funding',
      'ファンディングレート',
      'FR',
      'ＦＲ',
      'ふぁんでぃんぐ',
      'funding rate',
      'What is FR?',
      'FRとは',
    ],
    ['implied', 'IV', 'ＩＶ', 'DVOL', 'インプライド・ボラティリティ', 'implied vol'],
    ['volatility', 'RV', 'ボラ', 'ﾎﾞﾗ', 'ぼら', 'realised volatility', '実現ボラ'],
    [
      'feargreed',
      'FG',
      'F&G',
      '恐怖指数',
      '恐怖指数って何？',
      'fear and greed',
      'Fear & Greed',
      '極度の恐怖',
    ],
    ['liquidation', 'ロスカット', '清算', 'liq'],
    ['percentile', '百分位', 'パーセンタイル'],
    ['movers', '値動き上位', 'gainers', '騰落率ランキング'],
    ['payrolls', 'NFP', '雇用統計'],
    ['positioning', '需給', '需給の読み方'],
  ] as const)('finds %s by what people type', (term, ...typed) => {
    for (const one of typed) {
      expect(findExplained(one, sample, ja), one).toEqual({ kind: 'term', term })
      expect(findExplained(one, sample, en), one).toEqual({ kind: 'term', term })
    }
  })

  it('knows each alias of one term alone', () => {
    for (const term of TERMS) {
      for (const alias of aliasesOfTerm(term)) {
        expect(findExplained(alias, sample, en), alias).toEqual({ kind: 'term', term })
      }
    }
  })

  it('explains every claim of the latest edition by its name in either language, and shows no key', async () => {
    const claims = evidenceMessage(sample)
    const spokenJa = createWords('ja', 'Asia/Tokyo', sample.now)
    const spokenEn = createWords('en', 'UTC', sample.now)
    expect(claims.length).toBeGreaterThan(10)
    for (const claim of someOf(claims, 5)) {
      for (const words of [spokenJa, spokenEn]) {
        const found = findExplained(nameOfClaim(claim, words), sample, words)
        expect(found.kind === 'claims' && found.claims, claim.key).toContain(claim)
      }
      const { message } = await ask(`/explain ${nameOfClaim(claim, spokenJa)}`, sample, 'ja')
      expect(message.title).toMatch(/^「.+」の根拠$/u)
      expect(message.blocks[0]).toMatchObject({ kind: 'bullets', heading: expect.stringMatching(/[ぁ-ん]/u) })
      for (const { key } of claims) expect(textOf(message)).not.toContain(key)
    }
  })

  it('finds claims by words of them, each with its evidence', async () => {
    const { message } = await ask('/explain funding negative', sample, 'en')
    expect(message.title).toContain('Evidence for “')
    expect(message.blocks.length).toBeGreaterThan(0)
    for (const block of message.blocks) {
      expect(block).toMatchObject({ kind: 'bullets', items: expect.arrayContaining([expect.any(String)]) })
    }
  })

  it('tells the strongest extremes of the week: since when, from which record, by whom', async () => {
    for (const typed of ['extremes', '記録', '今週の記録', 'Extremes of the week', 'ｅｘｔｒｅｍｅｓ']) {
      expect(findExplained(typed, sample, ja).kind, typed).toBe('extremes')
    }
    for (const locale of LOCALES) {
      const { message } = await ask('/explain extremes', sample, locale)
      const entries = message.blocks.filter(({ kind }) => kind === 'bullets')
      expect(entries.length).toBeGreaterThan(2)
      expect(entries.length).toBeLessThanOrEqual(8)
      for (const entry of entries) {
        expect(entry.heading).toMatch(/\d/u)
        expect(entry.kind === 'bullets' && entry.items.join()).toMatch(/Unbroken record since|記録の開始/u)
      }
      expect(textOf(message)).not.toMatch(/\b[a-z]+\.[a-z]+[A-Z]\w*|undefined|NaN/u)
    }
  })

  it('lists terms and claims in words, without a key', async () => {
    for (const locale of LOCALES) {
      const text = textOf((await ask('/explain', sample, locale)).message)
      for (const { key } of evidenceMessage(sample)) expect(text).not.toContain(key)
      expect(text).not.toMatch(/\b[a-z]+\.[a-z]+[A-Z]\w*/u)
    }
  })

  it('offers the three nearest terms where it knows none', () => {
    expect(() => findExplained('volatilty', sample, en)).toThrow(
      expect.objectContaining({
        key: 'commands.unknownTerm',
        candidates: expect.arrayContaining([expect.objectContaining({ value: 'volatility' })]),
      }),
    )
  })

  it('suggests terms before claims', () => {
    const [first] = suggestExplained('fund', sample, en)
    expect(first).toEqual({ value: 'Funding rate', label: 'Funding rate' })
    const claims = evidenceMessage(sample).map((claim) => nameOfClaim(claim, en))
    const offered = suggestExplained('spot', sample, en)
    expect(offered.some(({ value }) => claims.includes(value))).toBe(true)
    for (const { label, value } of suggestExplained('', sample, en)) {
      expect(value).toBe(label)
      expect(value.length).toBeLessThanOrEqual(100)
    }
  })
})

describe('/help', () => {
  it('lists every command once, a few lines for each use', async () => {
    const { message } = await ask('/help', sample, 'en')
    const words = textOf(message).split(/\s+/u)
    for (const { name } of commands) {
      const times = words.filter((word) => word === `/${name}`).length
      // Some are examples besides.
      expect(times, name).toBeGreaterThanOrEqual(1)
      expect(times, name).toBeLessThanOrEqual(3)
    }
    expect(message.blocks).toHaveLength(5)
    for (const block of message.blocks) {
      expect(block.kind === 'paragraph' && block.text.split('\n').length).toBeLessThanOrEqual(3)
    }
  })

  it('tells only of what exists where it is asked, in the form in which it is given there', async () => {
    const { bot } = createTestBot({ commands: all, history: () => sample })
    const help = async (request: Partial<Request>, words: readonly string[] = []) => {
      const input = { kind: 'command', name: 'help', words } as const
      return textOf((await bot.answer({ ...member, memberLanguage: 'en', ...request, input })).message)
    }
    const listed = await help({})
    expect(listed).toContain('/funding asset:eth window:30d unit:apr')
    expect(listed).toContain('/help command:funding')
    for (const word of ['/schedule', '/mychats', '/pause']) expect(listed).not.toContain(word)
    const moderators = await help({ manager: true })
    expect(moderators).toContain('/schedule list · /schedule add')
    expect(moderators).not.toContain('/pause')
    const typed = { platform: 'telegram', chat: 'telegram:-1', place: 'group' } as const
    expect(await help(typed)).toContain('/funding eth 30d apr')
    expect(await help(typed)).not.toContain('/mychats')
    expect(await help({ ...typed, manager: true })).toContain('/pause')
    expect(await help({ ...typed, chat: 'telegram:asker', place: 'private' })).toContain('/mychats')
    expect(await help({ platform: 'preview', chat: 'preview:1', place: 'preview' })).not.toContain('/start')
    expect(await help({}, ['schedule'])).toContain('There is no command')
    expect(await help({ manager: true }, ['schedule'])).toContain(
      '/schedule add what:weekly day:mon time:09:30 timezone:Asia/Tokyo language:ja',
    )
    expect(await help({}, ['openinterest'])).not.toContain('/oi')
  })

  it('suggests the commands that the member may use, the topics first as a briefing tells them', async () => {
    const { bot } = createTestBot({ commands: all, history: () => sample })
    const suggest = async (typed: string, manager: boolean) => {
      const asked = {
        ...member,
        manager,
        memberLanguage: 'en' as const,
        command: 'help',
        argument: 'command',
      }
      return (await bot.suggest({ ...asked, typed })).map(({ value }) => value)
    }
    const mayUse = (manager: boolean) =>
      all
        .filter(({ permission = 'everyone' }) => manager || permission === 'everyone')
        .filter(({ needs }) => canAll(platformOf(member.chat), needs))
        .filter(({ permission }) => permission !== 'owner')
        .map(({ name }) => name)
    // Platforms show 25 at most.
    for (const manager of [true, false]) {
      const [suggested, allowed] = [await suggest('', manager), mayUse(manager)]
      expect(allowed).toEqual(expect.arrayContaining(suggested))
      expect(suggested).toHaveLength(Math.min(25, allowed.length))
    }
    expect((await suggest('', false)).slice(0, TOPICS.length)).toEqual(TOPICS)
    expect(await suggest('/SCH', true)).toEqual(['schedule'])
    expect(await suggest('/sch', false)).toEqual([])
  })

  it('reports a command’s options and other names', async () => {
    const { message } = await ask('/help oi', sample, 'ja')
    expect(textOf(message)).toContain('/oi')
    expect(message.blocks[0]).toMatchObject({ kind: 'table', rows: { length: 5 } })
  })
})

describe('/brief', () => {
  it('begins with the reader’s language where it is reported in both', async () => {
    const { message } = await ask('/brief lang:both length:text', sample, 'ja')
    const text = textOf(message)
    expect(message.subtitle).toContain('マーケット週報')
    expect(text.indexOf('マーケット週報')).toBeLessThan(text.indexOf('Weekly briefing'))
  })

  it('holds the sections asked for, and the figures as a file', async () => {
    const { message } = await ask('/brief sections:funding,volatility file:json', sample, 'en')
    const headings = message.blocks.flatMap(({ heading }) => (heading === undefined ? [] : [heading]))
    expect(headings.filter((one) => !['Summary', 'Timeline (UTC)'].includes(one))).toEqual([
      'Positioning',
      'Volatility',
    ])
    const [file] = message.files ?? []
    expect(JSON.parse(file?.text ?? '')).toMatchObject({ edition: '2025-11-24', revision: 1 })
  })

  it.each([
    'last month',
    '2 weeks ago',
    '先月',
    '先々週',
    '3週間前',
    'previous month',
  ])('says how an older edition is asked for: %s', async (typed) => {
    const asked = ask(`/brief ${typed}`, sample, 'ja')
    await expect(asked).rejects.toMatchObject({
      key: 'brief.earlier',
      values: { example: '2025-10-27', last: '2025-11-24' },
    })
  })

  it.each(['last week', '先週', 'last'])('takes %s for the latest edition', async (typed) => {
    const { message } = await ask(`/brief ${typed}`, sample, 'ja')
    expect(message.subtitle).toContain('2025年11月24日号')
  })

  it('refuses a section that there is not', async () => {
    await expect(ask('/brief sections:weather', sample, 'en')).rejects.toMatchObject({
      key: 'brief.badSections',
    })
  })
})
