/** The marks of a pane: points and texts with words where they have room, and what levels.ts draws across it. */
import type { Box, Place } from '../scene.ts'
import type { PaneMark, PointMark, TextMark } from '../spec/panes.ts'
import { linePieces } from './breaks.ts'
import type { Draft } from './draft.ts'
import { layGap, layLevel, laySpan, weightOf } from './levels.ts'
import type { PlacedPane, Type } from './placed.ts'
import { type Candidate, firstFree } from './place.ts'

/** The marks of a pane in their order; words keep away from `lines`, and within `area`. */
export function layMarks(
  draft: Draft,
  placed: PlacedPane,
  lines: readonly (readonly Place[])[],
  area: Box,
  type: Type,
): void {
  for (const mark of placed.pane.marks) layMark(draft, mark, placed, lines, area, type)
}

function layMark(
  draft: Draft,
  mark: PaneMark,
  placed: PlacedPane,
  lines: readonly (readonly Place[])[],
  area: Box,
  type: Type,
): void {
  switch (mark.type) {
    case 'level':
      layLevel(draft, mark, placed, type)
      return
    case 'point':
      layPoint(draft, mark, placed, lines, area, type)
      return
    case 'span':
      laySpan(draft, mark, placed, lines, type)
      return
    case 'gap':
      layGap(draft, mark, placed, type)
      return
    case 'text':
      layText(draft, mark, placed, lines, area, type)
  }
}

function layPoint(
  draft: Draft,
  mark: PointMark,
  placed: PlacedPane,
  lines: readonly (readonly Place[])[],
  area: Box,
  type: Type,
): void {
  const { box, at, y } = placed
  const [px, py] = [at(mark.at), y(mark.value)]
  if (mark.dot !== 'none') draft.dot({ x: px, y: py, radius: 6, fill: mark.dot ?? 'text', ring: 'ground' })
  const weight = weightOf({ strong: true, ...mark.label })
  const widthOf = (text: string) => draft.measure(text, type.small, weight)
  const note = mark.note === undefined ? 0 : draft.measure(mark.note, type.small, 'normal') + 12
  const { near, far } = sides(mark.side, px, py, widthOf(mark.label.text) + note, type)
  const halves = mark.note === undefined ? halvesOf(mark.label.text, widthOf, type) : undefined
  const folded = halves ? sides(mark.side, px, py, Math.max(...halves.map(widthOf)), type, 2) : undefined
  const stacked =
    mark.note === undefined ? undefined : stackedOf(mark.note, mark, [px, py], widthOf, draft, type)
  const candidates = [
    ...[...near, ...(folded?.near ?? []), ...far, ...(folded?.far ?? [])],
    ...[...(stacked?.near ?? []), ...(stacked?.far ?? [])],
  ]
  const found = firstFree(candidates, {
    boxes: draft.textBoxes(),
    lines,
    within: {
      // Beside the axis its words would read as one with a tick's.
      left: Math.max(area.left, box.left - 4),
      right: placed.pane.ends.length > 0 ? box.right + 4 : area.right - 4,
      top: area.top - 4,
      bottom: box.bottom + 2,
    },
  })
  if (!found) return
  const shared = { size: type.small, halo: type.ground, role: 'label' } as const
  const rows = found.rows === 2 && halves ? halves : [mark.label.text]
  rows.forEach((text, index) => {
    // Lines of two stand towards their dot.
    const x = found.x > px || rows.length === 1 ? found.x : found.x + found.width - widthOf(text)
    const y = found.y + index * type.small * LINE
    draft.text({ ...shared, text, x, y, weight, ink: mark.label.ink ?? 'text' })
  })
  if (mark.note === undefined) return
  const isBelow = found.rows === 2
  const x = isBelow ? found.x : found.x + widthOf(mark.label.text) + 12
  const down = isBelow ? type.small * LINE : 0
  draft.text({ ...shared, text: mark.note, x, y: found.y + down, ink: 'sub' })
}

/** The note under its label: for a plot that is narrower than both. */
function stackedOf(
  note: string,
  { side, label }: PointMark,
  [px, py]: Place,
  widthOf: (text: string) => number,
  draft: Draft,
  type: Type,
): ReturnType<typeof sides> {
  const width = Math.max(widthOf(label.text), draft.measure(note, type.small, 'normal'))
  return sides(side, px, py, width, type, 2)
}

/** Baselines of one label, by its size. */
const LINE = 1.3

/** Two lines, as even as whole words allow; undefined for one word. */
function halvesOf(text: string, widthOf: (text: string) => number, type: Type): string[] | undefined {
  const pieces = linePieces(text, type.locale)
  const ways = pieces.slice(1).map((_, index) => {
    const [first, second] = [
      pieces
        .slice(0, index + 1)
        .join('')
        .trimEnd(),
      pieces.slice(index + 1).join(''),
    ]
    return { lines: [first, second], width: Math.max(widthOf(first), widthOf(second)) }
  })
  return ways.sort((a, b) => a.width - b.width)[0]?.lines
}

interface Spot {
  /** Left end, and baseline of the first line. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly rows: number
}

/** Where words may stand around a point: the wished side first, then ever farther away. */
function sides(
  wished: PointMark['side'],
  px: number,
  py: number,
  width: number,
  type: Type,
  rows = 1,
): { readonly near: Candidate<Spot>[]; readonly far: Candidate<Spot>[] } {
  const { small } = type
  const more = (rows - 1) * small * LINE
  /** By the baseline of the middle of the lines. */
  const at = (x: number, middle: number): Candidate<Spot> => {
    const y = middle - more / 2
    return {
      box: { left: x, right: x + width, top: y - small * 0.88, bottom: y + more + small * 0.2 },
      value: { x, y, width, rows },
    }
  }
  const level = py + small * 0.36
  const near = {
    above: [0, -0.35, 0.35, -0.5, 0.5].map((by) => at(px - width / 2 + by * width, py - 14 - more / 2)),
    below: [0, -0.35, 0.35, -0.5, 0.5].map((by) =>
      at(px - width / 2 + by * width, py + 14 + small * 0.8 + more / 2),
    ),
    left: [0, -0.7, 0.7].map((by) => at(px - width - 14, level + by * small)),
    right: [0, -0.7, 0.7].map((by) => at(px + 14, level + by * small)),
  }
  const order = [wished ?? 'above', 'above', 'left', 'right', 'below'] as const
  const far = [1.6, 3, 4.5, 6].flatMap((by) =>
    [-1, 1].flatMap((sign) =>
      [0, -0.5, 0.5].map((aside) => at(px - width / 2 + aside * width, level + sign * by * small)),
    ),
  )
  return { near: [...new Set(order)].flatMap((side) => near[side]), far }
}

function layText(
  draft: Draft,
  mark: TextMark,
  { box, at, y }: PlacedPane,
  lines: readonly (readonly Place[])[],
  area: Box,
  type: Type,
): void {
  const width = draft.measure(mark.label.text, type.small, weightOf(mark.label))
  const { near, far } = sides('above', at(mark.at), y(mark.value), width, type)
  const found = firstFree([...near, ...far], {
    boxes: draft.textBoxes(),
    lines,
    within: { ...area, bottom: box.bottom },
  })
  if (!found) return
  draft.text({
    x: found.x,
    y: found.y,
    text: mark.label.text,
    size: type.small,
    weight: weightOf(mark.label),
    ink: mark.label.ink ?? 'sub',
    halo: type.ground,
    role: 'label',
  })
}
