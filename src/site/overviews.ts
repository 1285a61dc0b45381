/** The files that span editions: lists, topics, coins, the search, feeds, the map of the site. Equal editions make equal bytes. */
import { SECTIONS } from '#src/briefing/section.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import { editionPath, feedPath } from './addresses.ts'
import { atomFeed, jsonFeed } from './feeds.ts'
import type { SiteFile } from './files.ts'
import type { Listed } from './listed.ts'
import { coinPages, coinsOf } from './page/coin.ts'
import { type Assets, documentOf, type Page } from './page/frame.ts'
import { listPages } from './page/list.ts'
import type { Overview } from './page/overview.ts'
import { missingDocument, rootDocument } from './page/plain.ts'
import { referencePages } from './page/reference.ts'
import { searchPage } from './page/search.ts'
import { topicPages } from './page/topic.ts'
import { searchFiles } from './search/build.ts'

/** Lists, feeds and maps of all languages; `listed` are newest first. */
export function overviewFiles(
  listed: Readonly<Record<Locale, readonly Listed[]>>,
  home: string,
  assets: Assets,
): SiteFile[] {
  const overviews = LOCALES.map((locale): Overview => {
    const words = createWords(locale, grammarOf(locale).zone, 0)
    return { words, home, listed: listed[locale] }
  })
  const indices = new Map(overviews.map(({ words, listed: own }) => [words.locale, searchFiles(own, words)]))
  const pages = withOwnPaths(
    overviews.flatMap((one) => pagesOf(one, indices.get(one.words.locale)?.map(({ path }) => path) ?? [])),
  )
  const editions = LOCALES.flatMap((locale) =>
    listed[locale].map((one) => ({
      path: editionPath(locale, one),
      paths: inLanguages((to) => editionPath(to, one)),
    })),
  )
  return [
    ...[...indices.values()].flat(),
    ...pages.map((page) => ({ path: fileOf(page.path), content: documentOf(page, assets) })),
    ...overviews.flatMap(({ words, listed: own }): SiteFile[] => [
      { path: feedPath(words.locale, 'xml'), content: atomFeed(own, words, home) },
      { path: feedPath(words.locale, 'json'), content: jsonFeed(own, words, home) },
    ]),
    { path: '/index.html', content: rootDocument(home, assets) },
    { path: '/404.html', content: missingDocument(assets) },
    { path: '/sitemap.xml', content: sitemap([...pages, ...editions], home) },
    {
      path: '/robots.txt',
      content: `User-agent: *\nAllow: /\n${home === '' ? '' : `Sitemap: ${home}/sitemap.xml\n`}`,
    },
  ]
}

/** `indices` are the addresses of what the search loads. */
function pagesOf(overview: Overview, indices: readonly string[]): Page[] {
  const coins = coinsOf(overview.listed)
  return [
    ...listPages(overview),
    ...SECTIONS.flatMap((topic) => topicPages(topic, overview)),
    ...coins.flatMap((coin) => coinPages(coin, overview)),
    searchPage(overview, coins, indices),
    ...referencePages(overview),
  ]
}

/** A coin or a year may have its page in one language alone: pages lead to those that there are. */
function withOwnPaths(pages: readonly Page[]): Page[] {
  const all = new Set(pages.map(({ path }) => path))
  return pages.map((page) => {
    const there = LOCALES.flatMap((one) => {
      const path = page.paths[one]
      return path !== undefined && all.has(path) ? [[one, path] as const] : []
    })
    return { ...page, paths: Object.fromEntries(there) }
  })
}

function fileOf(path: string): string {
  return `${path.replace(/\/$/u, '')}/index.html`
}

function inLanguages(pathIn: (locale: Locale) => string): Page['paths'] {
  return Object.fromEntries(LOCALES.map((one) => [one, pathIn(one)]))
}

/** sitemaps.org 0.9, each address with the same page in every language. */
function sitemap(pages: readonly Pick<Page, 'path' | 'paths'>[], home: string): string {
  const urls = pages.map(({ path, paths }) => {
    const others = LOCALES.flatMap((one) =>
      paths[one] === undefined
        ? []
        : [`<xhtml:link rel="alternate" hreflang="${one}" href="${home}${paths[one]}"/>`],
    )
    return `<url><loc>${home}${path}</loc>${others.join('')}</url>`
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ...urls,
    '</urlset>\n',
  ].join('\n')
}
