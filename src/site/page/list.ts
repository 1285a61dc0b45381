/** The list of editions: the latest large, the others by year, each with its sheet and headline. */
import { html } from 'hono/html'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import type { Words } from '#src/i18n/words.ts'
import { editionPath, listPath } from '../addresses.ts'
import type { Markup, Page } from './frame.ts'

/** An edition as it stands in lists and feeds. */
export interface Listed {
  readonly edition: string
  readonly number: string
  readonly period: string
  readonly headline: string
  readonly points: readonly string[]
  /** When its last revision was published, milliseconds since 1970; its boundary where that is not known. */
  readonly updatedAt?: number
  /** Alternative text of the sheet; undefined where there is none. */
  readonly sheet: string | undefined
}

/** Pictures that are loaded at once; the others when they come into sight. */
const EAGER = 1

/** Newest first. */
export function listPage(listed: readonly Listed[], words: Words, home: string): Page {
  const [latest, ...others] = listed
  const years = [...Map.groupBy(others, ({ edition }) => edition.slice(0, 4))]
  const paths = Object.fromEntries(LOCALES.map((one) => [one, listPath(one)])) as Record<Locale, string>
  const body = html`<h1>${words.say('site:list.title')}</h1>
<p class="intro">${words.say('site:list.description')}</p>
${latest ? html`<div class="latest">${cardOf(latest, words, 0)}</div>` : ''}
${years.map(
  ([year, own], index) =>
    html`<section class="year"><h2>${year}</h2><div class="cards">${own.map((one) => cardOf(one, words, index + 1))}</div></section>`,
)}`
  return {
    words,
    home,
    path: listPath(words.locale),
    paths,
    title: words.say('site:list.title'),
    description: words.say('site:list.description'),
    ...(latest?.sheet !== undefined && {
      picture: { path: `${editionPath(words.locale, latest)}/sheet.png`, alt: latest.sheet },
    }),
    inks: [],
    body,
  }
}

function cardOf(one: Listed, { locale }: Words, place: number): Markup {
  const loading = place < EAGER ? 'eager' : 'lazy'
  const picture =
    one.sheet === undefined
      ? ''
      : html`<img src="${`${editionPath(locale, one)}/sheet.png`}" alt="" width="1200" height="675" loading="${loading}" decoding="async">`
  return html`<a class="card" href="${editionPath(locale, one)}">${picture}<span class="when">${one.number} · ${one.period}</span><strong>${one.headline}</strong></a>`
}
