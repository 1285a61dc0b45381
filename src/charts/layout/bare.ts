/** A picture without its frame: on a page the heading, the measure and the sources are words of the page itself. */
import type { Item, Measure, Scene } from '../scene.ts'
import type { Body, ChartSpec } from '../spec.ts'
import { layBody } from './body.ts'
import { createDraft } from './draft.ts'
import type { Type } from './placed.ts'

/** Of both widths of a page: 720 px of text, and 350 px on a phone, where the small type is about 14 px high. */
const BARE = {
  wide: { width: 1028, small: 20, value: 22 },
  phone: { width: 560, small: 22, value: 24 },
} as const

/** Below the lowest shape, pixels. */
const FOOT = 4

/** The body of a spec alone; undefined of a front page without a hero, which has no body of its own. */
export function layBare(spec: ChartSpec, measure: Measure): Scene | undefined {
  const { theme, colors, locale, layout } = spec
  const body = spec.body.type === 'front' ? spec.body.hero?.panes : spec.body
  if (!body) return undefined
  const { width, small, value } = BARE[layout]
  const draft = createDraft(measure)
  const type: Type = { small, value, locale, ground: 'ground' }
  const area = { left: 0, right: width, top: 0, bottom: heightOf(spec, body, small) }
  const panes = layBody(draft, body, area, type)
  const { items, spots } = draft
  const height = Math.ceil(Math.max(...items.map(lowest), 1)) + FOOT
  return { theme, colors, locale, size: { width, height }, items, panes, spots }
}

/** Tables are as high as their rows, panes share a height that grows with their number. */
function heightOf(spec: ChartSpec, body: Body, small: number): number {
  const isPhone = spec.layout === 'phone'
  // The hero has words above and below its line.
  if (spec.body.type === 'front') return isPhone ? 480 : 470
  switch (body.type) {
    case 'panes': {
      const count = body.arrangement === 'stacked' ? body.panes.length : 1
      return isPhone ? 240 + 150 * count : 270 + 140 * count
    }
    case 'rows': {
      const lines = body.rows.length + (body.total ? 1 : 0) + (body.divider ? 1 : 0) + (body.shares ? 2 : 0)
      return (lines + 1.5) * small * (isPhone ? 2.3 : 2.1)
    }
    case 'curves':
      return isPhone ? 640 : 400
    default:
      return isPhone ? 560 : 460
  }
}

function lowest(item: Item): number {
  switch (item.type) {
    case 'rect':
      return item.y + item.height
    case 'line':
      return Math.max(...item.runs.flatMap((run) => run.map(([, y]) => y)), 0)
    case 'area':
      return Math.max(...item.points.map(([, y]) => y), 0)
    case 'dot':
      return item.y + item.radius
    case 'text':
      return item.box.bottom
    case 'path':
      return item.y + item.size
  }
}
