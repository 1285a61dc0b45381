/** Which chart a topic has: the table that composing asks. */
import type { Topic } from '#src/market/topic.ts'
import type { Readings, TopicReadings } from '#src/services/index.ts'
import { assets } from './assets.ts'
import { correlation } from './correlation.ts'
import { funding } from './funding.ts'
import type { Chart, ChartLook } from './look.ts'
import { macro } from './macro.ts'
import { marketcap } from './marketcap.ts'
import { movers } from './movers.ts'
import { openinterest } from './openinterest.ts'
import { sectors } from './sectors.ts'
import { sheet } from './sheet.ts'
import { volatility } from './volatility.ts'
import { volume } from './volume.ts'

export { candlesChart, type CandleStyle } from './candles.ts'
export { compareChart } from './compare.ts'
export { tellPeriod } from './days.ts'
export { priceChart } from './price.ts'
export { rankingChart, type ValueRow } from './ranking.ts'
export { volatilityWindowChart } from './volatilitywindow.ts'
export type { Chart, ChartLook } from './look.ts'
export type { ChartSpec, Colors, Size, Theme } from './spec.ts'

/**
 * Which of a topic's pictures: `main`, or correlation's `tiers` and `map`, macro's `curve`, `ust`, `jgb` and `odds`,
 * movers' `map` and `universe`, marketcap's `exbtc` and `exstable`, funding's `apr`, volume's `perp`, and the asset of
 * openinterest's and volatility's row. A view that a topic has not is its main one.
 */
export type ChartView = string

type Draw<T extends Topic> = (
  reading: TopicReadings[T],
  look: ChartLook,
  view?: ChartView,
) => Chart | undefined

const table: { readonly [T in Topic]: Draw<T> } = {
  assets,
  marketcap,
  macro,
  funding,
  openinterest,
  volatility,
  correlation,
  sectors,
  volume,
  movers,
}

/** The chart of a reading; undefined where it has nothing to draw. */
export function chartOf<T extends Topic>(
  topic: T,
  reading: TopicReadings[T],
  view: ChartView,
  look: ChartLook,
): Chart | undefined {
  return table[topic](reading, look, view)
}

/** The one-page sheet of a week; undefined where not one panel has data. */
export function sheetOf(readings: Partial<Readings>, look: ChartLook): Chart | undefined {
  return sheet(readings, look)
}
