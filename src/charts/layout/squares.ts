/** Squarified treemap layout (Bruls, Huizing, van Wijk 2000): rectangles as square as they can be, by d3-hierarchy. */
import { hierarchy, treemap, treemapSquarify } from 'd3-hierarchy'
import type { Box } from '../scene.ts'

interface Node {
  readonly weight?: number
  readonly children?: readonly Node[]
}

/** One box a weight, in the order given; weights are positive and sorted, largest first. */
export function squarify(weights: readonly number[], box: Box): Box[] {
  const root = hierarchy<Node>({ children: weights.map((weight) => ({ weight })) }, (node) =>
    node.children ? [...node.children] : undefined,
  ).sum(({ weight = 0 }) => weight)
  const layout = treemap<Node>()
    .tile(treemapSquarify.ratio(1))
    .size([box.right - box.left, box.bottom - box.top])
  return layout(root)
    .leaves()
    .map(({ x0, y0, x1, y1 }) => ({
      left: box.left + x0,
      top: box.top + y0,
      right: box.left + x1,
      bottom: box.top + y1,
    }))
}

export interface Group<T> {
  readonly name: string
  readonly tiles: readonly T[]
}

export interface PlacedGroup<T> {
  /** Undefined where it does not fit above the group. */
  readonly name: string | undefined
  readonly box: Box
  readonly tiles: readonly { readonly item: T; readonly box: Box }[]
}

interface GroupOptions {
  /** Between groups, pixels. */
  readonly gap: number
  /** The height that a group's name needs; 0 where it does not fit the width and height. */
  readonly head: (name: string, width: number, height: number) => number
}

/**
 * Groups, and tiles within them, largest first. Names and gaps take room from a group's box, so boxes are made larger
 * by as much until areas of tiles are to their weights, over all groups alike.
 */
export function placeGroups<T extends { readonly weight: number }>(
  groups: readonly Group<T>[],
  area: Box,
  { gap, head }: GroupOptions,
): PlacedGroup<T>[] {
  const weighed = groups
    .map(({ name, tiles }) => ({
      name,
      tiles: [...tiles].sort((a, b) => b.weight - a.weight),
      weight: tiles.reduce((sum, { weight }) => sum + weight, 0),
    }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0)
  const whole = (area.right - area.left) * (area.bottom - area.top)
  let wanted = weighed.map(({ weight }) => (weight / total) * whole)
  let boxes = squarify(wanted, area)
  for (let round = 0; round < ROUNDS; round++) {
    const lost = boxes.map((box, index) => areaOf(box) - areaOf(insideOf(box, index)))
    const free = whole - lost.reduce((sum, one) => sum + one, 0)
    wanted = weighed.map(({ weight }, index) => (weight / total) * free + (lost[index] ?? 0))
    boxes = squarify(wanted, area)
  }
  return weighed.map(({ name, tiles }, index) => {
    const box = boxes[index] as Box
    const inside = insideOf(box, index)
    const placed = squarify(
      tiles.map(({ weight }) => weight),
      inside,
    )
    return {
      name: headOf(box, index) > 0 ? name : undefined,
      box,
      tiles: tiles.map((item, place) => ({ item, box: placed[place] as Box })),
    }
  })

  function headOf(box: Box, index: number): number {
    return head(weighed[index]?.name ?? '', box.right - box.left - gap, box.bottom - box.top - gap)
  }
  function insideOf(box: Box, index: number): Box {
    const { left, top, right, bottom } = box
    return {
      left,
      top: top + headOf(box, index),
      right: Math.max(left + 1, right - (right < area.right - 1 ? gap : 0)),
      bottom: bottom - (bottom < area.bottom - 1 ? gap : 0),
    }
  }
}

const ROUNDS = 4

function areaOf({ left, top, right, bottom }: Box): number {
  return (right - left) * Math.max(0, bottom - top)
}
