/** What a chart says at a point: the nearest time, and every series' value there. Pure. */
import type { ScenePane } from '#src/charts/scene.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import type { Pane, PaneSeries } from '#src/charts/spec/panes.ts'
import { printValue } from '#src/charts/values.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import type { Locale } from '#src/i18n/locale.ts'
import { seriesOnce } from '#src/charts/numbers.ts'
import { timePrinter } from '#src/charts/times.ts'

export interface Reading {
  readonly time: number
  readonly title: string
  readonly lines: readonly { readonly text: string; readonly ink: string }[]
  /** Where the crosshair stands, pixels of the picture. */
  readonly x: number
  readonly y: number
}

/** The times of a pane's values, rising. */
export function timesOf({ pane }: ScenePane): number[] {
  const times = new Set(pane.series.flatMap((series) => pointsOf(series).map(([time]) => time)))
  return [...times].sort((a, b) => a - b)
}

/** The values of all panes at the time nearest to a pixel; of panes side by side only of the one pointed at. */
export function readingAt(
  spec: ChartSpec,
  panes: readonly ScenePane[],
  pointed: ScenePane,
  x: number,
): Reading | undefined {
  let time: number | undefined
  for (const one of timesOf(pointed)) {
    if (time === undefined || Math.abs(pointed.at(one) - x) < Math.abs(pointed.at(time) - x)) time = one
  }
  if (time === undefined) return undefined
  const at = time
  const shown = panes.filter(({ box }) => box.left === pointed.box.left)
  const lines = seriesOnce(shown.map(({ pane }) => pane)).flatMap(({ series, pane }) =>
    linesOf(series, at, spec.locale, pane),
  )
  return {
    time: at,
    title: timePrinter(spec, timesOf(pointed))(at),
    lines,
    x: pointed.at(at),
    y: (pointed.box.top + pointed.box.bottom) / 2,
  }
}

function linesOf(series: PaneSeries, time: number, locale: Locale, pane: Pane): Reading['lines'] {
  const { name, unit } = series
  const { colon } = grammarOf(locale)
  const print = (value: number) => printValue(value, unit, locale)
  if (series.type === 'candles') {
    const row = series.rows.find(([at]) => at === time)
    if (!row) return []
    const [, open, high, low, close] = row
    const text = `O ${print(open)}  H ${print(high)}  L ${print(low)}  C ${print(close)}`
    return [{ text, ink: close >= open ? 'up' : 'down' }]
  }
  if (series.type === 'range') {
    const row = series.rows.find(([at]) => at === time)
    return row ? [{ text: `${print(row[1])} – ${print(row[2])}`, ink: series.ink }] : []
  }
  const value = series.points.find(([at]) => at === time)?.[1]
  if (value === undefined || value === null) return []
  const ink = series.ink ?? (value < 0 ? 'down' : 'up')
  const named = name === '' ? (pane.title ?? '') : name
  return [{ text: `${named}${colon}${print(value)}`, ink }]
}

function pointsOf(series: PaneSeries): readonly (readonly [time: number, ...values: unknown[]])[] {
  if (series.type === 'candles' || series.type === 'range') return series.rows
  return series.points.filter(([, value]) => value !== null)
}
