/** An edition as structured data: schema.org's NewsArticle. */
import { isoOf, startOfDay } from '#src/market/time.ts'
import { listPath } from '../addresses.ts'
import type { Revision } from '../corrections.ts'
import type { Story } from '../story.ts'

/** ISO 8601. */
export interface ArticleDates {
  readonly publishedAt: string
  readonly modifiedAt: string
}

/** An edition is of its boundary; a later revision changes it. */
export function datesOf({ edition, revision }: Story, revisions: readonly Revision[]): ArticleDates {
  const published = isoOf(startOfDay(edition))
  const own = revisions.find((one) => one.revision === revision)
  return { publishedAt: published, modifiedAt: revision === 1 || !own ? published : isoOf(own.publishedAt) }
}

/** `base` is its address from the root. */
export function articleOf(
  story: Story,
  base: string,
  home: string,
  { publishedAt, modifiedAt }: ArticleDates,
) {
  const { words, locale, headline, summary, sheet, revision, notices } = story
  const [name, url] = [words.say('charts:brand'), `${home}${listPath(locale)}`]
  const paper = { '@type': 'Organization', name, url }
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline,
    description: summary[0] ?? headline,
    inLanguage: locale,
    datePublished: publishedAt,
    dateModified: modifiedAt,
    url: `${home}${base}`,
    mainEntityOfPage: `${home}${base}`,
    isPartOf: { '@type': 'Periodical', name, url },
    version: revision,
    ...(revision > 1 && notices.length > 0 && { correction: notices }),
    ...(sheet && {
      image: [
        {
          '@type': 'ImageObject',
          url: `${home}${base}/sheet.png`,
          width: 1200,
          height: 675,
          caption: sheet.alt,
        },
      ],
    }),
    author: [paper],
    publisher: paper,
    isAccessibleForFree: true,
  }
}
