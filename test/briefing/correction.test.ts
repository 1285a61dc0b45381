/** The line on a corrected edition: what is another now, in words that readers know. */
import { describe, expect, it } from 'vitest'
import { changesOf, formatCorrection } from '#src/briefing/correction.ts'
import type { Edition, FigureChange } from '#src/briefing/edition.ts'
import { createWords } from '#src/i18n/words.ts'

const END = Date.parse('2025-11-24')
const symbolOf = (asset: string) => ({ bitcoin: 'BTC' })[asset] ?? asset
const tell = (locale: 'ja' | 'en', changes: readonly FigureChange[]) => {
  const edition = { revision: 2, correction: { of: 1, changes } } as unknown as Edition
  return formatCorrection(edition, createWords(locale, 'UTC', END), symbolOf)
}

const RETURN = {
  figure: 'assets.bitcoin.weekReturn',
  unit: 'fraction',
  before: -0.069,
  after: -0.05969,
} as const
const FUNDING = {
  figure: 'funding.bitcoin.settled8h',
  unit: 'fraction per 8 hours',
  before: -0.000042,
  after: 0.0001,
} as const
const JOBS = { figure: 'macro.us_nfp_change.actual', unit: 'thousand persons', after: 119 } as const

describe('the line of a correction', () => {
  it('sets the old beside the new, as the text prints them', () => {
    expect(tell('ja', [RETURN, FUNDING])).toBe(
      '訂正（第2版）：BTC −6.9%→−6.0%、BTCの資金調達率 −0.0042%→0.0100%。',
    )
    expect(tell('en', [RETURN, FUNDING])).toBe(
      'Correction (r2): BTC −6.9% → −6.0%; BTC funding −0.0042% → 0.0100%.',
    )
  })

  it('says of a figure that came or went that there was none', () => {
    expect(tell('en', [JOBS])).toMatch(/no data → 119\b/)
    expect(tell('ja', [JOBS])).toMatch(/データなし→119/)
  })

  it('counts what no sentence says, and what is too small to be printed', () => {
    const price = { figure: 'price.bitcoin.end', unit: 'USD', before: 1, after: 2 } as const
    const tiny = { ...RETURN, after: -0.06901 }
    expect(tell('en', [RETURN, price])).toBe('Correction (r2): BTC −6.9% → −6.0%; and 1 more.')
    expect(tell('ja', [tiny, price])).toBe('訂正（第2版）：表示桁に満たない修正など2件。')
  })

  it('names lists and gauges without their values, and tells six at most', () => {
    const gauges = ['leverage', 'funding', 'spotShare', 'volatility'].map(
      (gauge) => ({ figure: `positioning.${gauge}`, unit: 'word', before: 'low', after: 'high' }) as const,
    )
    const list = { figure: 'movers.gainers', unit: 'list', before: [], after: ['a'] } as const
    const line = tell('en', [list, RETURN, FUNDING, ...gauges]) ?? ''
    expect(line).toContain('gainers and losers restated')
    expect(line).not.toMatch(/low|high|\[/)
    expect(line).toMatch(/and 1 more\.$/)
  })

  it('is none on an edition that corrects nothing', () => {
    expect(
      formatCorrection({ revision: 1 } as unknown as Edition, createWords('en', 'UTC', END), symbolOf),
    ).toBeUndefined()
  })

  it('is reported to the operator under published names, one a figure', () => {
    const words = createWords('en', 'UTC', END)
    expect(changesOf([RETURN, { ...RETURN, after: -0.06901 }], words)).toEqual([
      'assets.bitcoin.weekReturn −6.9% → −6.0%',
      'assets.bitcoin.weekReturn restated',
    ])
  })
})
