/** Odds of rate decisions that cannot be: each is held against its own past and the other sources of the same meeting. */
import type { RateOdds } from '#src/market/macro.ts'
import { lastAtOrBefore, type Series } from '#src/market/series.ts'
import type { HistoryTables } from '#src/market/tables.ts'
import type { Withheld } from '#src/market/withheld.ts'
import { jumpsIn } from './jumps.ts'

/** From one reading to the next, a probability: the most after one release in 2025 was 0.4 (September's payrolls). */
const MOVE = 0.5
/** So far another source moved in the same direction, to confirm it. */
const ELSEWHERE = 0.25

export function implausibleOdds({ rateOdds = [] }: HistoryTables): readonly Withheld[] {
  const quotes = Map.groupBy(rateOdds, ({ meeting, outcome }) => `${meeting} ${outcome}`)
  return [...quotes.values()].flatMap((all) => {
    const bySource = new Map(
      [...Map.groupBy(all, ({ source }) => source)].map(([source, its]) => [source, seriesOf(its)] as const),
    )
    const [first] = all
    return [...bySource].flatMap(([source, series]) =>
      jumpsIn(series, {
        isNear: (value, before) => Math.abs(value - before) <= MOVE,
        isConfirmed: ({ time, value, before, since }) =>
          [...bySource].some(([other, theirs]) => {
            const [was, is] = [lastAtOrBefore(theirs, since), lastAtOrBefore(theirs, time)]
            if (other === source || !was || !is) return false
            return Math.sign(value - before) * (is.value - was.value) >= ELSEWHERE
          }),
      }).map(
        ({ time, value, before }): Withheld => ({
          table: 'rate_odds',
          of: { source, meeting: first?.meeting ?? '', outcome: first?.outcome ?? '' },
          ...{ time, value, reason: 'jump', against: [{ name: 'before', value: before }] },
        }),
      ),
    )
  })
}

function seriesOf(quotes: readonly RateOdds[]): Series {
  const sorted = quotes.toSorted((a, b) => a.time - b.time)
  return {
    times: Float64Array.from(sorted, ({ time }) => time),
    values: Float64Array.from(sorted, ({ probability }) => probability),
  }
}
