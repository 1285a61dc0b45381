import { describe, expect, it } from 'vitest'
import { marketcapSection } from '#src/briefing/sections/marketcap.ts'
import type { Crossing, MarketcapReading } from '#src/services/marketcap.ts'
import { keysOf, readingOf, statementOf, told } from '../telling.ts'

const RECORD = '2024-10-01'

function section(value: Partial<MarketcapReading>) {
  return marketcapSection(readingOf('marketcap', { crossed: [], series: [], recordStart: RECORD, ...value }))
}

function fall(crossing: Partial<Crossing>, ...more: Crossing[]) {
  const down: Crossing = {
    level: 3e12,
    direction: 'down',
    date: '2025-11-22',
    lastOnThisSide: '2025-04-22',
    ...crossing,
  }
  return section({ start: 3.2e12, end: 2.98e12, weekChange: -0.069, crossed: [down, ...more] })
}

describe('a round level', () => {
  it('that was crossed down says since when it had not been below', () => {
    const statement = statementOf(fall({}), 'crossedDown')
    expect(told(statement, 'lead')).toEqual([
      '暗号資産の時価総額は2.98兆ドル。4月以来初めて3兆ドルの大台を割り込みました。',
      "Crypto's market cap fell to $2.98T, below $3T for the first time since April.",
    ])
    expect(statement.evidence).toMatchObject({ lastOnThisSide: '2025-04-22', recordStart: RECORD })
    // 22 April to 24 November are 30 whole weeks.
    expect(statement.salience).toBeCloseTo(1 - 1 / 30, 12)
  })

  it('that was crossed less than eight weeks ago is crossed again', () => {
    expect(keysOf(fall({ lastOnThisSide: '2025-10-01' }))).toEqual(['crossedDownAgain'])
    expect(keysOf(fall({ lastOnThisSide: '2025-09-29' }))).toEqual(['crossedDown'])
  })

  it('that was never crossed before is told with where the record begins', () => {
    const statement = statementOf(fall({ lastOnThisSide: null }), 'crossedDownFirst')
    expect(told(statement, 'lead')[1]).toContain('for the first time on our record (since 1 Oct 2024)')
  })

  it('makes no claim across a gap in the record', () => {
    const statement = statementOf(fall({ gapSince: '2025-06-01' }), 'crossedDownUnseen')
    expect(told(statement, 'lead')[1]).not.toMatch(/first|since/)
  })

  it('that was crossed down, up and down again is new by its first crossing of the week', () => {
    const up: Crossing = { level: 3e12, direction: 'up', date: '2025-11-20', lastOnThisSide: '2025-11-19' }
    const again: Crossing = {
      level: 3e12,
      direction: 'down',
      date: '2025-11-23',
      lastOnThisSide: '2025-11-20',
    }
    const statement = statementOf(fall({ date: '2025-11-19' }, up, again), 'crossedDown')
    expect(told(statement)[1]).toContain('on 19 November')
  })

  it('that was crossed up is told so', () => {
    const crossed: Crossing[] = [
      { level: 4e12, direction: 'up', date: '2025-11-20', lastOnThisSide: '2025-02-01' },
    ]
    const rise = section({ start: 3.9e12, end: 4.1e12, weekChange: 0.051, crossed })
    expect(told(statementOf(rise, 'crossedUp'), 'lead')[1]).toBe(
      "Crypto's market cap rose to $4.10T, above $4T for the first time since February.",
    )
    const first = section({
      start: 3.9e12,
      end: 4.1e12,
      weekChange: 0.051,
      crossed: crossed.map((one) => ({ ...one, lastOnThisSide: null })),
    })
    expect(keysOf(first)).toEqual(['crossedUpFirst'])
  })

  it('that was left and regained within the week was only dipped under, or peeked over', () => {
    const down: Crossing = {
      level: 3e12,
      direction: 'down',
      date: '2025-11-20',
      lastOnThisSide: '2025-04-22',
    }
    const up: Crossing = { level: 3e12, direction: 'up', date: '2025-11-22', lastOnThisSide: '2025-11-19' }
    const dipped = section({ start: 3.1e12, end: 3.05e12, weekChange: -0.016, crossed: [down, up] })
    expect(told(statementOf(dipped, 'dipped'))[1]).toEqual(
      'Total market cap slipped under $3T on 20 November but recovered, to end at $3.05T (−1.6% on the week).',
    )
    const peeked = section({
      start: 2.9e12,
      end: 2.95e12,
      weekChange: 0.017,
      crossed: [
        { ...up, date: '2025-11-19' },
        { ...down, date: '2025-11-21' },
      ],
    })
    expect(told(statementOf(peeked, 'peeked'))[1]).toContain('rose above $3T on 19 November')
  })
})

describe('a week without a crossing', () => {
  const quiet = { start: 3.2e12, end: 3.1e12, weekChange: -0.031 }

  it('is told as the lowest since a date, from four weeks on', () => {
    const lowest = section({ ...quiet, lowestSince: '2025-10-27' })
    expect(told(statementOf(lowest, 'lowest'))[1]).toBe(
      'Total market cap fell 3.1% to $3.10T, the lowest since 27 October.',
    )
    expect(keysOf(section({ ...quiet, lowestSince: '2025-10-28' }))).toEqual(['change'])
  })

  it('is told as the lowest of the record where there is no lower date', () => {
    expect(keysOf(section({ ...quiet, lowestSince: null }))).toEqual(['lowestOnRecord'])
  })

  it('claims no extreme that is not known, nor one against its own direction', () => {
    expect(keysOf(section(quiet))).toEqual(['change'])
    expect(keysOf(section({ ...quiet, highestSince: '2025-01-01' }))).toEqual(['change'])
    expect(keysOf(section({ ...quiet, weekChange: 0.03, highestSince: '2025-01-01' }))).toEqual(['highest'])
    expect(keysOf(section({ ...quiet, weekChange: 0.03, highestSince: null }))).toEqual(['highestOnRecord'])
  })
})

it('tells the distance from the peak from a tenth on, and both shares', () => {
  const peak = { value: 4.24e12, date: '2025-10-07' }
  const far = section({ end: 2.98e12, drawdown: -0.3, peak, bitcoinShare: 0.586, ethereumShare: 0.114 })
  expect(keysOf(far)).toEqual(['levelOnly', 'belowPeak', 'shares'])
  expect(told(statementOf(far, 'belowPeak'))).toEqual([
    '記録上のピーク（10月7日、4.24兆ドル）を30%下回っています。',
    'It is 30% below the peak of our record, $4.24T on 7 October.',
  ])
  expect(keysOf(section({ end: 4.2e12, drawdown: -0.01, peak, bitcoinShare: 0.586 }))).toEqual([
    'levelOnly',
    'shareBitcoin',
  ])
})

it('says nothing where nothing is known', () => {
  expect(keysOf(section({}))).toEqual([])
})
