/** Writing the site into a folder: what has not changed since the last time is left as it is. */
import { createHash } from 'node:crypto'
import { access } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import { editionPath } from './addresses.ts'
import type { PublishedEditions, PublishedWeek } from './editions.ts'
import { sharedFiles } from './files.ts'
import type { Listed } from './listed.ts'
import type { Order } from './make.ts'
import { startMaker } from './maker.ts'
import { type Manifest, readManifest, writeManifest } from './manifest.ts'
import { overviewFiles } from './overviews.ts'
import { prune } from './prune.ts'
import { put, removeBegun } from './put.ts'
import { withdraw } from './withdraw.ts'

export interface SiteSettings {
  /** Of the site: `https://kawaraban.example`, without a slash at its end; empty where it is not known. */
  readonly home: string
  /** The version of the program, as another may make other pages of the same editions. */
  readonly code: string
  /** Weeks that are made side by side; as many as there are cores unless set. */
  readonly threads?: number
  /** Hears of each week before it is made. */
  readonly onEdition?: (edition: string) => void
}

export interface Written {
  /** Editions, in all languages, that are on the site. */
  readonly editions: number
  /** Pages of editions that were made anew. */
  readonly made: number
}

interface Stale extends Omit<Order, 'editions'> {
  readonly from: string
}

/** Weeks after which is kept what was made, so that a writing that ends in its middle is not begun from the start. */
const SAVED = 50

/** Of an edition that is to be withdrawn. */
const UNDONE = { from: '' }

/** Where files are the site's alone: what nothing leads to any more is removed, as are pages of years without editions. */
function sweptOf(gone: readonly string[]): string[] {
  const years = new Set(gone.map((edition) => edition.slice(0, 4)))
  const own = LOCALES.flatMap((one) => ['topics', 'coins', ...years].map((name) => `${one}/${name}`))
  return ['assets', ...own]
}

/**
 * Writes all pages into a folder, into which nothing else may write meanwhile; newest first, lists last. Rejects with what the
 * system throws where the folder cannot be written.
 */
export async function writeSite(
  folder: string,
  editions: PublishedEditions,
  { home, code, threads = availableParallelism(), onEdition = () => {} }: SiteSettings,
): Promise<Written> {
  const before = await readManifest(folder)
  const { assets, files } = await sharedFiles()
  for (const file of files) await put(folder, file)
  const weeks = await editions.weeks()
  const manifest: Manifest = {}
  const stale: Stale[] = []
  for (const [index, week] of weeks.entries()) {
    const beside = { previous: weeks[index + 1]?.edition, next: weeks[index - 1]?.edition }
    const from = digestOf([code, home, assets, week, beside])
    const known = before[week.edition]
    if (known?.from === from && known.listed && (await isThere(folder, week))) manifest[week.edition] = known
    else stale.push({ folder, home, assets, week, ...beside, from })
  }
  const withdrawn = { from: digestOf([code, home, assets]) }
  const gone = Object.keys(before).filter((one) => !weeks.some(({ edition }) => edition === one))
  const toWithdraw = gone.filter((one) => before[one]?.from !== withdrawn.from)
  for (const one of gone) manifest[one] = toWithdraw.includes(one) ? UNDONE : withdrawn
  const count = stale.length
  // From here on pages differ from what the last manifest says of them.
  await writeManifest(folder, manifest, { isFinished: false })
  for (const one of toWithdraw) {
    await withdraw(folder, one, home, assets)
    manifest[one] = withdrawn
  }
  const hands = Array.from({ length: Math.min(threads, count) }, makeSome)
  await Promise.allSettled(hands)
  await Promise.all(hands)
  const overviews = overviewFiles(listedOf(weeks, manifest), home, assets)
  for (const file of overviews) await put(folder, file)
  const paths = new Set([...files, ...overviews].map(({ path }) => path))
  for (const one of sweptOf(gone)) await prune(folder, one, (path) => paths.has(path))
  await writeManifest(folder, manifest, { isFinished: true })
  await removeBegun(folder)
  return { editions: weeks.length, made: count * LOCALES.length }

  /** On a thread of its own, as long as there are weeks. */
  async function makeSome(): Promise<void> {
    const maker = startMaker()
    try {
      for (let next = stale.shift(); next; next = stale.shift()) {
        const { from, ...order } = next
        const { week } = order
        onEdition(week.edition)
        const numbers = Array.from(week.ids, (_, index) => index + 1)
        const revisions = await Promise.all(numbers.map((revision) => editions.read(week, revision)))
        manifest[week.edition] = { from, listed: await maker.make({ ...order, editions: revisions }) }
        if (stale.length % SAVED === 0) await writeManifest(folder, manifest, { isFinished: false })
      }
    } catch (error) {
      // The other threads end with the week that they are at.
      stale.length = 0
      throw error
    } finally {
      await maker.close()
    }
  }
}

/** Newest first. */
function listedOf(weeks: readonly PublishedWeek[], manifest: Manifest): Record<Locale, Listed[]> {
  const listedIn = (locale: Locale): Listed[] =>
    weeks.flatMap(({ edition, publishedAt }) => {
      const one = manifest[edition]?.listed?.[locale]
      const updatedAt = publishedAt.at(-1)
      return one ? [{ ...one, ...(updatedAt !== undefined && { updatedAt }) }] : []
    })
  return Object.fromEntries(LOCALES.map((one) => [one, listedIn(one)])) as Record<Locale, Listed[]>
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}

/** Of every language the page, which a person may have removed. */
async function isThere(folder: string, week: PublishedWeek): Promise<boolean> {
  const pages = LOCALES.map((locale) => join(folder, editionPath(locale, week), 'index.html'))
  return Promise.all(pages.map((page) => access(page))).then(
    () => true,
    () => false,
  )
}
