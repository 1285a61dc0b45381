/** What a spec draws and prints, read back: series by id, panes, and every label with its place. */
import type { ChartSpec } from '#src/charts/spec.ts'
import type { FrontRow } from '#src/charts/spec/front.ts'
import type { Label } from '#src/charts/spec/label.ts'
import type { Pane, Panes, PaneSeries } from '#src/charts/spec/panes.ts'
import type { Rows } from '#src/charts/spec/rows.ts'
import type { Point } from '#src/market/series.ts'
import type { Instant } from '#src/market/time.ts'

export interface Printed {
  readonly label: Label
  /** The pane that it stands in. */
  readonly pane?: Pane
  readonly panes?: Panes
}

export function panesIn({ body }: Pick<ChartSpec, 'body'>): Panes[] {
  if (body.type === 'panes') return [body]
  return body.type === 'front' && body.hero ? [body.hero.panes] : []
}

/** Labels of all parts of a picture that hold some. */
export function labelsIn({ body }: Pick<ChartSpec, 'body'>): Printed[] {
  const inPanes = panesIn({ body }).flatMap((panes) =>
    panes.panes.flatMap((pane) => labelsUnder(pane).map((label): Printed => ({ label, pane, panes }))),
  )
  const others = body.type === 'panes' ? [] : body.type === 'front' ? [body.rows, body.sectors] : [body]
  return [...inPanes, ...others.flatMap((part) => labelsUnder(part)).map((label): Printed => ({ label }))]
}

/** Everything with a text that is no tick. */
function labelsUnder(part: unknown): Label[] {
  if (Array.isArray(part)) return part.flatMap(labelsUnder)
  if (typeof part !== 'object' || part === null) return []
  const own = 'text' in part && typeof part.text === 'string' ? [part as Label] : []
  return [
    ...own,
    ...Object.entries(part).flatMap(([key, value]) => (key === 'ticks' ? [] : labelsUnder(value))),
  ]
}

/** Every text of the spec, ticks too. */
export function textsIn(part: unknown): string[] {
  if (typeof part === 'string') return [part]
  if (Array.isArray(part)) return part.flatMap(textsIn)
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([key, value]) => (NO_TEXTS.has(key) ? [] : textsIn(value)))
}

const NO_TEXTS = new Set([
  'id',
  'type',
  'ink',
  'inks',
  'fill',
  'style',
  'scale',
  'side',
  'unit',
  'series',
  'of',
])

export interface Highs {
  readonly high: readonly Point[]
  readonly low: readonly Point[]
}

/** Both edges of a series; a line's are one. */
export function edgesOf(series: PaneSeries): Highs {
  switch (series.type) {
    case 'line':
    case 'bars':
      return { high: series.points, low: series.points }
    case 'range':
      return {
        low: series.rows.map(([at, low]) => [at, low]),
        high: series.rows.map(([at, , high]) => [at, high]),
      }
    case 'candles':
      return {
        low: series.rows.map(([at, , , low]) => [at, low]),
        high: series.rows.map(([at, , high]) => [at, high]),
      }
  }
}

/** The values that a last value, a change or a count are of. */
export function pointsOf(series: PaneSeries): readonly Point[] {
  switch (series.type) {
    case 'line':
      return series.points
    case 'bars':
      // A day that is not over has no number.
      return series.partial ? series.points.slice(0, -1) : series.points
    case 'candles':
      return series.rows.map(([at, , , , close]) => [at, close])
    case 'range':
      return []
  }
}

export function known(points: readonly Point[]): (readonly [at: Instant, value: number])[] {
  return points.flatMap(([at, value]) => (value === null ? [] : [[at, value] as const]))
}

export function lastOf(points: readonly Point[]): readonly [at: Instant, value: number] | undefined {
  return known(points).at(-1)
}

export function frontRowsIn({ body }: Pick<ChartSpec, 'body'>): readonly FrontRow[] {
  return body.type === 'front' ? body.rows.rows : []
}

export function rowsIn({ body }: Pick<ChartSpec, 'body'>): Rows | undefined {
  return body.type === 'rows' ? body : undefined
}
