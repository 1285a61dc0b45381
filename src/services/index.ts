/** The shared metric services: every topic's reading of one week, from one history. */
import type { History } from '#src/market/history.ts'
import type { Reading } from '#src/market/reading.ts'
import { type Topic, TOPICS } from '#src/market/topic.ts'
import type { Week } from '#src/market/week.ts'
import { type AnaloguesReading, readAnalogues } from './analogues.ts'
import { readAssets } from './assets.ts'
import { readCorrelation } from './correlation.ts'
import { readFunding } from './funding.ts'
import type { FundingReading } from './funding/reading.ts'
import { readMacro } from './macro.ts'
import { readMarketcap } from './marketcap.ts'
import { readMovers } from './movers.ts'
import { readOpenInterest } from './openinterest.ts'
import { type PositioningReading, readPositioning } from './positioning.ts'
import { type PricePath, readPricePath } from './pricepath.ts'
import { readSectors } from './sectors.ts'
import { readVolatility } from './volatility.ts'
import { readVolume } from './volume.ts'
import { readWatch, type WatchReading } from './watch.ts'

/** One reader a topic, with the assets of a recap: `funding` reads bitcoin. */
export const readers = {
  assets: readAssets,
  marketcap: readMarketcap,
  macro: readMacro,
  funding: (history: History, week: Week) => readFunding(history, week, 'bitcoin'),
  openinterest: (history: History, week: Week) => readOpenInterest(history, week),
  volatility: (history: History, week: Week) => readVolatility(history, week),
  correlation: readCorrelation,
  sectors: readSectors,
  volume: readVolume,
  movers: readMovers,
} satisfies Readonly<Record<Topic, (history: History, week: Week) => Reading<unknown>>>

/** What each topic reads for a recap. */
export type TopicReadings = { readonly [T in Topic]: ReturnType<(typeof readers)[T]> }

/** Everything an edition is made of. */
export interface Readings extends TopicReadings {
  /** Ethereum's funding, reported in the same section as bitcoin's. */
  readonly fundingEthereum: Reading<FundingReading>
  readonly positioning: Reading<PositioningReading>
  /** Bitcoin's. */
  readonly price: Reading<PricePath>
  readonly watch: Reading<WatchReading>
  readonly analogues: Reading<AnaloguesReading>
}

/** Every reading of one week, all from one state of knowledge. */
export function readAll(history: History, week: Week): Readings {
  const topics = Object.fromEntries(
    TOPICS.map((topic) => [topic, readers[topic](history, week)]),
  ) as TopicReadings
  return {
    ...topics,
    fundingEthereum: readFunding(history, week, 'ethereum'),
    positioning: readPositioning(history, week, topics),
    price: readPricePath(history, week),
    // A run of settlements is watched where they are 8 hours apart.
    watch: readWatch(
      history,
      week,
      topics.funding.value.verdict?.venues.find(({ summed }) => !summed)?.venue,
    ),
    analogues: readAnalogues(history, week),
  }
}
