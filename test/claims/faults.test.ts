/** The faults that editions had: a scanner finds each in its own words, and lets the milder sentence pass. */
import { describe, expect, it } from 'vitest'
import { describeWithShared, sharedFolder } from '../support/shared.ts'
import { FAULTS } from './faults.ts'
import type { Fault } from './faults/fault.ts'
import type { EditionTexts, Language } from './product/briefing.ts'
import { type MarketRecord, readRecord } from './record/record.ts'
import { RULES } from './rules/index.ts'
import { readingOf } from './rules/read.ts'
import { contradictions, sinceOf } from './rules/verdicts.ts'
import { hedgesApart } from './rules/words.ts'
import { lengthFaults, priceFaults } from './text/limits.ts'
import { figuresApart } from './text/numbers.ts'

describeWithShared('the scanners', ['dataset'], () => {
  const record: MarketRecord = readRecord(sharedFolder('dataset') as string)
  const found = (fault: Fault, texts: Fault['text'], language: Language) =>
    RULES.filter((rule) => rule.id.split(' ')[0] === fault.rule).flatMap((rule) =>
      rule.check(readingOf(record, fault.monday, { [language]: texts[language] ?? [] })),
    )

  describe.each(FAULTS)('$rule: $name', (fault) => {
    it.each(Object.keys(fault.text) as Language[])('is found in %s', (language) => {
      expect(found(fault, fault.text, language)).not.toEqual([])
    })

    it.each(Object.keys(fault.instead) as Language[])('passes in its milder form in %s', (language) => {
      const all = RULES.flatMap((rule) =>
        rule.check(readingOf(record, fault.monday, { [language]: fault.instead[language] ?? [] })),
      )
      expect(all).toEqual([])
    })
  })

  it('find a first since D that an edition after D refutes', () => {
    const claim =
      'BTC funding turned negative for the first time since late October, when BTC traded near $115,000.'
    const editions = [
      readingOf(record, '2025-11-03', { en: 'Funding: negative.' }),
      readingOf(record, '2025-11-10', { en: 'BTC funding is negative, in the bottom 7% of the past year.' }),
      readingOf(record, '2025-11-17', { en: claim }),
    ]
    // The week to 3 November began before the end of October.
    expect(contradictions(editions)).toHaveLength(1)
    expect(contradictions(editions.slice(2))).toEqual([])
  })

  it.each([
    [
      'every venue',
      'BTC funding turned negative on every venue, for the first time since late October, when BTC traded near $115,000.',
    ],
    [
      'every venue, in other words',
      'Every venue turned to negative BTC funding: the first time since late October, with BTC then near $115,000.',
    ],
    ['one venue', 'BTC funding on Binance turned negative for the first time since late October.'],
    ['one venue, in other words', 'On Binance BTC funding turned negative, a first since late October.'],
  ])('find it however it is worded: %s', (subject, claim) => {
    const after = (en: string) =>
      contradictions([
        readingOf(record, '2025-11-10', { en }),
        readingOf(record, '2025-11-17', { en: claim }),
      ])
    const ofVenue = subject.startsWith('one venue')
    expect(after('BTC funding turned negative on every venue.')).toHaveLength(1)
    expect(after('BTC funding is negative.')).toHaveLength(1)
    expect(after('Binance BTC funding negative for 80 hours')).toHaveLength(ofVenue ? 1 : 0)
    expect(after('BTC funding on OKX has been negative for 24 hours.')).toEqual([])
    expect(after('Binance ETH funding negative for 80 hours')).toEqual([])
    expect(after('A third negative settlement of BTC funding on Binance would change that.')).toEqual([])
  })

  it('has a fault for every rule', () => {
    const known = new Set(FAULTS.map((one) => one.rule))
    expect(
      [...new Set(RULES.map((rule) => rule.id.split(' ')[0]))].filter((id) => !known.has(id ?? '')),
    ).toEqual([])
  })
})

describeWithShared('S1 in what is read by itself', ['dataset'], () => {
  const record = readRecord(sharedFolder('dataset') as string)
  const faults = (place: string, texts: Partial<Record<Language, string>>) =>
    RULES.filter(({ id }) => id === 'S1 venue').flatMap((rule) =>
      rule.check(readingOf(record, '2025-10-20', texts, place)),
    )

  it.each([
    'title',
    'push',
    'compact',
    'Summary',
    'Timeline (UTC)',
    'chart funding',
  ])('finds funding without its venue: %s', (place) => {
    expect(faults(place, { en: 'BTC funding negative for 80 hours' })).toHaveLength(1)
    expect(faults(place, { en: 'Binance BTC funding negative for 80 hours' })).toEqual([])
  })

  it('finds what is said of every venue and does not hold on one', () => {
    expect(faults('総括', { ja: 'BTCの資金調達率は全取引所でマイナスに転じました。' })).toHaveLength(1)
    expect(faults('総括', { ja: 'BinanceのBTC資金調達率は80時間マイナスでした。' })).toEqual([])
  })
})

describe('S12', () => {
  it('finds a hedge that one language alone has', () => {
    expect(hedgesApart('新規のショートが入った形です。', 'new shorts.')).toHaveLength(1)
    expect(
      hedgesApart('新規の売りが主導したとまではいえません。', 'It cannot be said that new shorts led.'),
    ).toEqual([])
  })
})

describe('a since in words', () => {
  it('is the last such day before the edition', () => {
    const end = Date.UTC(2025, 10, 24)
    expect(sinceOf('the longest since 26 October', end)).toBe(Date.UTC(2025, 9, 26))
    expect(sinceOf('the first since late October', end)).toBe(Date.UTC(2025, 9, 31))
    expect(sinceOf('the lowest since 30 December', end)).toBe(Date.UTC(2024, 11, 30))
    expect(sinceOf('nothing of the kind', end)).toBeUndefined()
  })
})

describe('the numbers of two tellings', () => {
  it.each([
    ['BTCは9万4,222ドルと週間で10.0%下げました。', 'BTC ended at $94,222, down 10.0%.'],
    ['時価総額は4.00兆ドル、建玉は728億ドル。', 'Total market cap $4.00T, open interest $72.8B.'],
    ['値上がりは100銘柄中11銘柄です。', 'Of the top 100, eleven rose.'],
    ['10月6日のピーク', 'the peak of 6 October'],
    ['（Polymarket、日本時間11月17日8時57分時点）', '(Polymarket, 23:57 UTC on 16 Nov)'],
    ['S&P500種は2.7%安', 'The S&P 500 lost 2.7%'],
    ['下落ではFour（FORM、43.8%安）が目立ちます。', 'Four (FORM) fell most, 43.8%.'],
  ])('are the same: %s', (ja, en) => {
    expect(figuresApart(ja, en)).toEqual([])
  })

  it.each([
    ['BTCは9万4,222ドルと週間で10.0%下げました。', 'BTC ended at $94,222, down 10.1%.'],
    ['時価総額は4.00兆ドル', 'Total market cap $4.01T'],
    ['100銘柄中11銘柄', 'Of the top 100, twelve rose.'],
    ['10月6日のピーク', 'the peak of 7 October'],
    ['BTCの建玉は728億ドルです。', 'BTC open interest is high.'],
    ['米10年債利回りは24bp上昇し', 'The US 10-year yield rose 23 bp'],
  ])('are not: %s', (ja, en) => {
    expect(figuresApart(ja, en)).not.toEqual([])
  })
})

describe('the limits', () => {
  const edition = (ja: string, en: string): EditionTexts => {
    const texts = (body: string) => ({ full: body, text: body, compact: body })
    return {
      monday: '2025-10-13',
      briefing: {
        edition: '',
        window: { from: '', to: '', zone: '' },
        figures: {},
        sections: [],
        extremes: [],
        missing: [],
        thread: {
          quiet: false,
          headline: { text: { ja: '題', en: 'Title' }, clauses: [] },
          summary: [],
          timeline: [],
          compact: [],
          facts: [],
          push: { ja: 'BTC 11万4,894ドル（週間−6.9%）', en: 'BTC $114,894, −6.9% on the week' },
          thenAndNow: [],
          watch: [],
        },
      },
      texts: { ja: texts(`# 題\n\n窓\n\n${ja}`), en: texts(`# Title\n\nWindow\n\n${en}`) },
    }
  }

  it('find an edition that does not begin with the price of BTC', () => {
    const first = edition('BTCは11万4,894ドルと6.9%下げました。', 'BTC ended at $114,894, down 6.9%.')
    expect(priceFaults(first)).toEqual([])
    expect(priceFaults(edition('暗号資産は最下位。', 'Crypto was the worst of nine.'))).toHaveLength(6)
  })

  it('find a compact text that is too long', () => {
    expect(lengthFaults(edition('あ'.repeat(240), 'a'.repeat(400)))).toEqual([])
    expect(lengthFaults(edition('あ'.repeat(241), 'a'.repeat(401)))).toHaveLength(2)
  })
})
