/** Values of what alerts watch, in words: what it is now, how far it has to go, how often it is looked at. */
import type { WatchRule } from '#src/chat/alert.ts'
import type { Words } from '#src/i18n/words.ts'
import { formatNumber, formatPercent } from '#src/i18n/numbers.ts'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import { CHANGE_WINDOWS, cadenceOf, isThere, printSeries, type WatchedSeries } from '#src/market/watched.ts'
import { describeSpan } from './alertcondition.ts'

/** Distances that are smaller have two decimals. */
const NEAR = 0.01

/** `$91,240`, `−2.1%`, `0.0061%`, `3 negative in a row`: a value in the unit of its series. */
export function describeValue(series: WatchedSeries, value: number, words: Words): string {
  switch (series.kind) {
    case 'price':
      return words.say('alerts:values.price', { value })
    case 'cap':
      return words.say('alerts:values.amount', { value })
    case 'change':
    case 'interest':
      return formatPercent(value, 2, 'always')
    case 'spread':
      return formatPercent(value, 2)
    case 'volatility':
      return formatPercent(value, 1)
    case 'funding':
    case 'predicted':
      return formatPercent(value, 4)
    case 'run':
      return Math.abs(value) === 1
        ? words.say(`alerts:values.run.${value < 0 ? 'oneNegative' : 'onePositive'}`)
        : words.say(`alerts:values.run.${value < 0 ? 'negative' : 'positive'}`, { count: Math.abs(value) })
    case 'rank':
      return words.say('alerts:values.rank', { value })
    case 'extreme':
      return value >= 1
        ? words.say('alerts:values.extreme', { value: Math.floor(value) })
        : words.say('alerts:values.noExtreme')
    case 'stale':
      return describeSpan(Math.max(MINUTE, Math.round(value / MINUTE) * MINUTE), words)
  }
}

/** From the value to the level: `−1.4%`, `+0.012 points`, `3 settlements`; that there is none where it is passed. */
export function describeDistance(
  series: WatchedSeries,
  value: number,
  { fire: level, side }: Pick<WatchRule, 'fire' | 'side'>,
  words: Words,
): string {
  if (isThere(printSeries(series), { side, level }, value)) return words.say('alerts:values.beyond')
  switch (series.kind) {
    case 'price':
    case 'cap': {
      const distance = level / value - 1
      return formatPercent(distance, Math.abs(distance) < NEAR ? 2 : 1, 'always')
    }
    case 'change':
    case 'interest':
    case 'spread':
    case 'volatility':
      return words.say('alerts:values.points', { value: formatNumber((level - value) * 100, 2, 'always') })
    case 'funding':
    case 'predicted':
      return words.say('alerts:values.points', { value: formatNumber((level - value) * 100, 4, 'always') })
    case 'run':
      return words.say('alerts:values.settlements', { count: settlementsTo(level, value) })
    case 'rank':
      return words.say('alerts:values.places', { count: Math.abs(level - value) })
    case 'extreme':
      return words.say('alerts:values.weeks', { count: Math.max(0, level - Math.floor(value)) })
    case 'stale':
      return describeSpan(Math.max(MINUTE, Math.round((level - value) / MINUTE) * MINUTE), words)
  }
}

/** A run of the other sign counts for nothing: the next one begins anew. */
function settlementsTo(level: number, value: number): number {
  return Math.sign(value) === Math.sign(level) ? Math.abs(level - value) : Math.abs(level)
}

/**
 * The watch whose level is nearest to its value, as a share of the level; one that is passed only where all are: of a change of sign,
 * and of a level that counts either way, one side always is.
 */
export function nearestOf<
  Found extends { readonly watch: Pick<WatchRule, 'side' | 'fire'>; readonly value: number },
>(found: readonly Found[]): Found | undefined {
  const ahead = found.filter(({ watch: { side, fire }, value }) => side * (value - fire) < 0)
  const distance = ({ watch, value }: Found) => relativeDistance(value, watch.fire)
  return (ahead.length > 0 ? ahead : found).toSorted((a, b) => distance(a) - distance(b))[0]
}

/** How far a value is from a level as a share of it: what lists are sorted by. */
export function relativeDistance(value: number, level: number): number {
  return Math.abs(level - value) / Math.max(Math.abs(level), 1e-9)
}

/** `Checked each minute`, `毎日0時（UTC）の値で確認`; `cadence` in milliseconds. */
export function describeResolution(
  series: WatchedSeries,
  words: Words,
  cadence: number = cadenceOf(series),
): string {
  const name = resolutionOf(series, cadence)
  return words.say(`alerts:resolution.${series.kind === 'volatility' && name === 'hour' ? 'closes' : name}`)
}

/** How often a series has a new value; `cadence` in milliseconds. */
export function resolutionOf(
  series: WatchedSeries,
  cadence: number = cadenceOf(series),
): 'minute' | 'hour' | 'settlement' | 'day' {
  if (series.kind === 'funding' || series.kind === 'run') return 'settlement'
  if (cadence < HOUR) return 'minute'
  return cadence < DAY ? 'hour' : 'day'
}

/** Of open interest that is to be watched: it is read each hour from then on, and a change is known once that reaches back far enough. */
export function describeHourlyAhead(
  { window }: Extract<WatchedSeries, { kind: 'interest' }>,
  words: Words,
): string {
  return words.say('alerts:resolution.interest', { window: describeSpan(CHANGE_WINDOWS[window], words) })
}
