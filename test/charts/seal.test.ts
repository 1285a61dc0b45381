/** The seal is the font's own outline, and every picture of it is the same. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadImage } from '@napi-rs/canvas'
import { describe, expect, it } from 'vitest'
import { SEAL, SEAL_PATH, sealSvg } from '#src/charts/seal.ts'
import { outlineOf } from '../../scripts/seal/outline.ts'
import { PICTURES, SEAL_FONT, SEAL_PLACE } from '../../scripts/seal/pictures.ts'

const font = readFileSync(fileURLToPath(import.meta.resolve(SEAL_FONT)))

describe('the seal', () => {
  it('is 瓦 of the font, weight 900', () => {
    expect(SEAL_PATH).toBe(outlineOf(font, '瓦', SEAL_PLACE))
  })

  it('lies in the middle of its square, inside the hairline', () => {
    const numbers = [...SEAL_PATH.matchAll(/[\d.]+/g)].map(Number)
    const axis = (odd: number) => numbers.filter((_, index) => index % 2 === odd)
    for (const values of [axis(0), axis(1)]) {
      const [least, most] = [Math.min(...values), Math.max(...values)]
      expect((least + most) / 2).toBeCloseTo(SEAL.size / 2, 1)
      expect(least).toBeGreaterThan(SEAL.hairline.inset + SEAL.hairline.width)
    }
  })

  it('is white on vermilion', () => {
    expect(sealSvg()).toContain('rx="10" fill="#C93A28"')
    expect(sealSvg()).toContain(`<path fill="#FFFFFF" d="${SEAL_PATH}" />`)
    expect(sealSvg({ small: true })).not.toContain('stroke')
  })

  it.each(PICTURES)('is in $file', async ({ file, size, small = false }) => {
    const bytes = readFileSync(new URL(`../../${file}`, import.meta.url))
    if (size === undefined) expect(bytes.toString()).toBe(sealSvg({ small }))
    else {
      const { width, height } = await loadImage(bytes)
      expect([width, height]).toEqual([size, size])
    }
  })
})

describe('an outline', () => {
  it('is refused where the font has no such glyph', () => {
    expect(() => outlineOf(font, '🐸', SEAL_PLACE)).toThrow(/no glyph/)
  })
})
