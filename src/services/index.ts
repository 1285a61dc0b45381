/** The shared metric services: every topic's reading of one week, from one history. */
import type { Reading } from '#src/market/reading.ts'
import type { AssetsReading } from './assets.ts'
import type { CorrelationReading } from './correlation.ts'
import type { FundingReading } from './funding.ts'
import type { MacroReading } from './macro.ts'
import type { MarketcapReading } from './marketcap.ts'
import type { MoversReading } from './movers.ts'
import type { OpenInterestReading } from './openinterest.ts'
import type { PositioningReading } from './positioning.ts'
import type { SectorsReading } from './sectors.ts'
import type { VolatilityReading } from './volatility.ts'
import type { VolumeReading } from './volume.ts'

/** What each topic reads for a recap. `funding` reads bitcoin; `fundingOther` ethereum. */
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
}
