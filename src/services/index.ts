/** The shared metric services: every topic's reading of one week, from one history. */
import type { History } from '#src/market/history.ts'
import type { Reading } from '#src/market/reading.ts'
import type { Topic } from '#src/market/topic.ts'
import type { Week } from '#src/market/week.ts'
import { type AnaloguesReading, readAnalogues } from './analogues.ts'
import { type AssetsReading, readAssets } from './assets.ts'
import { type CorrelationReading, readCorrelation } from './correlation.ts'
import { readFunding } from './funding.ts'
import type { FundingReading } from './funding/reading.ts'
import { readMacro } from './macro.ts'
import type { MacroReading } from './macro/reading.ts'
import { type MarketcapReading, readMarketcap } from './marketcap.ts'
import { type MoversReading, readMovers } from './movers.ts'
import { type OpenInterestReading, readOpenInterest } from './openinterest.ts'
import { type PositioningReading, readPositioning } from './positioning.ts'
import { type PricePath, readPricePath } from './pricepath.ts'
import { type SectorsReading, readSectors } from './sectors.ts'
import { type VolatilityReading, readVolatility } from './volatility.ts'
import { type VolumeReading, readVolume } from './volume.ts'
import { readWatch, type WatchReading } from './watch.ts'

/** What each topic reads for a recap. `funding` reads bitcoin. */
export interface TopicReadings {
  readonly assets: Reading<AssetsReading>
  readonly marketcap: Reading<MarketcapReading>
  readonly macro: Reading<MacroReading>
  readonly funding: Reading<FundingReading>
  readonly openinterest: Reading<OpenInterestReading>
  readonly volatility: Reading<VolatilityReading>
  readonly correlation: Reading<CorrelationReading>
  readonly sectors: Reading<SectorsReading>
  readonly volume: Reading<VolumeReading>
  readonly movers: Reading<MoversReading>
}

/** Everything an edition is made of. */
export interface Readings extends TopicReadings {
  /** Ethereum's funding, told in the same section as bitcoin's. */
  readonly fundingEthereum: Reading<FundingReading>
  readonly positioning: Reading<PositioningReading>
  /** Bitcoin's. */
  readonly price: Reading<PricePath>
  readonly watch: Reading<WatchReading>
  readonly analogues: Reading<AnaloguesReading>
}

type TopicReader<T extends Topic> = (history: History, week: Week) => TopicReadings[T]

/** One reader a topic, with the assets of a recap. */
export const readers: { readonly [T in Topic]: TopicReader<T> } = {
  assets: readAssets,
  marketcap: readMarketcap,
  macro: readMacro,
  funding: (history, week) => readFunding(history, week, 'bitcoin'),
  openinterest: (history, week) => readOpenInterest(history, week),
  volatility: (history, week) => readVolatility(history, week),
  correlation: readCorrelation,
  sectors: readSectors,
  volume: readVolume,
  movers: readMovers,
}

/** Every reading of one week, all from one state of knowledge. */
export function readAll(history: History, week: Week): Readings {
  const assets = readers.assets(history, week)
  const openinterest = readers.openinterest(history, week)
  const funding = readers.funding(history, week)
  const volatility = readers.volatility(history, week)
  const correlation = readers.correlation(history, week)
  const volume = readers.volume(history, week)
  const parts = { assets, openinterest, funding, volatility, correlation, volume }
  return {
    assets,
    marketcap: readers.marketcap(history, week),
    macro: readers.macro(history, week),
    funding,
    fundingEthereum: readFunding(history, week, 'ethereum'),
    openinterest,
    volatility,
    correlation,
    sectors: readers.sectors(history, week),
    volume,
    movers: readers.movers(history, week),
    positioning: readPositioning(history, week, parts),
    price: readPricePath(history, week),
    // A run of settlements is watched where they are 8 hours apart.
    watch: readWatch(history, week, funding.value.verdict?.venues.find(({ summed }) => !summed)?.venue),
    analogues: readAnalogues(history, week),
  }
}
