/** What the editions say of one coin, sentence by sentence, newest first. */
import { html } from 'hono/html'
import { formatFullDate } from '#src/i18n/dates.ts'
import type { Words } from '#src/i18n/words.ts'
import { startOfDay } from '#src/market/time.ts'
import { coinPath, editionPath } from '../addresses.ts'
import { archiveOf } from '../archive.ts'
import { type ListedCoin, namesCoin, titleOfCoin } from '../coins.ts'
import type { Listed, ListedSentence } from '../listed.ts'
import type { Markup, Page } from './frame.ts'
import { type Overview, overviewPage, yearsOf } from './overview.ts'
import { unbroken } from './words.ts'

/** A year of editions. */
const MOST = 52
/** Sentences of one edition that are shown; the others are counted. */
const SHOWN = 3

interface Entry {
  readonly edition: string
  readonly of: Listed
  readonly sentences: readonly ListedSentence[]
}

/** All coins that the editions name, by the ticker that each bore last. */
export function coinsOf(listed: readonly Listed[]): ListedCoin[] {
  const byId = new Map(
    listed.toReversed().flatMap(({ coins }) => coins.map((coin) => [coin.id, coin] as const)),
  )
  return [...byId.values()]
    .filter((coin) => entriesOf(coin, listed).length > 0)
    .toSorted((a, b) => (a.symbol < b.symbol ? -1 : a.symbol > b.symbol ? 1 : a.id < b.id ? -1 : 1))
}

/** The coin's page, and those of its years where one page would be long. */
export function coinPages(coin: ListedCoin, overview: Overview): Page[] {
  const { words, listed } = overview
  const entries = entriesOf(coin, listed)
  const { recent, years } = archiveOf(entries, MOST)
  const pages = entries.length > MOST ? years : []
  const title = words.say('site:coins.pageTitle', { coin: titleOfCoin(coin, words) })
  const page = (own: readonly Entry[], year?: string) =>
    overviewPage(
      { ...overview, listed: own.map(({ of }) => of) },
      {
        pathIn: (locale) => coinPath(locale, coin.id, year),
        title: year === undefined ? title : `${title} ${words.say('site:list.year', { year })}`,
        description: words.say('site:coins.description'),
        content: html`<ol class="through">${own.map((one) => entryOf(one, words))}</ol>${yearsOf(
          pages.map(([one]) => one),
          (one) => coinPath(words.locale, coin.id, one),
          overview,
        )}`,
      },
    )
  return [page(recent), ...pages.map(([year, own]) => page(own, year))]
}

function entriesOf(coin: ListedCoin, listed: readonly Listed[]): Entry[] {
  return listed.flatMap((of): Entry[] => {
    const own = of.coins.find(({ id }) => id === coin.id)
    const sentences = own === undefined ? [] : of.sentences.filter(({ text }) => namesCoin(text, own))
    return sentences.length > 0 ? [{ edition: of.edition, of, sentences }] : []
  })
}

function entryOf({ edition, of, sentences }: Entry, words: Words): Markup {
  const base = editionPath(words.locale, { edition })
  const more = sentences.length - SHOWN
  return html`<li><p class="when"><time datetime="${edition}">${formatFullDate(startOfDay(edition), words)}</time> <span>${of.number}</span></p>
<div>${sentences.slice(0, SHOWN).map(({ at, text }) => html`<p><a href="${base}#${at}">${unbroken(text)}</a></p>`)}${more > 0 ? html`<p class="rest"><a href="${base}">${words.say('site:coins.more', { count: more })}</a></p>` : ''}</div></li>`
}
