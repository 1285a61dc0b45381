/**
 * Flashes of the sample in both languages, kept word by word: of every topic, and one that went on, was corrected, was
 * withdrawn, was held and was the last of its week. Renew them with `UPDATE_GOLDEN=1 npm test -- test/golden`, and read the
 * difference.
 */
import { readdirSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { composeFlash, type FlashPost } from '#src/briefing/flash/compose.ts'
import type { FlashEdition } from '#src/briefing/flash/edition.ts'
import { deepenFlash, remakeFlash } from '#src/editions/flash.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { renderMarkdown } from '#src/platforms/markdown/render.ts'
import { candidateAt, flashAt, withCap } from '../support/flashes.ts'
import { sampleHistory } from '../support/histories.ts'

const RENEW = process.env.UPDATE_GOLDEN === '1'
const folder = fileURLToPath(new URL('./flash/', import.meta.url))

const CAP = ['marketcap.total down', '2025-02-27T00'] as const
const CROSSED = Date.parse('2025-02-27T00:00Z')

const FLASHES: Readonly<Record<string, (history: History) => FlashEdition>> = {
  'cap-level': (history) => flashAt(history, ...CAP),
  'bitcoin-level': (history) => flashAt(history, 'price.bitcoin down', '2025-03-10T00'),
  'ether-close': (history) => flashAt(history, 'price.ethereum up', '2025-08-24T00'),
  'coin-move': (history) => flashAt(history, 'price.binancecoin down', '2025-07-30T00'),
  'funding-settlement': (history) => flashAt(history, 'funding.bitcoin down', '2025-09-20T16'),
  'funding-run': (history) => flashAt(history, 'funding.bitcoin down', '2025-10-21T00'),
  'interest-move': (history) => flashAt(history, 'openinterest.total down', '2025-10-11T00'),
  'interest-level': (history) => flashAt(history, 'openinterest.bitcoin down', '2025-10-11T00'),
  sentiment: (history) => flashAt(history, 'sentiment.fearGreed down', '2025-09-01T00'),
  volatility: (history) => flashAt(history, 'volatility.ethereum up', '2025-03-10T00'),
  volume: (history) => flashAt(history, 'volume.spot up', '2025-06-12T00'),
  'breadth-move': (history) => flashAt(history, 'breadth.coins down', '2025-07-10T00'),
  'breadth-close': (history) => flashAt(history, 'breadth.coins up', '2025-07-31T00'),
  'breadth-day': (history) => flashAt(history, 'breadth.day up', '2025-02-16T00'),
  updated: (history) =>
    deepenFlash(
      history,
      flashAt(history, 'funding.bitcoin down', '2025-10-21T00'),
      candidateAt(history, 'funding.bitcoin down', '2025-10-21T08'),
    ),
  corrected: (history) => remade(withCap(history, CROSSED, 0.985), flashAt(history, ...CAP)),
  withdrawn: (history) => remade(withCap(history, CROSSED, 1.05), flashAt(history, ...CAP)),
  last: (history) => flashAt(history, ...CAP),
}
const POSTS: Readonly<Record<string, FlashPost>> = { last: { isLast: true, heldSince: CROSSED } }

const files = Object.keys(FLASHES).flatMap((name) => LOCALES.map((locale) => ({ name, locale })))
const nameOf = ({ name, locale }: (typeof files)[number]) => `${name}.${locale}.md`

let sample: History
beforeAll(async () => {
  sample = await sampleHistory()
  if (RENEW) await mkdir(folder, { recursive: true })
})

describe('the golden flashes', () => {
  it.each(files.map((file) => [nameOf(file), file] as const))('%s is as it was kept', async (name, file) => {
    const edition = FLASHES[file.name]?.(sample)
    if (!edition) throw new Error(`no flash ${file.name}`)
    const words = createWords(file.locale, file.locale === 'ja' ? 'Asia/Tokyo' : 'UTC', edition.settledAt)
    const { message } = composeFlash(
      edition,
      { words, theme: 'light', colors: 'standard' },
      POSTS[file.name],
    )
    const text = renderMarkdown(message)
    if (RENEW) await writeFile(folder + name, text)
    expect(text, 'If the change is meant: UPDATE_GOLDEN=1 npm test -- test/golden').toBe(
      await readFile(folder + name, 'utf8'),
    )
  })

  it('keep no file of a flash that is gone', () => {
    expect(readdirSync(folder).sort()).toEqual(files.map(nameOf).sort())
  })
})

function remade(history: History, edition: FlashEdition): FlashEdition {
  const found = remakeFlash(history, edition)
  return found.kind === 'same' ? edition : found.edition
}
