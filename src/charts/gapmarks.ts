/** Hatched stretches of a line or of bars where days are missing. */
import type { Point } from '#src/market/series.ts'
import { gapsOf } from './days.ts'
import type { GapMark } from './spec/panes.ts'

/** `step` is the time from one point to the next. */
export function gapMarks(points: readonly Point[], step: number): GapMark[] {
  return gapsOf(points.map(([, value]) => value)).flatMap(({ from, to }) => {
    const [first, last] = [points[from]?.[0], points[to]?.[0]]
    return first === undefined || last === undefined ? [] : [{ type: 'gap', from: first, to: last + step }]
  })
}
