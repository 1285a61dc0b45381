/** A line so small that it has no axis: how a value came to be what it is, with the edition's week shaded. */
import type { Point } from '#src/market/series.ts'
import type { Instant } from '#src/market/time.ts'
import type { Box, Place } from '../scene.ts'
import type { Ink } from '../spec/label.ts'
import type { Draft } from './draft.ts'
import { linear } from './scale.ts'

/** Room for the dot at the newest value. */
const DOT = 5

/** The line within its box; nothing of fewer than two values. */
export function laySpark(
  draft: Draft,
  points: readonly Point[],
  box: Box,
  week?: { readonly from: Instant; readonly to: Instant },
  ink: Ink = 'slate',
): void {
  const known = points.flatMap(([, value]) => (value === null ? [] : [value]))
  const [first, last] = [points[0], points.at(-1)]
  if (known.length < 2 || !first || !last) return
  const x = linear(first[0], last[0], box.left + DOT, box.right - DOT)
  const y = linear(Math.min(...known), Math.max(...known), box.bottom - DOT, box.top + DOT)
  if (week) {
    const left = Math.max(box.left, x(week.from))
    const right = Math.min(box.right - DOT, x(week.to))
    if (right > left) {
      draft.rect({ x: left, y: box.top, width: right - left, height: box.bottom - box.top, fill: 'week' })
    }
  }
  const runs: Place[][] = [[]]
  for (const [time, value] of points) {
    if (value === null) runs.push([])
    else runs.at(-1)?.push([x(time), y(value)])
  }
  draft.line({ runs: runs.filter((run) => run.length > 1), ink, width: 2 })
  const end = runs.findLast((run) => run.length > 0)?.at(-1)
  if (end) draft.dot({ x: end[0], y: end[1], radius: DOT, fill: ink })
}
