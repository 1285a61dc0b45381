/** What differs between languages stands in their sentences and in one grammar each: no other code asks which one it is. */
import { describe, expect, it } from 'vitest'
import { LOCALES } from '#src/i18n/locale.ts'
import { codeOf, exists, filesIn } from './files.ts'

/** Ways to ask which language it is. */
const COMPARISONS: readonly RegExp[] = [
  /[!=]==?\s*['"`](?:ja|en)(?:-\w+)?['"`]/,
  /['"`](?:ja|en)(?:-\w+)?['"`]\s*[!=]==?/,
  /case ['"`](?:ja|en)['"`]/,
  /(?:startsWith|includes)\(['"`](?:ja|en)(?:-\w+)?['"`]\)/,
]

/** A language named by hand: what is made for each goes through the list of them. */
const NAMED = /['"`]ja['"`]|\/\^ja\b/

/** Where they are listed; and what parts Japanese text into words, in every language. */
const LISTS = ['src/i18n/locale.ts', 'src/bot/answer/claimwords.ts']

function comparing(code: string): string[] {
  return code.split('\n').filter((line) => COMPARISONS.some((one) => one.test(line)))
}

describe('languages', () => {
  it('have a grammar each', () => {
    expect(LOCALES.filter((locale) => !exists(`src/i18n/grammar/${locale}.ts`))).toEqual([])
  })

  it('are compared nowhere else', () => {
    const found = filesIn(['src', 'commands']).flatMap((file) =>
      comparing(codeOf(file)).map((line) => `${file}: ${line.trim()}`),
    )
    expect(found).toEqual([])
  })

  it('are listed in one file', () => {
    const found = filesIn(['src', 'commands'])
      .filter((file) => !LISTS.includes(file))
      .flatMap((file) =>
        codeOf(file)
          .split('\n')
          .filter((line) => NAMED.test(line))
          .map((line) => `${file}: ${line.trim()}`),
      )
    expect(found).toEqual([])
    expect(NAMED.test("createWords('ja', zone)") && NAMED.test('/^ja\\b/.test(tag)')).toBe(true)
  })

  it('would be found where they are compared', () => {
    const lines = [
      "words.locale === 'ja' ? '、' : ', '",
      "'en' !== locale",
      "case 'ja':",
      "tag.startsWith('ja')",
    ]
    expect(lines.filter((line) => comparing(line).length === 0)).toEqual([])
  })
})
