/** What pages share that span many editions: whose words they are in, what they show, and what their sources ask for. */
import { html } from 'hono/html'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import type { Words } from '#src/i18n/words.ts'
import { editionPath } from '../addresses.ts'
import type { Listed } from '../listed.ts'
import type { Markup, Page } from './frame.ts'

export interface Overview {
  readonly words: Words
  /** Of the site: `https://kawaraban.example`, without a slash at its end; empty where it is not known. */
  readonly home: string
  /** All editions, newest first. */
  readonly listed: readonly Listed[]
}

/** What a page of many editions is made of. */
export interface OverviewPage {
  /** The page's address in a language, where that has the page. */
  readonly pathIn: (locale: Locale) => string
  readonly title: string
  readonly description: string
  readonly content: Markup
}

export function overviewPage({ words, home, listed }: Overview, page: OverviewPage): Page {
  const { pathIn, title, description, content } = page
  const newest = listed.find(({ sheet }) => sheet !== undefined)
  const credits = [...new Set(listed.flatMap(({ credits: line }) => line.split(' · ')))].join(' · ')
  return {
    ...{ words, home, title, description },
    path: pathIn(words.locale),
    paths: Object.fromEntries(LOCALES.map((one) => [one, pathIn(one)])),
    ...(newest?.sheet && {
      picture: { path: `${editionPath(words.locale, newest)}/sheet.png`, alt: newest.sheet.alt },
    }),
    inks: [],
    isSimulated: listed.some(({ isSimulated }) => isSimulated),
    small: [credits, words.say('method.advice')],
    body: html`<h1>${title}</h1><p class="intro">${description}</p>${content}`,
  }
}

/** Links to the pages of years. */
export function yearsOf(
  years: readonly string[],
  pathOf: (year: string) => string,
  { words }: Overview,
): Markup | '' {
  if (years.length === 0) return ''
  return html`<nav class="browse" aria-label="${words.say('site:list.years')}"><h2>${words.say('site:list.years')}</h2><ul>${years.map((year) => html`<li><a href="${pathOf(year)}">${words.say('site:list.year', { year })}</a></li>`)}</ul></nav>`
}
