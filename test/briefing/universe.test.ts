import { expect, it } from 'vitest'
import { universeLine } from '#src/briefing/universe.ts'
import { weekEnding } from '#src/market/week.ts'
import { readers } from '#src/services/index.ts'
import { readHistory } from '../support/editions.ts'
import { describeWithShared } from '../support/shared.ts'
import { en, ja, readingOf } from './handmade.ts'

const tiers = { tiers: [], series: { top10: [], rank11to49: [], rank50to100: [] } }
const noVenues = readingOf('funding', { venues: [] })

function lines(
  value: object,
  funding: unknown = noVenues,
  sectors: object = {},
  rows: readonly object[] = [],
  volume: object = {},
) {
  const readings = {
    correlation: readingOf('correlation', { ...tiers, ...value }),
    sectors: readingOf('sectors', { rows: [], tooFew: [], ...sectors }),
    openinterest: readingOf('openinterest', { rows }),
    volume: readingOf('volume', volume),
    funding,
  }
  return [ja, en].map((words) =>
    universeLine(readings as unknown as Parameters<typeof universeLine>[0], words),
  )
}

it('says which coins of the hundred lack prices or a cap, by name where they are few (S16)', () => {
  expect(lines({ counted: 100, absent: [] })[1]).toBe('Universe: top 100.')
  expect(lines({ counted: 100, absent: ['SOL'] })).toEqual([
    '対象：時価総額上位100銘柄（価格または時価総額を欠くSOLは次順位の銘柄で代替）。',
    'Universe: top 100, with SOL (prices or market cap missing) replaced by the next largest.',
  ])
  expect(lines({ counted: 100, absent: ['A', 'B', 'C', 'D'] })[1]).toBe(
    'Universe: top 100, with four coins that lack prices or a market cap replaced by the next largest.',
  )
  expect(lines({ counted: 86, absent: ['A'] })).toEqual([
    '対象：時価総額上位100銘柄のうち、データのそろう86銘柄。',
    'Universe: 86 of the top 100.',
  ])
  // Of ninety counted, ten stand in for those that are missing.
  expect(lines({ counted: 90, absent: 'ABCDEFGHIJKLMNOPQRST'.split('') })[1]).toBe(
    'Universe: 80 of the top 100.',
  )
  expect(lines({})).toEqual(['', ''])
})

it('says which coins the sector indices lack', () => {
  const sectors = (absent: string[]) => lines({ counted: 100, absent: [] }, noVenues, { absent })
  expect(sectors(['SOL'])).toEqual([
    '対象：時価総額上位100銘柄・セクター指数は価格または時価総額を欠くSOLを除いて算出。',
    'Universe: top 100, sector indices without SOL (prices or market cap missing).',
  ])
  expect(sectors(['A', 'B', 'C', 'D'])).toEqual([
    '対象：時価総額上位100銘柄・セクター指数は価格または時価総額を欠く4銘柄を除いて算出。',
    'Universe: top 100, sector indices without four coins that lack prices or a market cap.',
  ])
})

it('names the settlements that a venue lacks (S16)', () => {
  const week = (venue: string, settlements: number) => ({ venue, settlements, expected: 21 })
  const verdict = { venues: [week('binance', 20), week('hyperliquid', 21)] }
  expect(lines({}, readingOf('funding', { venues: [], verdict }))).toEqual([
    '資金調達率は2取引所（Binanceの確定値は21回中20回）。',
    'Funding from two venues (20 of 21 settlements on Binance).',
  ])
})

it('names the venues of open interest that is not that of all, and those left out', () => {
  const row = (symbol: string, venues: string[], left: string[] = []) => ({
    ...{ asset: symbol.toLowerCase(), symbol, venues, end: 1 },
    ...(left.length > 0 && { leftOut: left.map((venue) => ({ venue, why: 'no-end' })) }),
  })
  const interest = (...rows: object[]) => lines({}, noVenues, {}, rows)
  expect(interest(row('BTC', ['all']), row('ETH', ['all']))).toEqual(['', ''])
  const venues = ['binance', 'okx']
  expect(interest(row('BTC', venues, ['all']), row('ETH', venues, ['all']))).toEqual([
    'BTC、ETHの建玉はBinance、OKXの合計。',
    'Open interest in BTC and ETH at Binance and OKX.',
  ])
  expect(
    interest({ ...row('TOTAL', venues, ['bybit', 'all']), asset: 'total' }, row('BTC', ['all'])),
  ).toEqual([
    '無期限先物全体の建玉はBinance、OKXの合計（Bybitを除く）。',
    'Open interest in all perpetual futures at Binance and OKX (without Bybit).',
  ])
  // Without a level nothing is told of it.
  expect(interest({ ...row('BTC', venues), end: undefined })).toEqual(['', ''])
})

it('names the venues that volume leaves out, and the day that they lack', () => {
  const part = (market: string, ...leftOut: object[]) => ({ market, used: 6, expected: 7, leftOut })
  const volume = (...parts: object[]) => lines({}, noVenues, {}, [], { parts })
  const bybit = { venue: 'bybit', lacks: { day: '2025-11-03', days: 1 } }
  expect(volume(part('spot', bybit))).toEqual([
    '現物取引高は7取引所中6取引所の合計で、Bybit（11月3日の値が欠損）を除く。',
    'Spot volume from six of seven venues, leaving out Bybit (no figure for 3 November).',
  ])
  const gate = { venue: 'gate' }
  const okx = { venue: 'okx', lacks: { day: '2025-11-03', days: 3 } }
  expect(volume(part('perp', gate, okx))).toEqual([
    '無期限先物の取引高は7取引所中6取引所の合計で、Gate（ほかより記録の始まりが遅い）、OKX（11月3日など3日分の値が欠損）を除く。',
    'Perpetual volume from six of seven venues, leaving out Gate (on record for less time than the others) and OKX (no figure for three days, the first 3 November).',
  ])
  expect(lines({}, noVenues, {}, [], {})).toEqual(['', ''])
  const means = { meanPart: { used: 6, expected: 7, leftOut: [bybit] }, shareWithout: ['okx'] }
  expect(lines({}, noVenues, {}, [], means)).toEqual([
    '現物取引高の4週平均は7取引所中6取引所の合計で、Bybit（11月3日の値が欠損）を除く・現物の比率は現物・無期限先物ともOKXを除いて算出。',
    'Four-week average of spot volume from six of seven venues, leaving out Bybit (no figure for 3 November), spot share without OKX in either market.',
  ])
})

describeWithShared('the universe of the recorded history', ['dataset'], (dataset) => {
  it('lacks Aster on 13 October, and one settlement of Binance on 17 November', async () => {
    const history = await readHistory(dataset)
    const line = (edition: string) => {
      const week = weekEnding(edition)
      const readings = {
        correlation: readers.correlation(history, week),
        sectors: readers.sectors(history, week),
        funding: readers.funding(history, week),
        openinterest: readers.openinterest(history, week),
        volume: readers.volume(history, week),
      }
      return universeLine(readings, en)
    }
    expect(line('2025-10-13')).toBe(
      'Universe: top 100, with ASTER (prices or market cap missing) replaced by the next largest, funding from two venues.',
    )
    expect(line('2025-11-17')).toContain('20 of 21 settlements on Binance')
  })
})
