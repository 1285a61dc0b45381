/** What a flash is set beside: the figure that moved, as it stood a period before, and its past as it is drawn. */
import type { History } from '#src/market/history.ts'
import type { Unit } from '#src/market/reading.ts'
import { indexAt, type Point } from '#src/market/series.ts'
import { DAY, floorToDay, HOUR, type Instant } from '#src/market/time.ts'
import type { Extreme } from '../extremes/extreme.ts'
import type { Tracked } from '../extremes/tracked.ts'
import { closesOf, movesOf } from './breadth.ts'
import { flashSeries } from './series.ts'

export interface FlashPast {
  readonly level: FlashFigure
  /** From here to the value no period is missing. */
  readonly unbrokenSince: Instant
  /** Up to the value; null where a period is missing. Dated as the series is: a close by the day that it ends. */
  readonly points: readonly Point[]
}

/** A figure as it settled, and as it stood one period before: a day, or a settlement. */
export interface FlashFigure {
  readonly series: string
  readonly unit: Unit
  readonly value: number
  readonly before?: { readonly value: number; readonly at: Instant }
}

/** At least so much is drawn, and what lies before the last time that it was so. */
const DRAWN = { least: 90 * DAY, before: 14 * DAY, days: 400 * DAY, settlements: 180 * DAY }

/** Undefined where the value is not on record any more. */
export function flashPast(history: History, extreme: Extreme): FlashPast | undefined {
  const moved = trackedOf(history, extreme)
  const tracked = moved && (levelOf(history, moved, extreme) ?? moved)
  const index = tracked ? indexAt(tracked.data.times, extreme.at) : -1
  if (!tracked || index < 0) return undefined
  const { series, unit, data, longestGap } = tracked
  const [at, before] = [data.times[index] as number, data.times[index - 1]]
  const isNext = before !== undefined && at - before < longestGap
  return {
    level: {
      ...{ series: series.replace(/\.runs$/u, '.settlement'), unit, value: data.values[index] as number },
      ...(isNext && { before: { value: data.values[index - 1] as number, at: before } }),
    },
    unbrokenSince: reachedOf(extreme),
    // A run is seen in its last months, however long ago there was one like it.
    points: pointsOf(tracked, index, extreme.kind === 'longest-run' ? extreme.at : reachedOf(extreme)),
  }
}

/** The series that an entry is of; undefined where it is not looked at any more. */
export function trackedOf(history: History, { series, at, span }: Extreme): Tracked | undefined {
  const found = flashSeries(history, floorToDay(at + span)).find(
    (one) => one.series === series || one.levels?.series === series || isRunOf(one, series),
  )
  const [group, id = '', tail] = series.split('.')
  if (found || (group !== 'coins' && group !== 'price')) return found
  return tail === 'close' ? closesOf(history, id) : movesOf(history, id)
}

/** The value at an entry's time, where there is one; of a move the move. */
export function valueNow(history: History, extreme: Extreme): number | undefined {
  const tracked = trackedOf(history, extreme)
  const index = tracked ? indexAt(tracked.data.times, extreme.at) : -1
  return tracked?.data.values[index]
}

/** From here on the record holds nothing that reaches the value. */
export function reachedOf({ since, boundedBy, recordStart }: Extreme): Instant {
  return boundedBy ?? since ?? recordStart
}

function isRunOf({ runs }: Tracked, series: string): boolean {
  return runs !== undefined && (runs.negative === series || runs.positive === series)
}

/** What a move is of: closes of a return, a count of its change. */
function levelOf(history: History, { series }: Tracked, extreme: Extreme): Tracked | undefined {
  const [, name] = /^(.*)\.(?:dayReturn|dayChange)$/u.exec(series) ?? []
  if (name === undefined) return undefined
  const midnight = floorToDay(extreme.at + extreme.span)
  const names = ['close', 'snapshot', 'usd', 'value'].map((tail) => `${name}.${tail}`)
  const found = flashSeries(history, midnight).find((one) => names.includes(one.series))
  return found ?? (name.startsWith('coins.') ? closesOf(history, name.slice('coins.'.length)) : undefined)
}

function pointsOf({ data, longestGap }: Tracked, index: number, reached: Instant): readonly Point[] {
  const end = data.times[index] as number
  const step = (longestGap * 2) / 3
  const most = step < DAY ? DRAWN.settlements : DRAWN.days
  const from = Math.max(end - most, Math.min(end - DRAWN.least, reached - DRAWN.before))
  const points: Point[] = []
  for (let i = 0; i <= index; i++) {
    const time = data.times[i] as number
    if (time < from) continue
    for (let [last] = points.at(-1) ?? [time]; time - last >= longestGap; last += step)
      points.push([last + step, null])
    // Seconds after the hour are of no interest on a picture.
    points.push([step < DAY ? Math.floor(time / HOUR) * HOUR : time, data.values[i] as number])
  }
  return points
}
