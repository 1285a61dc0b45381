/** Marks that reach across a pane: levels, stretches of values, and stretches of time without data. */
import type { Place, Weight } from '../scene.ts'
import type { GapMark, LevelMark, SpanMark } from '../spec/panes.ts'
import { type Draft, textBox } from './draft.ts'
import type { PlacedPane, Type } from './placed.ts'
import { type Candidate, firstFree } from './place.ts'

/** A line at a value, with its tag or its words at the right. */
export function layLevel(draft: Draft, mark: LevelMark, { box, y }: PlacedPane, type: Type): void {
  const at = y(mark.value)
  if (at < box.top - 1 || at > box.bottom + 1) return
  const dash = mark.style === 'dashed' ? [9, 6] : [2, 5]
  draft.line({
    runs: [
      [
        [box.left, at],
        [box.right, at],
      ],
    ],
    ink: mark.ink ?? 'text',
    width: mark.style === 'dashed' ? 2 : 1.5,
    dash,
  })
  const { tag, label } = mark
  if (tag) {
    const width = draft.measure(tag.text, type.small, 'bold') + 24
    const height = type.small * 1.7
    draft.rect({ x: box.right + 4, y: at - height / 2, width, height, fill: tag.ink, radius: 3 })
    draft.text({
      text: tag.text,
      x: box.right + 16,
      y: at + type.small * 0.36,
      size: type.small,
      weight: 'bold',
      ink: `on:${tag.ink}`,
      role: 'end',
    })
  }
  if (label) {
    // Words at the ends of lines come first.
    const place = {
      text: label.text,
      x: box.right + 12,
      y: at + type.small * 0.36,
      size: type.small,
      weight: weightOf(label),
      align: 'left',
    } as const
    const free = [0, -0.4, 0.4, -0.8, 0.8, -1.2, 1.2, -1.6, 1.6, -2, 2, -2.4, 2.4]
      .map((by) => ({ ...place, y: place.y + by * type.small }))
      .map((one): Candidate<typeof one> => ({ box: textBox(one, draft.measure), value: one }))
    const found = firstFree(free, {
      boxes: draft.textBoxes(),
      lines: [],
      within: { left: 0, right: 1e4, top: 0, bottom: 1e4 },
    })
    if (!found) return
    draft.text({ ...found, ink: label.ink ?? 'text', role: 'label', halo: type.ground })
    if (found.y !== place.y)
      draft.line({
        runs: [
          [
            [box.right + 2, at],
            [box.right + 7, found.y - type.small * 0.36],
          ],
        ],
        ink: 'sub',
        width: 1.5,
      })
  }
}

/** A shaded stretch of values, its words where no line passes. */
export function laySpan(
  draft: Draft,
  mark: SpanMark,
  { box, y }: PlacedPane,
  lines: readonly (readonly Place[])[],
  type: Type,
): void {
  const [top, bottom] = [Math.max(box.top, y(mark.to)), Math.min(box.bottom, y(mark.from))]
  draft.rect({
    x: box.left,
    y: top,
    width: box.right - box.left,
    height: bottom - top,
    fill: 'fade:slate:0.13',
  })
  const { label } = mark
  if (!label) return
  const width = draft.measure(label.text, type.small, 'normal')
  const candidates = [top - 8, top + type.small + 4, bottom - 8, bottom + type.small + 4].flatMap((at) =>
    Array.from({ length: 9 }, (_, step) => {
      const x = box.left + 8 + (step * (box.right - box.left - width - 16)) / 8
      return {
        box: { left: x, right: x + width, top: at - type.small * 0.88, bottom: at + type.small * 0.2 },
        value: { x, y: at },
      }
    }),
  )
  const found = firstFree(candidates, { boxes: draft.textBoxes(), lines, within: box })
  if (found)
    draft.text({
      ...found,
      text: label.text,
      size: type.small,
      ink: label.ink ?? 'sub',
      halo: type.ground,
      role: 'label',
    })
}

/** A hatched stretch of time; its words where they fit. */
export function layGap(draft: Draft, mark: GapMark, { box, x }: PlacedPane, type: Type): void {
  const [left, right] = [Math.max(box.left, x(mark.from)), Math.min(box.right, x(mark.to))]
  draft.rect({
    x: left,
    y: box.top,
    width: Math.max(2, right - left),
    height: box.bottom - box.top,
    hatch: 'fade:zero:0.35',
  })
  const { label } = mark
  if (!label || draft.measure(label.text, type.small, 'normal') > right - left - 12) return
  draft.text({
    text: label.text,
    x: (left + right) / 2,
    y: (box.top + box.bottom) / 2,
    size: type.small,
    ink: 'sub',
    align: 'center',
    halo: type.ground,
    role: 'label',
  })
}

/** How heavy a label is. */
export function weightOf({ strong }: { readonly strong?: boolean }): Weight {
  return strong ? 'bold' : 'normal'
}
