/** Where texts are parted. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitText } from '#src/platforms/layout/split.ts'
import { prose } from '../../support/messages.ts'

/** All parts of at most so many UTF-16 units. */
function parts(text: string, most: number): string[] {
  const all: string[] = []
  for (let rest = text; rest !== ''; ) {
    const parted = splitText(rest, (head) => head.length <= most)
    expect(parted.head).not.toBe('')
    all.push(parted.head)
    rest = parted.rest
  }
  return all
}

describe('a text too long for one part', () => {
  it('stays whole where it fits', () => {
    expect(splitText('It fell.', () => true)).toEqual({ head: 'It fell.', rest: '' })
  })

  it.each([
    ['between paragraphs', 'One. Two.\n\nThree. Four five.', 20, ['One. Two.', 'Three. Four five.']],
    ['between lines', 'One two\nthree four five', 16, ['One two', 'three four five']],
    [
      'between sentences',
      'It fell 3.5% on Monday. Then it rose.',
      30,
      ['It fell 3.5% on Monday.', 'Then it rose.'],
    ],
    [
      'between Japanese sentences',
      '3.5%下げました。その後は上昇しました。',
      16,
      ['3.5%下げました。', 'その後は上昇しました。'],
    ],
    [
      'after a closing quotation',
      '「下げました。」と述べました。終わりです。',
      16,
      ['「下げました。」と述べました。', '終わりです。'],
    ],
    [
      'between clauses',
      'It fell on Monday, then it rose by noon',
      22,
      ['It fell on Monday,', 'then it rose by noon'],
    ],
    ['between words', 'It fell on Monday then rose', 18, ['It fell on Monday', 'then rose']],
    ['not inside a number', '残高は1,350億ドルです', 8, ['残高は', '1,350億ドル', 'です']],
    ['not before a unit', '残高は12345 億ドルです', 10, ['残高は', '12345 億ドルで', 'す']],
  ] as const)('is parted %s', (_, text, most, expected) => expect(parts(text, most)).toEqual(expected))

  it('never loses, doubles or breaks a character', () => {
    const anyText = fc.string({ unit: 'grapheme', maxLength: 300 })
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 60 }), (text, most) => {
        const whole = text.toWellFormed()
        const all = parts(whole.trim(), Math.max(2, most))
        expect(all.join('').replace(/\s/g, '')).toBe(whole.replace(/\s/g, ''))
        for (const part of all) {
          expect(part.isWellFormed()).toBe(true)
          expect(part.length).toBeLessThanOrEqual(Math.max(2, most))
        }
      }),
    )
  })

  it('never breaks a number, in either language, at any length', () => {
    const figures = (text: string) => text.match(/[\d.,]+\d[%億]?/g) ?? []
    fc.assert(
      fc.property(
        fc.constantFrom('en' as const, 'ja' as const),
        fc.integer({ min: 40, max: 900 }),
        (locale, most) => {
          const text = prose(2500, locale)
          expect(parts(text, most).flatMap(figures)).toEqual(figures(text))
        },
      ),
    )
  })

  it('keeps what a reader takes for one character together', () => {
    const family = '👩‍👩‍👧‍👦'
    for (const part of parts(family.repeat(50), 100)) expect(part.replaceAll(family, '')).toBe('')
  })

  it('parts even a character that is longer than all room', () => {
    const text = `a${'\u0301'.repeat(50)}`
    expect(parts(text, 10).join('')).toBe(text)
  })

  it('gives an empty head where nothing fits', () => {
    expect(splitText('x', () => false)).toEqual({ head: '', rest: 'x' })
  })
})
