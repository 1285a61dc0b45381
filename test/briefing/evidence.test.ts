import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ruleName, tellEvidence } from '#src/briefing/evidence.ts'
import { state } from '#src/briefing/section.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'

const folder = 'src/briefing/sections'
const rules = readdirSync(folder).flatMap((file) =>
  [...readFileSync(`${folder}/${file}`, 'utf8').matchAll(/rule:\s+'([^']+)'/gu)].map(([, rule = '']) => rule),
)

describe('evidence', () => {
  it('has a sentence in both languages for every rule in the code', () => {
    expect(rules.length).toBeGreaterThan(20)
    for (const locale of LOCALES) {
      const words = createWords(locale, 'UTC', 0)
      const untold = rules.filter((rule) => words.find(`chat:rules.${ruleName(rule)}`) === undefined)
      expect(untold, locale).toEqual([])
    }
  })

  it('is told in words: rule, dates, amounts, names', () => {
    const words = createWords('ja', 'Asia/Tokyo', Date.parse('2025-11-24'))
    const claim = state(
      'marketcap.change',
      { change: -0.07, end: 2.98e12 },
      {
        rule: 'snapshots at both boundaries',
        since: '2025-04-30',
        level: 3e12,
        percentile: 0.02,
        venues: ['binance', 'okx'],
        unheard: 7,
        nothing: null,
      },
    )
    const { heading, items } = tellEvidence(claim, words)
    expect(heading).toContain('2.98兆ドル')
    expect(items).toEqual([
      expect.stringMatching(/^判定の方法：/u),
      'いつ以来：2025年4月30日',
      '大台：3兆ドル',
      '過去最長1年での位置：下位2%',
      '取引所：Binance、OKX',
    ])
  })
})
