/** The files of an edition: its page, pictures and data, in one language. Equal editions make equal bytes. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Edition } from '#src/briefing/edition.ts'
import type { Texts } from '#src/chat/additions.ts'
import type { Image } from '#src/chat/message.ts'
import type { Painter } from '#src/charts/paint.ts'
import type { Scene } from '#src/charts/scene.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import { layOut } from '#src/charts/layout/layout.ts'
import { csvOf, numbersOf } from '#src/charts/numbers.ts'
import { svgFile, svgOf } from '#src/charts/svg.ts'
import type { Locale } from '#src/i18n/locale.ts'
import type { Instant } from '#src/market/time.ts'
import { SEAL_PATH } from '#src/charts/seal.ts'
import { thumbnailOf } from '#src/charts/thumbnail.ts'
import { thumbnailPath } from './addresses.ts'
import { chartDataOf } from './chartdata.ts'
import { revisionsOf } from './corrections.ts'
import { type Listed, listedOf, THUMBNAIL } from './listed.ts'
import { type Beside, editionPage } from './page/edition.ts'
import { embedOf, oembedOf } from './page/embed.ts'
import { type Assets, documentOf } from './page/frame.ts'
import { bundleScripts } from './scripts.ts'
import { type Story, storyOf } from './story.ts'

export interface SiteFile {
  /** From the root, with a slash: `/ja/2025-11-17/funding.svg`. */
  readonly path: string
  readonly content: string | Uint8Array
}

export interface SiteParts {
  /** Of the site: `https://kawaraban.example`, without a slash at its end; empty where it is not known. */
  readonly home: string
  readonly painter: Painter
}

/** Parts of the style; later ones win. */
const STYLES = 'page edition live figures lists frame narrow print'.split(' ')

/** The style of all pages. Rejects where a part of it cannot be read. */
export async function readStyle(): Promise<string> {
  const files = STYLES.map((name) => new URL(`./style/${name}.css`, import.meta.url))
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')))
  return texts.join('\n')
}

/** What all pages share; names change with content, so that these may be kept for ever. */
export async function sharedFiles(): Promise<{
  readonly assets: Assets
  readonly files: readonly SiteFile[]
}> {
  const style = await readStyle()
  const scripts = bundleScripts()
  const path = `/assets/style.${createHash('sha256').update(style).digest('hex').slice(0, 12)}.css`
  const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="100" height="100" rx="10" fill="#C93A28"/><path d="${SEAL_PATH}" fill="#fff"/></svg>\n`
  return {
    assets: { style: path, early: scripts.early, script: scripts.page },
    files: [{ path, content: style }, ...scripts.files, { path: '/icon.svg', content: icon }],
  }
}

/** All revisions of an edition, and which of them is shown. */
export interface EditionRevisions {
  /** In the order of their numbers. */
  readonly editions: readonly Edition[]
  readonly publishedAt: readonly Instant[]
  /** 1, 2 …: the last lies at the edition's address, the others at addresses of their own. */
  readonly shown: number
  /** What the site's editors say of the edition. */
  readonly note?: Texts | undefined
}

/** Everything that lies at the address of an edition, or of a revision that was replaced, in one language; page first. */
export async function* editionFiles(
  revisions: EditionRevisions,
  locale: Locale,
  beside: Omit<Beside, 'home' | 'measure' | 'revisions'>,
  parts: SiteParts,
  assets: Assets,
): AsyncGenerator<SiteFile, Listed> {
  const { home, painter } = parts
  const { measure } = painter
  const { editions, publishedAt, shown } = revisions
  const edition = editions[shown - 1]
  if (!edition) throw new RangeError(`there is no revision ${shown}`)
  const story = storyOf(edition, locale, revisions.note?.[locale])
  const isReplaced = shown < editions.length
  const log = revisionsOf(editions, publishedAt, story.words)
  const page = editionPage(story, { ...beside, home, measure, revisions: log })
  yield { path: `${page.path}/index.html`, content: documentOf(page, assets) }
  yield { path: `${page.path}/edition.json`, content: story.json }
  let bytes = 0
  for (const image of [story.sheet, ...story.parts.map(({ chart }) => chart)]) {
    if (!image) continue
    const scene = layOut(image.spec as ChartSpec, measure)
    const png = painter.paint(scene)
    yield { path: `${page.path}/${image.name}.png`, content: png }
    yield* chartFiles(image, scene, story, page.path)
    if (image === story.sheet) {
      bytes = png.length
      if (!isReplaced)
        yield { path: thumbnailPath(locale, story), content: await thumbnailOf(png, THUMBNAIL.width) }
    }
    if (isReplaced) continue
    const phone = image.phone && layOut(image.phone.spec as ChartSpec, measure)
    const embedded = embedOf(image, scene, story, home, phone)
    yield { path: `${embedded.path}/index.html`, content: documentOf(embedded, assets) }
    if (home !== '' && embedded.oembed) yield { path: embedded.oembed, content: oembedOf(embedded) }
  }
  return listedOf(story, bytes)
}

/** A chart as a drawing, as numbers, and as what scripts draw it from. */
export function* chartFiles(image: Image, scene: Scene, { words }: Story, base: string): Generator<SiteFile> {
  const spec = image.spec as ChartSpec
  const drawing = svgOf(scene, { alt: image.alt, id: image.name })
  const tables = numbersOf(spec, (key) => words.say(`preview:${key}`))
  const file = (ending: string) => `${base}/${image.name}.${ending}`
  yield { path: file('svg'), content: svgFile(drawing, spec.theme, spec.colors) }
  yield { path: file('json'), content: JSON.stringify(chartDataOf(image)) }
  // Spreadsheets take the mark for UTF-8.
  yield { path: file('csv'), content: `\uFEFF${csvOf(tables)}\r\n` }
}
