/** What `/assets`, `/marketcap`, `/sectors`, `/movers`, `/correlation`, `/volatility` and `/volume` print. */
import { describe, expect, it } from 'vitest'
import * as market from '#src/briefing/details/market.ts'
import * as movement from '#src/briefing/details/movement.ts'
import type { MissingReason, Reading } from '#src/market/reading.ts'
import { DAY } from '#src/market/time.ts'
import { en, ja, printed, readingOf, week } from './reading.ts'

const reading = <V>(value: unknown, ...missing: readonly (readonly [string, MissingReason])[]): Reading<V> =>
  readingOf<V>(
    value,
    missing.map(([figure, reason]) => ({ figure, reason })),
  )

describe('/assets', () => {
  const rows = [
    { id: 'gold', rank: 1, weekReturn: 0.0218 },
    { id: 'crypto', rank: 2, weekReturn: -0.105 },
    { id: 'us10y', weekReturn: 0.01, weekChange: 0.034 },
    { id: 'vix', weekReturn: undefined },
  ]

  it('prints the rank, how long it has held, and the ends of the ranking', () => {
    const fields = market.assetsFields(reading({ rows, rank: 9, of: 9, weeksLast: 3 }), ja)
    expect(printed(fields)).toEqual([
      '期間: 2025年11月17日〜24日（7日間）',
      '上位30銘柄指数: −10.5%',
      '暗号資産の順位: 9資産中9位',
      '最下位の連続週数: 3週',
      '首位: 金 +2.2%',
      '最下位: 暗号資産（上位30） −10.5%',
    ])
    expect(printed(market.assetsFields(reading({ rows, weeksFirst: 2 }), en))).toEqual([
      'Window: 17–24 Nov 2025 (7 days)',
      'Top 30 index: −10.5%',
      'Rank of crypto: no data',
      'Weeks in first place: 2',
      'Best: Gold +2.2%',
      'Worst: Top 30 (crypto) −10.5%',
    ])
  })

  it('prints yields in points, and what is not ranked without a rank', () => {
    const before = reading<never>({ rows: [{ id: 'gold', rank: 4 }] })
    expect(printed(market.assetsTable(rows as never, before, en))).toEqual([
      'Asset | Rank | Return | Rank the week before',
      'Gold | 1 | +2.2% | 4',
      'Top 30 (crypto) | 2 | −10.5% | ',
      'US 10-year |  | +0.03 points | ',
      'VIX |  | – | ',
    ])
  })
})

describe('/marketcap', () => {
  const scope = {
    scope: 'exbtc',
    value: 1_230_000_000_000,
    share: 0.414,
    changes: [
      { days: 1, change: 0.001 },
      { days: 365, change: { missing: 'record-too-short' } },
    ],
    peak: { value: 1_750_000_000_000, day: '2025-10-07' },
    series: [
      [week.end - 2 * DAY, 1_200_000_000_000],
      [week.end - DAY, null],
      [week.end, 1_230_000_000_000],
    ],
    without: ['bitcoin'],
    crossed: [],
  } as never

  it('prints values, changes, shares and the peak of the days that are drawn', () => {
    const crossed = [{ direction: 'down', level: 3e12, date: '2025-11-21' }]
    const whole = reading<never>({ bitcoinShare: 0.586, ethereumShare: 0.1141, crossed })
    expect(printed(market.marketcapFields(whole, scope, ja))).toEqual([
      '期間: 2025年11月22日〜24日（2日間）',
      'ビットコインを除く: 1.23兆ドル',
      '1日間の増減: +0.1%',
      '365日間の増減: データなし（記録が短い）',
      '全体に占める割合: 41.4%',
      '期間中のピーク: 1.75兆ドル　2025年10月7日',
      '大台: 今週の大台割れ・大台乗せはなし',
    ])
    const total = { ...(scope as object), scope: 'total' } as never
    const ofTotal = printed(market.marketcapFields(whole, total, ja))
    expect(ofTotal).toEqual(
      expect.arrayContaining(['BTCの占有率: 58.6%', 'ETHの占有率: 11.4%', '大台: 11月21日に3兆ドル割れ']),
    )
    const levelOf = (value: object) =>
      printed(market.marketcapFields(reading<never>(value as never), total, en)).at(-1)
    expect(levelOf({ crossed: [], weekChange: 0.01 })).toBe('Round level: None crossed this week')
    // Without both ends of the week it is not known.
    expect(levelOf({ crossed: [] })).toBe('Round level: no data')
  })

  it('of one day has no window, and its value is no peak', () => {
    const day = { ...(scope as object), series: [[week.end, 1_230_000_000_000]] } as never
    const names = printed(market.marketcapFields(reading<never>({ crossed: [] }), day, en)).join('\n')
    expect(names).toContain('Without bitcoin: $1.23T')
    expect(names).not.toMatch(/Window|Peak/)
  })

  it('prints a dash for a day without a value, and no change across it', () => {
    expect(printed(market.marketcapTable(scope, en))).toEqual([
      'Date | Market cap | Change',
      '24 Nov 2025 | $1.23T | ',
      '23 Nov 2025 | – | ',
      '22 Nov 2025 | $1.20T | ',
    ])
  })
})

describe('/sectors', () => {
  const sectors = {
    reading: reading({
      rows: [
        {
          sector: 'privacy',
          weekReturn: 0.023,
          breadth: 0.4,
          members: 5,
          best: { symbol: 'ZEC', return: 0.094 },
          worst: { symbol: 'XMR', return: -0.007 },
        },
        { sector: 'layer-2', weekReturn: -0.149 },
      ],
      top30: -0.072,
      tooFew: [{ sector: 'oracle' }, { sector: 'rwa' }],
    }),
    bitcoin: -0.069,
  } as never

  it('prints the index, how many rose, and the sectors left out', () => {
    expect(printed(market.sectorsFields(sectors, ja)).slice(1)).toEqual([
      '上位30銘柄指数: −7.2%',
      'BTC: −6.9%',
      '上昇セクター: 2セクター中1セクター',
      '指数の算出: Kawaraban独自（ウエートは期初に固定）',
      '構成銘柄が足りないセクター: オラクル、現実資産（RWA）',
    ])
  })

  it('prints each sector beside bitcoin, with its breadth and its ends', () => {
    const only = { ...(sectors as { reading: Reading<{ rows: unknown[] }> }) }
    const one = { ...only, reading: reading({ rows: only.reading.value.rows.slice(0, 1) }) } as never
    expect(printed(market.sectorsTable(one, en))).toEqual([
      'Sector | Return | vs BTC | Coins up | Coins | Best | Worst',
      'privacy | +2.3% | +9.2% | 40% | 5 | ZEC +9.4% | XMR −0.7%',
    ])
  })
})

describe('/movers', () => {
  const mover = { symbol: 'ZEC', name: 'Zcash', return: 0.25, rank: 17, marketCap: 4_800_000_000 }

  it('prints the median, how many rose and how many were counted', () => {
    const fields = market.moversFields(
      reading({ all: [mover, { ...mover, return: -0.1 }], median: 0.075 }),
      en,
    )
    expect(printed(fields).slice(1)).toEqual([
      'Median return: +7.5%',
      'Coins up: 1 of 2',
      'Coins counted: 2 of 3',
    ])
  })

  it('prints a table each of gainers and losers, and says where there are none', () => {
    expect(printed(market.moversTable(reading({ gainers: [mover], losers: [] }), ja))).toEqual([
      '銘柄 | 名称 | 騰落率 | 時価総額順位 | 時価総額',
      'ZEC | Zcash | +25.0% | 17 | 48.0億ドル',
      'データなし',
    ])
  })
})

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
