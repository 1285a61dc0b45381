/** One topic through the editions, newest first: what each found, its figures, and its chart. */
import { html } from 'hono/html'
import type { SectionName } from '#src/briefing/section.ts'
import { formatFullDate } from '#src/i18n/dates.ts'
import type { Words } from '#src/i18n/words.ts'
import { startOfDay } from '#src/market/time.ts'
import { editionPath, topicPath } from '../addresses.ts'
import { archiveOf } from '../archive.ts'
import type { Listed, ListedPart } from '../listed.ts'
import type { Markup, Page } from './frame.ts'
import { type Overview, overviewPage, yearsOf } from './overview.ts'
import { unbroken } from './words.ts'

/** A year of editions. */
const MOST = 52

interface Entry {
  readonly edition: string
  readonly of: Listed
  readonly part: ListedPart
}

/** The topic's page, and those of its years where one page would be long; none where no edition has the topic. */
export function topicPages(topic: SectionName, overview: Overview): Page[] {
  const { words, listed } = overview
  const entries = listed.flatMap((of): Entry[] => {
    const part = of.parts.find(({ name }) => name === topic)
    return part ? [{ edition: of.edition, of, part }] : []
  })
  if (entries.length === 0) return []
  const { recent, years } = archiveOf(entries, MOST)
  const pages = entries.length > MOST ? years : []
  const title = words.say('site:topics.pageTitle', { topic: words.say(`headings.${topic}`) })
  const page = (own: readonly Entry[], year?: string) =>
    overviewPage(
      { ...overview, listed: own.map(({ of }) => of) },
      {
        pathIn: (locale) => topicPath(locale, topic, year),
        title: year === undefined ? title : `${title} ${words.say('site:list.year', { year })}`,
        description: words.say('site:topics.description'),
        content: html`<ol class="through">${own.map((one) => entryOf(one, words))}</ol>${yearsOf(
          pages.map(([one]) => one),
          (one) => topicPath(words.locale, topic, one),
          overview,
        )}`,
      },
    )
  return [page(recent), ...pages.map(([year, own]) => page(own, year))]
}

function entryOf({ edition, of, part }: Entry, words: Words): Markup {
  const { locale } = words
  const base = editionPath(locale, { edition })
  return html`<li><p class="when"><time datetime="${edition}">${formatFullDate(startOfDay(edition), words)}</time> <span>${of.number}</span></p>
<div><p class="finding"><a href="${base}#${part.name}">${unbroken(part.finding)}</a></p>
${part.figures.length === 0 ? '' : html`<dl>${part.figures.map(({ name, value }) => html`<div><dt>${name}</dt><dd>${value ?? words.say('site:topics.missing')}</dd></div>`)}</dl>`}
${part.hasChart ? html`<p class="files"><a href="${base}/${part.name}.png">${words.say('site:topics.chart')}</a></p>` : ''}</div></li>`
}
