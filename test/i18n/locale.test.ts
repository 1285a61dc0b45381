import { describe, expect, it } from 'vitest'
import { BOTH, LOCALES, localeOf } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'

describe('a language', () => {
  it.each([
    ['ja', 'ja'],
    ['ja-JP', 'ja'],
    ['ja_JP.UTF-8', 'ja'],
    ['en-GB', 'en'],
    ['EN', 'en'],
    ['jam', undefined],
    ['fr', undefined],
    ['', undefined],
  ])('of %j is %s', (tag, locale) => {
    expect(localeOf(tag)).toBe(locale)
  })

  it('is called in each other by its own name there', () => {
    const [ja, en] = [createWords('ja', 'UTC', 0), createWords('en', 'UTC', 0)]
    expect([ja.say('settings:languages.en'), en.say('schedules:languages.ja')]).toEqual(['英語', 'Japanese'])
    for (const words of [ja, en])
      for (const one of LOCALES)
        expect(words.find(`commands:language.args.language.choices.${one}`)).toBe(
          words.say(`settings:languages.${one}`),
        )
  })

  it('of a post for both is one of ours, whatever others there are', () => {
    expect(BOTH.filter((one) => !LOCALES.includes(one))).toEqual([])
    expect(BOTH).toHaveLength(2)
  })
})
