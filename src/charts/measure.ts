/** Widths of words as pictures are painted, for layouts that are not painted here; each is measured once. */
import { measureOn, type Pen } from './canvas.ts'
import { registerFonts } from './fonts.ts'
import { ChartUnavailableError } from './renderer.ts'
import { runsOf } from './runs.ts'
import type { Measure } from './scene.ts'

/** Texts whose widths are kept. */
const KEPT = 200_000

/** Loads canvas and fonts. Rejects with ChartUnavailableError where this machine cannot. */
export async function createMeasure(): Promise<Measure> {
  const library = await import('@napi-rs/canvas').catch((cause: unknown) => {
    throw new ChartUnavailableError(`words cannot be measured: ${String(cause)}`, { cause })
  })
  registerFonts(library)
  const pen = library.createCanvas(16, 16).getContext('2d') as unknown as Pen
  const measured = measureOn({ pen, runsOf })
  const known = new Map<string, number>()
  return (text, size, weight) => {
    const key = `${size} ${weight} ${text}`
    const width = known.get(key) ?? measured(text, size, weight)
    if (known.size > KEPT) known.clear()
    known.set(key, width)
    return width
  }
}
