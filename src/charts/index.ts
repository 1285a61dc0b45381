/** Charts as sections and commands ask for them. */
import type { Topic } from '#src/market/topic.ts'
import type { Readings, TopicReadings } from '#src/services/index.ts'
import type { Chart, ChartLook } from './look.ts'
import { sheet } from './sheet.ts'

export { candlesChart, type CandleStyle } from './candles.ts'
export { compareChart } from './compare.ts'
export { type DailyPicture, dailySheet } from './daily.ts'
export { formatRange } from './days.ts'
export { flashChart, type FlashPicture } from './flash.ts'
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

/** Draws a topic's chart; undefined where its reading has nothing to draw. */
export type Draw<T extends Topic> = (
  reading: TopicReadings[T],
  look: ChartLook,
  view?: ChartView,
) => Chart | undefined

/** The one-page sheet of a week; undefined where not one panel has data. */
export function sheetOf(readings: Partial<Readings>, look: ChartLook): Chart | undefined {
  return sheet(readings, look)
}
