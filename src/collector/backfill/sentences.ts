/** How far the past is on record that each kind of sentence of an edition stands on. */
import type { Instant } from '#src/market/time.ts'
import type { BackfillProgress } from './progress.ts'

export type SentenceName =
  | 'marketcap'
  | 'ranks'
  | 'odds'
  | 'funding'
  | 'volume'
  | 'returns'
  | 'volatility'
  | 'sectors'
  | 'openinterest'

export interface SentenceProgress {
  readonly name: SentenceName
  /** `fetching`: some jobs still wait; `withheld`: all of those are held, or failed before anything came; `why` says how. */
  readonly state: 'ready' | 'fetching' | 'withheld'
  readonly done: number
  readonly of: number
  readonly why?: string
  /** Of which sources, by name. */
  readonly sources?: readonly string[]
  /** When what is withheld will be asked again, where all of it is held. */
  readonly until?: Instant
}

/**
 * Kinds of job by kind of sentence. Macro figures and yields come whole with the first live calls, and positioning follows
 * from the others: they have no jobs of their own.
 */
const NEEDS: Readonly<Record<SentenceName, readonly string[]>> = {
  marketcap: ['caps'],
  ranks: ['caps'],
  odds: ['odds.past'],
  funding: ['funding.settled'],
  volume: ['turnover.spot', 'turnover.perp'],
  returns: ['candles.daily', 'caps'],
  volatility: ['candles.daily', 'volatility.past'],
  sectors: ['sectors'],
  openinterest: ['interest.daily', 'interest.recent', 'interest.archive', 'interest.past'],
}

/** Sentences without any job are ready: the live calls keep what they stand on. Empty where nothing was planned at all. */
export function sentencesOf(progress: readonly BackfillProgress[]): readonly SentenceProgress[] {
  if (progress.length === 0) return []
  return Object.entries(NEEDS).map(([name, kinds]) => {
    const its = progress.filter(({ kind }) => kinds.includes(kind))
    const sum = (count: (one: BackfillProgress) => number) => its.reduce((all, one) => all + count(one), 0)
    const [done, of] = [sum((one) => one.done), sum((one) => one.of)]
    const left = its.filter((one) => one.done < one.of)
    const why = left.find((one) => one.why !== undefined)?.why
    const refused = why !== undefined && (done === 0 || left.every(({ held }) => held))
    const sources = [...new Set(left.flatMap((one) => (one.why === why ? (one.sources ?? []) : [])))]
    const untils = left.flatMap(({ until }) => until ?? [])
    const until = untils.length === left.length && untils.length > 0 ? Math.min(...untils) : undefined
    const state = done >= of ? 'ready' : refused ? 'withheld' : 'fetching'
    return {
      name: name as SentenceName,
      state,
      done,
      of,
      ...(why !== undefined &&
        state === 'withheld' && {
          why,
          ...(sources.length > 0 && { sources }),
          ...(until !== undefined && { until }),
        }),
    }
  })
}
