/** Where everything lies on the site. Addresses never change: links in chats and feeds live for years. */
import type { Locale } from '#src/i18n/locale.ts'

/** What an address of an edition needs to know. */
export interface EditionName {
  /** The closing Monday. */
  readonly edition: string
  readonly revision: number
}

/** `/ja/`: the list of editions. */
export function listPath(locale: Locale): string {
  return `/${locale}/`
}

/** `/ja/2025-11-17`: always the latest revision. */
export function editionPath(locale: Locale, { edition }: Pick<EditionName, 'edition'>): string {
  return `/${locale}/${edition}`
}

/** `/ja/2025-11-17/r1`: a revision as it was. */
export function revisionPath(locale: Locale, { edition, revision }: EditionName): string {
  return `${editionPath(locale, { edition })}/r${revision}`
}

/** `/ja/2025-11-17/sheet-480.png`: the sheet as lists show it. */
export function thumbnailPath(locale: Locale, edition: Pick<EditionName, 'edition'>): string {
  return `${editionPath(locale, edition)}/sheet-480.png`
}

/** `/embed/ja/2025-11-17/funding`: one chart for a frame on another site. */
export function embedPath(locale: Locale, { edition }: Pick<EditionName, 'edition'>, chart: string): string {
  return `/embed/${locale}/${edition}/${chart}`
}

/** `/embed/ja/2025-11-17/funding/oembed.json`: how that frame is put into a page. */
export function oembedPath(locale: Locale, edition: Pick<EditionName, 'edition'>, chart: string): string {
  return `${embedPath(locale, edition, chart)}/oembed.json`
}

/** `/ja/2025`: the editions of a year. */
export function yearPath(locale: Locale, year: string): string {
  return `/${locale}/${year}`
}

/** `/ja/topics/funding`: one topic through the editions; `/ja/topics/funding/2024`: through those of a year. */
export function topicPath(locale: Locale, topic: string, year?: string): string {
  return `/${locale}/topics/${topic}${year === undefined ? '' : `/${year}`}`
}

/** `/ja/coins/bitcoin`: what the editions say of a coin; `/ja/coins/bitcoin/2024`: in a year. */
export function coinPath(locale: Locale, coin: string, year?: string): string {
  return `/${locale}/coins/${coin}${year === undefined ? '' : `/${year}`}`
}

/** `/ja/search`: where editions are searched, or browsed by year, topic and coin. */
export function searchPath(locale: Locale): string {
  return `/${locale}/search`
}

export function glossaryPath(locale: Locale): string {
  return `/${locale}/glossary`
}

export function methodPath(locale: Locale): string {
  return `/${locale}/method`
}

export function feedPath(locale: Locale, kind: 'xml' | 'json'): string {
  return `/${locale}/feed.${kind}`
}
