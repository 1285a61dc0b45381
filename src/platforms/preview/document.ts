/** The page as it is sent: the edition to read, with or without scripts, and the place for the chat beside it. */
import { html, raw } from 'hono/html'
import { SEAL_PATH } from '#src/charts/seal.ts'
import type { LanguageCode } from '#src/chat/request.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import type { Assets } from './assets.ts'
import type { FrontPage } from './front.ts'
import type { DataFacts, Theme } from './protocol.ts'

export interface DocumentParts {
  readonly language: LanguageCode
  /** What the reader chose; undefined follows the browser. */
  readonly theme: Theme | undefined
  /** Whether this browser has kept no choice of an earlier visit. */
  readonly isFirstVisit: boolean
  readonly data: DataFacts
  readonly assets: Pick<Assets, 'style' | 'icons' | 'script' | 'preloaded'>
  /** Address of the colours of the page's drawings. */
  readonly inks: string | undefined
  readonly content: FrontPage | Absent
}

/** Why there is nothing to read: it is being made, there is none yet, or it cannot be made. */
export type Absent = 'pending' | 'none' | 'failed'

export function documentOf({ language, theme, assets, inks, content, ...parts }: DocumentParts): string {
  const words = createWords(language, 'UTC', 0)
  const page = typeof content === 'string' ? undefined : content
  const title = page?.title ?? words.say(`preview:front.${content as Absent}.title`)
  const shown = theme === undefined ? '' : raw(` data-theme="${theme}"`)
  return String(html`<!doctype html>
<html lang="${language}"${shown}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<title>${title} – ${words.say('preview:title')}</title>
<link rel="icon" href="${assets.icons[16]}" type="image/png" sizes="16x16">
<link rel="icon" href="${assets.icons[32]}" type="image/png" sizes="32x32">
<link rel="icon" href="${assets.icons.svg}" type="image/svg+xml" sizes="any">
<link rel="apple-touch-icon" href="${assets.icons[180]}">
<link rel="stylesheet" href="${assets.style}">
${inks === undefined ? '' : html`<link rel="stylesheet" href="${inks}" id="inks">`}
<script type="module" src="${assets.script}"></script>
${assets.preloaded.map((path) => html`<link rel="modulepreload" href="${path}">\n`)}</head>
<body>
<a class="skip" href="#content">${words.say('preview:front.skip')}</a>
<a class="skip" href="#chat">${words.say('preview:front.skipToChat')}</a>
<div class="front">
${mastheadOf(words, page, parts.data)}
${parts.isFirstVisit ? aboutOf(words) : ''}
<main id="content"${typeof content === 'string' ? raw(` data-absent="${content}"`) : ''}>${page === undefined ? absentOf(content as Absent, words) : raw(page.body)}</main>
<aside class="chat" id="chat" tabindex="-1" aria-label="${words.say('preview:chat.title')}"><noscript><p class="chat-state">${words.say('preview:chat.noScript')}</p></noscript><p class="chat-state" role="status">${words.say('preview:chat.loading')}</p><p class="chat-state" id="chat-failed" hidden>${words.say('preview:chat.failed')}</p></aside>
</div>
<a class="to-chat" href="#chat">${words.say('preview:front.toChat')}</a>
</body>
</html>
`)
}

type Markup = ReturnType<typeof html>

const SEAL = raw(
  `<svg class="seal" viewBox="0 0 100 100" aria-hidden="true"><rect width="100" height="100" rx="10"/><path d="${SEAL_PATH}"/></svg>`,
)

function mastheadOf(words: Words, page: FrontPage | undefined, { kind }: DataFacts): Markup {
  const { locale } = words
  return html`<header class="masthead">
<a class="brand" href="/">${SEAL}<span>${words.say('charts:brand')}</span></a>
${page?.number === undefined ? '' : html`<span class="number">${page.number}</span>`}
<span class="badge" data-kind="${kind}">${words.say(`preview:data.short.${kind}`)}</span>
<nav class="ways" aria-label="${words.say('preview:front.languages')}">${LOCALES.map((one) => {
    const href = page === undefined ? `/?language=${one}` : (page.paths[one] ?? '/')
    return html`<a href="${href}" lang="${one}" hreflang="${one}"${one === locale ? raw(' aria-current="true"') : ''}>${grammarOf(one).name}</a>`
  })}</nav>
</header>`
}

/** For those who come for the first time, where the chat, which says it too, is not beside the edition. */
function aboutOf(words: Words): Markup {
  return html`<p class="about">${words.say('preview:about')} <a href="#chat">${words.say('preview:front.toChat')}</a></p>`
}

function absentOf(absent: Absent, words: Words): Markup {
  return html`<article class="absent"><h1>${words.say(`preview:front.${absent}.title`)}</h1><p class="intro" role="status">${words.say(`preview:front.${absent}.text`)}</p></article>`
}
