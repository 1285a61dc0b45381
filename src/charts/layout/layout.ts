/** From a spec to a scene: every shape at its place. Pure, given how wide words are. */
import type { Measure, Scene } from '../scene.ts'
import type { ChartSpec } from '../spec.ts'
import { layBody } from './body.ts'
import { createDraft } from './draft.ts'
import { layFront } from './front.ts'
import { layHeading } from './heading.ts'
import { measuresOf } from './measures.ts'

/** The scene of a spec. `measure` gives widths as the renderer will draw them. */
export function layOut(spec: ChartSpec, measure: Measure): Scene {
  const measures = measuresOf(spec.layout, spec.size)
  const draft = createDraft(measure)
  const { theme, colors, locale, size, body } = spec
  if (body.type === 'front') {
    const panes = layFront(draft, spec, body)
    return { theme, colors, locale, size, items: draft.items, panes, spots: draft.spots }
  }
  const area = layHeading(draft, spec, measures)
  const type = { small: measures.small, value: measures.value, locale, ground: 'ground' }
  const panes = layBody(draft, body, area, type)
  return { theme, colors, locale, size, panes, items: draft.items, spots: draft.spots }
}
