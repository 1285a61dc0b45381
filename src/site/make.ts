/** All that lies at the addresses of one week, in every language, made and put into the folder. */
import type { Edition } from '#src/briefing/edition.ts'
import type { Painter } from '#src/charts/paint.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import type { PublishedWeek } from './editions.ts'
import { editionFiles } from './files.ts'
import type { Listed } from './listed.ts'
import type { ListedWeek } from './manifest.ts'
import type { Assets } from './page/frame.ts'
import { prune } from './prune.ts'
import { put } from './put.ts'

/** What is to be made: plain data, which threads can be sent. */
export interface Order {
  readonly folder: string
  /** Of the site: `https://kawaraban.example`; empty where it is not known. */
  readonly home: string
  readonly assets: Assets
  readonly week: PublishedWeek
  /** All revisions, by their number. */
  readonly editions: readonly Edition[]
  /** The closing Mondays of the editions before and after it, where these are. */
  readonly previous: string | undefined
  readonly next: string | undefined
}

/**
 * Puts every revision in its place; what an earlier one had there and this one has not is removed. Resolves to what lists say of
 * the week; rejects with the system's error where the folder cannot be written.
 */
export async function makeWeek(order: Order, painter: Painter): Promise<ListedWeek> {
  const { folder, week } = order
  const listed: Partial<Record<Locale, Listed>> = {}
  for (const locale of LOCALES) {
    const paths = new Set<string>()
    for (const shown of order.editions.keys().map((index) => index + 1))
      listed[locale] = await putRevision(order, shown, locale, painter, paths)
    for (const base of [`${locale}/${week.edition}`, `embed/${locale}/${week.edition}`])
      await prune(folder, base, (path) => paths.has(path))
  }
  return listed as ListedWeek
}

async function putRevision(
  { folder, home, assets, week, editions, previous, next }: Order,
  shown: number,
  locale: Locale,
  painter: Painter,
  paths: Set<string>,
): Promise<Listed> {
  const revisions = { editions, publishedAt: week.publishedAt, shown, note: week.note }
  const files = editionFiles(revisions, locale, { previous, next }, { home, painter }, assets)
  for (;;) {
    const { done, value } = await files.next()
    if (done) return value
    await put(folder, value)
    paths.add(value.path)
  }
}
