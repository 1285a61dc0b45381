/** One line of what alerts report: what was passed, how it came to be said, and what the record knows beside it. */
import type { Firing } from '#src/chat/alert.ts'
import { formatTimeSpan } from '#src/i18n/dates.ts'
import type { Words } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { CHANGE_WINDOWS, parseSeries, TOTAL, type WatchedEvidence } from '#src/market/watched.ts'
import { describeCondition, describeSpan } from './alertcondition.ts'
import { clausesOf } from './firingclauses.ts'
import type { FiringFacts, Reported } from './firingfacts.ts'
import { coinOf } from './firingnames.ts'
import { meanwhileSentence, sentenceOf } from './firingsentences.ts'

type Market = Pick<History, 'asset'>

/** What a group of firings says that share a line: levels of one series, or a figure that several alerts wait for. */
export function sayFiring(
  group: readonly Reported[],
  words: Words,
  market: Market,
  facts: FiringFacts = {},
): string {
  const [first] = group
  if (!first) throw new RangeError('nothing is reported')
  const { firing, alert } = first
  const what = capitalised(nameSeries(firing.series, words, market))
  switch (firing.kind) {
    case 'blind':
    case 'gone': {
      const count = group.reduce((sum, one) => sum + one.firing.level, 0)
      if (firing.kind === 'gone') return words.say('firings:gone', { what, count })
      const answers = sayAnswers(firing, words)
      const { time: since } = firing
      if (since === undefined)
        return answers === undefined
          ? words.say('firings:blindEver', { what, count })
          : words.say('firings:blindEverOf', { what, count, answers })
      return answers === undefined
        ? words.say('firings:blind', { what, count, since })
        : words.say('firings:blindOf', { what, count, since, answers })
    }
    case 'expiring': {
      const condition = describeCondition(alert.condition, words, market)
      return words.say('firings:expiring', { number: alert.number, condition, until: alert.until })
    }
    default:
      return withCircumstance(first, group, words, market, facts)
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
  if (series.kind === 'price' && series.venue !== undefined)
    return words.say('firings:series.priceOn', { coin, venue: series.venue })
  if (series.kind === 'change') {
    const window = describeSpan(CHANGE_WINDOWS[series.window], words)
    return words.say('firings:series.change', { coin, window })
  }
  return words.say(`firings:series.${SUBJECTS[series.kind]}`, { coin })
}

const SUBJECTS = {
  ...({ price: 'price', change: 'change', spread: 'spread', stale: 'price' } as const),
  ...({ funding: 'funding', predicted: 'funding', run: 'funding' } as const),
  ...({ interest: 'interest', volatility: 'volatility', rank: 'cap' } as const),
}

/** `1 of 3 venues answers`; undefined where it is not known, and where one venue alone is asked by the alert. */
function sayAnswers({ series: name, evidence }: Firing, words: Words): string | undefined {
  const { answers } = (evidence ?? {}) as Partial<WatchedEvidence>
  if (!answers) return undefined
  const { asked, answered } = answers
  if (asked === 1) return words.say('firings:answers.alone')
  // A spread is none between prices of different moments, either.
  const isApart = answered > 1 && parseSeries(name)?.kind !== 'spread'
  const key = answered === 0 ? 'none' : answered === 1 ? 'one' : isApart ? 'apart' : 'some'
  return words.say(`firings:answers.${key}`, { asked, answered })
}

function withCircumstance(
  { firing, alert }: Reported,
  group: readonly Reported[],
  words: Words,
  market: Market,
  facts: FiringFacts,
): string {
  if (firing.kind === 'meanwhile') {
    const own = meanwhileSentence({ firing, alert }, facts, words, market)
    if (own !== undefined) return own
  }
  const text = sentenceOf(group, words, market, facts)
  if (firing.kind === 'reminder') return words.say('firings:reminder', { text })
  if (firing.kind === 'meanwhile') return words.say('firings:meanwhile', { text })
  const { late, before, time } = firing
  if (!late || !before || time === undefined) {
    // Of levels that share a line nothing is said of one alone.
    const clauses = group.length === 1 ? clausesOf({ firing, alert }, facts, words) : []
    return [text, ...clauses].join(words.grammar.gap)
  }
  const what = nameSeries(firing.series, words, market)
  const [from, to] = [before.time, time]
  return words.say('firings:late', { what, from, to, span: formatTimeSpan(from, to, words), text })
}

/** The first letter of a line; other scripts have no case. */
function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
