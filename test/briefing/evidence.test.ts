import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { formatEvidence, ruleName } from '#src/briefing/evidence.ts'
import { state } from '#src/briefing/section.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'

const folder = 'src/briefing/sections'
const rules = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) =>
    [...readFileSync(`${folder}/${file}`, 'utf8').matchAll(/(?:rule:|const [A-Z]+ =)\s+'([^']{20,})'/gu)].map(
      ([, rule = '']) => rule,
    ),
  )

describe('evidence', () => {
  it('has a sentence in both languages for every rule in the code', () => {
    expect(rules.length).toBeGreaterThan(20)
    for (const locale of LOCALES) {
      const words = createWords(locale, 'UTC', 0)
      const unnamed = rules.filter((rule) => words.find(`chat:rules.${ruleName(rule)}`) === undefined)
      expect(unnamed, locale).toEqual([])
    }
  })

  it('of an extreme behind a gap proves nothing before it', () => {
    const words = createWords('en', 'UTC', Date.parse('2025-10-11'))
    const claim = state(
      'marketcap.change',
      { change: -0.07, end: 2.98e12 },
      {
        rule: 'an entry of the ledger of extremes',
        since: '2021-05-13',
        recordStart: '2018-02-02',
        boundedBy: '2024-10-28',
      },
    )
    const [rule, ...facts] = formatEvidence(claim, words).items
    expect(rule).toMatch(/^Rule: /u)
    expect(facts).toEqual(['Unbroken record since: 28 Oct 2024'])
  })

  it('is reported in words: rule, dates, amounts, names', () => {
    const words = createWords('ja', 'Asia/Tokyo', Date.parse('2025-11-24'))
    const claim = state(
      'marketcap.change',
      { change: -0.07, end: 2.98e12 },
      {
        rule: 'snapshots at both boundaries',
        since: '2025-04-30',
        level: 3e12,
        percentile: 0.02,
        venues: ['binance', 'kucoin'],
        unheard: 7,
        nothing: null,
      },
    )
    const { heading, items } = formatEvidence(claim, words)
    expect(heading).toContain('2.98兆ドル')
    expect(items).toEqual([
      expect.stringMatching(/^判定の方法：/u),
      'いつ以来：2025年4月30日',
      '大台：3兆ドル',
      '過去最長1年での位置：下位2%',
      '取引所：Binance、KuCoin',
    ])
  })

  it('prints each kind of value in its unit, and no figure that is none', () => {
    const evidence = {
      venue: 'binance',
      source: 'polymarket',
      asset: 'bitcoin',
      recordStart: '2024-10-01T08:00:00Z',
      from: '2025-11-17',
      asOf: '2025-11-23T12:30:00Z',
      run: { prints: 4, since: '2025-11-23T00:00:00Z' },
      drawdown90d: -0.413,
      spotSharePercentile: 0.97,
      value: 65_800_000_000,
      mean4w: 432_000_000_000,
      counted: 1234,
      members: ['privacy: 5', 'layer-2: 12'],
      assets: ['bitcoin', 'ethereum'],
      closes: [],
      ranks: ['2025-11-17: 9/9', 'nasdaq100: 2025-04-25 to 2025-05-02'],
      dollarsWeek: 0.006,
    }
    const symbolOf = (id: string) => ({ bitcoin: 'BTC', ethereum: 'ETH' })[id] ?? id
    const bulletsIn = (locale: 'en' | 'ja') => {
      const words = createWords(locale, locale === 'ja' ? 'Asia/Tokyo' : 'UTC', Date.parse('2025-11-24'))
      return formatEvidence(
        state('marketcap.change', { change: -0.07, end: 2.98e12 }, evidence),
        words,
        symbolOf,
      )
    }
    expect(bulletsIn('en').items).toEqual([
      'Venue: Binance',
      'Source: Polymarket',
      'Asset: BTC',
      'Unbroken record since: 1 Oct 2024',
      'From: 17 Nov 2025',
      'As of: 12:30 UTC on 23 Nov',
      'Run: 4 settlements in a row since 00:00 UTC on 23 Nov',
      'Fall from the 90-day peak: −41.3%',
      'Standing of the spot share: top 3%',
      'Value: $65.8B',
      'Average of the four weeks before: $432B',
      'Coins counted: 1,234',
      'Members: privacy: 5, L2: 12',
      'Coins: BTC, ETH',
      'Ranks of recent weeks: 17 Nov 2025: 9/9, Nasdaq 100: 25 Apr – 2 May 2025',
      'Change in dollars: +0.6%',
    ])
    expect(bulletsIn('ja').items).toEqual([
      '取引所：Binance',
      '出所：Polymarket',
      '対象：BTC',
      '途切れのない記録の開始：2024年10月1日',
      '始点：2025年11月17日',
      '時点：日本時間11月23日21時30分',
      '連続：日本時間11月23日9時から4回連続',
      '90日のピークからの減少：−41.3%',
      '現物比率の位置（最長1年）：上位3%',
      '値：658億ドル',
      '直前4週の平均：4,320億ドル',
      '集計した銘柄数：1,234',
      '構成銘柄：プライバシー：5、L2：12',
      '銘柄：BTC、ETH',
      '最近の順位：2025年11月17日：9/9、ナスダック100：2025年4月25日〜5月2日',
      'ドル建ての増減：+0.6%',
    ])
  })
})
