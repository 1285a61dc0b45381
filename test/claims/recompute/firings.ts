/** When what an alert reports was last so, from the CSV files: undefined where nothing may be said, null for never. */
import { ending, lastBefore } from '../record/find.ts'
import type { Candle, MarketRecord, Point } from '../record/record.ts'
import { DAY } from '../record/time.ts'

const [MINUTE, HOUR] = [60_000, 3_600_000]

/** When a price was last there, by hours without a gap. */
export function lastThere(
  candles: readonly Candle[],
  index: number,
  side: 1 | -1,
  level: number,
  time: number,
) {
  const opened = (candles[index] as Candle).at
  const earlier = candles.slice(0, index)
  const found = earlier.findLastIndex(({ high, low }) => (side > 0 ? high >= level : low <= level))
  const stretch = earlier.slice(Math.max(0, found))
  const isWhole = stretch.every((one, i) => one.at === opened - (stretch.length - i) * HOUR)
  if (!isWhole) return undefined
  if (found < 0) return time - (candles[0] as Candle).at >= 180 * DAY ? null : undefined
  const { at: then, open, high, low, close } = earlier[found] as Candle
  const isFault = side > 0 ? high / Math.max(open, close) > 1.15 : low / Math.min(open, close) < 0.85
  return isFault || time - then < 2 * DAY ? undefined : then
}

/** When a total was last there, by days without a gap. */
export function capLastThere(total: readonly Point[], index: number, side: number, level: number) {
  const now = (total[index] as Point).at
  const earlier = total.slice(0, index)
  const found = earlier.findLastIndex(({ value }) => (side > 0 ? value >= level : value <= level))
  const stretch = earlier.slice(Math.max(0, found))
  if (!stretch.every((one, i) => one.at === now - (stretch.length - i) * DAY)) return undefined
  if (found < 0) return now - (total[0] as Point).at >= 180 * DAY ? null : undefined
  const then = (earlier[found] as Point).at
  return now - then < 2 * DAY ? undefined : then
}

export interface Settled {
  readonly time: number
  readonly rate: number
  readonly venues: string
}

/** Rates per 8 hours of bitcoin over the venues, weighted by the open interest of the day before. */
export function settlements(record: MarketRecord): readonly Settled[] {
  const venues = [...record.funding.keys()].filter((key) => key.startsWith('bitcoin ')).toSorted()
  const all = venues.flatMap((key) => record.funding.get(key) ?? [])
  const times = new Set(all.map((print) => Math.ceil((print.at - 10 * MINUTE) / (8 * HOUR)) * 8 * HOUR))
  return [...times]
    .toSorted((a, b) => a - b)
    .flatMap((time) => {
      if (time > record.now) return []
      const rates = venues.flatMap((key) => {
        const prints = ending(record.funding.get(key), time - 8 * HOUR + 10 * MINUTE, time + 10 * MINUTE)
        const hours = prints.reduce((sum, one) => sum + one.hours, 0)
        const paid = prints.reduce((sum, one) => sum + one.rate, 0)
        const weight = lastBefore(record.openInterest.get(key), time - DAY + 1)?.value ?? 0
        return hours >= 8 ? [{ key, rate: (paid * 8) / hours, weight }] : []
      })
      const sum = rates.reduce((weights, one) => weights + one.weight, 0)
      const weighed = rates.map(({ rate, weight }) => rate * (sum > 0 ? weight / sum : 1 / rates.length))
      const rate = weighed.reduce((total, one) => total + one, 0)
      return rates.length === 0 ? [] : [{ time, rate, venues: rates.map(({ key }) => key).join() }]
    })
}

/** How many settlements in a row have the sign of this one, without a gap. */
export function runAt(settled: readonly Settled[], index: number): number {
  const sign = Math.sign((settled[index] as Settled).rate)
  let length = 0
  for (let i = index; i >= 0; i--) {
    if (Math.sign((settled[i] as Settled).rate) !== sign) break
    if (i < index && (settled[i + 1] as Settled).time - (settled[i] as Settled).time !== 8 * HOUR) break
    length++
  }
  return length
}

/** When the rate last had this sign. */
export function lastOfSign(settled: readonly Settled[], index: number) {
  const first = unbroken(settled, index)
  const { rate, time } = settled[index] as Settled
  const found = settled.slice(first, index).findLast((one) => Math.sign(one.rate) === Math.sign(rate))
  if (!found) return index - 1 < first ? undefined : never(settled, first, index)
  return time - found.time < 2 * DAY ? undefined : found.time
}

/** When a run of this sign was last as long. */
export function lastRun(settled: readonly Settled[], index: number, length: number) {
  const first = unbroken(settled, index)
  const { rate, time } = settled[index] as Settled
  const begin = index - length
  if (begin < first) return undefined
  const runs: { end: number; length: number }[] = []
  for (let i = first; i <= begin; i++) {
    const isSame = Math.sign((settled[i] as Settled).rate) === Math.sign(rate)
    const last = runs.at(-1)
    if (isSame && last?.end === i - 1) runs[runs.length - 1] = { end: i, length: last.length + 1 }
    else if (isSame) runs.push({ end: i, length: 1 })
  }
  const found = runs.findLast((one) => one.length >= length)
  if (!found) return never(settled, first, index)
  const then = (settled[found.end] as Settled).time
  return time - then < 7 * DAY ? undefined : then
}

/** Index from which none is missing, and all are of the same venues, up to another. */
function unbroken(settled: readonly Settled[], index: number): number {
  let first = index
  for (; first > 0; first--) {
    const [one, next] = [settled[first - 1] as Settled, settled[first] as Settled]
    if (next.time - one.time !== 8 * HOUR || one.venues !== (settled[index] as Settled).venues) break
  }
  return first
}

function never(settled: readonly Settled[], first: number, index: number) {
  const span = (settled[index] as Settled).time - (settled[0] as Settled).time
  return first === 0 && span >= 180 * DAY ? null : undefined
}
