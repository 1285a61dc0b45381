/** Average pairwise correlation of daily log returns. */
import { between } from '../record/find.ts'
import type { MarketRecord } from '../record/record.ts'
import { DAY } from '../record/time.ts'

/** Log returns of the 30 days that end at an instant; undefined where a close is missing. */
export function logReturns(record: MarketRecord, asset: string, end: number): number[] | undefined {
  const closes = between(record.daily.get(asset), end - 31 * DAY, end).map((one) => one.close)
  if (closes.length < 31) return undefined
  return closes.slice(1).map((close, place) => Math.log(close / (closes[place] as number)))
}

/** Mean over all pairs of the members; `without` is the opening of a UTC day that is left out. */
export function meanCorrelation(
  record: MarketRecord,
  members: readonly string[],
  end: number,
  without?: number,
): number | undefined {
  const returns = members.map((asset) => logReturns(record, asset, end))
  if (returns.length < 2 || returns.includes(undefined)) return undefined
  const kept = (returns as number[][]).map((list) =>
    list.filter((_, place) => end - (30 - place) * DAY !== without),
  )
  let [sum, pairs] = [0, 0]
  for (const [place, one] of kept.entries()) {
    for (const other of kept.slice(place + 1)) {
      sum += pearson(one, other)
      pairs++
    }
  }
  return sum / pairs
}

export function pearson(a: readonly number[], b: readonly number[]): number {
  const mean = (list: readonly number[]) => list.reduce((x, y) => x + y, 0) / list.length
  const [meanA, meanB] = [mean(a), mean(b)]
  let [both, ofA, ofB] = [0, 0, 0]
  for (const [place, value] of a.entries()) {
    const [da, db] = [value - meanA, (b[place] as number) - meanB]
    both += da * db
    ofA += da * da
    ofB += db * db
  }
  return both / Math.sqrt(ofA * ofB)
}
