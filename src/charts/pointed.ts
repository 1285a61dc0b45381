/** What a chart says at a point: the nearest time, and every series' value there. Pure. */
import { grammarOf } from '#src/i18n/grammar.ts'
import type { Locale } from '#src/i18n/locale.ts'
import type { Instant } from '#src/market/time.ts'
import { seriesOnce } from './numbers.ts'
import type { Box, Scene, ScenePane, Spot, SpotLine } from './scene.ts'
import type { ChartSpec } from './spec.ts'
import type { Pane, PaneSeries } from './spec/panes.ts'
import { timePrinter } from './times.ts'
import { printValue } from './values.ts'

export interface Reading {
  /** Of the values; undefined of what has no time. */
  readonly time?: Instant
  readonly title: string
  readonly lines: readonly SpotLine[]
  /** Where the words belong, pixels of the picture. */
  readonly x: number
  readonly y: number
  /** What is marked: a line through each pane, or the box of what is read. */
  readonly marked: readonly Box[]
}

/** A point of the picture, in its pixels. */
export interface Pixel {
  readonly x: number
  readonly y: number
}

/** What a scene says at a point; undefined where it says nothing. */
export function readingOf(spec: ChartSpec, { panes, spots }: Scene, point: Pixel): Reading | undefined {
  const pane = paneAt(panes, point)
  if (pane) return readingAt(spec, panes, pane, point.x)
  const near = spots
    .filter(({ box }) => isWithin(box, point))
    .sort((a, b) => offOf(a, point) - offOf(b, point))
  return near[0] && spotReading(near[0])
}

/** Where a step leads: `first` and `last`, or so many values on from what is read now. */
export type Step = 'first' | 'last' | number

/** What is read after a step along the first pane's times, or along the spots; it ends at both ends. */
export function readingAfter(
  spec: ChartSpec,
  { panes, spots }: Scene,
  now: Reading | undefined,
  step: Step,
): Reading | undefined {
  const [pane] = panes
  if (!pane) {
    // From nothing, forwards to the first.
    const at = spots.findIndex(({ box }) => box === now?.marked[0])
    const spot = stepped(spots, at < 0 && step === -1 ? spots.length : at, step)
    return spot && spotReading(spot)
  }
  const times = timesOf(pane)
  // From nothing, to the newest.
  const at = now?.time === undefined ? -1 : times.indexOf(now.time)
  const time = stepped(times, at < 0 ? times.length : at, step)
  return time === undefined ? undefined : readingAt(spec, panes, pane, pane.at(time))
}

function stepped<T>(all: readonly T[], at: number, step: Step): T | undefined {
  if (step === 'first') return all[0]
  if (step === 'last') return all.at(-1)
  return all[Math.min(all.length - 1, Math.max(0, at + step))]
}

/** The pane that a point belongs to, its head and a margin included. */
export function paneAt(panes: readonly ScenePane[], { x, y }: Pixel): ScenePane | undefined {
  return panes.find(
    ({ box }) => x >= box.left - 12 && x <= box.right + 12 && y >= box.top - 40 && y <= box.bottom + 12,
  )
}

function isWithin(box: Box, { x, y }: Pixel): boolean {
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom
}

function offOf({ box }: Spot, { x, y }: Pixel): number {
  return Math.hypot(x - (box.left + box.right) / 2, y - (box.top + box.bottom) / 2)
}

function spotReading({ box, title, lines }: Spot): Reading {
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2]
  return { title, lines, x, y, marked: [box] }
}

/** The times of a pane's values, rising; a range that lies under a line is read with the line. */
export function timesOf({ pane }: ScenePane): number[] {
  const lines = pane.series.filter(({ type }) => type !== 'range')
  const read = lines.length > 0 ? lines : pane.series
  const times = new Set(read.flatMap((series) => pointsOf(series).map(([time]) => time)))
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
    marked: panes.flatMap(({ box }) => lineThrough(box, pointed.at(at))),
  }
}

/** From top to bottom of a pane, where the line meets it. */
function lineThrough({ left, right, top, bottom }: Box, x: number): Box[] {
  return x < left - 1 || x > right + 1 ? [] : [{ left: x, right: x, top, bottom }]
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
    const row = rangeBefore(series, time)
    return row ? [{ text: `${print(row[1])} – ${print(row[2])}`, ink: series.ink }] : []
  }
  const value = series.points.find(([at]) => at === time)?.[1]
  if (value === undefined || value === null) return []
  const ink = series.ink ?? (value < 0 ? 'down' : 'up')
  const named = name === '' ? (pane.title ?? '') : name
  return [{ text: `${named}${colon}${print(value)}`, ink }]
}

/** The range of the stretch that a time ends: that of the hour, at its close. */
function rangeBefore({ rows }: Extract<PaneSeries, { type: 'range' }>, time: Instant) {
  const [first, second] = rows
  const step = first && second ? second[0] - first[0] : 1
  return rows.findLast(([at]) => at <= time && time - at < step)
}

function pointsOf(series: PaneSeries): readonly (readonly [time: number, ...values: unknown[]])[] {
  if (series.type === 'candles' || series.type === 'range') return series.rows
  return series.points.filter(([, value]) => value !== null)
}
