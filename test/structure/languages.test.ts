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

/** Where a language is read from what somebody set: a shell, an option; and the page, which dates by the browser. */
const READERS = ['src/cli/arguments.ts', 'src/platforms/preview/page/']

function comparing(code: string): string[] {
  return code.split('\n').filter((line) => COMPARISONS.some((one) => one.test(line)))
}

describe('languages', () => {
  it('have a grammar each', () => {
    expect(LOCALES.filter((locale) => !exists(`src/i18n/grammar/${locale}.ts`))).toEqual([])
  })

  it('are compared nowhere else', () => {
    const found = filesIn(['src', 'commands'])
      .filter((file) => !READERS.some((reader) => file.startsWith(reader)))
      .flatMap((file) => comparing(codeOf(file)).map((line) => `${file}: ${line.trim()}`))
    expect(found).toEqual([])
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
