/** The fonts of our charts, registered by path, so that no system font decides how a kanji looks. */
import type * as Canvas from '@napi-rs/canvas'
import { pathsOf } from './facefiles.ts'
import { FACES, type Face, OWN_FACE } from './faces.ts'
import { faceOf } from './glyphs.ts'
import { FONT_FAMILY } from './faces.ts'

/** Part of every cache key: other glyphs make other pictures. */
export const FONT_VERSION = 'noto-sans-jp 0.4.3, noto-sans-sc, -kr, -arabic 0.4.3, noto-emoji 0.4.7'

/** The library that draws on this thread, and the faces that it knows. */
let library: typeof Canvas | undefined
const registered = new Set<Face>()

/**
 * Registers both weights of the charts' own face under one family name, and proves that 直 comes out in its Japanese
 * form: a Chinese face draws it otherwise. The other faces follow when a name first needs them. Throws an Error that
 * says which file or glyph is wrong.
 */
export function registerFonts(canvas: typeof Canvas): void {
  library = canvas
  registered.clear()
  register(OWN_FACE)
  if (shapeDistance(glyphShape(canvas, '直'), JAPANESE_CHOKU) > SAME_GLYPH) {
    throw new Error(`直 is not drawn in its Japanese form: another font has taken the name ${FONT_FAMILY}`)
  }
}

/**
 * The family to draw a text in, all of it: of the first face that has every character, the charts' own where none has.
 * A face is registered when it is first asked for on a thread that draws.
 */
export function fontFamilyOf(text: string): string {
  const face = faceOf(text) ?? OWN_FACE
  if (library) register(face)
  return face.family
}

/** Makes a run's family known to the canvas of this thread; costs nothing where it is. */
export function registerFamily(family: string): void {
  const face = FACES.find((one) => one.family === family)
  if (library && face) register(face)
}

function register(face: Face): void {
  if (registered.has(face)) return
  const paths = pathsOf(face)
  if (paths.length === 0) throw new Error(`the font ${face.package} is not installed`)
  for (const path of paths) {
    if (library?.GlobalFonts.registerFromPath(path, face.family) === null)
      throw new Error(`the font ${path} could not be read; reinstall the dependencies`)
  }
  registered.add(face)
}

/** Paths of the font files of the charts' own face, regular and bold. */
export function fontPaths(): string[] {
  return [...pathsOf(OWN_FACE)]
}

/**
 * The shape of a glyph as 64 hexadecimal digits: how full (0-15) each field of an 8x8 grid is. Coarse, so that
 * another processor's rounding does not disturb it.
 */
export function glyphShape({ createCanvas }: typeof Canvas, glyph: string): string {
  const pen = createCanvas(64, 64).getContext('2d')
  pen.font = `64px "${FONT_FAMILY}"`
  pen.fillText(glyph, 0, 56)
  const { data } = pen.getImageData(0, 0, 64, 64)
  const fields = new Float64Array(64)
  for (let i = 0; i < 64 * 64; i++) {
    const field = (i >> 9) * 8 + ((i & 63) >> 3)
    fields[field] = (fields[field] ?? 0) + (data[i * 4 + 3] ?? 0) / 255 / 64
  }
  return Array.from(fields, (share) => Math.round(share * 15).toString(16)).join('')
}

/** Sum of the differences between two shapes: a few for the same glyph, a hundred and more for another. */
export function shapeDistance(one: string, other: string): number {
  return [...one].reduce((sum, digit, i) => {
    return sum + Math.abs(Number.parseInt(digit, 16) - Number.parseInt(other[i] ?? '0', 16))
  }, 0)
}

/** 直 with its Japanese hook at the lower left. */
const JAPANESE_CHOKU = '00025000488aa884046876701886669918866690188666901a44444316333332'
const SAME_GLYPH = 20
