/**
 * What a question is answered with: the short forms of every market command, in both languages, kept word by word and
 * figure by figure; their pictures are described in `answers/`. Renew them with `UPDATE_GOLDEN=1 npm test -- test/golden`, and read the difference.
 */
import { readdirSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { LOCALES } from '#src/i18n/locale.ts'
import type { History } from '#src/market/history.ts'
import { renderMarkdown } from '#src/platforms/markdown/render.ts'
import { ask, loadHistory, marketCommands, questionsOf } from '../commands/asking.ts'
import { someOf } from '../support/cases.ts'

const RENEW = process.env.UPDATE_GOLDEN === '1'
const folder = fileURLToPath(new URL('./short/', import.meta.url))
const files = marketCommands.flatMap((command) => LOCALES.map((locale) => ({ command, locale })))
const nameOf = ({ command, locale }: (typeof files)[number]) => `${command.name}.${locale}.md`

let sample: History
beforeAll(async () => {
  sample = await loadHistory('data/sample')
  if (RENEW) await mkdir(folder, { recursive: true })
})

describe('the golden short answers', () => {
  it.each((RENEW ? files : someOf(files, 3)).map((file) => [nameOf(file), file] as const))('of %s are as they were kept', async (name, file) => {
    const { command, locale } = file
    const answers: string[] = []
    for (const typed of new Set([...command.examples, ...questionsOf(command)])) {
      const { short } = await ask(typed, sample, locale)
      answers.push(`\`${typed}\`\n\n${short ? renderMarkdown({ ...short, images: [] }) : ''}`)
    }
    const text = answers.join('\n')
    if (RENEW) await writeFile(folder + name, text)
    expect(text, 'If the change is meant: UPDATE_GOLDEN=1 npm test -- test/golden').toBe(
      await readFile(folder + name, 'utf8'),
    )
  })

  it('keep no file of a command that is gone', () => {
    expect(readdirSync(folder).sort()).toEqual(files.map(nameOf).sort())
  })
})
