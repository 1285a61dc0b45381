import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { squarify } from '#src/charts/layout/squares.ts'

const box = { left: 40, top: 124, right: 1160, bottom: 1144 }
const room = (box.right - box.left) * (box.bottom - box.top)

describe('squarify', () => {
  it('gives every weight its share of the room, inside the box and without overlap', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 100 }),
        (any) => {
          const weights = [...any].sort((a, b) => b - a)
          const total = weights.reduce((sum, weight) => sum + weight, 0)
          const boxes = squarify(weights, box)
          expect(boxes).toHaveLength(weights.length)
          for (const [i, tile] of boxes.entries()) {
            const area = (tile.right - tile.left) * (tile.bottom - tile.top)
            expect(area / room).toBeCloseTo((weights[i] ?? 0) / total, 6)
            expect(tile.left).toBeGreaterThanOrEqual(box.left - 1e-6)
            expect(tile.bottom).toBeLessThanOrEqual(box.bottom + 1e-3)
          }
          const covered = boxes.reduce((sum, t) => sum + (t.right - t.left) * (t.bottom - t.top), 0)
          expect(covered).toBeCloseTo(room, 0)
        },
      ),
      { numRuns: 50 },
    )
  })

  it('keeps equal weights nearly square', () => {
    for (const tile of squarify(Array<number>(100).fill(1), box)) {
      const ratio = (tile.right - tile.left) / (tile.bottom - tile.top)
      expect(Math.max(ratio, 1 / ratio)).toBeLessThan(2)
    }
  })
})
