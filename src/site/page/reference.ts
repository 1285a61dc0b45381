/** Pages that no week changes: the glossary, and the method by which figures and claims are made. */
import { html } from 'hono/html'
import { formatTerm, nameOfTerm, TERMS } from '#src/briefing/glossary.ts'
import type { Locale } from '#src/i18n/locale.ts'
import { SENTENCES } from '#src/i18n/sentences.ts'
import type { Words } from '#src/i18n/words.ts'
import { glossaryPath, methodPath } from '../addresses.ts'
import type { Markup, Page } from './frame.ts'
import { type Overview, overviewPage } from './overview.ts'

export function referencePages(overview: Overview): Page[] {
  const { words } = overview
  return [
    page(glossaryPath, 'glossary', glossary(words), overview),
    page(methodPath, 'methodPage', method(words), overview),
  ]
}

function page(
  pathIn: (locale: Locale) => string,
  name: 'glossary' | 'methodPage',
  content: Markup,
  overview: Overview,
): Page {
  const { words } = overview
  const title = words.say(`site:${name}.title`)
  return overviewPage(overview, {
    pathIn,
    title,
    description: words.say(`site:${name}.description`),
    content,
  })
}

function glossary(words: Words): Markup {
  return html`${TERMS.map((term) => html`<section class="part" id="${term}"><h2>${nameOfTerm(term, words)}</h2>${formatTerm(term, words).map((block) => (block.kind === 'paragraph' ? html`${block.heading === undefined ? '' : html`<h3>${block.heading}</h3>`}<p>${block.text}</p>` : ''))}</section>`)}`
}

/** Every rule that a claim may be made by, in one sentence each. */
function method(words: Words): Markup {
  const rules = Object.keys((SENTENCES[words.locale].chat.rules ?? {}) as object)
  const sentences = rules.flatMap((rule) => words.find(`chat:rules.${rule}`) ?? [])
  return html`<p><a href="${glossaryPath(words.locale)}">${words.say('site:glossary.title')}</a></p><ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`
}
