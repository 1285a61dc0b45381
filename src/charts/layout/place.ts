/** Finds room for words among what is drawn already. */
import { type Box, grown, overlap, type Place } from '../scene.ts'

export interface Obstacles {
  /** Nothing may touch these. */
  readonly boxes: readonly Box[]
  /** Better not crossed. */
  readonly lines: readonly (readonly Place[])[]
  readonly within: Box
}

export interface Candidate<T> {
  readonly box: Box
  readonly value: T
}

/**
 * The first candidate that touches nothing; else the one that crosses the fewest segments of the lines. Undefined where
 * every candidate touches other words or reaches beyond the limits.
 */
export function firstFree<T>(candidates: readonly Candidate<T>[], obstacles: Obstacles): T | undefined {
  return freest(candidates, obstacles)?.value
}

/** The same, with the segments that its choice crosses. */
export function freest<T>(
  candidates: readonly Candidate<T>[],
  obstacles: Obstacles,
): { readonly value: T; readonly cost: number } | undefined {
  let best: { readonly value: T; readonly cost: number } | undefined
  for (const { box, value } of candidates) {
    if (!contains(obstacles.within, box)) continue
    if (obstacles.boxes.some((other) => overlap(grown(box, 3), other))) continue
    const cost = crossings(box, obstacles.lines)
    if (cost === 0) return { value, cost }
    if (!best || cost < best.cost) best = { value, cost }
  }
  return best
}

function contains(outer: Box, inner: Box): boolean {
  return (
    inner.left >= outer.left &&
    inner.right <= outer.right &&
    inner.top >= outer.top &&
    inner.bottom <= outer.bottom
  )
}

/** Segments of the lines that pass through the box, by their bounds. */
function crossings(box: Box, lines: Obstacles['lines']): number {
  let count = 0
  for (const line of lines) {
    for (let i = 1; i < line.length; i++) {
      if (crosses(box, line[i - 1] as Place, line[i] as Place)) count++
    }
  }
  return count
}

/** Whether a segment touches a box (Liang and Barsky 1984). */
export function crosses(box: Box, [x0, y0]: Place, [x1, y1]: Place): boolean {
  const [dx, dy] = [x1 - x0, y1 - y0]
  let [enter, leave] = [0, 1]
  for (const [direction, distance] of [
    [-dx, x0 - box.left],
    [dx, box.right - x0],
    [-dy, y0 - box.top],
    [dy, box.bottom - y0],
  ] as const) {
    if (direction === 0) {
      if (distance < 0) return false
      continue
    }
    const at = distance / direction
    if (direction < 0) enter = Math.max(enter, at)
    else leave = Math.min(leave, at)
    if (enter > leave) return false
  }
  return true
}

/**
 * Moves the centres of blocks apart so that none touches its neighbour, all as near to where they were as can be, and
 * within limits. Keeps their order.
 */
export function spread(
  blocks: readonly { readonly centre: number; readonly height: number }[],
  top: number,
  bottom: number,
): number[] {
  const order = blocks.map((_, index) => index).sort((a, b) => centreOf(a) - centreOf(b))
  // Groups of blocks that touch, each around the mean of what its members want (pool adjacent violators).
  const groups: { members: number[]; height: number; middle: number }[] = []
  for (const index of order) {
    groups.push({
      members: [index],
      height: heightOf(index),
      middle: clamped(centreOf(index), heightOf(index)),
    })
    while (groups.length > 1) {
      const [above, below] = groups.slice(-2) as [(typeof groups)[number], (typeof groups)[number]]
      if (above.middle + above.height / 2 <= below.middle - below.height / 2) break
      groups.splice(-2, 2, joined([...above.members, ...below.members]))
    }
  }
  const placed = new Array<number>(blocks.length)
  for (const { members, height, middle } of groups) {
    let y = middle - height / 2
    for (const index of members) {
      placed[index] = y + heightOf(index) / 2
      y += heightOf(index)
    }
  }
  return placed

  function joined(members: number[]) {
    const height = members.reduce((sum, index) => sum + heightOf(index), 0)
    let before = 0
    let sum = 0
    for (const index of members) {
      sum += centreOf(index) - (before + heightOf(index) / 2)
      before += heightOf(index)
    }
    return { members, height, middle: clamped(sum / members.length + height / 2, height) }
  }
  function clamped(centre: number, height: number): number {
    return Math.max(top + height / 2, Math.min(bottom - height / 2, centre))
  }
  function centreOf(index: number): number {
    return blocks[index]?.centre ?? 0
  }
  function heightOf(index: number): number {
    return blocks[index]?.height ?? 0
  }
}
