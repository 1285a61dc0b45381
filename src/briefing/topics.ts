/**
 * What each topic is made of, beside its reading (src/services/index.ts): its section, its chart, the tables that it is
 * read from, the paragraph in which a recap states it, and how much of it.
 */
import { assets } from '#src/charts/assets.ts'
import { correlation } from '#src/charts/correlation.ts'
import { funding } from '#src/charts/funding.ts'
import type { Chart, ChartLook, ChartView, Draw } from '#src/charts/index.ts'
import { macro } from '#src/charts/macro.ts'
import { marketcap } from '#src/charts/marketcap.ts'
import { movers } from '#src/charts/movers.ts'
import { openinterest } from '#src/charts/openinterest.ts'
import { sectors } from '#src/charts/sectors.ts'
import { volatility } from '#src/charts/volatility.ts'
import { volume } from '#src/charts/volume.ts'
import type { FollowedFigure } from '#src/i18n/keys.ts'
import type { HistoryTable } from '#src/market/historytable.ts'
import type { Topic } from '#src/market/topic.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { Readings, TopicReadings } from '#src/services/index.ts'
import type { Section, SectionName } from './section.ts'
import { assetsSection } from './sections/assets.ts'
import { correlationSection } from './sections/correlation.ts'
import { fundingSection } from './sections/funding.ts'
import { macroSection } from './sections/macro.ts'
import { marketcapSection } from './sections/marketcap.ts'
import { moversSection } from './sections/movers.ts'
import { openinterestSection } from './sections/openinterest.ts'
import { sectorsSection } from './sections/sectors.ts'
import { volatilitySection } from './sections/volatility.ts'
import { volumeSection } from './sections/volume.ts'

/** Each is headed as the topic of its name; those that several topics share have headings of their own in `briefing.json`. */
export type Paragraph = Topic | 'breadth' | 'positioning'

export interface TopicParts<T extends Topic> {
  section(readings: Readings, extremes: readonly RankedExtreme[]): Section
  readonly chart: Draw<T>
  /** The main one first: its age is the topic's. */
  readonly tables: readonly [HistoryTable, ...HistoryTable[]]
  /** Which paragraph of a recap states it: that of a topic's own name, or one that several share. */
  readonly paragraph: Paragraph
  /** Statements that a recap says of it at most, unless more are needed or rest on strong entries. */
  readonly most: number
  /** The figures by which it is followed from edition to edition, by their words in `site:topics.figures`: published names. */
  readonly followed?: Readonly<Partial<Record<FollowedFigure, string>>>
}

/** In the order of a recap's paragraphs. */
export const topics: { readonly [T in Topic]: TopicParts<T> } = {
  assets: {
    section: (readings, extremes) => assetsSection(readings.assets, extremes),
    chart: assets,
    tables: ['prices_daily', 'prices_hourly', 'market_caps', 'cross_assets'],
    paragraph: 'assets',
    most: 5,
    followed: {
      bitcoin: 'price.bitcoin.end',
      bitcoinWeek: 'price.bitcoin.weekReturn',
      ethereumWeek: 'price.ethereum.weekReturn',
    },
  },
  marketcap: {
    section: (readings, extremes) => marketcapSection(readings.marketcap, extremes),
    chart: marketcap,
    tables: ['total_market_cap', 'market_caps'],
    paragraph: 'assets',
    most: 2,
    followed: {
      cap: 'marketcap.total.end',
      capWeek: 'marketcap.total.weekChange',
      dominance: 'marketcap.bitcoinShare',
    },
  },
  macro: {
    section: (readings, extremes) => macroSection(readings.macro, extremes),
    chart: macro,
    tables: ['macro', 'rate_odds', 'yield_curves', 'sentiment', 'calendar'],
    paragraph: 'macro',
    most: 8,
    followed: { mood: 'sentiment.fearGreed', slope: 'macro.curve.ust.slope2s10s' },
  },
  movers: {
    section: (readings, extremes) => moversSection(readings.movers, readings.correlation, extremes),
    chart: movers,
    tables: ['prices_daily', 'market_caps'],
    paragraph: 'breadth',
    most: 4,
    followed: { median: 'movers.median' },
  },
  sectors: {
    section: (readings) => sectorsSection(readings.sectors),
    chart: sectors,
    tables: ['prices_daily', 'market_caps'],
    paragraph: 'breadth',
    most: 2,
    followed: { risen: 'breadth.top100' },
  },
  correlation: {
    section: (readings, extremes) => correlationSection(readings.correlation, extremes),
    chart: correlation,
    tables: ['prices_daily', 'market_caps'],
    paragraph: 'correlation',
    most: 3,
    followed: { top10: 'correlation.top10.mean', rank50: 'correlation.rank50to100.mean' },
  },
  volatility: {
    section: (readings, extremes) => volatilitySection(readings.volatility, extremes),
    chart: volatility,
    tables: ['prices_daily', 'prices_hourly'],
    paragraph: 'volatility',
    most: 3,
    followed: {
      volatilityBitcoin: 'volatility.bitcoin.rv7d',
      volatilityEthereum: 'volatility.ethereum.rv7d',
    },
  },
  volume: {
    section: (readings, extremes) => volumeSection(readings.volume, extremes),
    chart: volume,
    tables: ['spot_volume', 'perp_volume'],
    paragraph: 'volume',
    most: 2,
    followed: {
      spot: 'volume.spot.week',
      spotWeek: 'volume.spot.weekChange',
      spotShare: 'volume.spot.spotShare',
    },
  },
  openinterest: {
    section: (readings, extremes) => openinterestSection(readings.openinterest, extremes),
    chart: openinterest,
    tables: ['open_interest', 'prices_daily'],
    paragraph: 'positioning',
    most: 5,
    followed: {
      coins: 'openinterest.bitcoin.coins',
      coinsWeek: 'openinterest.bitcoin.coinsWeekChange',
      dollars: 'openinterest.bitcoin.end',
    },
  },
  funding: {
    section: (readings, extremes) => fundingSection(readings.funding, readings.fundingEthereum, extremes),
    chart: funding,
    tables: ['funding', 'open_interest', 'prices_daily'],
    paragraph: 'positioning',
    most: 4,
    followed: {
      fundingBitcoin: 'funding.bitcoin.weekMean8h',
      fundingEthereum: 'funding.ethereum.weekMean8h',
    },
  },
}

/** What a recap states together, in the order of the table; the outlook ends the positioning. */
export const paragraphs: ReadonlyMap<Paragraph, readonly SectionName[]> = Map.groupBy(
  [...(Object.keys(topics) as Topic[]), 'outlook' as const],
  (name) => (name === 'outlook' ? 'positioning' : topics[name].paragraph),
)

/** The chart of a reading; undefined where it has nothing to draw. */
export function chartOf<T extends Topic>(
  topic: T,
  reading: TopicReadings[T],
  view: ChartView,
  look: ChartLook,
): Chart | undefined {
  return topics[topic].chart(reading, look, view)
}
