/** Daily and hourly rows of open interest whose instants can be told from their values. */
import { DAY, HOUR } from '#src/market/time.ts'
import type { StampedRow } from '#src/sources/exchanges/stamps.ts'

export const TODAY = Date.UTC(2025, 10, 24)

/** Moves by about 2 % a day, so that no two midnights are alike. */
export const valueAt = (time: number) => 100 + ((time - TODAY) / DAY) * 2

/** A row a day, `from` to `to` days ago, each with the value of its label and so much later. */
export const days = (offset: (day: number) => number, from = 8, to = 1): StampedRow[] =>
  Array.from({ length: from - to + 1 }, (_, index) => {
    const time = TODAY - (from - index) * DAY
    return { time, coins: valueAt(time + offset(time)) }
  })

/** The hours of nine days, labelled as they are or so much later. */
export const hours = (offset = 0): StampedRow[] =>
  Array.from({ length: 9 * 24 }, (_, index) => {
    const time = TODAY - 8 * DAY + index * HOUR
    return { time, coins: valueAt(time + offset) }
  })
