import { describe, expect, it } from 'vitest'
import type { WordKey } from '#src/i18n/keys.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'

const now = Date.parse('2025-11-24')
const ja = createWords('ja', 'Asia/Tokyo', now)
const en = createWords('en', 'UTC', now)

describe('words', () => {
  it('fill a sentence with raw values, formatted', () => {
    const values = { change: -0.069, end: 2.98e12, level: 3e12, date: Date.parse('2025-11-22') }
    expect(ja.say('marketcap.crossedDownUnseen.text', values)).toBe(
      '時価総額は6.9%減の2.98兆ドル。11月22日に3兆ドルの大台を下回りました。',
    )
    expect(en.say('marketcap.crossedDownUnseen.text', values)).toBe(
      'Total market cap fell 6.9% to $2.98T, slipping under $3T on 22 November.',
    )
  })

  it('throw where a sentence does not exist, and find nothing there on request', () => {
    expect(() => en.say('funding.unheard.text' as WordKey)).toThrow(
      'locales/en has no sentence for funding.unheard.text',
    )
    expect(en.find('funding.unheard.text')).toBeUndefined()
    expect(en.find('errors:missing.gap')).toBe('gap in the record')
  })

  it('never fall back to the other language', () => {
    for (const locale of LOCALES) {
      expect(createWords(locale, 'UTC', now).find('errors:nothing')).toBeUndefined()
    }
  })

  it('refuse a value that is missing, or no number where one is due, rather than print a blank', () => {
    expect(() => en.say('volume.share.text', { share: Number.NaN })).toThrow('needs a number')
    expect(() => en.say('volume.share.text', { share: undefined })).toThrow('no value for {{share, percent}}')
    expect(() => en.find('volume.share.text', {})).toThrow('locales/en cannot tell volume.share.text')
  })

  it('tell the next sentence rightly after one that failed', () => {
    expect(() => en.say('sectors.mixed.text', { best: [{ sector: 'ai', return: 'much' }] })).toThrow(
      TypeError,
    )
    expect(en.say('volume.share.text', { share: 0.21 })).toBe('Spot makes up 21.0% of trading.')
  })

  it('print values as they are: neither escaped nor read as a sentence of their own', () => {
    expect(en.find('glossary:figures.price', { asset: '<b>&{{asset}}' })).toBe('price of <b>&{{asset}}')
  })

  it('have a second wording where there is one, else the first', () => {
    const values = { gold: 0.022, dollar: -0.003 }
    expect(ja.say('assets.goldDollar.text', values)).toBe('金は2.2%高、ドル指数は0.3%安でした。')
    expect(ja.sayOtherwise('assets.goldDollar.text', values)).toBe(
      'ドル指数は0.3%下落し、金は2.2%上昇しました。',
    )
    const one = { one: 'only one wording' }
    expect(en.sayOtherwise('headings.sheet', one)).toBe(en.say('headings.sheet', one))
  })
})
