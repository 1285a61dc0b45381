/** Layout by measured boxes: faults of a scene that a reader would see. */
import { type Box, grown, type Item, overlap, type Scene, type TextItem } from '#src/charts/scene.ts'
import { crosses } from '#src/charts/layout/place.ts'
import type { Layout } from '#src/charts/spec.ts'

/** Pixels that a text keeps to the edges of the picture. */
const MARGIN = 16
/** Least size of a text, pixels. */
const LEAST: Readonly<Record<Layout, number>> = { wide: 20, phone: 22 }
/** Least distance of two baselines of ends that have no leader, pixels. */
const END_DISTANCE = 26
/** Boxes hold ascenders and descenders that few words have. */
const SLACK = 3

export function layoutFaults(scene: Scene, layout: Layout): string[] {
  const texts = scene.items.filter((item) => item.type === 'text')
  return [
    ...texts.flatMap((text) => marginFaults(text, scene)),
    ...texts.flatMap((text) => sizeFaults(text, layout)),
    ...overlapFaults(texts),
    ...lineFaults(texts, scene),
    ...endFaults(scene),
    // A long name may be cut, a sentence may not.
    ...texts.flatMap((text) =>
      text.text.endsWith('…') && text.role !== 'cell' ? [`cut short: ${said(text)}`] : [],
    ),
  ]
}

function marginFaults(text: TextItem, { size }: Scene): string[] {
  const { left, right, top, bottom } = text.box
  const isInside = left >= MARGIN && right <= size.width - MARGIN && top >= 0 && bottom <= size.height
  return isInside ? [] : [`outside the margins: ${said(text)}`]
}

function sizeFaults(text: TextItem, layout: Layout): string[] {
  return text.size >= LEAST[layout] ? [] : [`${text.size.toFixed(1)} px: ${said(text)}`]
}

function overlapFaults(texts: readonly TextItem[]): string[] {
  return texts.flatMap((one, index) =>
    texts
      .slice(index + 1)
      .filter((other) => overlap(grown(one.box, -SLACK), grown(other.box, -SLACK)))
      .map((other) => `overlap: ${said(one)} and ${said(other)}`),
  )
}

/** A text over a line of data, which has a halo unless a shape was painted between them. */
function lineFaults(texts: readonly TextItem[], { items }: Scene): string[] {
  return texts.flatMap((text) => {
    if (text.halo !== undefined) return []
    const at = items.indexOf(text)
    const box = grown(text.box, -SLACK)
    const crossed = items.slice(0, at).some((item, index) => {
      if (item.type !== 'line' || item.data === undefined) return false
      if (items.slice(index + 1, at).some((cover) => covers(cover, text.box))) return false
      return item.runs.some((run) =>
        run.some((place, i) => i > 0 && crosses(box, run[i - 1] as typeof place, place)),
      )
    })
    return crossed ? [`over a line without a halo: ${said(text)}`] : []
  })
}

function covers(item: Item, box: Box): boolean {
  if (item.type !== 'rect' || item.fill === undefined || item.fill.startsWith('fade:')) return false
  const { x, y, width, height } = item
  return x <= box.left && x + width >= box.right && y <= box.top + SLACK && y + height >= box.bottom - SLACK
}

/** Blocks at the ends of lines: 26 pixels apart, or each joined to its line. */
function endFaults({ items }: Scene): string[] {
  const blocks = blocksOf(items)
  const tips = items.flatMap((item) =>
    item.type === 'line' && item.data === undefined
      ? item.runs.flatMap((run) => (run.length > 2 ? run.slice(-1) : []))
      : [],
  )
  const isLed = (block: readonly TextItem[]) =>
    block.some(({ box }) =>
      tips.some(([x, y]) => box.left - x > 0 && box.left - x < 20 && y > box.top - 20 && y < box.bottom + 20),
    )
  return blocks.flatMap((one, index) =>
    blocks
      .slice(index + 1)
      .filter((other) => one[0]?.x === other[0]?.x && one[0]?.align === other[0]?.align)
      .filter((other) => distance(one, other) < END_DISTANCE && !(isLed(one) && isLed(other)))
      .map((other) => `ends too close: ${said(one[0] as TextItem)} and ${said(other[0] as TextItem)}`),
  )
}

/** Texts of ends that follow each other in the scene are lines of one block. */
function blocksOf(items: readonly Item[]): TextItem[][] {
  const blocks: TextItem[][] = []
  items.forEach((item, index) => {
    if (item.type !== 'text' || item.role !== 'end') return
    const before = items[index - 1]
    const isNext = before?.type === 'text' && before.role === 'end' && before.x === item.x
    if (isNext) blocks.at(-1)?.push(item)
    else blocks.push([item])
  })
  return blocks
}

function distance(one: readonly TextItem[], other: readonly TextItem[]): number {
  return Math.min(...one.flatMap((a) => other.map((b) => Math.abs(a.y - b.y))))
}

function said({ text, role, x, y }: TextItem): string {
  return `${role} "${text}" at ${x.toFixed(0)}, ${y.toFixed(0)}`
}
