/** The one font of our charts, registered by path, so that no system font decides how a kanji looks. */
import { fileURLToPath } from 'node:url'
import type * as Canvas from '@napi-rs/canvas'
import { FONT_FAMILY } from './theme.ts'

const FILES = ['400Regular/NotoSansJP_400Regular.ttf', '700Bold/NotoSansJP_700Bold.ttf'] as const

/** Part of every cache key: other glyphs make other pictures. */
export const FONT_VERSION = 'noto-sans-jp 0.4.3'

/**
 * Registers both weights under one family name, and proves that 直 comes out in its Japanese form: a Chinese
 * face draws it otherwise. Throws an Error that says which file or glyph is wrong.
 */
export function registerFonts(canvas: typeof Canvas): void {
  for (const file of FILES) {
    const path = fontPath(file)
    if (canvas.GlobalFonts.registerFromPath(path, FONT_FAMILY) === null) {
      throw new Error(`the font ${path} could not be read; reinstall the dependencies`)
    }
  }
  if (shapeDistance(glyphShape(canvas, '直'), JAPANESE_CHOKU) > SAME_GLYPH) {
    throw new Error(`直 is not drawn in its Japanese form: another font has taken the name ${FONT_FAMILY}`)
  }
}

/** Paths of the font files, regular and bold. */
export function fontPaths(): string[] {
  return FILES.map(fontPath)
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

function fontPath(file: string): string {
  return fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-sans-jp/${file}`))
}
