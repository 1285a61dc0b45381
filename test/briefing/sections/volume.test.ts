import { describe, expect, it } from 'vitest'
import { volumeSection } from '#src/briefing/sections/volume.ts'
import type { VolumeReading } from '#src/services/volume.ts'
import { keysOf, readingOf, statementOf, textsOf } from '../handmade.ts'

function section(value: Partial<VolumeReading>) {
  return volumeSection(
    readingOf('volume', { venues: ['binance', 'okx'], weeks: [], perpWeeks: [], ...value }),
  )
}

describe('spot volume', () => {
  it.each([
    ['held-up', 'usual', 0.98],
    ['held-up', 'above', 1.1],
    ['jumped', 'jumped', 1.3],
    ['eased', 'eased', 0.8],
    ['dried-up', 'driedUp', 0.5],
  ] as const)('that %s is told as %s', (word, key, ratio) => {
    const [ja, en] = textsOf(statementOf(section({ week: 4.23e11, ratio, word }), key))
    expect([ja, en].join()).toMatch(/4,230億ドル.*\$423B/)
    expect(en).toContain(`${Math.round(ratio * 100)}% of its four-week average`)
  })

  it('held up by rule alone', () => {
    expect(keysOf(section({ week: 4.23e11, ratio: 0.98, word: 'held-up', heldUp: true }))).toEqual(['heldUp'])
  })

  it('without four weeks before is set against the week before, of the venues of both', () => {
    const both = { week: 4.234e11, before: 5.149e11, change: -0.178, venues: ['binance', 'okx'] }
    expect(textsOf(statementOf(section({ week: 4.234e11, compared: both }), 'changed'))).toEqual([
      '2取引所の現物取引高は4,234億ドルと、前週から17.8%減りました。',
      'Spot volume on two venues fell 17.8% on the week, to $423.4B.',
    ])
    const one = { ...both, venues: ['okx'] }
    const part = statementOf(section({ compared: one }), 'changedOf')
    expect(textsOf(part)[0]).toContain('1取引所（2取引所中）')
    expect(part.evidence).toMatchObject({ venues: ['okx'], without: ['binance'] })
  })

  it('is set against no mean of fewer venues', () => {
    const both = { week: 4.234e11, before: 5.149e11, change: -0.178, venues: ['binance', 'okx'] }
    const meanPart = { used: 1, expected: 2, leftOut: [] }
    const means = { mean4w: 2e11, ratio: 1.3, word: 'jumped', heldUp: false } as const
    expect(keysOf(section({ week: 4.234e11, ...means, compared: both }))).toEqual(['jumped'])
    expect(keysOf(section({ week: 4.234e11, ...means, compared: both, meanPart }))).toEqual(['changed'])
  })

  it('of one week is told alone', () => {
    expect(textsOf(statementOf(section({ week: 4.23e11 }), 'weekOnly'))).toEqual([
      '週間の現物取引高は2取引所の合計で4,230億ドルです。',
      'Spot volume came to $423B across two venues.',
    ])
    expect(keysOf(section({}))).toEqual([])
  })
})

describe('spot share', () => {
  const share = (value: Partial<VolumeReading>) => keysOf(section({ spotShare: 0.21, ...value }))

  it('is the highest or lowest since a week at least six weeks ago', () => {
    expect(share({ spotShareHighestSince: '2025-08-04' })).toEqual(['shareHighest'])
    expect(share({ spotShareLowestSince: '2025-08-04' })).toEqual(['shareLowest'])
    expect(share({ spotShareHighestSince: '2025-10-27', spotShareLowestSince: '2025-11-17' })).toEqual([
      'share',
    ])
    const highest = statementOf(
      section({ spotShare: 0.21, spotShareHighestSince: '2025-08-04' }),
      'shareHighest',
    )
    expect(textsOf(highest)).toEqual([
      '取引全体に占める現物の比率は21.0%と、8月以来の高さです。',
      'Spot’s share of trading, 21.0%, is the highest since August.',
    ])
  })

  it('is an extreme of the record where no week was beyond it, and none where that is not known', () => {
    expect(share({ spotShareHighestSince: null, spotShareLowestSince: '2025-11-17' })).toEqual([
      'shareHighestOnRecord',
    ])
    expect(share({ spotShareHighestSince: '2025-11-17', spotShareLowestSince: null })).toEqual([
      'shareLowestOnRecord',
    ])
    expect(share({})).toEqual(['share'])
  })
})
