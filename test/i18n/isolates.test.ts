/** Names that run from right to left move nothing of the sentence around them. */
import { describe, expect, it } from 'vitest'
import { piecesOf, withNamesApart } from '#src/i18n/isolates.ts'
import { createWords } from '#src/i18n/words.ts'

describe('a sentence', () => {
  it.each([
    ['BTC +1.0%, 哈基米 🐸 ł', 'BTC +1.0%, 哈基米 🐸 ł'],
    ['شيبا +12.3%, fifth of 100', '\u2068شيبا\u2069 +12.3%, fifth of 100'],
    ['BTC, شيبا and \u2068مرحبا\u2069.', 'BTC, \u2068شيبا\u2069 and \u2068مرحبا\u2069.'],
    ['شيبا إنو 2 مرحبا rose', '\u2068شيبا إنو 2 مرحبا\u2069 rose'],
    ['‮BTC‬ rose‏', 'BTC rose'],
  ])('%s has its names apart', (text, apart) => {
    expect(withNamesApart(text)).toBe(apart)
    expect(withNamesApart(apart)).toBe(apart)
  })

  it('of the locales sets its names apart', () => {
    const words = createWords('en', 'UTC', 0)
    expect(words.say('charts:headed', { title: 'شيبا +12.3%' })).toBe('\u2068شيبا\u2069 +12.3%.')
  })
})

describe('the pieces of a sentence', () => {
  it('are names and what stands between, each with its direction', () => {
    expect(piecesOf('1: \u2068شيبا\u2069, \u2068币安\u2069')).toEqual([
      { text: '1: ', direction: 'ltr' },
      { text: 'شيبا', direction: 'rtl' },
      { text: ', ', direction: 'ltr' },
      { text: '币安', direction: 'ltr' },
    ])
    expect(piecesOf('\u2068\u2068شيبا\u2069\u2069')).toEqual([{ text: 'شيبا', direction: 'rtl' }])
    expect(piecesOf('')).toEqual([])
  })
})
