/**
 * What each command answers to its examples and with its table, on the sample, kept word by word and figure by figure.
 *
 * A change of an answer shows here as a difference to be read. If it is meant, renew the files with
 * `UPDATE_GOLDEN=1 npm test -- test/golden`.
 */
import { readdirSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { LOCALES } from '#src/i18n/locale.ts'
import type { History } from '#src/market/history.ts'
import { renderMarkdown } from '#src/platforms/markdown/render.ts'
import { ask, commands, loadHistory, questionsOf } from '../commands/asking.ts'

const RENEW = process.env.UPDATE_GOLDEN === '1'
const folder = fileURLToPath(new URL('./answers/', import.meta.url))
/** The briefing has goldens of its own. */
const kept = commands.filter(({ name }) => name !== 'brief')
const files = kept.flatMap((command) => LOCALES.map((locale) => ({ command, locale })))
const nameOf = ({ command, locale }: (typeof files)[number]) => `${command.name}.${locale}.md`

let sample: History
beforeAll(async () => {
  sample = await loadHistory('data/sample')
  if (RENEW) await mkdir(folder, { recursive: true })
})

describe('the golden answers', () => {
  it.each(files.map((file) => [nameOf(file), file] as const))('of %s are as they were kept', async (name, file) => {
    const { command, locale } = file
    const tables = questionsOf(command).filter((question) => question.endsWith(':table'))
    const answers: string[] = []
    for (const typed of new Set([...command.examples, ...tables])) {
      const { message } = await ask(typed, sample, locale)
      answers.push(`\`${typed}\`\n\n${renderMarkdown(message)}`)
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
