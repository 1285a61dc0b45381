/** Panes on one axis of time, one above the other or side by side: each quantity has its own, none has a second axis. */
import type { Point } from '#src/market/series.ts'
import type { Instant } from '#src/market/time.ts'
import type { Ink, Label } from './label.ts'

export interface Panes {
  readonly type: 'panes'
  /** Side by side they share the axis of values too. */
  readonly arrangement: 'stacked' | 'beside'
  /** Both ends of the axis of time, milliseconds since 1970. */
  readonly from: Instant
  readonly to: Instant
  /**
   * Milliseconds: every value is of a stretch of so long that begins at its time, as a day is, and stands in its
   * middle. Without it values are of their instants.
   */
  readonly step?: number
  readonly ticks: readonly TimeTick[]
  /** The edition's week, shaded and named. */
  readonly week?: { readonly from: Instant; readonly to: Instant; readonly text: string }
  /** At most two. */
  readonly events: readonly EventMark[]
  /** Stretches of a quiet ground, such as every other day. */
  readonly bands?: readonly { readonly from: Instant; readonly to: Instant }[]
  readonly panes: readonly Pane[]
}

export interface TimeTick {
  readonly at: Instant
  readonly text: string
  /** The text stands in the middle of a day that begins here. */
  readonly span?: number
}

/** A dashed line through all panes. */
export interface EventMark {
  readonly at: Instant
  readonly text: string
  /** A second line in the sub colour. */
  readonly detail?: string
  /** In its place where that has no room. */
  readonly briefDetail?: string
}

export interface Pane {
  /** Measure and unit. */
  readonly title?: string
  /** Share of the height. */
  readonly weight: number
  readonly axis: ValueAxis
  readonly series: readonly PaneSeries[]
  readonly marks: readonly PaneMark[]
  /** Values at the ends of lines, at the right of the pane. */
  readonly ends: readonly EndBlock[]
}

export interface ValueAxis {
  readonly min: number
  readonly max: number
  readonly ticks: readonly { readonly value: number; readonly text: string }[]
  readonly scale: 'linear' | 'log'
  /** Where its numbers stand; at the left where lines end in words. */
  readonly side?: 'left' | 'right'
  /** A solid line at this value: 0, or 100 of an index. */
  readonly base?: number
}

export type PaneSeries = LineSeries | BarSeries | CandleSeries | RangeSeries

interface Identified {
  /** Names the series for figures, tooltips and tables. */
  readonly id: string
  readonly name: string
  /** How a table and a tooltip print a value. */
  readonly unit: ValueUnit
}

export type ValueUnit = 'percent' | 'rate' | 'points' | 'amount' | 'price' | 'coins' | 'decimal'

export interface LineSeries extends Identified {
  readonly type: 'line'
  /** null is a gap. */
  readonly points: readonly Point[]
  readonly ink: Ink
  /** Pixels. */
  readonly width?: number
  readonly dash?: 'dashed' | 'dotted' | 'long'
  /** Only where the axis starts at 0. */
  readonly area?: boolean
  /** A dot at the newest value. */
  readonly dot?: boolean
}

export interface BarSeries extends Identified {
  readonly type: 'bars'
  readonly points: readonly Point[]
  /** Milliseconds that a bar stands for. */
  readonly step: number
  /** One for all; without it the colour of each value's sign. */
  readonly ink?: Ink
  /** One each, in the order of the points. */
  readonly inks?: readonly Ink[]
  /** The last bar is of a day that is not over: hollow. */
  readonly partial?: boolean
}

export interface CandleSeries extends Identified {
  readonly type: 'candles'
  readonly step: number
  readonly rows: readonly (readonly [time: Instant, open: number, high: number, low: number, close: number])[]
}

/** A band from low to high at each instant. */
export interface RangeSeries extends Identified {
  readonly type: 'range'
  readonly step: number
  readonly rows: readonly (readonly [time: Instant, low: number, high: number])[]
  readonly ink: Ink
}

export type PaneMark = LevelMark | PointMark | SpanMark | GapMark | TextMark

/** A line across the pane at a value. */
export interface LevelMark {
  readonly type: 'level'
  readonly value: number
  readonly style: 'dashed' | 'dotted'
  readonly ink?: Ink
  /** Beside the right end. */
  readonly label?: Label
  /** A filled tag on the axis instead of text: the last price. */
  readonly tag?: { readonly text: string; readonly ink: Ink }
}

/** A dot with its words beside it. */
export interface PointMark {
  readonly type: 'point'
  readonly at: Instant
  readonly value: number
  readonly label: Label
  /** Follows the label in the sub colour. */
  readonly note?: string
  /** The side of the dot that its words stand on where there is room; else the first side that has room. */
  readonly side?: 'above' | 'below' | 'left' | 'right'
  readonly dot?: Ink | 'none'
}

/** A shaded stretch of values: the middle of a distribution. */
export interface SpanMark {
  readonly type: 'span'
  readonly from: number
  readonly to: number
  readonly label?: Label
}

/** A hatched stretch of time without data. */
export interface GapMark {
  readonly type: 'gap'
  readonly from: Instant
  readonly to: Instant
  readonly label?: Label
}

/** Words at a place of the pane, such as the name of a line. */
export interface TextMark {
  readonly type: 'text'
  readonly at: Instant
  readonly value: number
  readonly label: Label
}

/** Lines of text at the end of a line, or a filled tag; blocks that would touch make room and get a leader. */
export interface EndBlock {
  readonly value: number
  readonly ink: Ink
  readonly lines: readonly Label[]
  /** A second column at the right edge, such as the change beside a name. */
  readonly aside?: Label
  readonly filled?: boolean
  /** Small and in the sub colour, without a leader: what a level was. */
  readonly quiet?: boolean
}
