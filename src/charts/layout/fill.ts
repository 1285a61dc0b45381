/** A box in a colour, or hatched where it sums up what has no place of its own. */
import type { Box } from '../scene.ts'
import type { Fill } from '../spec/rows.ts'
import type { Draft } from './draft.ts'

/** Fills a box; it is at least a pixel wide. */
export function layFill(draft: Draft, fill: Fill, { left, right, top, bottom }: Box): void {
  const shape = { x: left, y: top, width: Math.max(1, right - left), height: bottom - top }
  if (fill === 'hatch') {
    draft.rect({
      x: shape.x + 1,
      y: shape.y + 1,
      width: Math.max(1, shape.width - 2),
      height: shape.height - 2,
      fill: 'panel',
      hatch: 'zero',
      stroke: 'zero',
      lineWidth: 1.5,
    })
  } else draft.rect({ ...shape, fill })
}
