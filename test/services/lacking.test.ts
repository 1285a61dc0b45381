/** A universe says what it lacks: coins that belong to it by their last cap, and could not be counted. */
import { describe, expect, it } from 'vitest'
import { weekEnding } from '#src/market/week.ts'
import { readAssets } from '#src/services/assets.ts'
import { readCorrelation } from '#src/services/correlation.ts'
import { readMoversOf } from '#src/services/movers/universe.ts'
import { readMovers } from '#src/services/movers.ts'
import { readSectorsWindow } from '#src/services/sectors/sectorswindow.ts'
import { readSectors } from '#src/services/sectors.ts'
import { buildHistory, generate } from '../support/history.ts'

const week = weekEnding('2025-06-16')
const names = Array.from({ length: 120 }, (_, i) => `coin-${String(i).padStart(3, '0')}`)
/** 40 closes to 16 June, of every coin others. */
const closesOf = (i: number) =>
  ['2025-05-07', ...generate(41, (day) => 100 + ((day * (i + 3)) % 11))] as const

type Literal = Required<Parameters<typeof buildHistory>[0]>

interface Missing {
  /** Coins without a cap on 9 June, on 16 June; without a close on 12 June. */
  readonly atStart?: string
  readonly atEnd?: string
  readonly close?: string
  /** A coin whose last cap is of 1 June. */
  readonly left?: string
}

/** 120 coins by falling cap, all of one sector by turns. */
function marketOf({ atStart, atEnd, close, left }: Missing = {}) {
  return buildHistory({
    now: '2025-06-16',
    assets: names.map((id, i) => ({ id, sectors: [i % 2 === 0 ? 'layer-1' : 'defi'] })),
    daily: Object.fromEntries(
      names.map((id, i) => [
        id,
        id === close ? closesOf(i).map((one, day) => (day === 37 ? null : one)) : closesOf(i),
      ]),
    ) as Literal['daily'],
    marketCaps: Object.fromEntries(
      names.map((id, i) => {
        const caps = Array.from({ length: 16 }, (_, day) =>
          (id === left && day > 0) || (id === atStart && day === 8) || (id === atEnd && day === 15)
            ? null
            : 1000 - i,
        )
        return [id, ['2025-06-01', ...caps]]
      }),
    ) as Literal['marketCaps'],
  })
}

const tierCoverage = (history: ReturnType<typeof marketOf>) => {
  const { figures } = readCorrelation(history, week)
  return ['top10', 'rank11to49', 'rank50to100'].map((tier) => figures[`correlation.${tier}.mean`]?.coverage)
}

describe('the index of thirty', () => {
  it('counts those that belong in it, and no smaller one that stands in', () => {
    expect(readAssets(marketOf(), week).value.members).toBe(30)
    expect(readAssets(marketOf({ atStart: 'coin-004' }), week).value.members).toBe(29)
  })
})

describe('tiers', () => {
  it('are whole where nothing is missing', () => {
    const reading = readCorrelation(marketOf(), week)
    expect(tierCoverage(marketOf())).toEqual([
      { used: 10, expected: 10 },
      { used: 39, expected: 39 },
      { used: 51, expected: 51 },
    ])
    expect(reading.value.absent).toEqual([])
    expect(reading.coverage).toEqual({ used: 100, expected: 100 })
  })

  it('are few where under four fifths of their ranks have a coin', () => {
    const few = (count: number) => {
      const market = marketOf()
      const history = { ...market, assets: market.assets.slice(0, count) }
      return readCorrelation(history, week).value.tiers.flatMap((row) => (row.few ? [row.tier] : []))
    }
    expect(few(120)).toEqual([])
    expect(few(90)).toEqual([])
    expect(few(61)).toEqual(['rank50to100'])
    expect(few(13)).toEqual(['rank11to49', 'rank50to100'])
  })

  it.each([
    ['atEnd'],
    ['close'],
  ] as const)('count a coin without its %s as missing, and those that move up as strangers', (what) => {
    const history = marketOf({ [what]: 'coin-004' })
    const { figures, value, coverage } = readCorrelation(history, week)
    expect(tierCoverage(history)).toEqual([
      { used: 9, expected: 10 },
      { used: 38, expected: 39 },
      { used: 50, expected: 51 },
    ])
    expect(figures['breadth.top100']?.coverage).toEqual({ used: 99, expected: 100 })
    expect(figures['correlation.top10.medianReturn']?.coverage).toEqual({ used: 9, expected: 10 })
    expect(value).toMatchObject({ counted: 100, absent: ['COIN-004'] })
    expect(coverage).toEqual({ used: 99, expected: 100 })
    expect(readMovers(history, week).figures['movers.median']?.coverage).toEqual({
      used: 99,
      expected: 100,
    })
  })

  it('do not miss a coin whose caps ended more than a week ago', () => {
    expect(readCorrelation(marketOf({ left: 'coin-004' }), week).value.absent).toEqual([])
  })
})

describe('sectors', () => {
  it.each([
    'atStart',
    'close',
  ] as const)('say in coverage what lacks its %s, of those at the ends alone', (what) => {
    const lacks = what === 'atStart'
    const { figures, value, coverage } = readSectors(marketOf({ [what]: 'coin-004' }), week)
    for (const name of ['weekReturn', 'members', 'breadth', 'best', 'worst']) {
      expect(figures[`sectors.layer-1.${name}`]?.coverage, name).toEqual({
        used: lacks ? 59 : 60,
        expected: 60,
      })
      expect(figures[`sectors.defi.${name}`]?.coverage, name).toEqual({ used: 60, expected: 60 })
    }
    expect(coverage).toEqual({ used: lacks ? 119 : 120, expected: 120 })
    expect(value.absent).toEqual(lacks ? ['COIN-004'] : undefined)
    expect(value.rows.find(({ sector }) => sector === 'layer-1')?.membersDue).toBe(lacks ? 60 : undefined)
  })

  it('say so with equal weights and among movers, too', () => {
    const history = marketOf({ atStart: 'coin-004' })
    const { reading } = readSectorsWindow(history, week, 'equal')
    expect(reading.coverage).toEqual({ used: 119, expected: 120 })
    expect(reading.value.absent).toEqual(['COIN-004'])
    expect(readMoversOf(history, week, 'layer-1', 5).coverage).toEqual({ used: 59, expected: 60 })
  })

  it('and the index of the thirty largest says it as well, in its rank too', () => {
    const { figures } = readAssets(marketOf({ atStart: 'coin-004' }), week)
    expect(figures['assets.crypto.weekReturn']?.coverage).toEqual({ used: 29, expected: 30 })
    expect(readAssets(marketOf(), week).figures['index.top30.weekReturn']?.coverage).toEqual({
      used: 30,
      expected: 30,
    })
  })
})
