/** What a link to a page is shown with elsewhere (Open Graph, Twitter's card), and the same page in every language. */
import { html } from 'hono/html'
import { grammarOf } from '#src/i18n/grammar.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import { listPath } from '../addresses.ts'
import type { Words } from '#src/i18n/words.ts'
import type { ArticleDates } from './article.ts'

/** What is known of a page before its text. */
export interface Card {
  readonly words: Words
  /** Of the site: `https://kawaraban.example`, without a slash at its end; empty where it is not known. */
  readonly home: string
  /** This page's own address, from the root. */
  readonly path: string
  /** The same page in every language. */
  readonly paths: Readonly<Partial<Record<Locale, string>>>
  readonly title: string
  readonly description: string
  /** Of the picture that links to this page are shown with, from the root. */
  readonly picture?: { readonly path: string; readonly alt: string }
  /** Of an edition. */
  readonly article?: ArticleDates
}

/** ogp.me; an article says when it was published, and what it is shown with is a picture of 1200 x 675. */
export function cardOf({ home, path, paths, title, description, picture, words, article }: Card) {
  const others = LOCALES.filter((one) => one !== words.locale && paths[one] !== undefined)
  return html`<meta property="og:type" content="${article === undefined ? 'website' : 'article'}">
<meta property="og:site_name" content="${words.say('charts:brand')}">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
<meta property="og:url" content="${home}${path}">
<meta property="og:locale" content="${territoryOf(words.locale)}">
${others.map((one) => html`<meta property="og:locale:alternate" content="${territoryOf(one)}">\n`)}${
  article === undefined
    ? ''
    : html`<meta property="article:published_time" content="${article.publishedAt}">
<meta property="article:modified_time" content="${article.modifiedAt}">`
}
${
  picture === undefined
    ? html`<meta name="twitter:card" content="summary">`
    : html`<meta property="og:image" content="${home}${picture.path}">
<meta property="og:image:type" content="image/png">
<meta property="og:image:width" content="1200">
<meta property="og:image:height" content="675">
<meta property="og:image:alt" content="${picture.alt}">
<meta name="twitter:card" content="summary_large_image">
<meta name="twitter:image:alt" content="${picture.alt}">`
}`
}

/** `ja_JP`, as ogp.me writes a language. */
function territoryOf(locale: Locale): string {
  return grammarOf(locale).tag.replace('-', '_')
}

/** `hreflang`: each language of the page, and for the list the address that follows the reader's own. */
export function alternatesOf({ home, path, paths, words }: Card) {
  const own = LOCALES.flatMap((one) => (paths[one] === undefined ? [] : [[one, paths[one]] as const]))
  const links = path === listPath(words.locale) ? [...own, ['x-default', '/'] as const] : own
  return html`${links.map(([language, to]) => html`<link rel="alternate" hreflang="${language}" href="${home}${to}">\n`)}`
}
