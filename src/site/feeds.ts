/** Feeds of the newest editions: Atom (RFC 4287) and JSON Feed 1.1, with the first points and the sheet. */
import { html, raw } from 'hono/html'
import type { Words } from '#src/i18n/words.ts'
import { startOfDay, isoOf } from '#src/market/time.ts'
import { editionPath, feedPath, listPath } from './addresses.ts'
import type { Listed } from './page/list.ts'

/** Editions that a feed holds. */
const MOST = 30

/** RFC 4287. An entry's id is its address, which never changes; `updated` is the edition's boundary. */
export function atomFeed(listed: readonly Listed[], words: Words, home: string): string {
  const { locale } = words
  const entries = listed.slice(0, MOST)
  return String(html`${raw('<?xml version="1.0" encoding="UTF-8"?>')}
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}">
<id>${home}${listPath(locale)}</id>
<title>${words.say('charts:brand')}</title>
<updated>${timeOf(entries[0])}</updated>
<author><name>${words.say('charts:brand')}</name></author>
<link rel="self" type="application/atom+xml" href="${home}${feedPath(locale, 'xml')}"/>
<link rel="alternate" type="text/html" href="${home}${listPath(locale)}"/>
${entries.map(
  (one) => html`<entry>
<id>${home}${editionPath(locale, one)}</id>
<title>${one.headline}</title>
<updated>${timeOf(one)}</updated>
<link rel="alternate" type="text/html" href="${home}${editionPath(locale, one)}"/>
${one.sheet === undefined ? '' : html`<link rel="enclosure" type="image/png" href="${home}${`${editionPath(locale, one)}/sheet.png`}"/>`}
<summary>${one.points.join(words.grammar.gap)}</summary>
</entry>
`,
)}</feed>
`)
}

/** JSON Feed 1.1. */
export function jsonFeed(listed: readonly Listed[], words: Words, home: string): string {
  const { locale } = words
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: words.say('charts:brand'),
    home_page_url: `${home}${listPath(locale)}`,
    feed_url: `${home}${feedPath(locale, 'json')}`,
    language: locale,
    items: listed.slice(0, MOST).map((one) => ({
      id: `${home}${editionPath(locale, one)}`,
      url: `${home}${editionPath(locale, one)}`,
      title: one.headline,
      content_text: one.points.join('\n'),
      date_published: timeOf(one),
      ...(one.sheet !== undefined && { image: `${home}${`${editionPath(locale, one)}/sheet.png`}` }),
    })),
  }
  return `${JSON.stringify(feed, null, 2)}\n`
}

/** The boundary of an edition; the beginning of time where there is none yet. */
function timeOf(one: Listed | undefined): string {
  return isoOf(one === undefined ? 0 : startOfDay(one.edition))
}
