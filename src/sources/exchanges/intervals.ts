/** How long the interval before each settlement was, from the spacing of settlements: venues change it over time. */
import { HOUR, type Instant, MINUTE } from '#src/market/time.ts'

/** Hours that venues settle by. */
const USUAL = [1, 2, 4, 8]

/**
 * Hours before each settlement, in their order; undefined where spacing does not show them. `times` rise. A settlement that
 * is missing makes a gap of two: where the gaps around it agree on half of it, theirs is taken.
 */
export function intervalsOf(times: readonly Instant[]): readonly (number | undefined)[] {
  const gaps = times.map((time, index) => usual(time - (times[index - 1] ?? Number.NaN)))
  return gaps.map((gap, index) => {
    const [before, after] = [gaps[index - 1], gaps[index + 1]]
    if (gap === undefined)
      return before !== undefined && before === after ? before : index === 0 ? after : undefined
    return before !== undefined && before === after && gap === 2 * before ? before : gap
  })
}

/** When it was settled: venues write some milliseconds after the full hour. */
export function settledAt(time: Instant): Instant {
  const hour = Math.round(time / HOUR) * HOUR
  return Math.abs(time - hour) <= MINUTE ? hour : time
}

function usual(gap: number): number | undefined {
  return USUAL.find((hours) => Math.abs(gap - hours * HOUR) <= 2 * MINUTE)
}
