/** The product's editions as anyone gets them from `brief`. The only file of the checker that runs the product. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readArguments } from '#src/cli/arguments.ts'
import { brief } from '#src/cli/brief.ts'
import { createWords } from '#src/i18n/words.ts'
import { SOURCES } from '#src/sources/index.ts'
import type { LoadedHistory } from '#src/sources/source.ts'
import { DAY, dayName, instantOf, mondaysBetween, WEEK } from '../record/time.ts'
import type { Briefing, EditionTexts, Language, Length } from './briefing.ts'

/** Languages x lengths of one edition. */
const LENGTHS: readonly Length[] = ['full', 'text', 'compact']
const LANGUAGES: readonly Language[] = ['ja', 'en']

const loaded = new Map<string, Promise<LoadedHistory>>()
const made = new Map<string, Promise<readonly EditionTexts[]>>()

/** Every Monday that the record of a folder covers from a first one on, each made once in a run. */
export function editionsOf(folder: string, first?: string, last?: string): Promise<readonly EditionTexts[]> {
  const name = [folder, first, last].join(' ')
  const before = made.get(name)
  if (before) return before
  const list = makeAll(folder, first, last)
  made.set(name, list)
  return list
}

async function makeAll(folder: string, first?: string, last?: string): Promise<EditionTexts[]> {
  const { from, to } = JSON.parse(readFileSync(join(folder, 'dataset.json'), 'utf8'))
  const start = first === undefined ? instantOf(from.slice(0, 10)) + WEEK : instantOf(first)
  const end = last === undefined ? instantOf(to.slice(0, 10)) + DAY : instantOf(last)
  const editions: EditionTexts[] = []
  for (const monday of mondaysBetween(start, end)) editions.push(await editionOf(folder, dayName(monday)))
  return editions
}

async function editionOf(folder: string, monday: string): Promise<EditionTexts> {
  const texts: Record<Language, Partial<Record<Length, string>>> = { ja: {}, en: {} }
  let briefing: Briefing | undefined
  for (const length of LENGTHS) {
    const out = mkdtempSync(join(tmpdir(), 'claims-'))
    try {
      await runBrief(folder, ['--week', monday, '--length', length, '--out', out])
      // The full one tells all charts with it.
      if (length === 'full') briefing = JSON.parse(readFileSync(join(out, 'briefing.json'), 'utf8'))
      for (const language of LANGUAGES) {
        texts[language][length] = readFileSync(join(out, language, 'briefing.md'), 'utf8')
      }
    } finally {
      rmSync(out, { recursive: true, force: true })
    }
  }
  return { monday, briefing: briefing as Briefing, texts: texts as EditionTexts['texts'] }
}

function loadOf(folder: string): Promise<LoadedHistory> {
  const history = loaded.get(folder) ?? SOURCES.dataset(folder).load()
  loaded.set(folder, history)
  return history
}

/** The command itself, in this process: the folder is read once, and pictures are not drawn. */
async function runBrief(folder: string, words: readonly string[]): Promise<void> {
  const history = loadOf(folder)
  const silent = { write: () => undefined }
  await brief(readArguments(['--data', folder, ...words]), {
    open: () => ({ name: 'dataset', load: () => history }),
    data: folder,
    renderer: { render: async () => new Uint8Array(), close: async () => undefined },
    progress: { at: () => undefined, done: () => undefined },
    stdout: silent,
    stderr: silent,
    words: createWords('en', 'UTC', 0),
  })
}
