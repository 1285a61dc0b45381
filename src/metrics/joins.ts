/** Whether two suppliers' daily series of one quantity may be reported as one: held against each other where both reported. */
import { LEAST_OVERLAP } from '#src/market/seam.ts'
import { indexAt, type Series, valueAt } from '#src/market/series.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import { pearson } from './correlation.ts'
import { median, quantile } from './median.ts'

/**
 * `joined`: both report the same. `rebased`: the older one lies off by a steady ratio; multiplied by it, it serves changes, runs and
 * peaks, never levels. `withheld`: neither can be shown.
 */
export type JoinWord = 'joined' | 'rebased' | 'withheld'

export interface Join {
  readonly word: JoinWord
  /** Days that both reported. */
  readonly days: number
  /** Median of newer / older; undefined where no day is reported by both. */
  readonly ratio?: number
  /** Distance of the 90th from the 10th percentile of newer / older, as a fraction of the ratio. */
  readonly spread?: number
  /** Pearson's, of the changes from day to day; undefined where they do not vary, or no two days follow one another. */
  readonly correlation?: number
}

/** A ratio this near to 1 is none, a fraction. */
const SAME = 0.01
const STEADY = 0.02
const LEAST_CORRELATION = 0.98

/** Ratio, spread and correlation over all days that both reported, and again over the last 14 of them: the weaker word counts. */
export function joinOf(older: Series, newer: Series): Join {
  const common = Array.from(newer.times).filter((time) => {
    const [was, is] = [valueAt(older, time), valueAt(newer, time)]
    return was !== undefined && is !== undefined && was > 0 && is > 0
  })
  const all = measured(older, newer, common)
  if (common.length < LEAST_OVERLAP) return { ...all, word: 'withheld' }
  const recent = measured(older, newer, common.slice(-LEAST_OVERLAP))
  // A ratio that has moved since is not steady: the older part would be multiplied by what no longer holds.
  const hasMoved = Math.abs((recent.ratio as number) / (all.ratio as number) - 1) > STEADY
  const word = [wordOf(all), wordOf(recent)].toSorted((a, b) => WORDS.indexOf(b) - WORDS.indexOf(a))[0]
  return { ...all, word: hasMoved ? 'withheld' : (word as JoinWord) }
}

/** From the best to the weakest. */
const WORDS: readonly JoinWord[] = ['joined', 'rebased', 'withheld']

function wordOf({ ratio, spread, correlation }: Omit<Join, 'word'>): JoinWord {
  if (ratio === undefined || spread === undefined || correlation === undefined) return 'withheld'
  if (spread > STEADY || correlation < LEAST_CORRELATION) return 'withheld'
  return Math.abs(ratio - 1) <= SAME ? 'joined' : 'rebased'
}

function measured(older: Series, newer: Series, days: readonly Instant[]): Omit<Join, 'word'> {
  const ratios = days.map((day) => valued(newer, day) / valued(older, day))
  const ratio = median(ratios)
  const [low, high] = [quantile(ratios, 0.1), quantile(ratios, 0.9)]
  if (ratio === undefined || low === undefined || high === undefined) return { days: days.length }
  const pairs = days.filter((day, at) => days[at - 1] === day - DAY)
  const changes = (series: Series) => pairs.map((day) => valued(series, day) / valued(series, day - DAY) - 1)
  const correlation = pearson(changes(older), changes(newer))
  return {
    days: days.length,
    ratio,
    spread: (high - low) / ratio,
    ...(correlation !== undefined && { correlation }),
  }
}

/** Only asked of days that are there. */
function valued({ times, values }: Series, day: Instant): number {
  return values[indexAt(times, day)] as number
}
