/** How a chart is to be dressed, and what comes of it. */
import type { Words } from '#src/i18n/words.ts'
import type { ChartSpec, Colors, Layout, Size, Theme } from './spec.ts'

export interface ChartLook {
  readonly words: Words
  readonly theme: Theme
  readonly colors: Colors
  /** `wide` unless stated otherwise. */
  readonly layout?: Layout
  /** The finding, one line. */
  readonly title: string
  /** The ready-made source line; for simulated data the label stands in it. */
  readonly source: string
  readonly simulated: boolean
}

export interface Chart {
  readonly spec: ChartSpec
  /** One to three sentences for those who cannot see it, at most 1024 characters. */
  readonly alt: string
  readonly size: Size
}
