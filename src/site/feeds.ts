/** Feeds of the newest editions: Atom (RFC 4287) and JSON Feed 1.1, with the first points and the sheet. */
import { html, raw } from 'hono/html'
import type { Locale } from '#src/i18n/locale.ts'
import type { Words } from '#src/i18n/words.ts'
import { startOfDay, isoOf } from '#src/market/time.ts'
import { editionPath, feedPath, listPath } from './addresses.ts'
import type { Listed } from './listed.ts'

/** Editions that a feed holds. */
const MOST = 30

/**
 * RFC 4287. An entry's id is its address, which never changes, or a name where the site has no address; it was published at
 * its boundary, and updated by its last revision.
 */
export function atomFeed(listed: readonly Listed[], words: Words, home: string): string {
  const { locale } = words
  const entries = listed.slice(0, MOST)
  return String(html`${raw('<?xml version="1.0" encoding="UTF-8"?>')}
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}">
<id>${idOf(listPath(locale), home)}</id>
<title>${words.say('charts:brand')}</title>
<updated>${isoOf(Math.max(0, ...entries.map(updatedAt)))}</updated>
<author><name>${words.say('charts:brand')}</name></author>
<link rel="self" type="application/atom+xml" href="${home}${feedPath(locale, 'xml')}"/>
<link rel="alternate" type="text/html" href="${home}${listPath(locale)}"/>
${entries.map(
  (one) => html`<entry>
<id>${idOf(editionPath(locale, one), home)}</id>
<title>${one.headline}</title>
<published>${isoOf(startOfDay(one.edition))}</published>
<updated>${isoOf(updatedAt(one))}</updated>
<link rel="alternate" type="text/html" href="${home}${editionPath(locale, one)}"/>
${one.sheet === undefined ? '' : html`<link rel="enclosure" type="image/png" length="${one.sheet.bytes}" title="${one.sheet.alt}" href="${home}${sheetOf(locale, one)}"/>`}
<summary>${textOf(one, words).join(words.grammar.gap)}</summary>
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
    description: words.say('site:list.description'),
    icon: `${home}/icon.svg`,
    language: locale,
    authors: [{ name: words.say('charts:brand'), url: `${home}${listPath(locale)}` }],
    items: listed.slice(0, MOST).map((one) => ({
      id: idOf(editionPath(locale, one), home),
      url: `${home}${editionPath(locale, one)}`,
      title: one.headline,
      content_text: textOf(one, words).join('\n'),
      date_published: isoOf(startOfDay(one.edition)),
      date_modified: isoOf(updatedAt(one)),
      ...(one.sheet && {
        image: `${home}${sheetOf(locale, one)}`,
        attachments: [
          {
            url: `${home}${sheetOf(locale, one)}`,
            mime_type: 'image/png',
            title: one.sheet.alt,
            size_in_bytes: one.sheet.bytes,
          },
        ],
      }),
    })),
  }
  return `${JSON.stringify(feed, null, 2)}\n`
}

/** Its first points; simulated data say so before anything else, as a reader shows entries without their site. */
function textOf({ points, isSimulated }: Listed, words: Words): readonly string[] {
  return isSimulated ? [words.say('site:simulated'), ...points] : points
}

function sheetOf(locale: Locale, one: Listed): string {
  return `${editionPath(locale, one)}/sheet.png`
}

function updatedAt({ edition, updatedAt: at }: Listed): number {
  return at ?? startOfDay(edition)
}

/** Absolute, as RFC 4287 asks. */
function idOf(path: string, home: string): string {
  return home === '' ? `urn:kawaraban:${path.split('/').filter(Boolean).join(':')}` : `${home}${path}`
}
