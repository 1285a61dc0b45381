/** A spec as a PNG on this thread: Chart.js on the canvas library, our encoder after it. */
import type { Canvas } from '@napi-rs/canvas'
import { openChart } from './chartjs.ts'
import { fontFamilyOf, registerFonts } from './fonts.ts'
import type { Pen } from './frame/pen.ts'
import { drawSheet } from './frame/sheet.ts'
import { encodePng } from './png.ts'
import { ChartUnavailableError } from './renderer.ts'
import type { ChartSpec, PlotSpec, Size } from './spec.ts'

export type Paint = (spec: ChartSpec) => Uint8Array

/** Loads canvas and fonts. Rejects with ChartUnavailableError where this machine cannot. */
export async function createPaint(): Promise<Paint> {
  try {
    const library = await import('@napi-rs/canvas')
    registerFonts(library)
    return painterOn(library.createCanvas)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new ChartUnavailableError(`charts cannot be drawn: ${why}`, { cause })
  }
}

/** Names that another face draws stand between isolates. */
const ISOLATED = /\u2068([^\u2069]*)\u2069/gu

function painterOn(createCanvas: (width: number, height: number) => Canvas): Paint {
  // One canvas a size, as three megabytes a picture would pile up faster than they are collected.
  const canvases = new Map<string, Canvas>()
  const canvasOf = (kind: string, { width, height }: Size): Canvas => {
    const key = `${kind} ${width}x${height}`
    const canvas = canvases.get(key) ?? createCanvas(width, height)
    canvases.set(key, canvas)
    return canvas
  }
  const drawPanel = (onto: Canvas) => (plot: PlotSpec, x: number, y: number) => {
    const canvas = canvasOf('panel', plot.size)
    const chart = openChart(canvas, plot)
    onto.getContext('2d').drawImage(canvas, x, y)
    chart.destroy()
  }
  return (spec) => {
    for (const [, name = ''] of JSON.stringify(spec).matchAll(ISOLATED)) fontFamilyOf(name)
    const canvas = canvasOf(spec.kind, spec.size)
    if (spec.kind === 'sheet') {
      drawSheet(canvas.getContext('2d') as Pen, spec, drawPanel(canvas))
      return encode(canvas)
    }
    const chart = openChart(canvas, spec)
    const png = encode(canvas)
    chart.destroy()
    return png
  }
}

function encode(canvas: Canvas): Uint8Array {
  return encodePng(canvas.data(), canvas.width, canvas.height) ?? canvas.toBuffer('image/png')
}
