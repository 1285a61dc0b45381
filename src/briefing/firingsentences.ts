/** The sentence of what was passed: the figure, the level, when it was, and whose figure it is. */
import type { Firing } from '#src/chat/alert.ts'
import { exactDollars, exactPercent, exactRate } from '#src/i18n/exact.ts'
import { formatPercent } from '#src/i18n/numbers.ts'
import type { Words } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { INTERVALS_A_YEAR } from '#src/market/perpetual.ts'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import {
  CHANGE_WINDOWS,
  parseSeries,
  TOTAL,
  type WatchedEvidence,
  type WatchedSeries,
} from '#src/market/watched.ts'
import { describeCondition, describeSpan } from './alertcondition.ts'
import type { FiringFacts, InterestNow, Reported } from './firingfacts.ts'
import { sayExtreme } from './firingextreme.ts'
import { coinOf, windowOf } from './firingnames.ts'
import { listNames } from './names.ts'

type Market = Pick<History, 'asset'>

/** More venues are counted. */
const MOST_NAMED = 2
/** A trillion: the level of total market cap that has a name. */
const TRILLION = 1e12
/** Annualized rates from here on have no decimals. */
const WHOLE_RATES = 0.1

/** Of levels of one series that were passed together, all of them. */
export function sentenceOf(
  group: readonly Reported[],
  words: Words,
  market: Market,
  facts: FiringFacts,
): string {
  const [{ firing, alert }] = group as [Reported]
  const series = parseSeries(firing.series)
  const { value, time, level, side } = firing
  if (!series || value === undefined || time === undefined)
    return describeCondition(alert.condition, words, market)
  const evidence = (firing.evidence ?? { sources: [] }) as WatchedEvidence
  const isAbove = side === 1
  const [beyond, direction] = isAbove ? (['above', 'up'] as const) : (['below', 'down'] as const)
  const coin = 'asset' in series ? coinOf(series.asset, market) : ''
  switch (series.kind) {
    case 'price': {
      const source = sayVenues(evidence, words)
      if (alert.condition.kind === 'move') return sayMove({ firing, alert }, { coin, source }, facts, words)
      const levels = group.map((one) => one.firing.level).toSorted((one, other) => side * (one - other))
      const printed = levels.map((one) => exactDollars(one, words.locale)).join(words.grammar.comma)
      const price = printPrice(value, levels, words)
      // What goes on did not happen just now.
      const said = firing.kind === 'reminder' ? 'stays' : 'price'
      return words.say(`firings:${said}.${beyond}`, { coin, level: printed, price, time, source })
    }
    case 'change': {
      const window = windowOf(CHANGE_WINDOWS[series.window], words)
      // Closes are one venue's each: no middle is taken of them.
      const isOfCloses = CHANGE_WINDOWS[series.window] > DAY
      const source = isOfCloses ? sayNamed(evidence.sources, 'funding', words) : sayVenues(evidence, words)
      const values = { coin, by: Math.abs(value), window, time, source }
      const { price } = evidence
      return price === undefined
        ? words.say(`firings:changeOnly.${direction}`, values)
        : words.say(`firings:change.${direction}`, { ...values, price })
    }
    case 'funding':
    case 'predicted': {
      const source = sayNamed(facts.venues ?? evidence.sources, series.kind, words)
      const rates = {
        rate: printRate(value, level),
        yearly: printYearly(value),
        level: printLevel(level, words),
      }
      return words.say(`firings:${series.kind}.${beyond}`, { coin, ...rates, time, source })
    }
    case 'run':
      return sayRun({ firing, alert }, { coin, value, time }, evidence, words)
    case 'interest':
      return sayInterest(series, { coin, by: Math.abs(value), time, direction }, facts.interest, words)
    case 'volatility': {
      const until = evidence.every === HOUR ? 'hour' : 'close'
      const values = { coin, days: series.days, value, level: exactPercent(level), time, date: time - DAY }
      return words.say(`firings:volatility.${until}.${beyond}`, values)
    }
    case 'cap': {
      const round = level % TRILLION === 0 ? 'round' : beyond
      const key = series.of === TOTAL ? (isAbove ? 'total.above' : `total.${round}`) : `cap.${beyond}`
      const printed = exactDollars(level, words.locale)
      return words.say(`firings:${key as 'total.above'}`, {
        coin: coinOf(series.of, market),
        value,
        level: printed,
        time,
      })
    }
    case 'rank':
      return sayRank(firing, { coin, value, time }, words)
    case 'spread': {
      const [low, high] = [evidence.venues?.[0], evidence.venues?.at(-1)]
      if (!low || !high) return words.say('firings:apart', { coin, value, time })
      const ends = {
        low: low?.price ?? Number.NaN,
        lowVenue: low?.venue ?? '',
        high: high?.price ?? Number.NaN,
      }
      return words.say('firings:spread', { coin, value, ...ends, highVenue: high?.venue ?? '', time })
    }
    case 'extreme':
      return sayExtreme(series, { weeks: Math.floor(value), time }, evidence.extreme, words, market)
    case 'stale': {
      const span = describeSpan(Math.max(1, Math.floor(value / MINUTE)) * MINUTE, words)
      return words.say('firings:stale', { coin, span })
    }
  }
}

/** What happened during a snooze, where it is known when; undefined where it is not. */
export function meanwhileSentence(
  { firing, alert }: Reported,
  { passedAt }: FiringFacts,
  words: Words,
  market: Market,
): string | undefined {
  const series = parseSeries(firing.series)
  const { value, time, side, level } = firing
  if (series?.kind !== 'price' || alert.condition.kind === 'move') return undefined
  if (passedAt === undefined || value === undefined || time === undefined) return undefined
  return words.say(`firings:passedMeanwhile.${side === 1 ? 'above' : 'below'}`, {
    ...{ coin: coinOf(series.asset, market), level: exactDollars(level, words.locale), passedAt, time },
    price: printPrice(value, [level], words),
    source: sayVenues((firing.evidence ?? { sources: [] }) as WatchedEvidence, words),
  })
}

/** A price that prints like its level is printed with more digits: it is not at the level, but beyond. */
function printPrice(value: number, levels: readonly number[], words: Words): string {
  const printed = words.say('firings:dollars', { value })
  const isLike = levels.some(
    (level) => level !== value && words.say('firings:dollars', { value: level }) === printed,
  )
  return isLike ? exactDollars(Number(value.toPrecision(9)), words.locale) : printed
}

function sayMove(
  { firing, alert: { condition } }: Reported,
  named: { readonly coin: string; readonly source: string },
  { previous }: FiringFacts,
  words: Words,
): string {
  const { value = Number.NaN, level, side, time = 0 } = firing
  const anchor = level / (1 + side * (condition.kind === 'move' ? condition.by : 0))
  const by = Math.abs(value / anchor - 1)
  const from = previous === undefined ? 'move' : 'again'
  return words.say(`firings:${from}.${side === 1 ? 'up' : 'down'}`, { ...named, by, anchor, value, time })
}

function sayRun(
  { firing, alert }: Reported,
  { coin, value, time }: { readonly coin: string; readonly value: number; readonly time: number },
  { rate, hours }: WatchedEvidence,
  words: Words,
): string {
  const sign = firing.side === 1 ? 'positive' : 'negative'
  const count = Math.abs(value)
  if (alert.condition.kind === 'streak')
    return words.say(`firings:streak.${sign}`, { coin, count, hours: hours ?? count * 8, time })
  if (rate === undefined) return words.say(`firings:flip.${sign}`, { coin, time })
  return words.say(`firings:flipAt.${sign}`, { coin, time, rate: printRate(rate) })
}

/** Both units, where both are known: a fall in dollars is often the price's alone. */
function sayInterest(
  { unit, window: name }: Extract<WatchedSeries, { kind: 'interest' }>,
  said: {
    readonly coin: string
    readonly by: number
    readonly time: number
    readonly direction: 'up' | 'down'
  },
  now: InterestNow | undefined,
  words: Words,
): string {
  const { direction, ...rest } = said
  const values = { ...rest, window: windowOf(CHANGE_WINDOWS[name], words) }
  if (!now) return words.say(`firings:interest.${unit}.${direction}`, values)
  const other = unit === 'coins' ? now.usdChange : now.coinsChange
  const moved = formatPercent(other, 1, 'never') === formatPercent(0) ? 'flat' : other > 0 ? 'up' : 'down'
  const coins = Math.abs(now.coins - now.coins / (1 + now.coinsChange))
  const amounts = { usd: now.usd, coins: words.grammar.count(Number(coins.toPrecision(2))) }
  const own = words.say(`firings:interestNow.${unit}.${direction}`, { ...values, ...amounts })
  const beside = words.say(`firings:interestBeside.${unit}.${moved}`, {
    ...values,
    ...amounts,
    by: Math.abs(other),
  })
  const inCoins = sayCoinsRange(now, unit, values, words)
  if (inCoins === undefined) return own + words.grammar.gap + beside
  return unit === 'coins' ? inCoins + words.grammar.gap + beside : own + words.grammar.gap + inCoins
}

/** Coins whose hour is not on record are stated as a range, or by the close; undefined where all hours print the same. */
function sayCoinsRange(
  { coinsRange: range }: InterestNow,
  unit: 'coins' | 'usd',
  values: Readonly<Record<string, unknown>>,
  words: Words,
): string | undefined {
  const isOne = range && !range.atClose && formatPercent(range.low, 0) === formatPercent(range.high, 0)
  if (!range || isOne) return undefined
  const way = range.low * range.high <= 0 ? 'unclear' : range.low > 0 ? 'up' : 'down'
  return words.say(`firings:interestRange.${unit}.${way}`, { ...values, range })
}

/** From one place to the other, where the one before is known. A better place is a smaller number. */
function sayRank(
  { side, level, before }: Firing,
  { coin, value, time }: { readonly coin: string; readonly value: number; readonly time: number },
  words: Words,
): string {
  if (before && before.value !== value) {
    const way = before.value > value ? 'rose' : 'fell'
    return words.say(`firings:rank.${way}`, { coin, from: before.value, value, time })
  }
  return words.say(`firings:rank.${side === 1 ? 'below' : 'above'}`, { coin, value, level, time })
}

function sayVenues({ venues = [], sources }: WatchedEvidence, words: Words): string {
  const names = venues.length > 0 ? venues.map(({ venue }) => venue) : sources
  const [only] = names
  if (names.length === 1 && only !== undefined) return words.say('firings:source.venue', { venue: only })
  if (names.length === 0) return words.say('firings:source.confirmed')
  return words.say('firings:source.venues', { count: Math.max(names.length, sources.length) })
}

/** Venues of a settled rate: no middle is taken of them. */
function sayNamed(venues: readonly string[], of: 'funding' | 'predicted', words: Words): string {
  if (venues.length === 0) return words.say(`firings:source.${of === 'funding' ? 'confirmed' : 'indicative'}`)
  return venues.length <= MOST_NAMED
    ? listNames(venues, words)
    : words.say('firings:source.counted', { count: venues.length })
}

/** A rate that prints like its level has more digits. */
function printRate(rate: number, level = Number.NaN): string {
  const digits = [4, 5, 6, 7].find((one) => formatPercent(rate, one) !== formatPercent(level, one)) ?? 8
  return formatPercent(rate, digits, 'auto')
}

function printYearly(rate: number): string {
  const yearly = rate * INTERVALS_A_YEAR
  return formatPercent(yearly, Math.abs(yearly) < WHOLE_RATES ? 1 : 0, 'auto')
}

/** As it was typed. */
function printLevel(level: number, words: Words): string {
  const { percent, isYearly } = exactRate(level)
  const printed = percent.replace(/^-/u, '−')
  return words.say(`firings:level.${isYearly ? 'yearly' : 'own'}`, { percent: printed })
}
