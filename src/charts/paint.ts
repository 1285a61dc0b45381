/** Scenes as PNGs on this thread: painted on the canvas library, and encoded by ours. */
import type { Canvas } from '@napi-rs/canvas'
import { measureOn, paintScene, type Pen } from './canvas.ts'
import { registerFamily, registerFonts } from './fonts.ts'
import { layOut } from './layout/layout.ts'
import { remembered } from './measure.ts'
import { encodePng } from './png.ts'
import { ChartUnavailableError } from './renderer.ts'
import { runsOf } from './runs.ts'
import type { Measure, Scene } from './scene.ts'
import type { ChartSpec, Size } from './spec.ts'

/** From spec to PNG. */
export type Paint = (spec: ChartSpec) => Uint8Array

export interface Painter {
  /** Widths of words as they are painted. */
  readonly measure: Measure
  /** The PNG of a scene that was laid out with this measure. */
  paint(scene: Scene): Uint8Array
}

export async function createPaint(): Promise<Paint> {
  const { measure, paint } = await createPainter()
  return (spec) => paint(layOut(spec, measure))
}

/** Loads canvas and fonts. Rejects with ChartUnavailableError where this machine cannot. */
export async function createPainter(): Promise<Painter> {
  try {
    const library = await import('@napi-rs/canvas')
    registerFonts(library)
    return painterOn(library.createCanvas, (d) => new library.Path2D(d))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new ChartUnavailableError(`charts cannot be drawn: ${why}`, { cause })
  }
}

function painterOn(
  createCanvas: (width: number, height: number) => Canvas,
  pathOf: (d: string) => unknown,
): Painter {
  // One canvas a size, as three megabytes a picture would pile up faster than they are collected.
  const canvases = new Map<string, Canvas>()
  const canvasOf = ({ width, height }: Size): Canvas => {
    const key = `${width}x${height}`
    const canvas = canvases.get(key) ?? createCanvas(width, height)
    canvases.set(key, canvas)
    return canvas
  }
  const surfaceOf = (canvas: Canvas) => ({
    pen: canvas.getContext('2d') as unknown as Pen,
    pathOf,
    runsOf: runsInFaces,
  })
  return {
    measure: remembered(measureOn(surfaceOf(createCanvas(16, 16)))),
    paint(scene) {
      const canvas = canvasOf(scene.size)
      paintScene(surfaceOf(canvas), scene)
      return encode(canvas)
    },
  }
}

function encode(canvas: Canvas): Uint8Array {
  const pixels = canvas.data()
  const png = encodePng(pixels, canvas.width, canvas.height) ?? canvas.toBuffer('image/png')
  // Three megabytes a picture, which would else wait for the collector.
  if (pixels.buffer instanceof ArrayBuffer) pixels.buffer.transfer(0)
  return png
}

/** The runs of a text, in faces that the canvas knows. */
function runsInFaces(text: string) {
  const runs = runsOf(text)
  for (const { family } of runs) registerFamily(family)
  return runs
}
