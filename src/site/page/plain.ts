/** Pages of no language: the root, for servers that do not know the reader's, and what stands where nothing is. */
import { html } from 'hono/html'
import { DEFAULT_LOCALE, LOCALES } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import { listPath } from '../addresses.ts'
import { type Assets, type Markup, OWN_NAMES } from './frame.ts'

const all = LOCALES.map((locale) => createWords(locale, 'UTC', 0))

/** The way to the list in each language. */
export function rootDocument(home: string, assets: Assets): string {
  const title = all.map((words) => words.say('charts:brand')).join(' ')
  return documentOf(
    title,
    assets,
    html`<link rel="canonical" href="${home}/">
${LOCALES.map((one) => html`<link rel="alternate" hreflang="${one}" href="${home}${listPath(one)}">\n`)}`,
    '',
  )
}

/** In each language that the address leads nowhere, and the way to the list. */
export function missingDocument(assets: Assets): string {
  const text = all.map((words) => html`<p lang="${words.locale}">${words.say('site:missing')}</p>`)
  return documentOf('404', assets, html`<meta name="robots" content="noindex">`, html`${text}`)
}

function documentOf(title: string, assets: Assets, head: Markup, text: Markup | ''): string {
  return String(html`<!doctype html>
<html lang="${DEFAULT_LOCALE}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${head}
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${assets.style}">
</head>
<body>
<main id="content"><h1>${title}</h1>
${text}
<p>${LOCALES.map((one) => html`<a class="way" href="${listPath(one)}" lang="${one}" hreflang="${one}">${OWN_NAMES[one]}</a> `)}</p></main>
</body>
</html>
`)
}
