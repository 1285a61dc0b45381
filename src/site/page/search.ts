/** Where editions are searched; without scripts, where they are browsed by year, topic and coin. */
import { html } from 'hono/html'
import { SECTIONS } from '#src/briefing/section.ts'
import type { Words } from '#src/i18n/words.ts'
import { formatFullDate } from '#src/i18n/dates.ts'
import { startOfDay } from '#src/market/time.ts'
import { coinPath, listPath, searchPath, topicPath, yearPath } from '../addresses.ts'
import { archiveOf } from '../archive.ts'
import { type ListedCoin, titleOfCoin } from '../coins.ts'
import type { Listed } from '../listed.ts'
import type { Markup, Page } from './frame.ts'
import { type Overview, overviewPage, yearsOf } from './overview.ts'

/** A form that needs no script: it leads to the page of the search with what was typed. */
export function searchForm(words: Words): Markup {
  return html`<form class="search" role="search" action="${searchPath(words.locale)}" method="get"><label for="q">${words.say('site:search.label')}</label><div><input type="search" id="q" name="q" autocomplete="off" aria-describedby="q-hint"><button>${words.say('site:search.button')}</button></div><p id="q-hint">${words.say('site:search.hint')}</p></form>`
}

/** `indices` are the addresses of what the search loads, newest first. */
export function searchPage(
  overview: Overview,
  coins: readonly ListedCoin[],
  indices: readonly string[],
): Page {
  const { words, listed } = overview
  const { locale } = words
  return overviewPage(overview, {
    pathIn: searchPath,
    title: words.say('site:search.title'),
    description: words.say('site:search.description'),
    content: html`${searchForm(words)}
<noscript><p class="notice">${words.say('site:search.needsScript')}</p></noscript>
${resultsOf(overview, indices)}
${yearsOf(
  archiveOf(listed, 0).years.map(([year]) => year),
  (year) => yearPath(locale, year),
  overview,
)}
${browseTopics(overview)}
${browseOf(
  words.say('site:coins.title'),
  coins.map((coin) => [coinPath(locale, coin.id), titleOfCoin(coin, words)]),
)}`,
  })
}

/** Where scripts put what was found, with the sentences that they need. */
function resultsOf({ words, listed }: Overview, indices: readonly string[]): Markup {
  const [last, first] = [listed[0], listed.at(-1)]
  const dateOf = (one: Listed | undefined) => (one ? formatFullDate(startOfDay(one.edition), words) : '')
  const sentences = {
    loading: words.say('site:search.loading'),
    failed: words.say('site:search.failed'),
    nothing: words.say('site:search.nothing'),
    noEdition: words.say('site:search.noEdition', { first: dateOf(first), last: dateOf(last) }),
    found: words.say('site:search.found', { sentences: '{sentences}', editions: '{editions}' }),
    editions: words.say('site:search.editions', { editions: '{editions}' }),
    more: words.say('site:search.more'),
    rest: words.say('site:search.rest', { count: '{count}' }),
  }
  const { tag, month } = words.grammar.browser
  return html`<section id="results" data-print="${tag} ${month}" aria-label="${words.say('site:search.results')}" data-base="${listPath(words.locale)}" data-index="${indices.join(' ')}" data-sentences="${JSON.stringify(sentences)}"></section>`
}

/** Links to the topics that editions have. */
export function browseTopics({ words, listed }: Overview): Markup | '' {
  const topics = SECTIONS.filter((topic) =>
    listed.some(({ parts }) => parts.some(({ name }) => name === topic)),
  )
  return browseOf(
    words.say('site:topics.title'),
    topics.map((topic) => [topicPath(words.locale, topic), words.say(`headings.${topic}`)]),
  )
}

function browseOf(title: string, links: readonly (readonly [address: string, name: string])[]): Markup | '' {
  if (links.length === 0) return ''
  return html`<nav class="browse" aria-label="${title}"><h2>${title}</h2><ul>${links.map(([address, name]) => html`<li><a href="${address}">${name}</a></li>`)}</ul></nav>`
}
