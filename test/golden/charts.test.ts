/**
 * The sample's last pictures in words: what each says and draws, kept beside this file.
 *
 * A change of look shows here as a difference to be read. If it is meant, renew the files with
 * `UPDATE_GOLDEN=1 npm test -- test/golden`.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { formatThread } from '#src/briefing/thread/format.ts'
import { editionOf, readHistory, sampleFolder } from '../support/editions.ts'
import { inWords } from '../support/truth/inwords.ts'
import { picturesOf } from '../support/truth/pictures.ts'

const MONDAY = '2025-11-24'
const RENEW = process.env.UPDATE_GOLDEN === '1'
const folder = fileURLToPath(new URL('charts/', import.meta.url))

describe('the golden pictures', () => {
  it.each([
    ['en', 'wide'],
    ['ja', 'wide'],
    ['ja', 'phone'],
  ] as const)('say and draw in %s, %s, what was kept', async (locale, layout) => {
    const history = await readHistory(sampleFolder)
    const { readings, extremes, thread } = editionOf(history, MONDAY)
    const pictures = picturesOf(history, MONDAY, readings, {
      locales: [locale],
      layouts: [layout],
      headline: (words) => formatThread(thread, words).headline,
      extremes,
      lookups: true,
    })
    // Some views are the main one of this week.
    const distinct = new Map(pictures.map((picture) => [JSON.stringify(picture.spec), picture]))
    const told = [...distinct.values()].map(({ of, view, spec, alt }) => inWords(`${of}: ${view}`, spec, alt))
    const text = `${told.join('\n\n')}\n`
    const file = `${folder}${MONDAY}.${locale}.${layout}.md`
    if (RENEW) await writeFile(file, text)
    expect(text, 'If the change is meant: UPDATE_GOLDEN=1 npm test -- test/golden').toBe(
      await readFile(file, 'utf8'),
    )
  })
})
