/** Which entries of the ledger an answer can list: those that have a sentence of their own kind. */
import { describe, expect, it } from 'vitest'
import { strongestExtremes } from '#src/briefing/sections/extremes.ts'
import { formatEvidence } from '#src/briefing/evidence.ts'
import { createWords } from '#src/i18n/words.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'

const end = Date.parse('2025-11-17')
const entry = (more: Partial<RankedExtreme>): RankedExtreme => ({
  group: 'price',
  series: 'price.bitcoin.weekReturn',
  kind: 'largest-fall',
  value: -0.1,
  unit: 'fraction',
  at: end,
  span: 0,
  scope: 'boundary',
  since: Date.parse('2025-03-10'),
  equal: false,
  recordStart: Date.parse('2025-01-13'),
  weeks: 36,
  salience: 0.6,
  evidence: { sources: ['Binance'] },
  ...more,
})

describe('the strongest extremes', () => {
  it('are told with since, record and sources', () => {
    const [statement] = strongestExtremes([entry({})], () => 'BTC', 8)
    const words = createWords('en', 'UTC', end)
    expect(statement && formatEvidence(statement, words)).toEqual({
      kind: 'bullets',
      heading: 'BTC fell 10.0% in the week to 17 November, its largest fall since the week of 3–10 March.',
      items: ['Since: 10 Mar 2025', 'Unbroken record since: 13 Jan 2025', 'Sources: Binance'],
    })
  })

  it('leave out what is withheld, weak, or of a kind without a sentence', () => {
    const silent = [
      entry({ guard: 'gap' }),
      entry({ salience: 0.29 }),
      entry({ series: 'breadth.correlation', group: 'breadth', value: -0.18, unit: 'correlation' }),
      entry({ series: 'cross.crypto.gap', group: 'cross' }),
      entry({ series: 'cross.crypto.last', group: 'cross', kind: 'longest-run', value: 3, unit: 'count' }),
    ]
    expect(strongestExtremes(silent, () => 'BTC', 8)).toEqual([])
  })
})
