/** Making the index of the search from what lists keep of the editions. Equal editions make equal bytes. */
import { createHash } from 'node:crypto'
import { SECTIONS } from '#src/briefing/section.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import { archiveOf } from '../archive.ts'
import { namesOfCoin } from '../coins.ts'
import type { SiteFile } from '../files.ts'
import type { Listed } from '../listed.ts'
import type { SearchIndex } from './index.ts'

/** One file a year, so that what is past stays with its readers; newest first. A name changes with its content. */
export function searchFiles(listed: readonly Listed[], { locale }: Words): SiteFile[] {
  return archiveOf(listed, 0).years.map(([year, own]) => {
    const content = `${JSON.stringify(indexOf(own))}\n`
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 12)
    return { path: `/assets/search-${locale}-${year}.${hash}.json`, content }
  })
}

export function indexOf(listed: readonly Listed[]): SearchIndex {
  const coins = new Map(listed.flatMap((one) => one.coins.map((coin) => [coin.id, coin] as const)))
  return {
    editions: listed.map(({ edition, number, headline, sentences }) => ({
      ...{ edition, number, headline },
      places: [...Map.groupBy(sentences, ({ at }) => at)].map(([at, own]) => [
        at,
        own.map(({ text }) => text),
      ]),
    })),
    coins: [...coins.values()].map(namesOfCoin).toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    topics: Object.fromEntries(SECTIONS.map((topic) => [topic, namesOfTopic(topic)])),
  }
}

const dictionaries = LOCALES.map((locale) => createWords(locale, 'UTC', 0))

function namesOfTopic(topic: string): string {
  return dictionaries
    .flatMap((words) => [
      words.find(`headings.${topic}`) ?? [],
      words.find(`glossary:terms.${topic}.aliases`) ?? [],
    ])
    .flat()
    .join(' ')
}
