/** Typed lines as commands. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readLine } from '#src/platforms/preview/line.ts'

const commands = [
  { name: 'funding', aliases: ['fr'], arguments: [{ name: 'asset' }, { name: 'window' }] },
  { name: 'explain', aliases: [], arguments: [{ name: 'term' }] },
]

describe('a line', () => {
  it.each([
    ['/funding btc 30d', { name: 'funding', words: ['btc', '30d'] }],
    ['  funding   btc ', { name: 'funding', words: ['btc'] }],
    ['／ＦＵＮＤＩＮＧ　ＢＴＣ', { name: 'funding', words: ['ＢＴＣ'] }],
    ['/fr window:7d btc', { name: 'fr', words: ['btc'], named: { window: '7d' } }],
    ['/funding Window=7d', { name: 'funding', words: [], named: { window: '7d' } }],
    ['/explain window:7d', { name: 'explain', words: ['window:7d'] }],
    ['/funding __proto__:x', { name: 'funding', words: ['__proto__:x'] }],
    ['', { name: '', words: [] }],
    ['/', { name: '', words: [] }],
  ])('"%s" is read', (text, expected) => {
    expect(readLine(text, commands)).toEqual({ kind: 'command', ...expected })
  })

  it('is read whatever is typed, and no word is lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const { words = [], named = {} } = readLine(`/funding ${text}`, commands)
        const typed = text.trim().split(/\s+/u).filter(Boolean).length
        expect(words.length + Object.keys(named).length).toBeLessThanOrEqual(typed)
      }),
    )
  })
})
