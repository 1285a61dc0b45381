/** Our PNG is the picture: exactly up to 256 colours, within 16 of 255 above, and refused where a palette would show. */
import { createCanvas, loadImage, Path2D } from '@napi-rs/canvas'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPaint } from '#src/charts/paint.ts'
import { paletteOf } from '#src/charts/palette.ts'
import { encodePng } from '#src/charts/png.ts'
import { measureOn, paintScene, type Pen } from '#src/charts/canvas.ts'
import { layOut } from '#src/charts/layout/layout.ts'
import { runsOf } from '#src/charts/runs.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import { dice } from '../support/dice.ts'
import { everyChart, fixtureLook } from '../support/charts.ts'

const TOLERANCE = 16

describe('encodePng', () => {
  it('is lossless up to 256 colours', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 0xffffff }), { minLength: 1, maxLength: 256 }),
        fc.integer({ min: 1, max: 40 }),
        async (colors, width) => {
          const rgba = opaque(Array.from({ length: width * 30 }, (_, i) => colors[i % colors.length] ?? 0))
          const png = encodePng(rgba, width, 30)
          expect(worstError(await decode(png ?? new Uint8Array()), rgba)).toBe(0)
        },
      ),
      { numRuns: 25 },
    )
  })

  it('refuses a picture of more than 20,000 colours', () => {
    const random = dice(1)
    const rgba = opaque(Array.from({ length: 200 * 200 }, () => Math.floor(random() * 0xffffff)))
    expect(encodePng(rgba, 200, 200)).toBeUndefined()
  })

  it('refuses pixels that do not fill the picture', () => {
    expect(() => encodePng(new Uint8Array(16), 3, 3)).toThrow(RangeError)
  })

  it('keeps a rare but distinct colour among many', () => {
    // 4,000 greys and near-greys, and one thin yellow line.
    const pixels = Array.from({ length: 100 * 100 }, (_, i) => {
      const grey = i % 250
      return i < 100 ? 0x4ec1f2 : grey | (Math.min(255, grey + (i % 16)) << 8) | (grey << 16)
    })
    const rgba = opaque(pixels)
    const palette = paletteOf(new Uint32Array(rgba.buffer))
    expect(palette?.colors).toContain(0x4ec1f2)
    expect(palette?.colors).toHaveLength(256)
  })
})

describe('a painted chart', () => {
  const charts = everyChart(fixtureLook('ja'))
  const specOf = (name: string): ChartSpec =>
    charts.get(name)?.spec ?? expect.fail(`there is no chart ${name}`)

  it.each([
    'funding',
    'movers-map',
    'correlation-map',
    'sheet',
  ])('%s decodes to the pixels that were drawn', async (name) => {
    const spec = specOf(name)
    const paint = await createPaint()
    const png = paint(spec)
    const canvas = createCanvas(spec.size.width, spec.size.height)
    const pathOf = (d: string) => new Path2D(d)
    const surface = { pen: canvas.getContext('2d') as unknown as Pen, pathOf, runsOf }
    paintScene(surface, layOut(spec, measureOn(surface)))
    const drawn = new Uint8Array(canvas.data())
    expect(worstError(await decode(png), drawn)).toBeLessThanOrEqual(TOLERANCE)
  })

  it('has the same bytes each time', async () => {
    const spec = specOf('sheet')
    const [one, other] = [(await createPaint())(spec), (await createPaint())(spec)]
    expect(Buffer.compare(one, other)).toBe(0)
  })
})

function opaque(colors: readonly number[]): Uint8Array {
  return new Uint8Array(Uint32Array.from(colors, (color) => (color | 0xff000000) >>> 0).buffer)
}

async function decode(png: Uint8Array): Promise<Uint8Array> {
  const image = await loadImage(Buffer.from(png))
  const pen = createCanvas(image.width, image.height).getContext('2d')
  pen.drawImage(image, 0, 0)
  return new Uint8Array(pen.getImageData(0, 0, image.width, image.height).data)
}

function worstError(one: Uint8Array, other: Uint8Array): number {
  expect(one.length).toBe(other.length)
  let worst = 0
  for (let i = 0; i < one.length; i++) worst = Math.max(worst, Math.abs((one[i] ?? 0) - (other[i] ?? 0)))
  return worst
}
