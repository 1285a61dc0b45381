/** Writing the site into a folder: what has not changed since the last time is left as it is. */
import { createHash } from 'node:crypto'
import { access, readFile, rename, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { makeFolder } from '#src/folder.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import type { PublishedEditions, PublishedWeek } from './editions.ts'
import { editionFiles, overviewFiles, sharedFiles, type SiteFile, type SiteParts } from './files.ts'
import type { Listed } from './page/list.ts'

export interface Written {
  /** Editions, in all languages, that are on the site. */
  readonly editions: number
  /** Of these those that were made anew. */
  readonly made: number
}

/** What was made of each edition the last time, and from what. */
interface Manifest {
  readonly [page: string]: { readonly from: string; readonly listed: Listed }
}

const MANIFEST = 'manifest.json'

/**
 * Writes all pages into a folder; `code` names the version of the program, as another may make other pages. Rejects with what
 * the system throws where the folder cannot be written.
 */
export async function writeSite(
  folder: string,
  editions: PublishedEditions,
  parts: SiteParts,
  code: string,
  onEdition: (edition: string) => void = () => {},
): Promise<Written> {
  const before = await readManifest(folder)
  const { assets, files } = await sharedFiles()
  for (const file of files) await write(folder, file)
  const weeks = await editions.weeks()
  const listed = Object.fromEntries(LOCALES.map((one) => [one, [] as Listed[]])) as Record<Locale, Listed[]>
  const manifest: Record<string, Manifest[string]> = {}
  let made = 0
  for (const [index, week] of weeks.entries()) {
    const beside = {
      next: weeks[index - 1]?.edition,
      previous: weeks[index + 1]?.edition,
      earlier: week.ids.slice(0, -1).map((_, at) => at + 1),
    }
    const from = createHash('sha256')
      .update(JSON.stringify([code, parts.home, assets, week, beside]))
      .digest('hex')
    for (const locale of LOCALES) {
      const page = `${locale}/${week.edition}`
      const kept = before[page]
      const isThere = kept?.from === from && (await exists(join(folder, page, 'index.html')))
      const one = isThere ? kept.listed : await make(week, locale, beside)
      if (!isThere) made++
      manifest[page] = { from, listed: one }
      listed[locale].push({ ...one, updatedAt: week.updatedAt })
    }
    onEdition(week.edition)
  }
  for (const file of overviewFiles(listed, parts, assets)) await write(folder, file)
  await write(folder, { path: MANIFEST, content: `${JSON.stringify(manifest)}\n` })
  return { editions: weeks.length, made }

  async function make(
    week: PublishedWeek,
    locale: Locale,
    beside: Parameters<typeof editionFiles>[2],
  ): Promise<Listed> {
    for (const revision of beside.earlier) {
      const replaced = { ...beside, earlier: [], isReplaced: true }
      await writeAll(editionFiles(await editions.read(week, revision), locale, replaced, parts, assets))
    }
    return writeAll(editionFiles(await editions.read(week, week.ids.length), locale, beside, parts, assets))
  }

  async function writeAll(files: ReturnType<typeof editionFiles>): Promise<Listed> {
    for (;;) {
      const { done, value } = await files.next()
      if (done) return value
      await write(folder, value)
    }
  }
}

/** In one step, so that a reader meanwhile gets the whole old file or the whole new one. */
async function write(folder: string, { path, content }: SiteFile): Promise<void> {
  const file = join(folder, path)
  const begun = join(dirname(file), `.${basename(file)}.begun`)
  await makeFolder(dirname(file))
  await writeFile(begun, content)
  await rename(begun, file)
}

async function readManifest(folder: string): Promise<Manifest> {
  try {
    return JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as Manifest
  } catch {
    return {}
  }
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
