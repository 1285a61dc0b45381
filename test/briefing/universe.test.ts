import { expect, it } from 'vitest'
import { universeLine } from '#src/briefing/universe.ts'
import { readers } from '#src/services/index.ts'
import { weekEnding } from '#src/market/week.ts'
import { readHistory } from '../support/editions.ts'
import { describeWithShared } from '../support/shared.ts'
import { en, ja, readingOf } from './telling.ts'

const tiers = { tiers: [], series: { top10: [], rank11to49: [], rank50to100: [] } }
const noVenues = readingOf('funding', { venues: [] })

function lines(value: object, funding: unknown = noVenues) {
  const readings = { correlation: readingOf('correlation', { ...tiers, ...value }), funding }
  return [ja, en].map((words) => universeLine(readings as Parameters<typeof universeLine>[0], words))
}

it('says which coins of the hundred lack prices, by name where they are few (S16)', () => {
  expect(lines({ counted: 100, absent: [] })[1]).toBe('Universe: top 100.')
  expect(lines({ counted: 100, absent: ['SOL'] })).toEqual([
    '対象：時価総額上位100銘柄（価格がそろわないSOLを除く）。',
    'Universe: top 100, without SOL (prices missing).',
  ])
  expect(lines({ counted: 100, absent: ['A', 'B', 'C', 'D'] })[1]).toBe(
    'Universe: top 100, without four coins that lack prices.',
  )
  expect(lines({ counted: 86, absent: ['A'] })).toEqual([
    '対象：時価総額上位100銘柄のうち、価格のそろう86銘柄。',
    'Universe: 86 of the top 100.',
  ])
  expect(lines({})).toEqual(['', ''])
})

it('names the settlements that a venue lacks (S16)', () => {
  const week = (venue: string, settlements: number) => ({ venue, settlements, expected: 21 })
  const verdict = { venues: [week('binance', 20), week('hyperliquid', 21)] }
  expect(lines({}, readingOf('funding', { venues: [], verdict }))).toEqual([
    '資金調達率は2取引所（Binanceの確定値は21回中20回）。',
    'Funding from two venues (20 of 21 settlements on Binance).',
  ])
})

describeWithShared('the universe of the recorded history', ['dataset'], (dataset) => {
  it('lacks Aster on 13 October, and one settlement of Binance on 17 November', async () => {
    const history = await readHistory(dataset)
    const line = (edition: string) => {
      const week = weekEnding(edition)
      const readings = {
        correlation: readers.correlation(history, week),
        funding: readers.funding(history, week),
      }
      return universeLine(readings, en)
    }
    expect(line('2025-10-13')).toBe(
      'Universe: top 100, without ASTER (prices missing), funding from two venues.',
    )
    expect(line('2025-11-17')).toContain('20 of 21 settlements on Binance')
  })
})
