/** A percentile in one word, and how much of a past it takes to speak of one. */

export type Level = 'high' | 'normal' | 'low'

/** A percentile of a year stands on at least 180 earlier daily values, and on no more than 365. */
export const LEAST_DAYS = 180
export const MOST_DAYS = 365

/** high from 0.8 on, low down from 0.2, of a percentile 0-1. */
export function levelOf(percentile: number): Level {
  if (percentile >= 0.8) return 'high'
  return percentile <= 0.2 ? 'low' : 'normal'
}
