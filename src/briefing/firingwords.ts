/** One line of what alerts report: the figure, the level, when it was, and whose figure it is. */
import type { Alert, Firing } from '#src/chat/alert.ts'
import { exactDollars } from '#src/i18n/exact.ts'
import type { Words } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { MINUTE } from '#src/market/time.ts'
import { CHANGE_WINDOWS, parseSeries, TOTAL, type WatchedEvidence } from '#src/market/watched.ts'
import { describeCondition, describeSpan, extremeTopic } from './alertcondition.ts'

type Market = Pick<History, 'asset'>

interface Reported {
  readonly firing: Firing
  readonly alert: Alert
}

/** What a group of firings says that share a line: levels of one series, or a figure that several alerts wait for. */
export function sayFiring(group: readonly Reported[], words: Words, market: Market): string {
  const [first] = group
  if (!first) throw new RangeError('nothing is reported')
  const { firing, alert } = first
  const what = capitalised(nameSeries(firing.series, words, market))
  switch (firing.kind) {
    case 'blind':
    case 'gone': {
      const count = group.reduce((sum, one) => sum + one.firing.level, 0)
      if (firing.kind === 'gone') return words.say('firings:gone', { what, count })
      if (firing.time === undefined) return words.say('firings:blindEver', { what, count })
      return words.say('firings:blind', { what, count, since: firing.time })
    }
    case 'expiring': {
      const condition = describeCondition(alert.condition, words, market)
      return words.say('firings:expiring', { number: alert.number, condition, until: alert.until })
    }
    default:
      return withCircumstance(firing, sentence(group, words, market), words, market)
  }
}

/** What a series is of: `the price of BTC`. */
export function nameSeries(name: string, words: Words, market: Market): string {
  const series = parseSeries(name)
  if (!series || series.kind === 'extreme') return words.say('firings:series.extreme')
  if (series.kind === 'cap') {
    return series.of === TOTAL
      ? words.say('firings:series.total')
      : words.say('firings:series.cap', { coin: coinOf(series.of, market) })
  }
  const coin = coinOf(series.asset, market)
  return words.say(`firings:series.${SUBJECTS[series.kind]}`, { coin })
}

const SUBJECTS = {
  ...({ price: 'price', change: 'price', spread: 'price', stale: 'price' } as const),
  ...({ funding: 'funding', predicted: 'funding', run: 'funding' } as const),
  ...({ interest: 'interest', volatility: 'volatility', rank: 'cap' } as const),
}

function withCircumstance(firing: Firing, text: string, words: Words, market: Market): string {
  if (firing.kind === 'reminder') return words.say('firings:reminder', { text })
  if (firing.kind === 'meanwhile') return words.say('firings:meanwhile', { text })
  if (!firing.late || !firing.before || firing.time === undefined) return text
  const what = nameSeries(firing.series, words, market)
  return words.say('firings:late', { what, from: firing.before.time, to: firing.time, text })
}

/** The sentence of what was passed. */
function sentence(group: readonly Reported[], words: Words, market: Market): string {
  const [{ firing, alert }] = group as [Reported]
  const series = parseSeries(firing.series)
  const { value, time, level, side } = firing
  if (!series || value === undefined || time === undefined)
    return describeCondition(alert.condition, words, market)
  const evidence = (firing.evidence ?? { sources: [] }) as WatchedEvidence
  const [isAbove, direction, sign] = [
    side === 1,
    side === 1 ? 'up' : 'down',
    side === 1 ? 'positive' : 'negative',
  ] as const
  const beyond = isAbove ? 'above' : 'below'
  const coin = 'asset' in series ? coinOf(series.asset, market) : ''
  const source = sayVenues(evidence, words)
  switch (series.kind) {
    case 'price': {
      if (alert.condition.kind === 'move') {
        const anchor = level / (1 + side * alert.condition.by)
        const by = Math.abs(value / anchor - 1)
        return words.say(`firings:move.${direction}`, { coin, by, anchor, value, time, source })
      }
      const levels = group.map((one) => one.firing.level).toSorted((one, other) => side * (one - other))
      const printed = levels.map((one) => exactDollars(one, words.locale)).join(words.grammar.comma)
      return words.say(`firings:price.${beyond}`, { coin, level: printed, value, time, source })
    }
    case 'change': {
      const window = describeSpan(CHANGE_WINDOWS[series.window], words)
      const price = evidence.price ?? Number.NaN
      return words.say(`firings:change.${direction}`, {
        coin,
        by: Math.abs(value),
        window,
        price,
        time,
        source,
      })
    }
    case 'funding':
    case 'predicted':
      return words.say(`firings:${series.kind}.${beyond}`, { coin, value, level, time })
    case 'run': {
      const count = Math.abs(value)
      if (alert.condition.kind !== 'streak') return words.say(`firings:flip.${sign}`, { coin, time })
      return words.say(`firings:streak.${sign}`, { coin, count, hours: evidence.hours ?? count * 8 })
    }
    case 'interest': {
      const window = describeSpan(CHANGE_WINDOWS[series.window], words)
      return words.say(`firings:interest.${series.unit}.${direction}`, {
        coin,
        by: Math.abs(value),
        window,
        time,
      })
    }
    case 'volatility':
      return words.say(`firings:volatility.${beyond}`, { coin, days: series.days, value, level, time })
    case 'cap': {
      const key = series.of === TOTAL ? 'total' : 'cap'
      return words.say(`firings:${key}.${beyond}`, {
        coin: coinOf(series.of, market),
        value,
        level,
        time,
      })
    }
    case 'rank':
      // A better place is a smaller number.
      return words.say(`firings:rank.${isAbove ? 'below' : 'above'}`, { coin, value, level, time })
    case 'spread': {
      const [low, high] = [evidence.venues?.[0], evidence.venues?.at(-1)]
      const ends = {
        low: low?.price ?? Number.NaN,
        lowVenue: low?.venue ?? '',
        high: high?.price ?? Number.NaN,
      }
      return words.say('firings:spread', { coin, value, ...ends, highVenue: high?.venue ?? '', time })
    }
    case 'extreme': {
      const of = nameExtreme(evidence.extreme?.of ?? series.of, words, market)
      return words.say(`firings:extreme.${series.side}`, { of, weeks: Math.floor(value), time })
    }
    case 'stale':
      return words.say('firings:stale', {
        coin,
        span: describeSpan(Math.max(1, Math.floor(value / MINUTE)) * MINUTE, words),
      })
  }
}

function nameExtreme(of: string, words: Words, market: Market): string {
  const { topic, asset } = extremeTopic(of) ?? { topic: 'any' as const }
  const key = topic === 'interest' && asset === undefined ? 'interestTotal' : topic
  return words.say(`firings:extremeOf.${key}`, { coin: asset === undefined ? '' : coinOf(asset, market) })
}

function sayVenues({ venues = [], sources }: WatchedEvidence, words: Words): string {
  const [only] = venues
  if (venues.length === 1 && only) return words.say('firings:source.venue', { venue: only.venue })
  return words.say('firings:source.venues', { count: Math.max(venues.length, sources.length) })
}

function coinOf(id: string, { asset }: Market): string {
  return asset(id)?.symbol ?? id
}

/** The first letter of a line; other scripts have no case. */
function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
