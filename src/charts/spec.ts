/** What a chart is before anyone draws it: what is shown, as plain data. layout/ settles where, a renderer how. */
import type { Locale } from '#src/i18n/locale.ts'
import type { Curves } from './spec/curves.ts'
import type { Front } from './spec/front.ts'
import type { Matrix } from './spec/matrix.ts'
import type { Panes } from './spec/panes.ts'
import type { Rows } from './spec/rows.ts'
import type { Tiles } from './spec/tiles.ts'

/** Pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

export const WIDE: Size = { width: 1200, height: 675 }
export const PHONE: Size = { width: 720, height: 900 }
/** Of fewer than four bars. */
export const SHORT: Size = { width: 1200, height: 420 }
export const SHORT_PHONE: Size = { width: 720, height: 560 }
/** The sheet on a phone. */
export const PORTRAIT: Size = { width: 1080, height: 1350 }

export type Theme = 'dark' | 'light'
/** `standard` rises in teal, `jp` rises in red, `cvd` keeps rise and fall apart for every colour vision. */
export type Colors = 'standard' | 'jp' | 'cvd'
/** `phone` is narrow and high, with larger words. */
export type Layout = 'wide' | 'phone'

export interface Skin {
  readonly theme: Theme
  readonly colors: Colors
  readonly locale: Locale
}

/** One picture. It survives JSON, holds no functions, and is the same for every renderer. */
export interface ChartSpec extends Skin {
  readonly layout: Layout
  readonly size: Size
  readonly heading: Heading
  readonly body: Body
}

export type Body = Panes | Rows | Tiles | Matrix | Curves | Front

export interface Heading {
  /** The finding. */
  readonly title: string
  /** Measure, unit, period. */
  readonly subtitle: string
  /** The sources of this picture, and what helps to read it. */
  readonly source: string
  /** The paper's name and the number of the edition. */
  readonly brand: string
}
