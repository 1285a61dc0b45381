/** What `/assets`, `/marketcap`, `/sectors` and `/movers` print. */
import { describe, expect, it } from 'vitest'
import * as market from '#src/briefing/details/market.ts'
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
