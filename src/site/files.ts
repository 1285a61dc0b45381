/** The files of the site: pages, pictures and data of each edition, lists, feeds. Equal editions make equal bytes. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Edition } from '#src/briefing/edition.ts'
import type { Image } from '#src/chat/message.ts'
import type { Measure } from '#src/charts/scene.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import type { Renderer } from '#src/charts/renderer.ts'
import { layOut } from '#src/charts/layout/layout.ts'
import { csvOf, numbersOf } from '#src/charts/numbers.ts'
import { svgFile, svgOf } from '#src/charts/svg.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import { SEAL_PATH } from '#src/charts/seal.ts'
import { editionPath, listPath } from './addresses.ts'
import { atomFeed, jsonFeed } from './feeds.ts'
import { type Beside, editionPage } from './page/edition.ts'
import { embedOf, oembedOf } from './page/embed.ts'
import { type Assets, documentOf } from './page/frame.ts'
import { type Listed, listPage } from './page/list.ts'
import { referencePages } from './page/reference.ts'
import { type Story, storyOf } from './story.ts'

export interface SiteFile {
  /** From the root, with a slash: `/ja/2025-11-17/funding.svg`. */
  readonly path: string
  readonly content: string | Uint8Array
}

export interface SiteParts {
  /** Of the site: `https://kawaraban.example`, without a slash at its end; empty where it is not known. */
  readonly home: string
  readonly measure: Measure
  readonly renderer: Renderer
}

const STYLE = new URL('./style.css', import.meta.url)

/** What all pages share; names change with content, so that these may be kept for ever. */
export async function sharedFiles(): Promise<{
  readonly assets: Assets
  readonly files: readonly SiteFile[]
}> {
  const style = await readFile(STYLE, 'utf8')
  const path = `/assets/style.${createHash('sha256').update(style).digest('hex').slice(0, 12)}.css`
  const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="100" height="100" rx="10" fill="#C93A28"/><path d="${SEAL_PATH}" fill="#fff"/></svg>\n`
  return {
    assets: { style: path },
    files: [
      { path, content: style },
      { path: '/icon.svg', content: icon },
    ],
  }
}

/** What a list says of an edition. */
export function listedOf({ edition, number, period, headline, summary, sheet }: Story): Listed {
  return { edition, number, period, headline, points: summary.slice(0, 3), sheet: sheet?.alt }
}

/** Everything that lies at the address of an edition, or of a revision that was replaced, in one language; page first. */
export async function* editionFiles(
  edition: Edition,
  locale: Locale,
  beside: Omit<Beside, 'home' | 'measure'>,
  parts: SiteParts,
  assets: Assets,
): AsyncGenerator<SiteFile, Listed> {
  const { home, measure } = parts
  const story = storyOf(edition, locale)
  const page = editionPage(story, { ...beside, home, measure })
  yield { path: `${page.path}/index.html`, content: documentOf(page, assets) }
  yield { path: `${page.path}/edition.json`, content: story.json }
  for (const image of [story.sheet, ...story.parts.map(({ chart }) => chart)]) {
    if (!image) continue
    yield* chartFiles(image, story, page.path, parts)
    if (beside.isReplaced) continue
    const embedded = embedOf(image, story, parts)
    yield { path: `${embedded.path}/index.html`, content: documentOf(embedded, assets) }
    if (home !== '' && embedded.oembed) yield { path: embedded.oembed, content: oembedOf(embedded) }
  }
  return listedOf(story)
}

/** A chart as a drawing, as a picture, and as numbers. */
async function* chartFiles(
  image: Image,
  { words }: Story,
  base: string,
  { measure, renderer }: SiteParts,
): AsyncGenerator<SiteFile> {
  const spec = image.spec as ChartSpec
  const drawing = svgOf(layOut(spec, measure), { alt: image.alt, id: image.name })
  const tables = numbersOf(spec, (key) => words.say(`preview:${key}`))
  const file = (ending: string) => `${base}/${image.name}.${ending}`
  yield { path: file('svg'), content: svgFile(drawing, spec.theme, spec.colors) }
  yield { path: file('png'), content: await renderer.render(spec) }
  // Spreadsheets take the mark for UTF-8.
  yield { path: file('csv'), content: `\uFEFF${csvOf(tables)}\r\n` }
}

/** Lists and feeds of all languages; `listed` are newest first. */
export function overviewFiles(
  listed: Readonly<Record<Locale, readonly Listed[]>>,
  { home }: Pick<SiteParts, 'home'>,
  assets: Assets,
): SiteFile[] {
  const pages = LOCALES.flatMap((locale): SiteFile[] => {
    const words = createWords(locale, grammarOf(locale).zone, 0)
    const own = listed[locale]
    return [
      { path: `${listPath(locale)}index.html`, content: documentOf(listPage(own, words, home), assets) },
      ...referencePages(words, home).map((page) => ({
        path: `${page.path}/index.html`,
        content: documentOf(page, assets),
      })),
      { path: `${listPath(locale)}feed.xml`, content: atomFeed(own, words, home) },
      { path: `${listPath(locale)}feed.json`, content: jsonFeed(own, words, home) },
    ]
  })
  const addresses = LOCALES.flatMap((locale) => [
    listPath(locale),
    ...listed[locale].map((one) => editionPath(locale, one)),
  ])
  return [
    ...pages,
    { path: '/sitemap.xml', content: sitemap(addresses, home) },
    {
      path: '/robots.txt',
      content: `User-agent: *\nAllow: /\n${home === '' ? '' : `Sitemap: ${home}/sitemap.xml\n`}`,
    },
  ]
}

function sitemap(addresses: readonly string[], home: string): string {
  const urls = addresses.map((address) => `<url><loc>${home}${address}</loc></url>`)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`
}
