import { describe, expect, it } from 'vitest'
import { languageOf, readArguments } from '#src/cli/arguments.ts'
import { HELP } from '#src/cli/help.ts'
import { RequestError } from '#src/errors.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'

describe('arguments', () => {
  it('default to a full briefing in both languages of the last week', () => {
    expect(readArguments([])).toEqual({
      data: undefined,
      week: undefined,
      languages: ['ja', 'en'],
      length: 'full',
      theme: 'dark',
      colors: 'standard',
      zone: 'UTC',
      sections: undefined,
      out: 'out',
      help: false,
    })
  })

  it('are read in both spellings', () => {
    const words =
      '--data=./h --week 2025-11-24 --lang ja --length=text --theme light --colors cvd --out o'.split(' ')
    expect(
      readArguments([...words, '--zone', 'asia/tokyo', '--sections', 'funding, assets,funding']),
    ).toEqual({
      data: './h',
      week: '2025-11-24',
      languages: ['ja'],
      length: 'text',
      theme: 'light',
      colors: 'cvd',
      zone: 'Asia/Tokyo',
      sections: ['funding', 'assets'],
      out: 'o',
      help: false,
    })
    expect(readArguments(['-h']).help).toBe(true)
  })

  it.each([
    [['--what'], 'brief.unknownOption', '--what'],
    [['today'], 'brief.unknownOption', 'today'],
    [['today=5'], 'brief.unknownOption', 'today'],
    [['--what=5'], 'brief.unknownOption', '--what'],
    [['-xyz'], 'brief.unknownOption', '-xyz'],
    [['--', '--lang'], 'brief.unknownOption', '--'],
    [['--help', 'today'], 'brief.unknownOption', 'today'],
    [['--lang'], 'brief.needsValue', 'ja, en, both'],
    [['--week', '--lang', 'ja'], 'brief.needsValue', '--week'],
    [['--week='], 'brief.needsValue', '--week'],
    [['--lang', 'fr'], 'brief.badChoice', 'fr'],
    [['--length', 'long'], 'brief.badChoice', 'compact'],
    [['--theme', 'pink'], 'brief.badChoice', 'pink'],
    [['--colors', 'rgb'], 'brief.badChoice', 'cvd'],
    [['--zone', 'Mars'], 'brief.badZone', 'Mars'],
    [['--sections', 'weather'], 'brief.badSections', 'weather'],
    [['--sections', ','], 'brief.badSections', 'assets'],
  ])('%j are refused in one line that says what to do', (words, key, shown) => {
    const error = refusalOf(() => readArguments(words))
    expect(error.key).toBe(key)
    for (const locale of LOCALES) {
      const line = createWords(locale, 'UTC', 0).find(`errors:${error.key}`, error.values)
      expect(line, locale).toContain(shown)
      expect(line, locale).not.toMatch(/\n|\{\{|undefined/)
    }
  })

  it('are all in the help', () => {
    for (const option of ['data', 'week', 'lang', 'length', 'theme', 'colors', 'zone', 'sections', 'out']) {
      expect(HELP).toContain(`--${option} `)
    }
  })

  it('choose the language of a complaint before they are known to be good', () => {
    expect(languageOf(['--lang', 'ja', '--week', 'x'], {})).toBe('ja')
    expect(languageOf(['--lang=en'], { LANG: 'ja_JP.UTF-8' })).toBe('en')
    expect(languageOf([], { LANG: 'ja_JP.UTF-8' })).toBe('ja')
    expect(languageOf([], { LC_ALL: 'C', LANG: 'ja_JP.UTF-8' })).toBe('en')
    expect(languageOf(['--lang', 'fr'], {})).toBe('en')
  })
})

function refusalOf(run: () => unknown): RequestError {
  try {
    run()
  } catch (error) {
    if (error instanceof RequestError) return error
  }
  throw new Error('nothing was refused')
}
