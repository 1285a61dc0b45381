import * as canvas from '@napi-rs/canvas'
import { describe, expect, it } from 'vitest'
import { glyphShape, registerFonts, shapeDistance } from '#src/charts/fonts.ts'
import { fontCharacters } from '../support/font.ts'

describe('the chart font', () => {
  it('draws 直 in its Japanese form', () => {
    expect(() => registerFonts(canvas)).not.toThrow()
  })

  it('would not be taken for another glyph', () => {
    registerFonts(canvas)
    const shape = glyphShape(canvas, '直')
    for (const other of '真値且置具')
      expect(shapeDistance(shape, glyphShape(canvas, other))).toBeGreaterThan(60)
  })

  it('has the marks that charts use, and no bitcoin sign', () => {
    for (const mark of '▲▼−〜：（）、・—–…$%') expect(fontCharacters().has(mark), mark).toBe(true)
    expect(fontCharacters().has('₿')).toBe(false)
  })
})
