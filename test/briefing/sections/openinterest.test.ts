import { describe, expect, it } from 'vitest'
import { openinterestSection } from '#src/briefing/sections/openinterest.ts'
import { startOfDay } from '#src/market/time.ts'
import type { OpenInterestReading, OpenInterestRow } from '#src/services/openinterest.ts'
import { keysOf, readingOf, statementOf, textsOf } from '../handmade.ts'
import { entry, leverageOf } from '../verdicts.ts'

const TOTAL: OpenInterestRow = { asset: 'total', symbol: 'total', venues: ['all'], series: [] }
const BTC: OpenInterestRow = { asset: 'bitcoin', symbol: 'BTC', venues: ['all'], series: [], end: 6.58e10 }
const FALLEN = {
  start: 1.4e11,
  end: 1.35e11,
  weekChange: -0.033,
  peak90d: 2.3e11,
  peak90dDate: '2025-10-06',
  drawdown90d: -0.41,
  peakAtEdge: false,
  recordPeak: { value: 2.3e11, date: '2025-10-06' },
  recordStart: '2025-02-14',
}

function section(
  rows: readonly OpenInterestRow[],
  more: Partial<OpenInterestReading> = {},
  extremes: Parameters<typeof openinterestSection>[1] = [],
) {
  return openinterestSection(readingOf('openinterest', { rows, prices: [], ...more }), extremes)
}

const judged = (more: Parameters<typeof leverageOf>[0]) => section([BTC], { leverage: leverageOf(more) })

describe('a week of open interest', () => {
  const still = { low: -0.004, high: 0.003 }
  it.each([
    ['calm', { coinsWeek: still, dollarsWeek: 0.002 }],
    ['priceOnly', { coinsWeek: still, dollarsWeek: -0.05, priceWeek: -0.046, byPrice: true }],
    ['priceUnclear', { coinsWeek: { low: -0.015, high: 0.006 }, dollarsWeek: -0.05, byPrice: true }],
    ['unclear', { coinsWeek: { low: -0.056, high: 0.082 }, dollarsWeek: -0.073, byPrice: false }],
    ['dollarsOnly', { coinsWeek: still, dollarsWeek: -0.011, priceWeek: 0.002, byPrice: true }],
    ['coinsMore', { coinsWeek: { low: 0.028, high: 0.048 }, dollarsWeek: 0.003 }],
    ['coinsFewer', { coinsWeek: { low: -0.047, high: -0.042 }, dollarsWeek: -0.005 }],
    ['coinsMoreAgainst', {}],
    ['coinsFewerAgainst', { coinsWeek: { low: -0.046, high: -0.033 }, dollarsWeek: 0.054, priceWeek: 0.104 }],
    ['mostlyPrice', { coinsWeek: { low: 0.059, high: 0.077 }, dollarsWeek: 0.186, priceWeek: 0.1 }],
    [
      'beyondPrice',
      {
        coinsWeek: { low: -0.145, high: -0.128 },
        dollarsWeek: -0.204,
        priceWeek: -0.069,
        byPrice: false,
        byCoins: true,
      },
    ],
    [
      'both',
      { coinsWeek: { low: -0.051, high: -0.028 }, dollarsWeek: -0.076, priceWeek: -0.027, byPrice: false },
    ],
  ] as const)('is told as %s by its coins, dollars and price', (key, more) => {
    const [first] = judged(more).statements
    expect(first?.key).toBe(`openinterest.${key}`)
    expect(first?.needed).toBe(true)
  })

  it('"fell 5.0 %" is told as price where the coins stood still', () => {
    const more = { coinsWeek: still, dollarsWeek: -0.05, priceWeek: -0.046, byPrice: true }
    expect(textsOf(statementOf(judged(more), 'priceOnly'))).toEqual([
      'BTCの建玉は5.0%減の658億ドルですが、価格の下落によるもので、枚数はほぼ横ばいです。',
      'BTC open interest fell 5.0% to $65.8B, but that is the fall in price: in coins it was little changed.',
    ])
  })

  it('that fell in dollars and rose in coins says both, and that the hour is not known', () => {
    expect(textsOf(statementOf(judged({}), 'coinsMoreAgainst'))).toEqual([
      'BTCの建玉は3.1%減の658億ドルですが、枚数では5〜8%増えています（読み取り時刻による幅）。ドル建ての減少は価格の下落によるものです。',
      'BTC open interest fell 3.1% to $65.8B but rose 5–8% in coins, depending on the hour of reading: the fall in dollars is the price.',
    ])
  })

  it('of all assets is told in dollars, as dollars, and so is one whose coins are not known', () => {
    const total = section([{ ...TOTAL, end: 1.35e11, weekChange: -0.033 }])
    expect(textsOf(statementOf(total, 'change'))[1]).toBe(
      'perpetual open interest fell 3.3% to $135B in dollars.',
    )
    expect(keysOf(section([{ ...BTC, weekChange: 0.02 }]))).toEqual(['change'])
    expect(keysOf(section([BTC]))).toEqual(['levelOnly'])
    expect(keysOf(section([TOTAL]))).toEqual([])
  })
})

describe('the quadrant', () => {
  it.each([
    'new-longs',
    'short-covering',
    'new-shorts',
    'long-unwinding',
  ] as const)('%s is a look of things in both languages', (quadrant) => {
    const [, second] = judged({ quadrant }).statements
    const [ja, en] = textsOf(second as never)
    expect(ja).toMatch(/形です/)
    expect(en).toMatch(/looks? like/)
  })

  it('is withheld where funding objects: "new shorts" while it stayed positive', () => {
    const held = judged({ objected: 'new-shorts' })
    expect(textsOf(statementOf(held, 'addedFundingPositive'))).toEqual([
      '価格が下げるなか、持ち高は枚数ではむしろ積み上がりました。それでも資金調達率はプラスのままで、新規の売りが主導したとまではいえません。',
      'Positions in coins were added into the decline. Yet funding stayed positive, so it cannot be said that new shorts led.',
    ])
    const apart = judged({ objected: 'new-shorts', fundingStayedPositive: false })
    expect(textsOf(statementOf(apart, 'addedFundingApart')).join()).not.toMatch(
      /プラスのまま|stayed positive/,
    )
    expect(keysOf(judged({ objected: 'new-longs' }))).toContain('rebuiltFundingApart')
    expect(keysOf(judged({}))).toEqual(['coinsMoreAgainst'])
  })
})

describe('the distance from the peak', () => {
  it('names the window of the peak, and the distance in coins beside it', () => {
    const row = { ...BTC, peak90d: 9.53e10, peak90dDate: '2025-10-06', drawdown90d: -0.31, start: 6.79e10 }
    const leverage = leverageOf({ coinsFromPeak: { low: -0.099, high: -0.08 } })
    const peak = { value: 9.53e10, date: '2025-10-06' }
    const first = section([{ ...row, recordPeak: peak, recordStart: '2025-02-14' }], { leverage })
    expect(textsOf(statementOf(first, 'belowPeak'))).toEqual([
      'BTCの建玉は、過去90日のピーク（10月6日、953億ドル）をドル建てで31%、枚数では8〜10%下回ります。',
      'BTC open interest is 31% below its 90-day peak in dollars ($95.3B on 6 October), and 8–10% below it in coins.',
    ])
  })

  it.each([
    [{ low: 0, high: 0 }, 'atPeakInCoins'],
    [{ low: -0.0099, high: 0 }, 'atPeakInCoins'],
    [{ low: -0.011, high: 0 }, 'belowPeak'],
  ])('in coins is none at the peak itself (%o)', (coinsFromPeak, key) => {
    const row = { ...BTC, peak90d: 9.53e10, peak90dDate: '2025-10-06', drawdown90d: -0.31, start: 6.79e10 }
    const found = section([row], { leverage: leverageOf({ coinsFromPeak }) })
    expect(keysOf(found)).toContain(key)
    if (key === 'belowPeak') return
    expect(textsOf(statementOf(found, key))).toEqual([
      'BTCの建玉は、過去90日のピーク（10月6日、953億ドル）をドル建てで31%下回りますが、枚数では過去90日の最高に近い水準です。',
      'BTC open interest is 31% below its 90-day peak in dollars ($95.3B on 6 October), while in coins it is at or near its highest of those days.',
    ])
  })

  it('"the peak" that is the first days left in the window is told as the record’s highest alone', () => {
    const edge = section(
      [{ ...TOTAL, ...FALLEN, peak90d: 1.7e11, peak90dDate: '2025-08-26', peakAtEdge: true }],
      {
        fallFromLongTail: 0.62,
      },
    )
    expect(keysOf(edge)).toEqual(['change', 'belowRecord'])
    const [ja, en] = textsOf(statementOf(edge, 'belowRecord'))
    expect(ja).toContain('2月以降の記録の最高（10月6日、2,300億ドル）をドル建てで41%下回ります')
    expect(`${ja}${en}`).not.toMatch(/ピーク|peak/)
  })

  it('names the record’s highest beside a peak that is another', () => {
    const row = { ...TOTAL, ...FALLEN, peak90d: 1.8e11, peak90dDate: '2025-11-01', drawdown90d: -0.25 }
    const [, en] = textsOf(statementOf(section([row]), 'belowBothPeaks'))
    expect(en).toBe(
      'In dollars, perpetual open interest is 25% below its 90-day peak ($180B on 1 November) and 41% below the highest on our record since February ($230B on 6 October).',
    )
  })

  it('of a total says whose fall it was, where that is a share', () => {
    const fallen = (fallFromLongTail: number) => section([{ ...TOTAL, ...FALLEN }], { fallFromLongTail })
    expect(keysOf(fallen(0.62))).toEqual(['change', 'belowPeakDollars', 'longTail'])
    expect(keysOf(fallen(-0.1))).not.toContain('longTail')
    expect(keysOf(fallen(1.2))).not.toContain('longTail')
  })

  it('is news in the week in which it passes a further tenth', () => {
    const at = (drawdown: number, start: number) =>
      statementOf(section([{ ...TOTAL, ...FALLEN, drawdown90d: drawdown, start }]), 'belowPeakDollars')
        .salience
    expect(at(-0.41, 2.3e11 * 0.61)).toBeGreaterThan(0.3)
    expect(at(-0.41, 2.3e11 * 0.59)).toBeLessThan(0.3)
  })
})

describe('an entry of the ledger', () => {
  const highest = entry('openinterest.bitcoin.usd', {
    group: 'openinterest',
    kind: 'high',
    value: 9.53e10,
    since: null,
    recordStart: startOfDay('2025-02-14'),
    salience: 0.67,
  })
  const near = { ...BTC, weekChange: 0.18, peak90d: 6.58e10, peak90dDate: '2025-11-23', drawdown90d: 0 }

  it('"near its 90-day high" gives way to the record’s highest', () => {
    expect(keysOf(section([near]))).toEqual(['change', 'nearPeak'])
    const first = section([near], {}, [highest])
    expect(keysOf(first)).toEqual(['change', 'reached'])
    expect(textsOf(statementOf(first, 'reached'))[1]).toBe(
      'BTC open interest was $95.3B on the 23rd, the highest on our record (since February).',
    )
    expect(statementOf(first, 'reached').salience).toBe(0.67)
    expect(statementOf(first, 'reached').extremes).toHaveLength(1)
  })

  it('is not told where it is withheld, or next to nothing', () => {
    expect(keysOf(section([BTC], {}, [{ ...highest, guard: 'short-record' }]))).toEqual(['levelOnly'])
    expect(keysOf(section([BTC], {}, [{ ...highest, weeks: 5 }]))).toEqual(['levelOnly'])
  })
})
