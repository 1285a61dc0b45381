/** What a chart is before anyone draws it: a Chart.js configuration and our frame around it, as plain data. */
import type { Locale } from '#src/i18n/locale.ts'
import type { Plain } from '#src/market/reading.ts'

/** Pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

export const WIDE: Size = { width: 1200, height: 675 }
export const SQUARE: Size = { width: 1200, height: 1200 }

export type Theme = 'dark' | 'light'
/** `standard` rises in teal, `jp` rises in red, `cvd` keeps rise and fall apart for every colour vision. */
export type Colors = 'standard' | 'jp' | 'cvd'

/** One picture. It survives JSON, holds no functions, and is the same for every renderer. */
export type ChartSpec = PlotSpec | SheetSpec

/** One chart: `new Chart(canvas, config)` with the frame as a plugin. */
export interface PlotSpec extends Skin {
  readonly kind: 'plot'
  readonly size: Size
  readonly frame: Frame
  readonly config: PlotConfig
}

/** Several charts under one heading. */
export interface SheetSpec extends Skin {
  readonly kind: 'sheet'
  readonly size: Size
  readonly heading: Heading
  readonly panels: readonly { readonly x: number; readonly y: number; readonly plot: PlotSpec }[]
}

export interface Skin {
  readonly theme: Theme
  readonly colors: Colors
  readonly locale: Locale
}

/** A Chart.js configuration. A string that starts with `fn:` names a function of the table in callbacks.ts. */
export interface PlotConfig {
  readonly type: 'bar' | 'line'
  readonly data: { readonly labels: readonly string[]; readonly datasets: readonly Dataset[] }
  readonly options: Options
}

export interface Options {
  readonly [option: string]: Plain
}

export interface Dataset {
  readonly type: 'bar' | 'line'
  /** Named in tooltips; empty for one that only supports another. */
  readonly label: string
  /** null is a gap. */
  readonly data: readonly (number | null)[]
  readonly [option: string]: Plain
}

/** A colour by its role; theme.ts knows which one. */
export type Tone = 'text' | 'sub' | 'up' | 'down' | 'zero' | 'accent' | 'line' | 'third'

export interface Heading {
  readonly title: string
  readonly subtitle: string
  readonly source: string
  readonly brand: string
}

export interface Caption {
  readonly text: string
  readonly tone: Tone
  readonly strong?: boolean
}

/** Everything around and upon the plot that Chart.js does not draw itself. */
export interface Frame {
  /** Of a whole picture. */
  readonly heading?: Heading
  /** Of a panel in a sheet. */
  readonly panel?: { readonly title: string; readonly value?: Caption }
  /** The row between subtitle and plot: what the left axis measures, the newest value, the right axis. */
  readonly captions?: { readonly left?: Caption; readonly center?: Caption; readonly right?: Caption }
  readonly marks: readonly Mark[]
}

export type Mark =
  | BarLabel
  | EndLabel
  | LevelLine
  | EventLine
  | PointLabel
  | ZeroLine
  | MissingBar
  | Legend
  | Matrix
  | Treemap
  | Candles

/** The value of a bar, written at its end. */
export interface BarLabel {
  readonly type: 'bar'
  readonly dataset: number
  readonly index: number
  readonly text: string
  readonly tone: Tone
}

/** A line's name and newest value, beside its last point. */
export interface EndLabel {
  readonly type: 'end'
  readonly dataset: number
  readonly text: string
  readonly tone: Tone
}

/** A dashed horizontal line at a value of the axis `y`. */
export interface LevelLine {
  readonly type: 'level'
  readonly value: number
  readonly text: string
}

/** A dashed vertical line at a category. */
export interface EventLine {
  readonly type: 'event'
  readonly index: number
  readonly text: string
}

/** A ringed point of a line with its text above. */
export interface PointLabel {
  readonly type: 'point'
  readonly dataset: number
  readonly index: number
  readonly text: string
  readonly tone: Tone
}

/** The line from which horizontal bars start. */
export interface ZeroLine {
  readonly type: 'zero'
}

/** A hatched stretch of categories without data, both ends included. */
export interface MissingBar {
  readonly type: 'missing'
  readonly from: number
  readonly to: number
}

/** A strip of colour steps at the top right. */
export interface Legend {
  readonly type: 'legend'
  readonly ramp: Ramp
  readonly steps: readonly { readonly value: number; readonly text: string }[]
}

/** `correlation` runs over -0.2 to 1, `return` over -12 % to 12 %. */
export type Ramp = 'correlation' | 'return'

export interface Matrix {
  readonly type: 'matrix'
  readonly names: readonly string[]
  /** Row by row; null where there is no data. */
  readonly values: readonly (readonly (number | null)[])[]
}

export interface Treemap {
  readonly type: 'treemap'
  /** Largest weight first. `value` is a return, as a fraction. */
  readonly tiles: readonly {
    readonly name: string
    readonly weight: number
    readonly value: number
    readonly text: string
  }[]
}

/** Prices by category: open, high, low, close on the axis `y`; null where there is no data. */
export interface Candles {
  readonly type: 'candles'
  readonly rows: readonly (readonly [open: number, high: number, low: number, close: number] | null)[]
}
