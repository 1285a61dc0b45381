/** Widths of words as pictures are painted; each is measured once. */
import * as library from '@napi-rs/canvas'
import { measureOn, type Pen } from '#src/charts/canvas.ts'
import { registerFonts } from '#src/charts/fonts.ts'
import { runsOf } from '#src/charts/runs.ts'
import type { Measure } from '#src/charts/scene.ts'

registerFonts(library)
const pen = library.createCanvas(16, 16).getContext('2d') as unknown as Pen
const measured = measureOn({ pen, runsOf })
const known = new Map<string, number>()

export const measure: Measure = (text, size, weight) => {
  const key = `${size} ${weight} ${text}`
  const width = known.get(key) ?? measured(text, size, weight)
  if (known.size > 200_000) known.clear()
  known.set(key, width)
  return width
}
