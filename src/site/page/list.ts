/** The list of editions: the latest large, the newest ones after it, and a page for each year. */
import { html, raw } from 'hono/html'
import { formatFullDate } from '#src/i18n/dates.ts'
import { startOfDay } from '#src/market/time.ts'
import { editionPath, listPath, thumbnailPath, yearPath } from '../addresses.ts'
import { archiveOf } from '../archive.ts'
import { type Listed, THUMBNAIL } from '../listed.ts'
import type { Markup, Page } from './frame.ts'
import { type Overview, overviewPage, yearsOf } from './overview.ts'
import { browseTopics, searchForm } from './search.ts'
import { clauses } from './words.ts'

/** Editions on the first page: the latest, and two rows of three. */
const MOST = 7

/** The first page, and those of the years. */
export function listPages(overview: Overview): Page[] {
  const { words, listed } = overview
  const { locale } = words
  const { recent, years } = archiveOf(listed, MOST)
  const [latest, ...others] = recent
  const first = overviewPage(overview, {
    pathIn: listPath,
    title: words.say('site:list.title'),
    description: words.say('site:list.description'),
    content: html`${searchForm(words)}
${latest ? html`<section class="latest" aria-label="${words.say('site:list.latest')}">${cardOf(latest, overview, 'large')}</section>` : html`<p>${words.say('site:list.none')}</p>`}
${others.length === 0 ? '' : html`<section class="year"><h2>${words.say('site:list.since')}</h2><div class="cards">${others.map((one) => cardOf(one, overview, 'later'))}</div></section>`}
${yearsOf(
  years.map(([year]) => year),
  (year) => yearPath(locale, year),
  overview,
)}
${browseTopics(overview)}`,
  })
  return [
    first,
    ...years.map(([year, own]) =>
      yearPage(
        year,
        own,
        years.map(([one]) => one),
        overview,
      ),
    ),
  ]
}

function yearPage(year: string, own: readonly Listed[], years: readonly string[], overview: Overview): Page {
  const { words } = overview
  return overviewPage(
    { ...overview, listed: own },
    {
      pathIn: (locale) => yearPath(locale, year),
      title: words.say('site:list.yearTitle', { year }),
      description: words.say('site:list.yearDescription', { year }),
      content: html`<div class="cards">${own.map((one, index) => cardOf(one, overview, index === 0 ? 'first' : 'later'))}</div>${yearsOf(years, (one) => yearPath(words.locale, one), overview)}`,
    },
  )
}

/** The first picture is loaded at once, the others when they come into sight. */
function cardOf(one: Listed, { words }: Overview, place: 'large' | 'first' | 'later'): Markup {
  const { locale } = words
  const base = editionPath(locale, one)
  const loading = place === 'later' ? raw(' loading="lazy"') : raw(' fetchpriority="high"')
  const picture =
    one.sheet === undefined
      ? ''
      : html`<img src="${thumbnailPath(locale, one)}"${place === 'large' ? html` srcset="${thumbnailPath(locale, one)} ${THUMBNAIL.width}w, ${base}/sheet.png 1200w" sizes="(max-width: 740px) 100vw, 690px"` : ''} alt="" width="${THUMBNAIL.width}" height="${THUMBNAIL.height}" decoding="async"${loading}>`
  return html`<a class="card" href="${base}">${picture}<span class="when">${one.number} · ${formatFullDate(startOfDay(one.edition), words)}</span><strong>${clauses(one.headline)}</strong></a>`
}
