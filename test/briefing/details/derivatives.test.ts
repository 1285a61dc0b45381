/** What `/funding` and `/openinterest` print: every field with its unit, what is missing with its reason. */
import { describe, expect, it } from 'vitest'
import { fundingFields, fundingHistory, fundingVenues } from '#src/briefing/details/funding.ts'
import {
  openinterestChanges,
  openinterestFields,
  openinterestVenues,
} from '#src/briefing/details/openinterest.ts'
import type { FundingReading } from '#src/services/funding/reading.ts'
import type { FundingWindow } from '#src/services/funding/fundingwindow.ts'
import type { OpenInterestReading } from '#src/services/openinterest.ts'
import type { InterestChanges } from '#src/services/openinterest/changes.ts'
import { en, ja, printed, readingOf, week } from './reading.ts'

const at = (text: string) => Date.parse(`2025-11-${text}:00Z`)

const venue = (name: string, weight: number) => ({
  venue: name,
  time: week.end,
  rate: -0.00005,
  intervalHours: 4,
  rate8h: -0.0001,
  weekMean8h: 0.000034,
  openInterest: 17_400_000_000,
  weight,
})

const run = {
  sign: 'negative',
  prints: 4,
  hours: 32,
  since: '2025-11-23T00:00:00Z',
  lastEarlierRunAtLeastAsLong: {
    start: '2025-10-24T00:00:00Z',
    end: '2025-10-26T16:00:00Z',
    prints: 5,
  },
  lastEarlierSamePrint: '2025-10-30T00:00:00Z',
  recordStart: '2024-10-01T00:00:00Z',
}

const value = {
  asset: 'bitcoin',
  symbol: 'BTC',
  referenceVenue: 'binance',
  venues: [venue('binance', 0.7), venue('okx', 0.3), venue('bybit', 0), venue('hyperliquid', 0)],
  absentVenues: ['kraken', 'gate'],
  weighting: 'open-interest',
  rate8h: -0.000042,
  weekMean8h: 0.000029,
  apr: -0.04599,
  percentile1y: 0.004,
  run,
  priceAtLastEarlierSamePrint: 114_658,
  daily: [
    [at('22T00:00'), 0.00001],
    [at('23T00:00'), null],
  ],
}

const window: FundingWindow = {
  days: 90,
  median: -0.000038,
  mean: 0.000052,
  referenceMean: 0.000052,
  mean7d: 0.00001,
  mean30d: { missing: 'gap' },
  high: { venue: 'okx', time: at('15T16:00'), rate8h: 0.0001 },
  low: { missing: 'gap' },
  negativeShare: 0.038,
  settlements: [
    { time: at('23T16:00'), rate8h: -0.00005 },
    { time: at('24T00:00'), rate8h: 0 },
  ],
  weeks: [],
}

describe('/funding', () => {
  it('prints level, means, extremes, share, standing and run, each with its unit', () => {
    const fields = fundingFields(readingOf<FundingReading>(value), window, '8h', ja)
    expect(printed(fields)).toEqual([
      '期間: 2025年8月26日〜11月24日（90日間）',
      '現在（8時間換算、建玉加重）: −0.0042%',
      '年率換算: −4.6%',
      '取引所の中央値: −0.0038%',
      '7日平均（2取引所）: +0.0029%',
      '30日平均（2取引所）: データなし（記録に欠け）',
      '期間平均（2取引所）: +0.0052%',
      '8時間あたりの最高: +0.0100%（OKX、日本時間11月16日1時）',
      '8時間あたりの最低: データなし（記録に欠け）',
      'マイナスだった確定の割合（Binance）: 4%',
      '日次平均の記録での位置（Binance、最長1年）: 下位1%',
      '継続（Binance）: マイナスが4回連続（1.3日）',
      '継続の始まり: 日本時間11月23日9時',
      '前回これだけ続いた期間の終わり: 2025年10月26日',
      '前回マイナスだったときの価格（Binance）: 11万4,658ドル',
      '取引所: Binance、OKX、Bybit、Hyperliquid',
      '平均に含む取引所: Binance、OKX',
    ])
  })

  it('prints them annualized where that was asked for', () => {
    const fields = printed(fundingFields(readingOf<FundingReading>(value), window, 'apr', en))
    expect(fields).toContain('Median over venues: −4.2% a year')
    expect(fields).toContain('7-day average (2 venues): +3.2% a year')
    expect(fields).toContain('Highest 8 hours: +11.0% a year (OKX, 16:00 UTC on 15 Nov)')
    const yearly = printed(fundingFields(readingOf<FundingReading>(value), window, 'apr', ja))
    expect(yearly).toContain('7日平均（2取引所）: 年率+3.2%')
    expect(yearly).toContain('最も高かった8時間: 年率+11.0%（OKX、日本時間11月16日1時）')
    expect(fields).toContain('Run (Binance): negative, 4 settlements (1.3 days)')
    expect(fields).toContain('Price at the last negative settlement before the run (Binance): $114,658')
  })

  it('told a run of settlements under a sentence on sums of 8 hours: both are of the same verdict', () => {
    const endRun = { sign: 'negative', settlements: 6, hours: 48, from: at('22T08:00'), to: at('24T00:00') }
    const verdict = { venues: [{ venue: 'binance', summed: true, endRun }] }
    const rows = (words: typeof en) =>
      printed(fundingFields(readingOf<FundingReading>({ ...value, verdict }), window, '8h', words))
    expect(rows(en)).toContain('Run (Binance, sums of 8 hours): negative, 48 hours')
    expect(rows(en)).toContain('Run began: 08:00 UTC on 22 Nov')
    expect(rows(en).filter((row) => /^Run \(|4 settlements/.test(row))).toHaveLength(1)
    expect(rows(ja)).toContain('継続（Binance、8時間ごとの集計）: マイナスが48時間継続')
  })

  it('says how the rate was weighted: that one venue alone had a weight, too', () => {
    const label = (more: object) =>
      printed(fundingFields(readingOf<FundingReading>({ ...value, ...more }), window, '8h', en))[1]
    expect(label({})).toBe('Current rate (8h, weighted by open interest): −0.0042%')
    expect(label({ venues: [venue('binance', 1), venue('okx', 0)] })).toBe(
      'Current rate (8h, Binance): −0.0042%',
    )
    expect(label({ weighting: 'equal' })).toBe('Current rate (8h, equal weights): −0.0042%')
  })

  it('says why there is no rate, and no price beside a positive run', () => {
    const missing = [{ figure: 'funding.bitcoin.rate8h', reason: 'stale' as const }]
    const without = {
      ...value,
      rate8h: undefined,
      percentile1y: undefined,
      run: { ...run, sign: 'positive', lastEarlierRunAtLeastAsLong: null },
    }
    const fields = printed(fundingFields(readingOf<FundingReading>(without, missing), window, '8h', en))
    expect(fields[1]).toBe('Current rate (8h, weighted by open interest): no data (out of date)')
    expect(fields).toContain('Standing of the daily average (Binance, up to 1 year): no data')
    expect(fields).toContain('Last run this long ended: none on our record')
    // It is positive now: the settlement before the run says nothing.
    expect(fields.join()).not.toContain('$114,658')
  })

  it('prints a row a venue, and names those without a rate', () => {
    const blocks = fundingVenues(readingOf<FundingReading>(value), 'top', '8h', ja)
    expect(printed(blocks)).toEqual([
      '取引所 | 確定値 | 間隔 | 8時間換算 | 7日平均 | 建玉残高 | ウエート',
      'Binance | −0.0050% | 4時間 | −0.0100% | +0.0034% | 174億ドル | 70%',
      'OKX | −0.0050% | 4時間 | −0.0100% | +0.0034% | 174億ドル | 30%',
      'Bybit | −0.0050% | 4時間 | −0.0100% | +0.0034% | 174億ドル | 0%',
      'ほかの1取引所はvenues:allを付けると表示されます。',
      '使える値のない取引所：Kraken、Gate',
    ])
    expect(printed(fundingVenues(readingOf<FundingReading>(value), 'all', 'apr', en)).slice(-2)).toEqual([
      'Hyperliquid | 4 h | −11.0% | +3.7% | $17.4B | 0%',
      'No usable figures from Kraken, Gate.',
    ])
  })

  it('prints each settlement, newest first', () => {
    const block = fundingHistory(readingOf<FundingReading>(value), window, '8h', en)
    expect(block.heading).toBe('Settlements on Binance')
    expect(printed(block)).toEqual([
      'Settled at | 8h',
      '00:00 UTC on 24 Nov | 0.0000%',
      '16:00 UTC on 23 Nov | −0.0050%',
    ])
  })
})

const row = {
  asset: 'bitcoin',
  symbol: 'BTC',
  end: 60_900_000_000,
  coins: 695_795.4,
  peak90d: 84_300_000_000,
  peak90dDate: '2025-10-04',
  drawdown90d: -0.2776,
  ofMarketCap: 0.0352,
  weekChangePercentile: 0.43,
  quadrant: 'new-shorts',
}

const changes: InterestChanges = {
  asset: 'bitcoin',
  changes: [
    { days: 1, usd: -0.016, coins: -0.013 },
    { days: 7, usd: { missing: 'gap' }, coins: 0.062 },
  ],
  venues: [{ venue: 'okx', value: 5_540_000_000, share: 0.091 }],
  absentVenues: ['bybit'],
  across: 60_900_000_000,
}

describe('/openinterest', () => {
  const fields = (more: object, unit: 'usd' | 'coin', words = ja, missing = [] as { figure: string }[]) => {
    const reading = readingOf<OpenInterestReading>(
      { rows: [row], ...more },
      missing.map(({ figure }) => ({ figure, reason: 'record-too-short' })),
    )
    return printed(openinterestFields('BTC', reading, changes, unit, 30, words))
  }

  it('prints dollars, coins, changes, peak and standing', () => {
    expect(fields({ leverage: { quadrant: 'long-unwinding' } }, 'usd')).toEqual([
      '期間: 2025年10月25日〜11月24日（30日間）',
      '対象: BTC',
      '建玉残高: 609億ドル',
      '枚数: 695,795 BTC',
      '1日間の増減: −1.6%',
      '7日間の増減: データなし（記録に欠け）',
      '過去90日のピーク: 843億ドル　2025年10月4日',
      'ピーク比: −27.8%',
      '時価総額に対する比率: 3.5%',
      '価格と建玉の組み合わせ: ロングの解消',
      '週間増減の位置（最長1年）: 下位43%',
    ])
  })

  it('prints coins alone where they were asked for, with their own peak', () => {
    const printed = fields({}, 'coin', en)
    expect(printed).toContain('Open interest: 695,795 BTC')
    expect(printed.join()).not.toMatch(/In dollars|\$/)
    expect(printed).toContain('7-day change: +6.2%')
    expect(printed).toContain('90-day peak: no data')
  })

  it('names price and open interest together only by the verdict', () => {
    expect(fields({}, 'usd', en).join()).not.toContain('Price and open interest')
    expect(fields({ leverage: {} }, 'usd', en)).toContain('Price and open interest: no clear signal')
  })

  it('says why there is no peak', () => {
    const rows = [{ ...row, peak90d: undefined, peak90dDate: undefined, drawdown90d: undefined }]
    const missing = ['peak90d', 'drawdown90d'].map((name) => ({ figure: `openinterest.bitcoin.${name}` }))
    const printed = fields({ rows }, 'usd', en, missing)
    expect(printed).toContain('90-day peak: no data (record too short)')
    expect(printed).toContain('From that peak: no data (record too short)')
  })

  it('prints shares and changes as tables', () => {
    expect(printed(openinterestVenues(changes, ja))).toEqual([
      '取引所 | 建玉残高 | 構成比',
      'OKX | 55.4億ドル | 9.1%',
      '使える値のない取引所：Bybit',
    ])
    expect(printed(openinterestChanges(changes, 'usd', en))).toEqual([
      'Window | In dollars | In coins',
      '1 day | −1.6% | −1.3%',
      '7 days | – | +6.2%',
    ])
  })
})
