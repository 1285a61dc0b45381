/** Suppliers and venues by their proper names. */
import { formatDateTime } from '#src/i18n/dates.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Instant } from '#src/market/time.ts'

/** Each name once, joined as the language joins them: a bare list, or one within a sentence. */
export function listNames(
  sources: readonly string[],
  words: Words,
  within: 'list' | 'sentence' = 'list',
): string {
  return words.grammar.list(namesOf(sources, words), within === 'sentence')
}

/** `Source: CoinGlass.`, `Sources: Binance, CoinGlass.` */
export function sourcesLine(sources: readonly string[], words: Words): string {
  const isOne = namesOf(sources, words).length === 1
  return words.say(isOne ? 'method.source' : 'method.sources', { names: listNames(sources, words) })
}

function namesOf(sources: readonly string[], words: Words): string[] {
  const names = sources.map(
    (source) =>
      ['venues', 'spotVenues', 'odds']
        .map((list) => words.find(`glossary:${list}.${source}`))
        .find(Boolean) ?? source,
  )
  return [...new Set(names)]
}

/** What stands at a chart's foot. Its time is of the zone of the chart's days, whatever the reader's clock. */
export function sourceOfChart(sources: readonly string[], asOf: Instant, zone: string, words: Words): string {
  const time = formatDateTime(asOf, { ...words, clock: zone })
  return words.say('method.chartSource', { names: listNames(sources, words), time })
}
