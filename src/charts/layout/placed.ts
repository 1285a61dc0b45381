/** What the parts of a body share: type sizes, and panes at their places. */
import type { Box } from '../scene.ts'
import type { Pane } from '../spec/panes.ts'
import type { Locale } from '#src/i18n/locale.ts'
import type { Scale } from './scale.ts'

/** Type sizes of a body. */
export interface Type {
  readonly small: number
  readonly value: number
  readonly locale: Locale
  /** The ground that halos are drawn in. */
  readonly ground: string
}

export interface PlacedPane {
  readonly pane: Pane
  /** The plot. */
  readonly box: Box
  readonly x: Scale
  /** Where a value stands: the middle of the stretch that begins at its time. */
  readonly at: Scale
  readonly y: Scale
}
