/** Squarified treemap layout (Bruls, Huizing, van Wijk 2000): rectangles as square as they can be, by d3-hierarchy. */
import { hierarchy, treemap, treemapSquarify } from 'd3-hierarchy'
import type { Box } from './pen.ts'

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
