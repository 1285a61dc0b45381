/** A picture as shapes at fixed places: what every renderer paints, and what tests measure. */
import type { Instant } from '#src/market/time.ts'
import type { Ink } from './spec/label.ts'
import type { Pane } from './spec/panes.ts'
import type { Size, Skin } from './spec.ts'

export interface Scene extends Skin {
  readonly size: Size
  /** In the order of painting. */
  readonly items: readonly Item[]
  /** What a pointer can read: where panes are, and their scales. */
  readonly panes: readonly ScenePane[]
  /** What a pointer can read where there are no panes: rows, tiles, cells, points of a curve. */
  readonly spots: readonly Spot[]
}

/** A thing with a place of its own, and what is known of it. */
export interface Spot {
  readonly box: Box
  readonly title: string
  readonly lines: readonly SpotLine[]
}

export interface SpotLine {
  readonly text: string
  readonly ink: Ink
}

/** A pane at its place. */
export interface ScenePane {
  readonly pane: Pane
  /** The plot. */
  readonly box: Box
  /** The pixel at which the value of a time stands. */
  readonly at: (time: Instant) => number
  readonly y: (value: number) => number
}

export type Item = RectItem | LineItem | AreaItem | DotItem | TextItem | PathItem

export interface RectItem {
  readonly type: 'rect'
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly fill?: Ink
  readonly stroke?: Ink
  readonly lineWidth?: number
  readonly radius?: number
  /** Slanted lines in this colour over the fill. */
  readonly hatch?: Ink
}

/** Open strokes through points; each run of points is drawn on its own. */
export interface LineItem {
  readonly type: 'line'
  readonly runs: readonly (readonly Place[])[]
  readonly ink: Ink
  readonly width: number
  readonly dash?: readonly number[]
  /** Wider, under the line, in this colour: where lines cross bars or each other. */
  readonly casing?: Ink
  /** Data, as against an axis or a grid: no words may lie upon it. */
  readonly data?: string
}

export interface AreaItem {
  readonly type: 'area'
  readonly points: readonly Place[]
  readonly fill: Ink
}

export interface DotItem {
  readonly type: 'dot'
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly fill: Ink
  readonly ring?: Ink
}

export interface TextItem {
  readonly type: 'text'
  readonly text: string
  readonly x: number
  /** The baseline. */
  readonly y: number
  readonly size: number
  readonly weight: Weight
  readonly ink: Ink
  readonly align: 'left' | 'center' | 'right'
  /** Drawn 6 px wide around the letters. */
  readonly halo?: Ink
  /** Where the letters are. */
  readonly box: Box
  readonly role: TextRole
}

export type TextRole =
  | 'title'
  | 'subtitle'
  | 'source'
  | 'brand'
  | 'tick'
  | 'caption'
  | 'label'
  | 'end'
  | 'cell'

/** An outline in its own square of `box` units, scaled to `size` pixels. */
export interface PathItem {
  readonly type: 'path'
  readonly d: string
  readonly x: number
  readonly y: number
  readonly size: number
  readonly box: number
  readonly fill: Ink
}

export type Weight = 'normal' | 'bold'

export type Place = readonly [x: number, y: number]

export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** The width of a text in pixels. */
export type Measure = (text: string, size: number, weight: Weight) => number

/** Whether two boxes share more than an edge. */
export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

/** A box with so many pixels more on each side. */
export function grown(box: Box, by: number): Box {
  return { left: box.left - by, top: box.top - by, right: box.right + by, bottom: box.bottom + by }
}
