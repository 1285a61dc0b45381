/**
 * The sample's last edition as a reader gets it, kept word by word beside this file.
 *
 * A change of a sentence shows here as a difference to be read aloud. If it is meant, renew the files with
 * `UPDATE_GOLDEN=1 npm test -- test/golden`.
 */
import { existsSync } from 'node:fs'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Length } from '#src/briefing/compose/look.ts'
import type { Edition } from '#src/briefing/edition.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import { renderMarkdown } from '#src/platforms/markdown/render.ts'
import { composed, editionOf, mondays, readHistory, sampleFolder } from '../support/editions.ts'

const RENEW = process.env.UPDATE_GOLDEN === '1'
const folder = fileURLToPath(new URL('.', import.meta.url))
const CLOCKS: Readonly<Record<Locale, string>> = { ja: 'Asia/Tokyo', en: 'UTC' }

/** Languages and lengths that are kept; all are made from one edition. */
const KEPT: readonly (readonly [Locale, Length])[] = [
  ...LOCALES.map((locale) => [locale, 'full'] as const),
  ['ja', 'compact'],
  ['en', 'text'],
]

describe('the golden recap', () => {
  let edition: Edition

  beforeAll(async () => {
    const history = await readHistory(sampleFolder)
    edition = editionOf(history, mondays('2024-11-04', history).at(-1) ?? '')
  })

  it.each(KEPT)('reads in %s at length %s as it was kept', async (locale, length) => {
    const name = `${edition.week.edition}.${locale}${length === 'full' ? '' : `.${length}`}.md`
    const text = renderMarkdown(composed(edition, locale, length, CLOCKS[locale]).message)
    if (RENEW) await writeFile(folder + name, text)
    expect(existsSync(folder + name), `${name} is not kept yet: UPDATE_GOLDEN=1 npm test -- test/golden`).toBe(true)
    expect(text, 'If the change is meant: UPDATE_GOLDEN=1 npm test -- test/golden').toBe(
      await readFile(folder + name, 'utf8'),
    )
  })

  it('keeps no file of another edition', async () => {
    const files = (await readdir(folder)).filter((name) => name.endsWith('.md'))
    expect(files.filter((name) => !name.startsWith(`${edition.week.edition}.`))).toEqual([])
    expect(files).toHaveLength(KEPT.length)
  })
})
