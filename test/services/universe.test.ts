import { describe, expect, it } from 'vitest'
import { agedRanksLines } from '#src/briefing/universe.ts'
import { createWords } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import type { Withheld } from '#src/market/withheld.ts'
import { DAY } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import {
  type AgedRanks,
  agedRanking,
  agedRanks,
  constituents,
  midnightsOf,
  rankedCoins,
  tierMembers,
  topHundred,
} from '#src/services/universe.ts'
import { buildHistory, generate, instantOf } from '../support/history.ts'

const week = weekEnding('2025-06-16')
const ids = (coins: readonly { asset: { id: string } }[]) => coins.map((coin) => coin.asset.id)
/** 40 closes to 16 June that never stand still. */
const closes = generate(40, (i) => 100 + ((i * 7) % 5))
const month = ['2025-05-07', ...closes] as const

describe('the universe', () => {
  it('holds coins only, whatever their size', () => {
    const kinds = ['coin', 'stablecoin', 'wrapped', 'staked', 'tokenized'] as const
    const history = buildHistory({
      assets: kinds.map((kind) => ({ id: kind, kind, sectors: ['layer-1'] })),
      daily: Object.fromEntries(kinds.map((kind) => [kind, month])),
      marketCaps: Object.fromEntries(
        kinds.map((kind, i) => [kind, ['2025-06-09', ...generate(8, () => 1 + i)] as const]),
      ),
    })
    expect(ids(rankedCoins(history, week.end))).toEqual(['coin'])
    expect(ids(constituents(history, week.start, week.end))).toEqual(['coin'])
    expect(ids(topHundred(history, week.end))).toEqual(['coin'])
  })

  it('keeps two coins with one symbol apart', () => {
    const history = buildHistory({
      assets: [
        { id: 'bob-one', symbol: 'BOB' },
        { id: 'bob-two', symbol: 'BOB' },
      ],
      marketCaps: { 'bob-one': ['2025-06-16', 1], 'bob-two': ['2025-06-16', 2] },
      now: '2025-06-16',
    })
    expect(ids(rankedCoins(history, week.end))).toEqual(['bob-two', 'bob-one'])
  })

  it('leaves out a coin without a market cap at that instant, and never takes an older one', () => {
    const history = buildHistory({
      now: '2025-06-16',
      daily: { bitcoin: month, capless: month, old: month },
      marketCaps: { bitcoin: ['2025-06-16', 5], old: ['2025-06-15', 9], zero: ['2025-06-16', 0] },
    })
    expect(ids(rankedCoins(history, week.end))).toEqual(['bitcoin'])
  })

  it('ranks by the day before where fewer than half as many coins have a cap, all of one instant', () => {
    const names = ['a', 'b', 'c', 'd', 'e']
    const of = (count: number) =>
      buildHistory({
        now: '2025-06-16',
        marketCaps: Object.fromEntries(
          names.map(
            (name, i) => [name, i < count ? ['2025-06-15', 5 - i, 50 + i] : ['2025-06-15', 5 - i]] as const,
          ),
        ),
      })
    const [none, some, most] = [0, 2, 3].map(of) as [History, History, History]
    const before = week.end - DAY
    expect([none, some, most].map((history) => ids(rankedCoins(history, week.end)).join(''))).toEqual([
      'abcde',
      'abcde',
      'cba',
    ])
    expect([none, some, most].map((history) => agedRanking(history, week.end))).toEqual([
      before,
      before,
      undefined,
    ])
    // Two days on no ranks are left.
    const later = buildHistory({ now: '2025-06-16', marketCaps: { a: ['2025-06-14', 1] } })
    expect([rankedCoins(later, week.end), agedRanking(later, week.end)]).toEqual([[], undefined])
  })

  it('says of caps that were reported and are withheld that they are, and not that nobody told them', async () => {
    const names = ['a', 'b', 'c', 'd', 'e']
    const day = week.end - DAY
    const history = buildHistory({
      now: '2025-06-16',
      marketCaps: Object.fromEntries(names.map((name, i) => [name, ['2025-06-15', 5 - i]] as const)),
    })
    const withheldOf = (count: number): Withheld[] =>
      names.slice(0, count).map((asset) => ({
        ...{ table: 'market_caps', of: { asset }, time: week.end, value: 1, reason: 'jump', against: [] },
      }))
    const aged = (withheld: readonly Withheld[]) => agedRanks({ ...history, withheld }, week.end)
    expect(aged([])).toEqual({ rankedAt: day })
    expect(aged(withheldOf(2))).toEqual({ rankedAt: day })
    expect(aged(withheldOf(3))).toEqual({ rankedAt: day, ranksWithheld: true })
    expect(aged(withheldOf(3).map((one) => ({ ...one, time: day })))).toEqual({ rankedAt: day })
    const said = (language: 'en' | 'ja', all: readonly AgedRanks[]) =>
      agedRanksLines(all, createWords(language, 'UTC', 0))
    const both = [aged(withheldOf(3)), aged(withheldOf(5)), {}]
    expect(said('en', both)).toEqual([
      'Too few market caps of 00:00 UTC on 16 June 2025 can be used, as values are withheld: coins are ranked and weighted by those of 15 June 2025.',
    ])
    expect(said('ja', both)).toEqual([
      'UTC 2025年6月16日0時の時価総額は、保留した値があり使える数が足りないため、順位とウエートは2025年6月15日の時価総額によります。',
    ])
    expect(said('en', [aged([])])[0]).toContain('were not supplied')
  })

  it('ranks equal market caps by id, so that the order never depends on the file', () => {
    const caps = { zeta: ['2025-06-16', 1], alpha: ['2025-06-16', 1] } as const
    const history = buildHistory({ now: '2025-06-16', marketCaps: caps })
    expect(ids(rankedCoins(history, week.end))).toEqual(['alpha', 'zeta'])
  })

  it('knows nothing after market now', () => {
    const history = buildHistory({ now: '2025-06-15', marketCaps: { bitcoin: ['2025-06-15', 1, 2] } })
    expect(rankedCoins(history, week.end)).toEqual([])
  })

  it('asks members of an index for both prices', () => {
    const cap = ['2025-06-09', 1] as const
    const history = buildHistory({
      daily: {
        whole: month,
        listed: ['2025-06-10', 1, 2, 3, 4, 5, 6],
        delisted: ['2025-06-01', ...generate(12, () => 1)],
      },
      marketCaps: { whole: cap, listed: cap, delisted: cap, priceless: cap },
    })
    expect(ids(constituents(history, week.start, week.end))).toEqual(['whole'])
  })
})

describe('the hundred', () => {
  it('is filtered first and ranked after, so that no rank is left empty', () => {
    const names = generate(120, (i) => i).map((i) => `coin-${String(i).padStart(3, '0')}`)
    const young = new Set(['coin-003', 'coin-050'])
    const history = buildHistory({
      daily: Object.fromEntries(
        names.map((name) => [
          name,
          young.has(name) ? (['2025-06-01', ...generate(15, () => 1)] as const) : month,
        ]),
      ),
      marketCaps: Object.fromEntries(names.map((name, i) => [name, ['2025-06-16', 1000 - i] as const])),
    })
    expect(topHundred(history, week.end)).toHaveLength(100)
    expect(ids(topHundred(history, week.end)).at(-1)).toBe('coin-101')
    expect(ids(tierMembers(history, 'top10', week.end)).at(-1)).toBe('coin-010')
    expect(tierMembers(history, 'rank11to49', week.end)).toHaveLength(39)
    expect(tierMembers(history, 'rank50to100', week.end)).toHaveLength(51)
  })

  it('needs every one of 31 closes', () => {
    const cap = ['2025-06-16', 1] as const
    const broken = [...generate(12, () => 1), null, ...generate(18, () => 1)]
    const history = buildHistory({
      daily: {
        exactly: ['2025-05-16', ...generate(31, (i) => 1 + (i % 3))],
        short: ['2025-05-17', ...generate(30, (i) => 1 + (i % 3))],
        broken: ['2025-05-16', ...broken],
      },
      marketCaps: { exactly: cap, short: cap, broken: cap },
    })
    expect(ids(topHundred(history, week.end))).toEqual(['exactly'])
    expect(topHundred(history, week.end)[0]?.returns).toHaveLength(30)
  })

  it('compares coins at 00:00 UTC in every zone', () => {
    const { start, end } = midnightsOf(weekEnding('2025-06-16', 'Asia/Tokyo'))
    expect([start, end]).toEqual([instantOf('2025-06-08'), instantOf('2025-06-15')])
    expect(midnightsOf(week)).toEqual({ start: week.start, end: week.end })
  })
})
