/** Names as pictures draw them: every character has a glyph, whichever script it is in. */
import * as canvas from '@napi-rs/canvas'
import { beforeAll, describe, expect, it } from 'vitest'
import { missingFaces, pathsOf } from '#src/charts/facefiles.ts'
import { FACES } from '#src/charts/faces.ts'
import { fontFamilyOf, registerFamily, registerFonts } from '#src/charts/fonts.ts'
import { coverageOf, faceOf } from '#src/charts/glyphs.ts'
import { shorten } from '#src/charts/layout/fit.ts'
import { cleanName, drawnName, runsOf } from '#src/charts/runs.ts'

/** Tickers of real exchanges, and a direction mark as some lists have it. */
const NAMES = [
  ['币安人生', 'Noto Sans SC'],
  ['龙虾', 'Noto Sans SC'],
  ['哈基米', 'Noto Sans JP'],
  ['🐸', 'Noto Emoji'],
  ['👨‍👩‍👧', 'Noto Emoji'],
  ['شيبا', 'Noto Sans Arabic'],
  ['شيبا\u200f', 'Noto Sans Arabic'],
  ['김치', 'Noto Sans KR'],
  ['ł', 'Noto Sans Arabic'],
  ['\u202aBTC\u202c', 'Noto Sans JP'],
  ['ＢＴＣ', 'Noto Sans JP'],
] as const

beforeAll(() => registerFonts(canvas))

it('has all faces here, as these tests are about them', () => {
  expect(missingFaces()).toEqual([])
})

describe('a name', () => {
  it.each(NAMES)('%s is drawn whole in %s', (name, family) => {
    const drawn = drawnName(name, 'id')
    expect(runsOf(drawn).map((run) => [run.text, run.family])).toEqual([[cleanName(name), family]])
    expect(fontFamilyOf(name)).toBe(family)
  })

  it.each(NAMES)('%s shows no empty box', (name) => {
    for (const { text, family } of runsOf(drawnName(name, 'id'))) {
      registerFamily(family)
      const box = shapeOf('\u{10fffd}', family)
      for (const grapheme of text) {
        if (/[\p{Cf}]/u.test(grapheme)) continue
        expect(shapeOf(grapheme, family), grapheme).not.toBe(box)
        expect(shapeOf(grapheme, family), grapheme).toContain('#')
      }
    }
  })

  it('would show one in a face that lacks it, so the test above can fail', () => {
    expect(shapeOf('币', 'Noto Sans JP')).toBe(shapeOf('\u{10fffd}', 'Noto Sans JP'))
  })

  it.each([
    '₿',
    '\ue000',
    '\u{f0000}',
    '🐸FROG',
    '',
    '\u200e',
    '\ud800',
  ])('%j, which no face can draw, gives way to the id', (name) => {
    expect(drawnName(name, 'bitcoin-x')).toBe('bitcoin-x')
  })

  it('is in one normal form, without what is not seen', () => {
    expect(cleanName(' e\u0301\u0007\u202e\ufeffX\u2066 ')).toBe('\u00e9X')
  })

  it('stands between isolates where another face draws it, and only there', () => {
    expect(drawnName('شيبا', 'shiba')).toBe('\u2068شيبا\u2069')
    expect(drawnName('币安人生', 'id')).toBe('\u2068币安人生\u2069')
    expect(drawnName('哈基米', 'id')).toBe('哈基米')
  })
})

describe('the runs of a sentence', () => {
  it('keep a name whole and apart, and its direction to itself', () => {
    expect(runsOf(`${drawnName('شيبا', 'shiba')} +12.3%, fifth`)).toEqual([
      { text: 'شيبا', family: 'Noto Sans Arabic', direction: 'rtl' },
      { text: ' +12.3%, fifth', family: 'Noto Sans JP', direction: 'ltr' },
    ])
    expect(
      runsOf(`上昇：${drawnName('币安人生', 'id')}が1位`).map(({ text, family }) => [text, family]),
    ).toEqual([
      ['上昇：', 'Noto Sans JP'],
      ['币安人生', 'Noto Sans SC'],
      ['が1位', 'Noto Sans JP'],
    ])
  })

  it('of one face are one', () => {
    expect(runsOf('BTC −5.1%')).toHaveLength(1)
    expect(runsOf('')).toEqual([])
  })

  it('leave out what no face has, also where nobody marked it', () => {
    expect(runsOf('₿ is 🐸').map(({ text, family }) => [text, family])).toEqual([
      [' is ', 'Noto Sans JP'],
      ['🐸', 'Noto Emoji'],
    ])
  })
})

describe('a text that is too long', () => {
  const widthOf = (text: string) =>
    [...new Intl.Segmenter().segment(text.replace(/[\u2068\u2069]/g, ''))].length

  it.each([
    ['BTC', 3, 'BTC'],
    ['BITCOIN', 4, 'BIT…'],
    ['A very long one', 7, 'A very…'],
    ['🐸👨‍👩‍👧🐸', 2, '🐸…'],
    ['\u2068币安人生币安\u2069', 4, '\u2068币安人\u2069…'],
    ['\u2068🐸👨‍👩‍👧🐸\u2069', 2, '\u2068🐸\u2069…'],
    ['\u2068币安\u2069 rose', 4, '\u2068币安\u2069…'],
    ['BTC', 0, '…'],
  ])('%s within %i is %s', (text, most, cut) => {
    expect(shorten(text, most, 20, 'normal', widthOf)).toBe(cut)
  })
})

describe('a face', () => {
  it.each(FACES)('$family has the characters that its file lists', (face) => {
    expect(pathsOf(face)).toHaveLength(face.files.length)
  })

  it('that is not installed has no files', () => {
    expect(pathsOf({ family: 'None', package: '@expo-google-fonts/none', files: ['a.ttf'] })).toEqual([])
  })

  it('is looked for once, and the charts’ own comes first', () => {
    expect(faceOf('日本')).toBe(FACES[0])
    expect(faceOf('日本')).toBe(FACES[0])
  })

  it('is refused where it is none', () => {
    expect(() => coverageOf(Buffer.alloc(64))).toThrow(/no table of characters/)
  })
})

/** The ink of a text on a 48x48 grid, a mark a pixel. */
function shapeOf(text: string, family: string): string {
  const pen = canvas.createCanvas(48, 48).getContext('2d')
  pen.font = `32px "${family}"`
  pen.fillText(text, 4, 36)
  const { data } = pen.getImageData(0, 0, 48, 48)
  return Array.from({ length: 48 * 48 }, (_, index) => ((data[4 * index + 3] ?? 0) > 127 ? '#' : '.')).join(
    '',
  )
}
