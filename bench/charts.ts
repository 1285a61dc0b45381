/**
 * How long each chart takes from spec to PNG, and how large it is: `node bench/charts.ts`.
 *
 * Warm, one after another, on the caller's thread, without the cache, wide and for phones. With the address of a
 * QuickChart server as argument, the charts that it can draw are timed there too.
 */
import { createCanvas, Path2D } from '@napi-rs/canvas'
import { measureOn, paintScene, type Pen } from '#src/charts/canvas.ts'
import { layOut } from '#src/charts/layout/layout.ts'
import { createPaint } from '#src/charts/paint.ts'
import { reasonNotPortable } from '#src/charts/portable.ts'
import { createQuickChartRenderer } from '#src/charts/quickchart.ts'
import { runsOf } from '#src/charts/runs.ts'
import type { ChartSpec, Layout } from '#src/charts/spec.ts'
import { everyChart, fixtureLook } from '../test/support/charts.ts'

export interface Row {
  readonly chart: string
  readonly layout: Layout
  /** Milliseconds from spec to PNG. */
  readonly p50: number
  readonly p95: number
  readonly kilobytes: number
  /** Time and size with the canvas library's own PNG encoder, as a multiple of ours. */
  readonly libraryTime: number
  readonly librarySize: number
  readonly limits: Limits
  /** A QuickChart server's p50 as a multiple of ours, where one was asked and can draw the chart. */
  readonly quickchartTime?: number
}

interface Limits {
  /** Milliseconds. */
  readonly p50: number
  readonly kilobytes: number
}

const LIMITS: Limits = { p50: 60, kilobytes: 90 }
/** Of many areas or words. */
const LARGE: Limits = { p50: 90, kilobytes: 140 }
const LARGE_BODIES: readonly ChartSpec['body']['type'][] = ['front', 'tiles', 'matrix']

export async function benchCharts({ rounds = 25, quickchartUrl = '' } = {}): Promise<Row[]> {
  const paint = await createPaint()
  const rows: Row[] = []
  for (const layout of ['wide', 'phone'] as const) {
    for (const [chart, { spec }] of everyChart({ ...fixtureLook('ja'), layout })) {
      const ours = await time(rounds, () => paint(spec))
      const library = await time(rounds, () => paintByLibrary(spec))
      const isAsked = quickchartUrl !== '' && reasonNotPortable(spec) === undefined
      const quickchart = isAsked ? await time(rounds, quickchartOf(quickchartUrl, spec)) : undefined
      rows.push({
        chart,
        layout,
        p50: ours.p50,
        p95: ours.p95,
        kilobytes: ours.bytes / 1024,
        libraryTime: library.p50 / ours.p50,
        librarySize: library.bytes / ours.bytes,
        limits: LARGE_BODIES.includes(spec.body.type) ? LARGE : LIMITS,
        ...(quickchart && { quickchartTime: quickchart.p50 / ours.p50 }),
      })
    }
  }
  return rows
}

/** What is over its limit, in words. */
export function excessOf({ chart, layout, p50, kilobytes, limits }: Row): string[] {
  const name = `${chart} (${layout})`
  return [
    ...(p50 > limits.p50 ? [`${name} takes ${p50.toFixed(0)} ms, at most ${limits.p50}`] : []),
    ...(kilobytes > limits.kilobytes
      ? [`${name} has ${kilobytes.toFixed(0)} KB, at most ${limits.kilobytes}`]
      : []),
  ]
}

interface Timing {
  readonly p50: number
  readonly p95: number
  readonly bytes: number
}

/** The first three rounds only warm up. */
async function time(rounds: number, draw: () => Uint8Array | Promise<Uint8Array>): Promise<Timing> {
  const times: number[] = []
  let bytes = 0
  for (let i = 0; i < rounds + 3; i++) {
    const start = performance.now()
    bytes = (await draw()).length
    if (i >= 3) times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), bytes }
}

/** The same picture through the canvas library's true-colour encoder. */
function paintByLibrary(spec: ChartSpec): Uint8Array {
  const canvas = createCanvas(spec.size.width, spec.size.height)
  const pathOf = (d: string) => new Path2D(d)
  const surface = { pen: canvas.getContext('2d') as unknown as Pen, pathOf, runsOf }
  paintScene(surface, layOut(spec, measureOn(surface)))
  return canvas.toBuffer('image/png')
}

function quickchartOf(url: string, spec: ChartSpec): () => Promise<Uint8Array> {
  const refuse = () => Promise.reject(new Error(`the QuickChart server at ${url} did not draw the chart`))
  const renderer = createQuickChartRenderer({ url, fallback: { render: refuse, close: async () => {} } })
  return () => renderer.render(spec)
}

if (import.meta.main) {
  const rows = await benchCharts({ quickchartUrl: process.argv[2] ?? '' })
  const cell = (value: number | undefined, digits: number) =>
    value === undefined ? '-' : value.toFixed(digits)
  const print = (line: string) => process.stdout.write(`${line}\n`)
  print('chart            layout  p50 ms  p95 ms    KB  library x time  x size  QuickChart x time')
  for (const row of rows) {
    print(
      [
        row.chart.padEnd(16),
        row.layout.padEnd(6),
        cell(row.p50, 1).padStart(7),
        cell(row.p95, 1).padStart(7),
        cell(row.kilobytes, 0).padStart(5),
        cell(row.libraryTime, 2).padStart(15),
        cell(row.librarySize, 2).padStart(7),
        cell(row.quickchartTime, 2).padStart(18),
      ].join(' '),
    )
  }
  for (const excess of rows.flatMap(excessOf)) print(excess)
}
