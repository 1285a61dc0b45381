/**
 * How long each chart takes from spec to PNG, and how large it is: `node bench/charts.ts`.
 *
 * Warm, one after another, on the caller's thread, without the cache. With the address of a QuickChart server as
 * argument, the charts that it can draw are timed there too.
 */
import { createCanvas } from '@napi-rs/canvas'
import { openChart } from '#src/charts/chartjs.ts'
import { createPaint } from '#src/charts/paint.ts'
import { reasonNotPortable } from '#src/charts/portable.ts'
import { createQuickChartRenderer } from '#src/charts/quickchart.ts'
import type { ChartSpec, PlotSpec } from '#src/charts/spec.ts'
import { everyChart, fixtureLook } from '../test/support/charts.ts'

export interface Row {
  readonly chart: string
  /** Milliseconds from spec to PNG. */
  readonly p50: number
  readonly p95: number
  readonly kilobytes: number
  /** Time and size with the canvas library's own PNG encoder, as a multiple of ours; undefined for the sheet. */
  readonly libraryTime?: number
  readonly librarySize?: number
  /** A QuickChart server's p50 as a multiple of ours, where one was asked and can draw the chart. */
  readonly quickchartTime?: number
}

export async function benchCharts({ rounds = 25, quickchartUrl = '' } = {}): Promise<Row[]> {
  const paint = await createPaint()
  const rows: Row[] = []
  for (const [chart, { spec }] of everyChart(fixtureLook('ja'))) {
    const ours = await time(rounds, () => paint(spec))
    const row = { chart, p50: ours.p50, p95: ours.p95, kilobytes: ours.bytes / 1024 }
    const library = spec.kind === 'plot' ? await time(rounds, () => paintByLibrary(spec)) : undefined
    const quickchart =
      quickchartUrl !== '' && reasonNotPortable(spec) === undefined
        ? await time(rounds, quickchartOf(quickchartUrl, spec))
        : undefined
    rows.push({
      ...row,
      ...(library && { libraryTime: library.p50 / ours.p50, librarySize: library.bytes / ours.bytes }),
      ...(quickchart && { quickchartTime: quickchart.p50 / ours.p50 }),
    })
  }
  return rows
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

/** The same chart through the canvas library's true-colour encoder. */
function paintByLibrary(spec: PlotSpec): Uint8Array {
  const canvas = createCanvas(spec.size.width, spec.size.height)
  const chart = openChart(canvas, spec)
  const png = canvas.toBuffer('image/png')
  chart.destroy()
  return png
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
  print('chart             p50 ms  p95 ms    KB  library x time  x size  QuickChart x time')
  for (const row of rows) {
    print(
      [
        row.chart.padEnd(16),
        cell(row.p50, 1).padStart(7),
        cell(row.p95, 1).padStart(7),
        cell(row.kilobytes, 0).padStart(5),
        cell(row.libraryTime, 2).padStart(15),
        cell(row.librarySize, 2).padStart(7),
        cell(row.quickchartTime, 2).padStart(18),
      ].join(' '),
    )
  }
}
