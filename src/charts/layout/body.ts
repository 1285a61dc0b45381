/** The body of a picture within its area, whatever stands around it. */
import type { Box, ScenePane } from '../scene.ts'
import type { Body } from '../spec.ts'
import { layCurves } from './curves.ts'
import type { Draft } from './draft.ts'
import { layMatrix } from './matrix.ts'
import { layPanes } from './panes.ts'
import type { Type } from './placed.ts'
import { layRows } from './rows.ts'
import { layTiles } from './tiles.ts'

/** Draws a body; returns its panes, where it has some. A front page is laid out whole, by `layFront`. */
export function layBody(draft: Draft, body: Body, area: Box, type: Type): readonly ScenePane[] {
  switch (body.type) {
    case 'panes':
      return layPanes(draft, body, area, type).panes
    case 'rows':
      layRows(draft, body, area, type)
      return []
    case 'tiles':
      layTiles(draft, body, area, type)
      return []
    case 'matrix':
      layMatrix(draft, body, area, type)
      return []
    case 'curves':
      layCurves(draft, body, area, type)
      return []
    case 'front':
      return []
  }
}
