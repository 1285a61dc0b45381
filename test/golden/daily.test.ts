/**
 * Dailies of the sample in both languages, kept word by word: a violent day, an ordinary one, one with gaps, a first one of
 * few figures. Renew them with `UPDATE_GOLDEN=1 npm test -- test/golden`, and read the difference.
 */
import { readdirSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { composeDaily } from '#src/briefing/daily/compose.ts'
import { makeDaily } from '#src/editions/daily.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { renderMarkdown } from '#src/platforms/markdown/render.ts'
import { sampleHistory } from '../support/histories.ts'

const RENEW = process.env.UPDATE_GOLDEN === '1'
const folder = fileURLToPath(new URL('./daily/', import.meta.url))
const DAYS = ['2025-11-22', '2025-10-10', '2025-09-06', '2025-11-23', '2024-10-05']
const files = DAYS.flatMap((day) => LOCALES.map((locale) => ({ day, locale })))
const nameOf = ({ day, locale }: (typeof files)[number]) => `${day}.${locale}.md`

let sample: History
beforeAll(async () => {
  sample = await sampleHistory()
  if (RENEW) await mkdir(folder, { recursive: true })
})

describe('the golden dailies', () => {
  it.each(files.map((file) => [nameOf(file), file] as const))('%s is as it was kept', async (name, file) => {
    const edition = makeDaily(sample, file.day)
    const words = createWords(file.locale, 'UTC', edition.end)
    const text = renderMarkdown(composeDaily(edition, { words, theme: 'light', colors: 'standard' }).message)
    if (RENEW) await writeFile(folder + name, text)
    expect(text, 'If the change is meant: UPDATE_GOLDEN=1 npm test -- test/golden').toBe(
      await readFile(folder + name, 'utf8'),
    )
  })

  it('keep no file of a day that is gone', () => {
    expect(readdirSync(folder).sort()).toEqual(files.map(nameOf).sort())
  })
})
