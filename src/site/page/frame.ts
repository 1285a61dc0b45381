/** The frame of every page: head, masthead, the way home, and the reader's other language. */
import { html, raw } from 'hono/html'
import { inkRules } from '#src/charts/svg.ts'
import { SEAL_PATH } from '#src/charts/seal.ts'
import type { Ink } from '#src/charts/spec/label.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import { feedPath, glossaryPath, listPath, methodPath, searchPath } from '../addresses.ts'
import { displayForm } from './controls.ts'
import type { Markup } from './markup.ts'
import { alternatesOf, type Card, cardOf } from './card.ts'

export type { Markup } from './markup.ts'

export interface Page extends Card {
  /** Beside the name: the edition's number. */
  readonly number?: string
  /** What its drawings are drawn with. */
  readonly inks: readonly Ink[]
  /** The file that says how to embed this page (oEmbed 1.0), from the root; needs `home`. */
  readonly oembed?: string
  /** In a frame on another site: without masthead. */
  readonly isEmbedded?: boolean
  /** Whether what it shows is simulated: it says so at its top. */
  readonly isSimulated: boolean
  /** An edition that was replaced or withdrawn: search engines are asked to leave it out. */
  readonly isUnlisted?: boolean
  /** What stands small at its end: what the terms of sources ask for, and what the paper is not. */
  readonly small?: readonly string[]
  /** The same for programs, from the root. */
  readonly data?: string
  /** Structured data of the page. */
  readonly jsonLd?: unknown
  readonly body: Markup
}

/** Where the style and the scripts lie; their names change with their content. */
export interface Assets {
  readonly style: string
  /** The script that runs before the page is painted, and the one of its controls. */
  readonly early: string
  readonly script: string
}

/** A whole document. */
export function documentOf(given: Page, assets: Assets): string {
  const page = { ...given, description: descriptionOf(given) }
  const { words, title, description, home, path, inks } = page
  const { locale } = words
  const brand = words.say('charts:brand')
  return String(html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${brand}</title>
<meta name="description" content="${description}">
<meta name="color-scheme" content="light dark">
${page.isUnlisted ? raw('<meta name="robots" content="noindex">\n') : ''}<link rel="canonical" href="${home}${path}">
${alternatesOf(page)}<link rel="alternate" type="application/atom+xml" href="${feedPath(locale, 'xml')}" title="${brand}">
<link rel="alternate" type="application/feed+json" href="${feedPath(locale, 'json')}" title="${brand}">
${page.oembed === undefined || home === '' ? '' : html`<link rel="alternate" type="application/json+oembed" href="${home}${page.oembed}" title="${title}">`}
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<script src="${assets.early}"></script>
<link rel="stylesheet" href="${assets.style}">
<script type="module" src="${assets.script}"></script>
${inks.length === 0 ? '' : html`<style>${raw(inkRules(inks))}</style>`}
${cardOf(page)}
${page.jsonLd === undefined ? '' : html`<script type="application/ld+json">${raw(jsonIn(page.jsonLd))}</script>`}
</head>
<body>
${
  page.isEmbedded
    ? ''
    : html`<a class="skip" href="#content">${words.say('site:skip')}</a>
${mastheadOf(page)}`
}
<main id="content">${page.body}</main>
${page.isEmbedded ? '' : footOf(page)}
</body>
</html>
`)
}

/** A link to a page is shown elsewhere by its description, so that simulated data say there that they are. */
function descriptionOf({ words, description, isSimulated }: Page): string {
  return isSimulated ? [words.say('site:simulated'), description].join(words.grammar.gap) : description
}

/** The seal with its frame, as the mark of pages. */
const SEAL_MARK = raw(
  `<svg class="seal" viewBox="0 0 100 100" aria-hidden="true"><rect width="100" height="100" rx="10"/><path d="${SEAL_PATH}"/></svg>`,
)

function mastheadOf({ words, number, paths, path, isSimulated }: Page): Markup {
  const { locale } = words
  return html`<header class="masthead">
<a class="brand" href="${listPath(locale)}">${SEAL_MARK}<span>${words.say('charts:brand')}</span></a>
${number === undefined ? '' : html`<span class="number">${number}</span>`}
<nav class="ways" aria-label="${words.say('site:pages')}">
<a href="${listPath(locale)}"${path === listPath(locale) ? raw(' aria-current="page"') : ''}>${words.say('site:allEditions')}</a>
<a href="${searchPath(locale)}"${path === searchPath(locale) ? raw(' aria-current="page"') : ''}>${words.say('site:search.title')}</a>
<a href="${feedPath(locale, 'xml')}">${words.say('site:feed')}</a>
${LOCALES.map((one) => languageOf(one, paths[one], locale))}
</nav>
</header>
${isSimulated ? html`<p class="simulated" role="note">${words.say('site:simulated')}</p>` : ''}`
}

/** On paper its links are the page's address. */
function footOf({ words, small = [], data, home, path }: Page): Markup {
  const { locale } = words
  return html`<footer class="foot">
${small.filter((line) => line !== '').map((line) => html`<p>${line}</p>`)}
<a href="${methodPath(locale)}">${words.say('site:methodPage.title')}</a> <a href="${glossaryPath(locale)}">${words.say('site:glossary.title')}</a> <a href="${feedPath(locale, 'json')}">JSON Feed</a>${data === undefined ? '' : html` <a href="${data}">${words.say('site:data')}</a>`}
${displayForm(words)}
${home === '' ? '' : html`<p class="address">${home}${path}</p>`}
</footer>`
}

/** The other language leads to the same page; this one is named as the one that is read. */
function languageOf(one: Locale, path: string | undefined, own: Locale): Markup | '' {
  if (path === undefined) return ''
  return html`<a href="${path}" lang="${one}" hreflang="${one}"${one === own ? raw(' aria-current="true"') : ''}>${OWN_NAMES[one]}</a>`
}

/** Each language in its own words. */
export const OWN_NAMES = Object.fromEntries(
  LOCALES.map((one) => [one, new Intl.DisplayNames(one, { type: 'language' }).of(one) ?? one]),
) as Readonly<Record<Locale, string>>

/** JSON that cannot end the element it stands in. */
function jsonIn(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}
