/** Readings with realistic numbers for one week, made by rule, so that charts and sections can be tried without a history. */
import type { Point } from '#src/market/series.ts'
import type { BesideTopics, Reading } from '#src/market/reading.ts'
import { DAY, dayOf, startOfDay } from '#src/market/time.ts'
import type { Topic } from '#src/market/topic.ts'
import type { Readings } from '#src/services/index.ts'
import { hourBarsOf, sheetRowOf } from './sheetrows.ts'
import { CORRELATED, matrixValues, movers, sectorRows } from './readings/coins.ts'
import { fundingValue } from './readings/funding.ts'
import { end, fixtureWeek, path, prices, weekly } from './readings/path.ts'

/** A fresh copy of everything an edition is made of. */
export function fixtureReadings(): Readings {
  const funding = fundingValue()
  const rv = path(
    [
      [364, 0.42],
      [280, 0.75],
      [230, 0.55],
      [160, 0.3],
      [110, 0.28],
      [44, 0.31],
      [40, 0.62],
      [20, 0.38],
      [7, 0.41],
      [0, 0.498],
    ],
    0.22,
    3,
  )
  return {
    price: readingOf('price', { asset: 'bitcoin', symbol: 'BTC', end: 86_500, weekReturn: -0.069 }),
    watch: readingOf('watch', { ahead: [] }),
    analogues: readingOf('analogues', { asset: 'bitcoin' }),
    assets: readingOf('assets', {
      rows: [
        { id: 'dxy', class: 'fx', weekReturn: 0.009, rank: 1 },
        { id: 'tlt', class: 'bond', weekReturn: 0.006, rank: 2 },
        { id: 'gold', class: 'commodity', weekReturn: -0.003, rank: 3 },
        { id: 'sp500', class: 'equity', weekReturn: -0.0195, rank: 4 },
        { id: 'nasdaq100', class: 'equity', weekReturn: -0.027, rank: 5 },
        { id: 'nikkei225', class: 'equity', weekReturn: -0.0348, rank: 6 },
        { id: 'oil', class: 'commodity', weekReturn: -0.034, rank: 7 },
        { id: 'bitcoin', class: 'crypto', weekReturn: -0.069 },
        { id: 'crypto', class: 'crypto', weekReturn: -0.072, rank: 8 },
        { id: 'ethereum', class: 'crypto', weekReturn: -0.091 },
        { id: 'us10y', class: 'rate', weekChange: -0.08 },
        { id: 'vix', class: 'volatility', weekReturn: 0.18 },
      ],
      rank: 8,
      of: 8,
      weeksLast: 3,
      weeksFirst: 0,
      rankHistory: [],
      riskOff: true,
      sellingWasCrypto: false,
      sheet: {
        bitcoin: sheetRowOf(86_500, -0.069, end),
        ethereum: sheetRowOf(2_810, -0.091, end),
      },
      hours: {
        bitcoin: hourBarsOf(86_500 / 0.931, 86_500, end),
        ethereum: hourBarsOf(2_810 / 0.909, 2_810, end),
      },
    }),
    marketcap: readingOf('marketcap', {
      start: 3.21e12,
      end: 2.98e12,
      weekChange: -0.0718,
      sheet: sheetRowOf(2.98e12, -0.0718, end),
      crossed: [
        { level: 3e12, direction: 'down' as const, date: '2025-11-21', lastOnThisSide: '2025-04-30' },
      ],
      series: path(
        [
          [365, 3.2e12],
          [340, 3.6e12],
          [230, 2.5e12],
          [150, 3.3e12],
          [49, 4.25e12],
          [14, 3.5e12],
          [3, 2.9e12],
          [0, 2.98e12],
        ],
        0.03,
        2,
      ),
    }),
    macro: readingOf('macro', {
      releases: [],
      odds: [
        {
          meeting: '2025-12-10',
          source: 'polymarket',
          asOf: end - 2.5 * DAY,
          cut: 0.3,
          hold: 0.69,
          hike: 0.01,
          cutWeekAgo: 0.46,
        },
      ],
      curves: [
        {
          curve: 'ust' as const,
          slope2s10s: 0.55,
          weekChange: 0.02,
          shape: 'bull-steepening' as const,
          tenYear: 4.06,
          tenYearChange: -0.08,
          twoYear: 3.51,
          twoYearChange: -0.1,
          dates: { from: '2025-11-14', to: '2025-11-21' },
          points: (
            [
              [0.25, 3.9, 3.95],
              [1, 3.62, 3.7],
              [2, 3.51, 3.61],
              [3, 3.5, 3.61],
              [5, 3.62, 3.74],
              [7, 3.82, 3.94],
              [10, 4.06, 4.14],
              [20, 4.67, 4.73],
              [30, 4.71, 4.74],
            ] as const
          ).map(([tenorYears, now, weekAgo]) => ({ tenorYears, now, weekAgo })),
        },
      ],
      ahead: [],
      holidays: [],
    }),
    funding: readingOf('funding', funding),
    fundingEthereum: readingOf('funding', { ...funding, asset: 'ethereum', symbol: 'ETH' }),
    openinterest: readingOf('openinterest', {
      rows: [
        {
          asset: 'total' as const,
          symbol: 'TOTAL',
          venues: ['all'],
          start: 1.438e11,
          end: 1.35e11,
          weekChange: -0.061,
          peak90d: 2.3e11,
          peak90dDate: dayOf(end - 49 * DAY),
          drawdown90d: -0.413,
          series: path(
            [
              [179, 1.5e11],
              [120, 1.9e11],
              [50, 2.24e11],
              [49, 2.3e11],
              [44, 1.7e11],
              [14, 1.5e11],
              [0, 1.35e11],
            ],
            0.03,
            6,
          ).map(
            ([day, value]): Point => [day, day === end - 49 * DAY ? 2.3e11 : Math.min(2.29e11, value ?? 0)],
          ),
        },
      ],
      prices,
      sheet: {
        coins: sheetRowOf(698_800, 0.012, end),
        dollars: sheetRowOf(60.4e9, -0.057, end),
      },
    }),
    volatility: readingOf('volatility', {
      rows: [
        {
          asset: 'bitcoin',
          symbol: 'BTC',
          rv7d: 0.498,
          rv30d: 0.45,
          rv7dWeekAgo: 0.41,
          rv7dPercentile1y: 0.82,
          recordStart: '2024-10-08',
          verdict: { word: 'high' as const, moved: 'rose' as const, days: 365, span: 'year' as const },
          series: rv,
          band: { low: 0.27, middle: 0.38, high: 0.52 },
        },
      ],
    }),
    correlation: readingOf('correlation', {
      tiers: [],
      matrix: {
        assets: CORRELATED.map((symbol) => symbol.toLowerCase()),
        symbols: CORRELATED,
        values: matrixValues(),
      },
      series: {
        top10: weekly(0.74, -0.004, 0.08, 11),
        rank11to49: weekly(0.63, -0.002, 0.09, 12),
        rank50to100: weekly(0.55, 0.002, 0.1, 13),
      },
    }),
    sectors: readingOf('sectors', { rows: sectorRows, tooFew: [], top30: -0.072 }),
    volume: readingOf('volume', {
      week: 4.23e11,
      mean4w: 4.31e11,
      ratio: 0.981,
      word: 'held-up' as const,
      venues: ['binance', 'bybit'],
      weeks: weekly(4.23e11, -3e9, 1.4e11, 21).map(
        ([time, value], i): Point => [time, i === 7 ? null : value],
      ),
      perpWeeks: weekly(1.6e12, 0, 3e11, 22),
    }),
    movers: readingOf('movers', {
      gainers: byReturn.slice(0, 5),
      losers: byReturn.slice(-5).reverse(),
      all: movers,
      median: -0.07,
      against: [{ sector: 'privacy' as const, weekReturn: 0.068 }],
      top30: -0.072,
    }),
    positioning: readingOf('positioning', { verdicts: {} }),
  }
}

const byReturn = [...movers].sort((a, b) => b.return - a.return)

function readingOf<V>(topic: Topic | BesideTopics, value: V): Reading<V> {
  return {
    topic,
    week: fixtureWeek,
    asOf: end,
    sources: ['Binance', 'Bybit'],
    value,
    figures: {},
    missing: [],
  }
}

/** The instant that fixture words are told from. */
export const fixtureReference = startOfDay('2025-11-24')
