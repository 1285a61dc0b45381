/** Squarified treemap layout (Bruls, Huizing, van Wijk 2000): rectangles as square as they can be. */
import type { Box } from './pen.ts'

/** One box a weight, in the order given; weights are positive and sorted, largest first. */
export function squarify(weights: readonly number[], box: Box): Box[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const scale = ((box.right - box.left) * (box.bottom - box.top)) / total
  const areas = weights.map((weight) => weight * scale)
  const boxes: Box[] = []
  let rest = box
  let start = 0
  while (start < areas.length) {
    const side = Math.min(rest.right - rest.left, rest.bottom - rest.top)
    let end = start + 1
    let sum = areas[start] as number
    while (end < areas.length) {
      const next = sum + (areas[end] as number)
      if (worst(areas, start, end + 1, next, side) > worst(areas, start, end, sum, side)) break
      sum = next
      end++
    }
    rest = placeRow(areas.slice(start, end), sum, rest, boxes)
    start = end
  }
  return boxes
}

/** The worst aspect ratio of a row of areas `from` to `to` along a side. */
function worst(areas: readonly number[], from: number, to: number, sum: number, side: number): number {
  const most = areas[from] as number
  const least = areas[to - 1] as number
  return Math.max((side * side * most) / (sum * sum), (sum * sum) / (side * side * least))
}

/** Lays a row along the shorter side, and gives the room that is left. */
function placeRow(row: readonly number[], sum: number, rest: Box, into: Box[]): Box {
  const [width, height] = [rest.right - rest.left, rest.bottom - rest.top]
  if (width >= height) {
    const right = rest.left + sum / height
    let top = rest.top
    for (const area of row) {
      const bottom = top + (area / sum) * height
      into.push({ left: rest.left, top, right, bottom })
      top = bottom
    }
    return { ...rest, left: right }
  }
  const bottom = rest.top + sum / width
  let left = rest.left
  for (const area of row) {
    const right = left + (area / sum) * width
    into.push({ left, top: rest.top, right, bottom })
    left = right
  }
  return { ...rest, top: bottom }
}
