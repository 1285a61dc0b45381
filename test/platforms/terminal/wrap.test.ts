import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pad, widthOf } from '#src/platforms/layout/width.ts'
import { wrap } from '#src/platforms/terminal/wrap.ts'

describe('width', () => {
  it('counts Japanese characters twice and marks not at all', () => {
    expect(widthOf('abc')).toBe(3)
    expect(widthOf('建玉')).toBe(4)
    expect(widthOf('（月）')).toBe(6)
    expect(widthOf('が')).toBe(2)
    expect(widthOf('か\u3099')).toBe(2)
    expect(widthOf('−14.9%')).toBe(6)
  })

  it('lines up columns', () => {
    expect(pad('金', 4, 'left')).toBe('金  ')
    expect(pad('1', 4, 'right')).toBe('   1')
    expect(pad('too long', 4, 'left')).toBe('too long')
  })
})

describe('wrapping', () => {
  it('keeps words and figures with their units whole', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three'])
    expect(wrap('残高は1,350億ドルです。', 12)).toEqual(['残高は', '1,350億ドル', 'です。'])
  })

  it('begins no line with a stop or a closing bracket, ends none with an opening one', () => {
    const lines = wrap('資金調達率は（年率換算−4.6%）でした。マイナス圏は「4回」連続です。'.repeat(3), 20)
    for (const line of lines) {
      expect(line).not.toMatch(/^[、。）」ー]/)
      expect(line).not.toMatch(/[（「]$/)
    }
  })

  it('keeps the line breaks of a text', () => {
    expect(wrap('a\nb', 20)).toEqual(['a', 'b'])
  })

  it('loses nothing but spaces at line ends, and fills no line beyond the width where words are short', () => {
    const words = fc.array(
      fc.constantFrom('BTC', '7.2%', '建玉', '、', '。', 'の', '−0.0042%', 'fell', '（月）'),
      {
        maxLength: 60,
      },
    )
    fc.assert(
      fc.property(words, fc.boolean(), (list, spaced) => {
        const text = list.join(spaced ? ' ' : '')
        const lines = wrap(text, 40)
        expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
        if (spaced) for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(40)
      }),
    )
  })
})
