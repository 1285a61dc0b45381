/** Values at the ends of lines: pushed apart around their middle where they would touch, with leaders to their dots. */
import type { Box, Weight } from '../scene.ts'
import type { EndBlock, Pane } from '../spec/panes.ts'
import type { Label } from '../spec/label.ts'
import type { Draft } from './draft.ts'
import { shorten } from './fit.ts'
import type { PlacedPane, Type } from './placed.ts'
import { spread } from './place.ts'

/** From the plot's edge to the words: the dot, and room for a leader. */
const LEADER = 34
const PADDING = 12

/** The width that a pane's ends need at its right; 0 without any. */
export function endWidth(pane: Pane, type: Type, draft: Draft): number {
  const tags = pane.marks.flatMap((mark) => {
    if (mark.type !== 'level') return []
    if (mark.tag) return [draft.measure(mark.tag.text, type.small, 'bold') + 2 * PADDING + 6]
    return mark.label ? [draft.measure(mark.label.text, type.small, 'normal') + 14] : []
  })
  if (pane.ends.length === 0) return Math.max(0, ...tags)
  const asides = Math.max(
    0,
    ...pane.ends.map(({ aside }) => (aside ? draft.measure(aside.text, type.small, 'bold') + 18 : 0)),
  )
  const widths = pane.ends.map((end) => {
    const lines = end.lines.map((line, index) => widthOf(line, index, end, type, draft))
    return Math.max(...lines) + (end.filled ? 2 * PADDING : 0)
  })
  const lead = leadOf(pane.ends)
  return Math.max(...tags, Math.max(...widths) + asides + lead)
}

/** The words at the right of a pane, down to the edge of `area`. */
export function layEnds(draft: Draft, { pane, box, y }: PlacedPane, area: Box, type: Type): void {
  const { ends } = pane
  if (ends.length === 0) return
  const lead = leadOf(ends)
  const left = box.right + lead
  const rows = spread(
    ends.map((end) => ({ centre: y(end.value), height: heightOf(end, type) })),
    Math.max(area.top, box.top - type.small),
    box.bottom + type.small,
  )
  for (const [index, end] of ends.entries()) {
    const heights = { centre: rows[index] ?? 0, at: y(end.value) }
    layEnd(draft, end, heights, { left, dot: box.right, right: area.right }, type)
  }
}

function layEnd(
  draft: Draft,
  end: EndBlock,
  { centre, at }: { readonly centre: number; readonly at: number },
  { left, dot, right }: { readonly left: number; readonly dot: number; readonly right: number },
  type: Type,
): void {
  const height = heightOf(end, type)
  if (left - dot > 20 && !end.quiet) {
    const runs = [
      [
        [dot + 9, at],
        [left - 14, centre],
        [left - 6, centre],
      ] as const,
    ]
    draft.line({ runs, ink: end.ink, width: 2 })
  }
  let y = centre - height / 2 + (end.filled ? PADDING / 2 : 2)
  if (end.filled) {
    const width =
      Math.max(...end.lines.map((line, index) => widthOf(line, index, end, type, draft))) + 2 * PADDING
    draft.rect({ x: left, y: centre - height / 2, width, height, fill: end.ink, radius: 4 })
  }
  end.lines.forEach((line, index) => {
    const size = sizeOf(index, end, type)
    y += lineHeight(size)
    draft.text({
      text: shownText(line, index, end, type, draft),
      x: left + (end.filled ? PADDING : 0),
      y: y - size * 0.28,
      size,
      weight: weightOf(line, index, end),
      ink: end.filled ? `on:${end.ink}` : (line.ink ?? (end.quiet ? 'sub' : 'text')),
      role: 'end',
      ...(!end.filled && { halo: type.ground }),
    })
  })
  if (end.aside) {
    draft.text({
      text: end.aside.text,
      x: right,
      y: centre + type.small * 0.36,
      size: type.small,
      weight: 'bold',
      ink: end.aside.ink ?? 'text',
      align: 'right',
      role: 'end',
    })
  }
}

function heightOf(end: EndBlock, type: Type): number {
  const lines = end.lines.reduce((sum, _, index) => sum + lineHeight(sizeOf(index, end, type)), 0)
  return lines + (end.filled ? PADDING : 4)
}

function widthOf(line: Label, index: number, end: EndBlock, type: Type, draft: Draft): number {
  const text = shownText(line, index, end, type, draft)
  return draft.measure(text, sizeOf(index, end, type), weightOf(line, index, end))
}

/** A name is shortened where it would leave the lines no room; a value never is. */
function shownText(line: Label, index: number, end: EndBlock, type: Type, draft: Draft): string {
  if (!end.aside || index > 0) return line.text
  const weight = weightOf(line, index, end)
  return shorten(line.text, type.small * LONGEST_NAME, sizeOf(index, end, type), weight, draft.measure)
}

/** By the small type: about a dozen letters. */
const LONGEST_NAME = 9

/** The value is larger than what follows it; in a list of names all are small. */
function sizeOf(index: number, end: EndBlock, type: Type): number {
  return index === 0 && !end.aside && !end.quiet ? type.value : type.small
}

function lineHeight(size: number): number {
  return size * 1.24
}

function weightOf(line: Label, index: number, end: EndBlock): Weight {
  return (index === 0 && !end.quiet) || line.strong ? 'bold' : 'normal'
}

/** Several names need room for leaders; a value alone stands close to its dot. */
function leadOf(ends: readonly EndBlock[]): number {
  const named = ends.filter(({ quiet }) => !quiet)
  return named.length > 1 || named.some(({ aside }) => aside) ? LEADER : 16
}
