/** One watch, fed with values as the engine feeds it: what it reports, minute by minute. */
import { onValue, onWake, levelsFrom, type Move } from '#src/alerts/step.ts'
import { gapOf, refusalOf } from '#src/alerts/admit.ts'
import type { KnownValue, Watch } from '#src/chat/alert.ts'
import { cadenceOf, parseSeries, type WatchedReading } from '#src/market/watched.ts'

export const MINUTE = 60_000
export const HOUR = 3_600_000
export const START = Date.parse('2025-11-24T05:00:00Z')

export interface Told {
  readonly at: number
  readonly kind: string
  readonly late: boolean
  readonly isPosted: boolean
}

export function watchOf(rule: Partial<Watch>): Watch {
  return {
    ...{ id: 1, alert: 'a', series: 'price:bitcoin', side: -1, fire: 90_000, rearm: 90_450, hold: 0 },
    ...{ repeat: { kind: 'each', gap: 0 }, state: 'armed', step: 0 },
    ...rule,
  }
}

/** `before` is the value that was known when it was set. */
export function createWatched(rule: Partial<Watch>, before?: KnownValue) {
  let watch = watchOf(rule)
  let last = before
  const told: Told[] = []
  const take = (move: Move | undefined, at: number) => {
    if (!move) return
    if (move.reports) told.push({ at, ...move.reports })
    const { state, since, wakeAt, anchor } = move
    const { since: _, wakeAt: __, ...rest } = watch
    watch = {
      ...rest,
      state,
      step: watch.step + (move.reports ? 1 : 0),
      ...(since !== undefined && { since }),
      ...(wakeAt !== undefined && { wakeAt }),
      ...(anchor !== undefined && levelsFrom(watch, anchor)),
    }
  }
  const wake = (now: number, isTold = false) => {
    if (watch.wakeAt === undefined || watch.wakeAt > now) return
    const series = parseSeries(watch.series)
    const cadence = series ? cadenceOf(series) : MINUTE
    const known = last && now - last.time <= gapOf(watch.series) ? last : undefined
    take(onWake(watch, now, { known, isTold, cadence }), now)
  }
  return {
    told,
    watch: () => watch,
    wake,
    set: (changes: Partial<Watch>) => {
      watch = { ...watch, ...changes }
    },
    /** Gives why the value was not judged. */
    see(
      value: number,
      time: number,
      {
        now = time,
        standing = 'confirmed',
      }: Partial<Pick<WatchedReading, 'standing'>> & { now?: number } = {},
    ) {
      const reading = { series: watch.series, value, time, standing, evidence: { sources: [] } }
      const refusal = refusalOf(reading, last, now)
      if (refusal) return refusal
      const judged = { value, time, gap: gapOf(watch.series), now, ...(last && { before: last }) }
      last = { value, time }
      take(onValue(watch, judged), now)
      wake(now)
      return undefined
    },
  }
}

/** What a watch knows before its first value. */
export const known = { value: 91_000, time: START - MINUTE }

/** Shows a watch these values, one a minute. */
export const feed = (one: ReturnType<typeof createWatched>, values: readonly number[], from = START) =>
  values.map((value, index) => one.see(value, from + index * MINUTE))

/** So many values. */
export const times = (count: number, value: (index: number) => number) =>
  Array.from({ length: count }, (_, index) => value(index))
