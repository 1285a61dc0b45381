/** What `/price`, `/chart`, `/compare` and `/macro` print. */
import { describe, expect, it } from 'vitest'
import { macroDetails } from '#src/briefing/details/macro.ts'
import { chartDetails, compareDetails, priceDetails } from '#src/briefing/details/prices.ts'
import { DAY, HOUR } from '#src/market/time.ts'
import type { CandlesReading } from '#src/services/candles.ts'
import type { CompareReading } from '#src/services/compare.ts'
import type { MacroReading } from '#src/services/macro/reading.ts'
import type { PriceReading } from '#src/services/price.ts'
import { en, ja, printed, readingOf, week } from './reading.ts'

const bitcoin = {
  asset: { id: 'bitcoin', symbol: 'BTC', name: 'Bitcoin', kind: 'coin' },
  price: 87_520.4,
  asOf: week.end,
  change24h: -0.003,
  change7d: -0.069,
  changeWindow: { missing: 'gap' },
  rank: 1,
  marketCap: 1_750_000_000_000,
  high: { price: 126_209, day: '2025-10-06', distance: -0.3066 },
  recordStart: '2024-10-01',
  series: [],
}

const pricesOf = (rows: readonly object[], days = 30) =>
  ({ at: week.end, days, rows, sources: [] }) as unknown as PriceReading

describe('/price', () => {
  it('prints one coin as fields, what is missing with its reason', () => {
    expect(printed(priceDetails(pricesOf([bitcoin]), false, ja))).toEqual([
      '価格: 8万7,520ドル',
      '時刻: 日本時間11月24日9時',
      '24時間: −0.3%',
      '7日間: −6.9%',
      '30日間: データなし（記録に欠け）',
      '時価総額順位: 1',
      '時価総額: 1.75兆ドル',
      '記録の最高値: 12万6,209ドル　2025年10月6日',
      '最高値比: −30.7%',
      '銘柄の取引高: データなし（提供なし）',
      '記録の開始: 2024年10月1日',
    ])
  })

  it('prints the price of the moment first, and the close that changes are counted to', () => {
    const live = { price: 88_000, time: week.end, source: 'OKX', age: 0, isStale: false, disagreements: [] }
    expect(printed(priceDetails(pricesOf([{ ...bitcoin, live }]), false, en)).slice(0, 2)).toEqual([
      'Price now: $88,000 (OKX, 00:00 UTC on 24 Nov, less than 15 min old)',
      'Last daily close: $87,520 (00:00 UTC on 24 Nov)',
    ])
  })

  it('prints several coins as rows, seven days once', () => {
    const sui = {
      ...bitcoin,
      asset: { id: 'sui', symbol: 'SUI' },
      price: 1.4567,
      rank: { missing: 'no-data' },
    }
    expect(printed(priceDetails(pricesOf([bitcoin, sui]), false, en))).toEqual([
      'Coin | Price | 24 hours | 7 days | 30 days | Market cap rank | From high',
      'BTC | $87,520 | −0.3% | −6.9% | – | 1 | −30.7%',
      'SUI | $1.46 | −0.3% | −6.9% | – | – | −30.7%',
    ])
    expect(printed(priceDetails(pricesOf([bitcoin, sui], 7), false, en))[0]).toBe(
      'Coin | Price | 24 hours | 7 days | Market cap rank | From high',
    )
  })
})

describe('/chart', () => {
  const candle = (i: number) => ({
    time: week.start + i * DAY,
    open: 100 + i,
    high: 110 + i,
    low: 90 + i,
    close: 105 + i,
  })
  const reading = {
    asset: bitcoin.asset,
    from: week.start,
    to: week.end,
    timeframe: '1d',
    overlay: 'none',
    candles: [candle(0), candle(1)],
    change: 0.06,
  } as unknown as CandlesReading

  it('prints the first open, the ends, the last close and how many candles', () => {
    const details = printed(chartDetails(reading, true, en))
    expect(details).toEqual([
      'Window: 17–24 Nov 2025 (7 days)',
      'Open: $100.00',
      'High: $111.00',
      'Low: $90.00',
      'Close: $106.00',
      'Change: +6.0%',
      'Candles: 2 daily candles',
      'Opened | Open | High | Low | Close',
      '00:00 UTC on 18 Nov | $101.00 | $111.00 | $91.00 | $106.00',
      '00:00 UTC on 17 Nov | $100.00 | $110.00 | $90.00 | $105.00',
    ])
  })
})

it('/compare prints return, volatility, drawdown and correlation, and who is left out', () => {
  const reading = {
    from: week.end - 30 * DAY,
    to: week.end,
    rows: [
      {
        asset: bitcoin.asset,
        return: -0.223,
        volatility: 0.349,
        maxDrawdown: { depth: -0.249 },
        correlation: 1,
      },
    ],
    absent: [{ asset: { symbol: 'PUMP' }, why: { missing: 'record-too-short' } }],
  } as unknown as CompareReading
  expect(printed(compareDetails(reading, ja))).toEqual([
    '期間: 2025年10月25日〜11月24日（30日間）',
    '相関の相手: BTC',
    '銘柄 | 騰落率 | ボラティリティ | 最大下落率 | 相関',
    'BTC | −22.3% | 34.9% | −24.9% | 1.00',
    'PUMPは対象外（記録が短い）',
  ])
})

describe('/macro', () => {
  const release = (series: string, unit: string, latest: number, previous?: number) => ({
    series,
    unit,
    latest,
    previous,
    period: '2025-09',
    releasedAt: week.start + 13.5 * HOUR,
    thisWeek: true,
  })
  const value = {
    releases: [
      release('payrolls_change', 'thousands of persons', 119, -4),
      release('unemployment_rate', 'percent', 4.44),
    ],
    odds: [{ cut: 0.3, source: 'polymarket', asOf: week.end - HOUR, meeting: '2025-12-10' }],
    curves: [{ curve: 'ust', tenYear: 4.064, slope2s10s: 0.551, shape: 'bull-steepening' }],
    holidays: [],
    ahead: [{ date: '2025-11-26', country: 'gb', nameJa: '英国の予算発表', nameEn: 'UK budget' }],
    fearGreed: 18,
  } as unknown as MacroReading

  it('prints releases with sign and unit, odds with their source, the curve and the index', () => {
    expect(printed(macroDetails(readingOf<MacroReading>(value), 'week', 'all', ja))).toEqual([
      '指標 | 対象期間 | 結果 | 前回 | 発表',
      '米国の非農業部門雇用者数 | 2025年9月 | +11万9,000人 | −4,000人 | 日本時間11月17日22時30分',
      '米国の失業率 | 2025年9月 | 4.4% | – | 日本時間11月17日22時30分',
      '利下げ確率: 30.0%',
      '1週間前: データなし',
      '確率の出所: Polymarket（日本時間11月24日8時時点、2025年12月10日の会合）',
      '米10年債と長短金利差: 4.06%、2年債との差+0.55ポイント（ブルスティープ化）',
      '恐怖・強欲指数: 18',
      '市場予想は収録していません。',
    ])
  })

  it('prints the dates ahead of a country, and nothing of another', () => {
    expect(printed(macroDetails(readingOf<MacroReading>(value), 'next', 'uk', en))).toEqual([
      'Date | Country | Event',
      '26 Nov 2025 | UK | UK budget',
    ])
    expect(printed(macroDetails(readingOf<MacroReading>(value), 'week', 'cn', en))).toEqual(['No data'])
  })
})
