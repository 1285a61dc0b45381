/** The sentence of an extreme: its figure, its value, and since when there was none like it. */
import type { Words } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { ANY, type WatchedExtreme, type WatchedSeries } from '#src/market/watched.ts'
import { extremeTopic } from './alertcondition.ts'
import { coinOf } from './firingnames.ts'

/** The range of a week is called like the price itself. */
const UNNAMED = /[.]range$/u

interface When {
  readonly weeks: number
  /** When it was read: said where nothing says of when the value is. */
  readonly time: number
}

export function sayExtreme(
  { of, side }: Extract<WatchedSeries, { kind: 'extreme' }>,
  { weeks, time }: When,
  extreme: WatchedExtreme | undefined,
  words: Words,
  market: Pick<History, 'asset'>,
): string {
  const series = extreme?.of ?? of
  const isNamed = series !== ANY && !UNNAMED.test(series)
  if (!extreme || extreme.recordStart === undefined || !isNamed) {
    return words.say(`firings:extreme.${side}`, { of: nameTopic(series, words, market), weeks, time })
  }
  const { value, unit, since, boundedBy, recordStart, at = time } = extreme
  const symbol = coinOf(series.split('.')[1] ?? '', market)
  const reach = boundedBy !== undefined ? 'bounded' : since === null ? 'record' : 'since'
  return words.say(`firings:extremeNow.${reach}.${side}`, {
    ...{ of: { series, symbol }, is: { series, value, unit }, weeks, at },
    ...{ since: boundedBy ?? since ?? recordStart },
  })
}

function nameTopic(of: string, words: Words, market: Pick<History, 'asset'>): string {
  const { topic, asset } = extremeTopic(of) ?? { topic: 'any' as const }
  const key = topic === 'interest' && asset === undefined ? 'interestTotal' : topic
  return words.say(`firings:extremeOf.${key}`, { coin: asset === undefined ? '' : coinOf(asset, market) })
}
