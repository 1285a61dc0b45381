/** Writing the site into a folder: what has not changed since the last time is left as it is. */
import { createHash } from 'node:crypto'
import { access, readFile, rename, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { makeFolder } from '#src/folder.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import { createWords } from '#src/i18n/words.ts'
import { startOfDay } from '#src/market/time.ts'
import type { PublishedEditions, PublishedWeek } from './editions.ts'
import { editionFiles, sharedFiles, type SiteFile, type SiteParts } from './files.ts'
import type { Listed } from './listed.ts'
import { overviewFiles } from './overviews.ts'
import { documentOf } from './page/frame.ts'
import { withdrawnPage } from './page/withdrawn.ts'
import { prune } from './prune.ts'

export interface Written {
  /** Editions, in all languages, that are on the site. */
  readonly editions: number
  /** Of these those that were made anew. */
  readonly made: number
}

/** What was made of each edition the last time, and from what; of one that was withdrawn nothing is left. */
interface Manifest {
  readonly [page: string]: { readonly from: string; readonly listed?: Listed }
}

const MANIFEST = 'manifest.json'
/** Where files are the site's alone: what nothing leads to any more is removed. */
const SWEPT = ['assets', ...LOCALES.flatMap((one) => [`${one}/topics`, `${one}/coins`])]

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
    const beside = { next: weeks[index - 1]?.edition, previous: weeks[index + 1]?.edition }
    const from = createHash('sha256')
      .update(JSON.stringify([code, parts.home, assets, week, beside]))
      .digest('hex')
    for (const locale of LOCALES) {
      const page = `${locale}/${week.edition}`
      const kept = before[page]
      const isThere = kept?.from === from && (await exists(join(folder, page, 'index.html')))
      const one = isThere && kept.listed ? kept.listed : await make(week, locale, beside)
      if (one !== kept?.listed) made++
      manifest[page] = { from, listed: one }
      const updatedAt = week.publishedAt.at(-1)
      listed[locale].push({ ...one, ...(updatedAt !== undefined && { updatedAt }) })
    }
    onEdition(week.edition)
  }
  for (const page of Object.keys(before).filter((one) => manifest[one] === undefined)) {
    await withdraw(page)
    manifest[page] = { from: 'withdrawn' }
  }
  const overviews = overviewFiles(listed, parts.home, assets)
  for (const file of overviews) await write(folder, file)
  const paths = new Set([...files, ...overviews].map(({ path }) => path))
  for (const one of SWEPT) await prune(folder, one, (path) => paths.has(path))
  await write(folder, { path: MANIFEST, content: `${JSON.stringify(manifest)}\n` })
  return { editions: weeks.length, made }

  /** Every revision in its place; what an earlier one had there and this one has not is removed. */
  async function make(
    week: PublishedWeek,
    locale: Locale,
    beside: Parameters<typeof editionFiles>[2],
  ): Promise<Listed> {
    const revisions = {
      editions: await Promise.all(week.ids.map((_, index) => editions.read(week, index + 1))),
      publishedAt: week.publishedAt,
    }
    const paths = new Set<string>()
    for (const shown of week.ids.keys().map((index) => index + 1)) {
      const files = editionFiles({ ...revisions, shown }, locale, beside, parts, assets)
      const one = await writeAll(files, paths)
      if (shown < week.ids.length) continue
      for (const base of [`${locale}/${week.edition}`, `embed/${locale}/${week.edition}`])
        await prune(folder, base, (path) => paths.has(path))
      return one
    }
    throw new RangeError(`${week.edition} has no revision`)
  }

  async function writeAll(files: ReturnType<typeof editionFiles>, paths: Set<string>): Promise<Listed> {
    for (;;) {
      const { done, value } = await files.next()
      if (done) return value
      await write(folder, value)
      paths.add(value.path)
    }
  }

  /** The address stays and says what became of it; pictures and data go. */
  async function withdraw(page: string): Promise<void> {
    const [language, edition = ''] = page.split('/')
    const locale = LOCALES.find((one) => one === language)
    if (locale === undefined) return
    const words = createWords(locale, grammarOf(locale).zone, startOfDay(edition))
    const content = documentOf(withdrawnPage(edition, words, parts.home), assets)
    await prune(folder, page, () => false)
    await prune(folder, `embed/${page}`, () => false)
    await write(folder, { path: `/${page}/index.html`, content })
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
