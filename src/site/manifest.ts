/** What a folder's pages were made from, so that the next writing makes only what is new or has changed. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locale } from '#src/i18n/locale.ts'
import { BEGUN, put } from './put.ts'
import type { Listed } from './listed.ts'

/** What lists, feeds and the map of the site say of a week, in each language. */
export type ListedWeek = Readonly<Record<Locale, Listed>>

/** Of a week. */
export interface Made {
  /** Names the program and all that its pages show. */
  readonly from: string
  /** Undefined where it was withdrawn. */
  readonly listed?: ListedWeek
}

/** By closing Monday. A week that is being made anew is not in it: after a crash it is made again. */
export type Manifest = Record<string, Made>

/** From the root of the site: of the last writing that came to its end. */
export const MANIFEST = 'manifest.json'
/** Of one that has not, and of what was made until then. */
const UNFINISHED = join(BEGUN, MANIFEST)

/** Empty where there is none, or none that can be read. */
export async function readManifest(folder: string): Promise<Manifest> {
  for (const file of [UNFINISHED, MANIFEST]) {
    try {
      return JSON.parse(await readFile(join(folder, file), 'utf8')) as Manifest
    } catch {
      // The other one, or none.
    }
  }
  return {}
}

/** The same bytes whichever week was made first. */
export function writeManifest(
  folder: string,
  manifest: Manifest,
  { isFinished }: { readonly isFinished: boolean },
): Promise<void> {
  const newestFirst = Object.entries(manifest).toSorted(([one], [other]) => (one < other ? 1 : -1))
  const content = `${JSON.stringify(Object.fromEntries(newestFirst))}\n`
  return put(folder, { path: `/${isFinished ? MANIFEST : UNFINISHED}`, content })
}
