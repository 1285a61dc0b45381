/** A spec as a PNG on this thread: laid out, painted on the canvas library, and encoded by ours. */
import type { Canvas } from '@napi-rs/canvas'
import { measureOn, paintScene, type Pen } from './canvas.ts'
import { fontFamilyOf, registerFonts } from './fonts.ts'
import { layOut } from './layout/layout.ts'
import { encodePng } from './png.ts'
import { ChartUnavailableError } from './renderer.ts'
import { runsOf } from './runs.ts'
import type { ChartSpec, Size } from './spec.ts'

export type Paint = (spec: ChartSpec) => Uint8Array

/** Loads canvas and fonts. Rejects with ChartUnavailableError where this machine cannot. */
export async function createPaint(): Promise<Paint> {
  try {
    const library = await import('@napi-rs/canvas')
    registerFonts(library)
    return painterOn(library.createCanvas, (d) => new library.Path2D(d))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new ChartUnavailableError(`charts cannot be drawn: ${why}`, { cause })
  }
}

/** Names that another face draws stand between isolates. */
const ISOLATED = /\u2068([^\u2069]*)\u2069/gu

function painterOn(
  createCanvas: (width: number, height: number) => Canvas,
  pathOf: (d: string) => unknown,
): Paint {
  // One canvas a size, as three megabytes a picture would pile up faster than they are collected.
  const canvases = new Map<string, Canvas>()
  const canvasOf = ({ width, height }: Size): Canvas => {
    const key = `${width}x${height}`
    const canvas = canvases.get(key) ?? createCanvas(width, height)
    canvases.set(key, canvas)
    return canvas
  }
  return (spec) => {
    for (const [, name = ''] of JSON.stringify(spec).matchAll(ISOLATED)) fontFamilyOf(name)
    const canvas = canvasOf(spec.size)
    const surface = { pen: canvas.getContext('2d') as unknown as Pen, pathOf, runsOf }
    paintScene(surface, layOut(spec, measureOn(surface)))
    return encode(canvas)
  }
}

function encode(canvas: Canvas): Uint8Array {
  return encodePng(canvas.data(), canvas.width, canvas.height) ?? canvas.toBuffer('image/png')
}
