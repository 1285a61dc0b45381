/** What the record knows beside what was passed: since when, and how rare. Nothing is said that it does not prove. */
import type { Words } from '#src/i18n/words.ts'
import { CHANGE_WINDOWS, parseSeries } from '#src/market/watched.ts'
import type { FiringFacts, Reported, Since, Standing } from './firingfacts.ts'
import { windowOf } from './firingnames.ts'

/** Sentences of their own, in the order in which they follow. */
export function clausesOf(
  { firing, alert }: Reported,
  { since, standing }: FiringFacts,
  words: Words,
): readonly string[] {
  const series = parseSeries(firing.series)
  if (standing && series?.kind === 'change')
    return [sayStanding(standing, firing.side, windowOf(CHANGE_WINDOWS[series.window], words), words)]
  if (!since || !series) return []
  switch (series.kind) {
    case 'price':
    case 'cap':
      return [saySince('level', since, words)]
    case 'run':
      return [alert.condition.kind === 'streak' ? saySince('streak', since, words) : sayFlip(since, words)]
    default:
      return []
  }
}

function saySince(of: 'level' | 'flip' | 'streak', { at, recordStart }: Since, words: Words): string {
  if (at === null) return words.say(`firings:since.${of}.never`, { start: recordStart })
  return words.say(`firings:since.${of}.at`, { at })
}

function sayFlip(since: Since, words: Words): string {
  const { at, price } = since
  if (at === null || price === undefined) return saySince('flip', since, words)
  return words.say('firings:since.flip.priced', { at, price })
}

function sayStanding({ larger, of }: Standing, side: 1 | -1, window: string, words: Words): string {
  const way = side === 1 ? 'up' : 'down'
  if (larger === 0) return words.say(`firings:standing.${way}.largest`, { window })
  // Never better than it is.
  const share = Math.ceil((100 * (larger + 1)) / (of + 1)) / 100
  return words.say(`firings:standing.${way}.top`, { window, share })
}
