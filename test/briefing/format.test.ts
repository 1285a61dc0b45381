import { describe, expect, it } from 'vitest'
import type { Section, Statement } from '#src/briefing/section.ts'
import { capitalised, formatSections, paragraphOf, titleOf } from '#src/briefing/format.ts'
import type { StatementKey } from '#src/i18n/keys.ts'
import { en, ja } from './handmade.ts'

const say = (key: StatementKey, values: Statement['values']): Statement => ({
  key,
  values,
  evidence: {},
  salience: 0,
})
const assets: Section = {
  name: 'assets',
  missing: [],
  statements: [
    say('assets.unranked', { change: -0.07 }),
    say('assets.equitiesApart', { best: 'sp500', bestChange: 0.01, worst: 'nikkei225', worstChange: -0.02 }),
    say('macro.payrolls', { payrolls: 119 }),
  ],
}

describe('answering', () => {
  it('gives each section with something to say its heading and a sentence a statement', () => {
    const [formatted, ...more] = formatSections([assets, { name: 'volume', statements: [], missing: [] }], en)
    expect(more).toEqual([])
    expect(formatted).toMatchObject({ name: 'assets', heading: 'Assets' })
    expect(formatted?.sentences).toHaveLength(3)
  })

  it('takes the second wording where three sentences in a row would end alike', () => {
    expect(formatSections([assets], ja)[0]?.sentences).toEqual([
      '上位30銘柄指数は7.0%下落しました。',
      '株式ではS&P500種が1.0%高となった一方、日経平均は2.0%下落しました。',
      '米雇用統計では、非農業部門の雇用者数が11万9,000人増です。',
    ])
    const two = { ...assets, statements: assets.statements.slice(1) }
    expect(formatSections([two], ja)[0]?.sentences.at(-1)).toBe(
      '米国の非農業部門雇用者数は11万9,000人増でした。',
    )
  })

  it('joins sentences as the language does, and keeps line breaks bare', () => {
    expect(paragraphOf(['A.', 'B.'], en)).toBe('A. B.')
    expect(paragraphOf(['A.\n', 'B.'], en)).toBe('A.\nB.')
    expect(paragraphOf(['甲。', '乙。'], ja)).toBe('甲。乙。')
  })

  it('begins with a capital, also where a sentence begins with a name from a list', () => {
    expect(capitalised('privacy rose')).toBe('Privacy rose')
    expect(capitalised('')).toBe('')
  })

  it('titles a chart by the first statement that has a title, else by the heading', () => {
    expect(titleOf(assets, en)).toBe('The top-30 index lost 7.0%')
    const untitled = { ...assets, statements: [say('assets.gold', { gold: 0.02 })] }
    expect(titleOf(untitled, ja)).toBe('資産別')
    const titled = say('macro.odds', { meeting: 0, cut: 0.3, source: 'kalshi', asOf: 0 })
    expect(titleOf({ ...assets, chart: { view: 'odds', titled } }, en)).toContain('at 30.0%')
  })
})
