/** Panes on one axis of time: room for axes and ends is settled for all of them, so that they stand under each other. */
import type { Panes } from '../spec/panes.ts'
import type { Box } from '../scene.ts'
import type { Draft } from './draft.ts'
import { endWidth, layEnds } from './ends.ts'
import { layEvents } from './events.ts'
import { layMarks } from './marks.ts'
import type { PlacedPane, Type } from './placed.ts'
import { linear, type Scale, valueScale } from './scale.ts'
import { laySeries } from './series.ts'
import { layTicks, tickHeight } from './timeticks.ts'

/** What the reader of a page can point at. */
export interface PanesLayout {
  readonly panes: readonly PlacedPane[]
}

/** Data first, then ends, marks, events and dates, so that words know what is drawn. */
export function layPanes(draft: Draft, body: Panes, area: Box, type: Type): PanesLayout {
  const titles = body.panes.map(({ title }) => (title === undefined ? 0 : type.small + 10))
  const hasEventRow =
    body.events.some(({ detail }) => detail === undefined) &&
    (titles[0] ?? 0) === 0 &&
    body.arrangement === 'stacked'
  const top = area.top + (hasEventRow ? type.small + 8 : 0)
  const bottom = area.bottom - tickHeight(type)
  const boxes =
    body.arrangement === 'stacked'
      ? stackedBoxes(body, { ...area, top, bottom }, titles, type, draft)
      : besideBoxes(body, { ...area, top: top + Math.max(...titles), bottom }, type, draft)
  const placed = body.panes.map((pane, index): PlacedPane => {
    const box = boxes[index] as Box
    const x = timeScale(body, box)
    const at: Scale = (time) => x(time + (body.step ?? 0) / 2)
    return { pane, box, x, at, y: valueScale(pane.axis, box.bottom, box.top) }
  })
  const lines = placed.map((one) => layPane(draft, body, one, area, type))
  const below = draft.items.length
  for (const [index, one] of placed.entries()) {
    layEnds(draft, one, area, type)
    layMarks(draft, one, lines[index] ?? [], area, type)
  }
  layEvents(draft, body, placed, below, type)
  const rows = body.arrangement === 'stacked' ? placed.slice(-1) : placed
  for (const one of rows) layTicks(draft, body, one, area, type)
  return { panes: placed }
}

/** Bars of instants need half a bar of room at both ends. */
function timeScale({ from, to, step, panes }: Panes, box: Box): Scale {
  if (step !== undefined) return linear(from, to, box.left, box.right)
  const steps = panes.flatMap(({ series }) =>
    series.flatMap((one) => (one.type === 'bars' || one.type === 'candles' ? [one.step] : [])),
  )
  const half = Math.max(0, ...steps) / 2
  return linear(from - half, to + half, box.left, box.right)
}

function stackedBoxes(body: Panes, area: Box, titles: readonly number[], type: Type, draft: Draft): Box[] {
  const axisLeft = sideWidth(body, 'left', type, draft)
  const left = area.left + axisLeft
  const right = area.right - Math.max(sideWidth(body, 'right', type, draft), endsOf(body, type, draft))
  const gap = body.panes.length > 1 ? 16 : 0
  const room =
    area.bottom - area.top - titles.reduce((sum, one) => sum + one, 0) - gap * (body.panes.length - 1)
  const weights = body.panes.reduce((sum, { weight }) => sum + weight, 0)
  let y = area.top
  return body.panes.map(({ weight }, index) => {
    const top = y + (titles[index] ?? 0)
    const bottom = top + (room * weight) / weights
    y = bottom + gap
    return { left, right, top, bottom }
  })
}

/** Small multiples: one axis of values at the left of the first, ends at the right of each. */
function besideBoxes(body: Panes, area: Box, type: Type, draft: Draft): Box[] {
  const axis = sideWidth(body, 'left', type, draft)
  const ends = endsOf(body, type, draft)
  const count = body.panes.length
  const width = (area.right - area.left - axis - ends * count - 24 * (count - 1)) / count
  return body.panes.map((_, index) => {
    const left = area.left + axis + index * (width + ends + 24)
    return { left, right: left + width, top: area.top, bottom: area.bottom }
  })
}

function sideWidth(body: Panes, side: 'left' | 'right', type: Type, draft: Draft): number {
  const texts = body.panes.flatMap(({ axis, ends }) =>
    // Where lines end in words at the right, their axis stands at the left.
    (ends.length > 0 || body.arrangement === 'beside' ? 'left' : (axis.side ?? 'left')) === side
      ? axis.ticks.map(({ text }) => text)
      : [],
  )
  const widest = Math.max(0, ...texts.map((text) => draft.measure(text, type.small, 'normal')))
  return widest === 0 ? 0 : widest + 12
}

function endsOf(body: Panes, type: Type, draft: Draft): number {
  const widest = Math.max(0, ...body.panes.map((pane) => endWidth(pane, type, draft)))
  return widest === 0 ? 0 : widest
}

/** Ground, grid and data of one pane; returns its lines as drawn. */
function layPane(draft: Draft, body: Panes, one: PlacedPane, area: Box, type: Type) {
  const { pane, box, x, y } = one
  const index = body.panes.indexOf(pane)
  if (pane.title !== undefined) {
    const left = body.arrangement === 'beside' ? (index === 0 ? area.left : box.left) : area.left
    draft.text({
      text: pane.title,
      x: left,
      y: box.top - 12,
      size: type.small,
      weight: 'bold',
      role: 'caption',
    })
  }
  for (const { from, to } of body.bands ?? []) {
    const [left, right] = [Math.max(box.left, x(from)), Math.min(box.right, x(to))]
    draft.rect({ x: left, y: box.top, width: right - left, height: box.bottom - box.top, fill: 'panel' })
  }
  if (body.week) {
    const left = Math.max(box.left, x(body.week.from))
    const right = Math.min(box.right, x(body.week.to))
    if (right > left)
      draft.rect({ x: left, y: box.top, width: right - left, height: box.bottom - box.top, fill: 'week' })
  }
  const hasAxis = body.arrangement === 'stacked' || index === 0
  const isRight = pane.axis.side === 'right' && pane.ends.length === 0 && body.arrangement === 'stacked'
  const tags = pane.marks.flatMap((mark) => (mark.type === 'level' && mark.tag ? [mark.value] : []))
  for (const { value, text } of pane.axis.ticks) {
    const at = y(value)
    const isBase = value === pane.axis.base
    draft.line({
      runs: [
        [
          [box.left, at],
          [box.right, at],
        ],
      ],
      ink: isBase ? 'zero' : 'grid',
      width: isBase ? 1.5 : 1,
    })
    // A number at the very top would touch the pane's title.
    const isUnderTitle = pane.title !== undefined && at - box.top < type.small * 0.55
    const isUnderTag = isRight && tags.some((tag) => Math.abs(at - y(tag)) < type.small * 1.3)
    if (!hasAxis || text === '' || isUnderTitle || isUnderTag) continue
    draft.text({
      text,
      x: isRight ? box.right + 12 : box.left - 10,
      y: at + type.small * 0.36,
      size: type.small,
      ink: 'sub',
      align: isRight ? 'left' : 'right',
      role: 'tick',
    })
  }
  const { base } = pane.axis
  if (base !== undefined && pane.axis.ticks.every(({ value }) => value !== base)) {
    draft.line({
      runs: [
        [
          [box.left, y(base)],
          [box.right, y(base)],
        ],
      ],
      ink: 'zero',
      width: 1.5,
    })
  }
  return pane.series.flatMap((series) => laySeries(draft, series, one))
}
