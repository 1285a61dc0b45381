/** What `/correlation`, `/volatility` and `/volume` print. */
import { describe, expect, it } from 'vitest'
import * as movement from '#src/briefing/details/movement.ts'
import type { MissingReason, Reading } from '#src/market/reading.ts'
import { DAY } from '#src/market/time.ts'
import { en, ja, printed, readingOf, week } from './reading.ts'

const reading = <V>(value: unknown, ...missing: readonly (readonly [string, MissingReason])[]): Reading<V> =>
  readingOf<V>(
    value,
    missing.map(([figure, reason]) => ({ figure, reason })),
  )

describe('/correlation', () => {
  const tier = (name: string, mean: number) => ({
    tier: name,
    mean,
    mean4wAgo: 0.85,
    medianReturn: -0.084,
    members: ['a', 'b'],
  })
  const value = {
    tiers: [tier('top10', 0.617), tier('rank50to100', 0.643)],
    breadth: { rising: 10, counted: 100 },
  }
  const tiers = [
    { tier: 'top10', mean: 0.617 },
    { tier: 'rank50to100', mean: 0.643 },
  ] as never
  const pairs = {
    days: 30,
    highest: { symbols: ['ADA', 'SUI'], correlation: 0.971 },
    lowest: { symbols: ['TRX', 'XMR'], correlation: -0.004 },
    absent: ['x'],
  } as never

  it('prints means to two decimals, the gap, the ends and the count', () => {
    expect(printed(movement.correlationFields(reading(value), tiers, pairs, ja))).toEqual([
      '期間: 2025年10月25日〜11月24日（30日間）',
      '1〜10位: 0.62',
      '50〜100位: 0.64',
      '1〜10位と50〜100位の差: −0.03',
      '1〜10位（4週前）: 0.85',
      '相関が最も高い組: ADA/SUI 0.97',
      '相関が最も低い組: TRX/XMR 0.00',
      '週間の値上がり銘柄: 100銘柄中10銘柄',
      '1〜10位の騰落率中央値: −8.4%',
      '終値が欠けている銘柄: 1銘柄',
    ])
  })

  it('says why there is no value of four weeks ago', () => {
    const short = reading<never>({ tiers: [] }, ['correlation.top10.mean4wAgo', 'record-too-short'])
    expect(printed(movement.correlationFields(short, tiers, pairs, en))).toContain(
      'Top 10, four weeks ago: no data (record too short)',
    )
  })

  it('prints tiers, or chosen coins each with each', () => {
    expect(printed(movement.correlationTable(reading(value), tiers, undefined, en))[1]).toBe(
      'Top 10 | 0.62 | 0.85 | −8.4% | 2',
    )
    const matrix = {
      symbols: ['BTC', 'ETH'],
      values: [
        [1, 0.9],
        [Number.NaN, 1],
      ],
    }
    expect(printed(movement.correlationTable(reading(value), tiers, { matrix } as never, en))).toEqual([
      'Coin | BTC | ETH',
      'BTC | 1.00 | 0.90',
      'ETH | – | 1.00',
    ])
  })
})

describe('/volatility', () => {
  const window = {
    symbol: 'BTC',
    days: 7,
    now: 0.498,
    weekAgo: 0.41,
    percentile1y: 0.82,
    high: { value: 1.03, day: '2025-03-03' },
    low: { missing: 'gap' },
    series: [
      [week.end - 14 * DAY, 0.3],
      ...Array.from({ length: 13 }, (_, i) => [week.end - (13 - i) * DAY, null] as const),
      [week.end, 0.498],
    ],
  } as never

  it('prints values a year, standing, ends with their days, and what options imply', () => {
    const implied = { value: 0.48, day: week.end - DAY, venue: 'deribit' } as never
    const row = { rv30d: 0.413, rv7dHourly: 0.492 } as never
    expect(printed(movement.volatilityFields(window, row, implied, week, ja))).toEqual([
      '計算期間: 2025年11月17日〜24日（7日間）',
      '7日実現ボラティリティ: 49.8%',
      '1週間前: 41.0%',
      '記録での位置（最長1年）: 上位18%',
      '最高（最長1年）: 103.0%（2025年3月3日）',
      '最低（最長1年）: データなし（記録に欠け）',
      '30日実現ボラティリティ: 41.3%',
      '7日実現ボラティリティ（1時間足）: 49.2%',
      '予想変動率（DVOL）: 48.0%（Deribit、2025年11月23日）',
      '計算方法: 日足終値の対数収益率から算出（平均ゼロ、√365倍で年率換算）',
    ])
  })

  it('prints a value each fourteen days', () => {
    expect(printed(movement.volatilityTable([window], en))).toEqual([
      'Date | BTC',
      '24 Nov 2025 | 49.8%',
      '10 Nov 2025 | 30.0%',
    ])
  })
})

describe('/volume', () => {
  const daily = {
    day: 40e9,
    mean7d: 60.4e9,
    mean30d: { missing: 'gap' },
    perp: 1.59e12,
    ...{ leftOut: [], leftOutOfMean: [] },
  } as const

  it('prints amounts, the ratio, shares and venues', () => {
    const value = { week: 423e9, mean4w: 432e9, ratio: 0.979, spotShare: 0.2101, spotShareWeekAgo: 0.2 }
    expect(printed(movement.volumeFields(reading(value), daily, en))).toEqual([
      'Window: 17–24 Nov 2025 (7 days)',
      'Spot, week: $423B',
      'Spot, last day: $40.0B',
      'Spot per day, 7-day average: $60.4B',
      'Spot per day, 30-day average: no data (gap in the record)',
      'Average of the 4 weeks before: $432B',
      'Relative to that average: 98%',
      'Perpetuals, week: $1.59T',
      'Spot share: 21.0%',
      'Spot share, week before: 20.0%',
      'Venues: 2 of 3',
      'Wash-trading filter: None (figures as reported by venues)',
    ])
  })

  it('names the venues that only the averages or the share are without', () => {
    const lacks = { market: 'spot', venue: 'bybit', lacks: { day: '2025-10-22', days: 1 } } as const
    const value = {
      ...{ week: 423e9, ratio: 1, spotShare: 0.2, venues: ['binance', 'bybit'] },
      mean4w: 250e9,
      meanPart: { used: 1, expected: 2, leftOut: [lacks] },
      shareWithout: ['binance'],
    }
    const [english, ja_] = [en, ja].map((words) =>
      printed(movement.volumeFields(reading(value), daily, words)),
    )
    expect(english).toContain(
      'Left out of the 4-week and 30-day averages alone: Bybit (no figure for 22 October)',
    )
    expect(english).toContain('Average of the 4 weeks before: $250B (at 1 of these 2 venues)')
    expect(english).toContain('Relative to that average: 100% (at 1 of these 2 venues)')
    expect(ja_).toContain('4週平均比: 100%（2取引所中1取引所）')
    expect(english).toContain('Left out of both sides of the spot share: Binance')
    expect(english?.join()).not.toContain('spot sums')
    expect(ja_).toContain('4週・30日の平均から除いた取引所: Bybit（10月22日の値が欠損）')
    expect(ja_).toContain('現物の比率の計算から除いた取引所: Binance')
  })

  it('says why there is no average', () => {
    const short = reading<never>({}, ['volume.spot.mean4w', 'record-too-short'], ['volume.spot.ratio', 'gap'])
    const fields = printed(movement.volumeFields(short, daily, ja))
    expect(fields).toContain('直前4週の平均: データなし（記録が短い）')
    expect(fields).toContain('4週平均比: データなし（記録に欠け）')
  })

  it('prints weeks by their closing day, of both markets or one', () => {
    const value = {
      weeks: [
        [week.end - 7 * DAY, 400e9],
        [week.end, 423e9],
      ],
      perpWeeks: [[week.end, 1.59e12]],
      venues: ['binance', 'okx'],
    }
    expect(printed(movement.volumeTable(reading(value), 'spot', 26, ja))).toEqual([
      '締め日 | 現物 | 無期限先物',
      '2025年11月24日 | 4,230億ドル | 1.59兆ドル',
      '2025年11月17日 | 4,000億ドル | –',
      '現物の取引所：Binance、OKX',
    ])
    expect(printed(movement.volumeTable(reading(value), 'perp', 26, en)).slice(0, 2)).toEqual([
      'Week to | Perpetuals',
      '24 Nov 2025 | $1.59T',
    ])
  })
})
