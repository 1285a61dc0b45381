/** The chart of a single firing, where enough of it is on record. Its text alternative is the sentence. */
import { type Drawing, firingChart, type FiringPicture } from '#src/charts/firing.ts'
import type { Alert, Firing } from '#src/chat/alert.ts'
import type { Image } from '#src/chat/message.ts'
import { exactDollars, exactPercent } from '#src/i18n/exact.ts'
import { formatPercent } from '#src/i18n/numbers.ts'
import type { Words } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import {
  CHANGE_WINDOWS,
  parseSeries,
  TOTAL,
  type WatchedEvidence,
  type WatchedSeries,
} from '#src/market/watched.ts'
import { describeSpan, extremeTopic } from './alertcondition.ts'
import type { FiringFacts, Reported } from './firingfacts.ts'
import { coinOf, windowOf } from './firingnames.ts'
import { imageOf } from './image.ts'
import { sourceOfChart } from './names.ts'

/** What is asked of the record: names, and whether it is a simulated one. */
export type FiringMarket = Pick<History, 'asset'> & Partial<Pick<History, 'kind'>>

/** Undefined where there is nothing to draw, for a quiet alert, and for what was passed while nobody saw. */
export function firingImage(
  reported: Reported,
  facts: FiringFacts,
  text: string,
  words: Words,
  market: FiringMarket,
): Image | undefined {
  const { drawing } = facts
  if (!drawing || reported.alert.silent || reported.firing.late) return undefined
  const own = made.get(drawing) ?? new Map<string, Image | undefined>()
  made.set(drawing, own)
  if (!own.has(text)) own.set(text, draw(reported, { ...facts, drawing }, text, words, market))
  return own.get(text)
}

/** What many hear at once is laid out once: what is drawn belongs to one look, and the text to one language and zone. */
const made = new WeakMap<Drawing, Map<string, Image | undefined>>()

function draw(
  { firing, alert }: Reported,
  { drawing, venues }: FiringFacts & { readonly drawing: Drawing },
  text: string,
  words: Words,
  market: FiringMarket,
): Image | undefined {
  const series = parseSeries(firing.series)
  const { time, value } = firing
  if (!series || time === undefined || value === undefined) return undefined
  const evidence = (firing.evidence ?? {}) as Partial<WatchedEvidence>
  const picture: FiringPicture = {
    ...{ drawing, time, alt: text, name: nameOf(series, market), ink: inkOf(series, evidence) },
    measure: measureOf(series, evidence, words, market),
    ...levelOf(series, firing, alert, words),
    ...('window' in series && { window: describeSpan(CHANGE_WINDOWS[series.window], words) }),
  }
  const simulated = market.kind === 'simulated'
  const from = venues ?? evidence.sources ?? []
  const source = simulated ? words.say('method.chartSimulated') : sourceOfChart(from, time, 'UTC', words)
  const { theme, colors } = alert.look
  const look = {
    words,
    theme,
    colors,
    title: titleOf(series, { firing, alert }, words, market),
    source,
    simulated,
  }
  const symbols = 'asset' in series ? { [series.asset]: coinOf(series.asset, market) } : {}
  return imageOf('alert', (dressed) => firingChart(picture, dressed), look, symbols)
}

function nameOf(series: WatchedSeries, market: FiringMarket): string {
  return 'asset' in series ? coinOf(series.asset, market) : ''
}

/** Totals are slate, coins have their own colour. */
function inkOf(series: WatchedSeries, { extreme }: Partial<WatchedEvidence>): string {
  const asset =
    'asset' in series ? series.asset : series.kind === 'cap' ? series.of : assetOf(extreme?.of ?? series.of)
  return asset === undefined || asset === TOTAL ? 'slate' : `coin:${asset}`
}

function measureOf(
  series: WatchedSeries,
  { extreme }: Partial<WatchedEvidence>,
  words: Words,
  market: FiringMarket,
): string {
  const coin = nameOf(series, market)
  switch (series.kind) {
    case 'cap':
      return series.of === TOTAL
        ? words.say('firings:measure.total')
        : words.say('firings:measure.cap', { coin: coinOf(series.of, market) })
    case 'interest':
      return words.say(`firings:measure.interest.${series.unit}`, { coin })
    case 'volatility':
      return words.say('firings:measure.volatility', { coin, days: series.days })
    case 'funding':
    case 'run':
      return words.say('firings:measure.funding', { coin })
    case 'extreme': {
      return words.say('firings:measure.extreme', { of: subjectOf(extreme?.of ?? series.of, market) })
    }
    default:
      return words.say('firings:measure.price', { coin })
  }
}

/** The line across the picture. */
function levelOf(
  series: WatchedSeries,
  { level, side }: Firing,
  { condition }: Alert,
  words: Words,
): Pick<FiringPicture, 'level'> {
  switch (series.kind) {
    case 'price': {
      // What a step is counted from.
      const value = condition.kind === 'move' ? level / (1 + side * condition.by) : level
      const text =
        condition.kind === 'move'
          ? words.say('firings:dollars', { value })
          : exactDollars(level, words.locale)
      return { level: { value, text } }
    }
    case 'cap':
      return { level: { value: level, text: exactDollars(level, words.locale) } }
    case 'funding':
      return { level: { value: level, text: `${exactPercent(level).replace('-', '−')}%` } }
    case 'volatility':
      return { level: { value: level, text: `${exactPercent(level)}%` } }
    default:
      return {}
  }
}

/** The finding in short. */
function titleOf(
  series: WatchedSeries,
  { firing, alert }: Reported,
  words: Words,
  market: FiringMarket,
): string {
  const { value = Number.NaN, level, side, evidence } = firing
  const { price = Number.NaN, extreme } = (evidence ?? {}) as Partial<WatchedEvidence>
  const coin = nameOf(series, market)
  const [beyond, direction, sign] =
    side === 1 ? (['above', 'up', 'positive'] as const) : (['below', 'down', 'negative'] as const)
  const printed = series.kind === 'price' || series.kind === 'cap' ? exactDollars(level, words.locale) : ''
  switch (series.kind) {
    case 'price': {
      if (alert.condition.kind !== 'move')
        return words.say(`firings:picture.price.${beyond}`, { coin, level: printed, value })
      const anchor = level / (1 + side * alert.condition.by)
      return words.say(`firings:picture.move.${direction}`, {
        coin,
        by: Math.abs(value / anchor - 1),
        anchor,
        value,
      })
    }
    case 'change': {
      const window = windowOf(CHANGE_WINDOWS[series.window], words)
      return words.say(`firings:picture.change.${direction}`, { coin, by: Math.abs(value), window, price })
    }
    case 'funding':
      return words.say('firings:picture.funding', { coin, rate: formatPercent(value, 4, 'auto') })
    case 'run': {
      const of = alert.condition.kind === 'streak' ? 'streak' : 'flip'
      return words.say(`firings:picture.${of}.${sign}`, { coin, count: Math.abs(value) })
    }
    case 'interest': {
      const window = windowOf(CHANGE_WINDOWS[series.window], words)
      return words.say(`firings:picture.interest.${direction}`, { coin, by: Math.abs(value), window })
    }
    case 'volatility':
      return words.say('firings:picture.volatility', { coin, days: series.days, value })
    case 'cap': {
      const key = series.of === TOTAL ? 'total' : 'cap'
      return words.say(`firings:picture.${key}.${beyond}`, {
        coin: coinOf(series.of, market),
        value,
        level: printed,
      })
    }
    case 'extreme': {
      if (!extreme) return words.say('firings:series.extreme')
      const { of: name, value: reached, unit } = extreme
      const [of, is] = [subjectOf(name, market), { series: name, value: reached, unit }]
      const { since, boundedBy } = extreme
      if (since === null && boundedBy === undefined)
        return words.say(`firings:picture.record.${series.side}`, { of, is })
      return words.say(`firings:picture.extreme.${series.side}`, { of, is, weeks: Math.floor(value) })
    }
    default:
      return words.say('firings:picture.spread', { coin, value })
  }
}

function subjectOf(series: string, market: FiringMarket) {
  return { series, symbol: coinOf(series.split('.')[1] ?? '', market) }
}

/** Of a series of the ledger that is of one coin. */
function assetOf(series: string): string | undefined {
  const [group, asset] = series.split('.')
  return group === 'coins' ? asset : extremeTopic(series)?.asset
}
