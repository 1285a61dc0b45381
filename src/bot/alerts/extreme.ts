/** Alerts on what has not been so high or low for weeks: which series of the ledger of extremes a line means. */
import { type Condition, WATCHLIST } from '#src/chat/alert.ts'
import type { Asset } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { DAY } from '#src/market/time.ts'
import { ANY } from '#src/market/watched.ts'
import type { ExtremeTopic } from '#src/briefing/alertcondition.ts'
import { contradiction, type Parts, replaced, typedOf } from './parts.ts'
import { LineError } from './refusal.ts'
import type { Reading, Subject } from './values.ts'

/** Weeks that are meant where none are typed, and those that may be. */
const WEEKS = 12
const LEAST = 4
const MOST = 520

/** Throws LineError where the ledger has no such series, or cannot look so far back. */
export function extremeOf({ parts, history, words }: Reading, subject: Subject): Condition {
  const { terms } = parts
  if (terms.has('high') && terms.has('low')) {
    throw contradiction(
      parts.termTokens.findLast(({ term }) => term === 'high' || term === 'low') ?? { from: 0, to: 0 },
      parts.text,
    )
  }
  if (!terms.has('high') && !terms.has('low')) {
    throw new LineError(
      'side',
      {},
      ['low', 'high'].map((side) => ({ line: `${parts.text} ${side}`, label: `${parts.text} ${side}` })),
    )
  }
  const side = terms.has('high') ? 'high' : 'low'
  const topic = topicOf(parts, subject)
  const asset = typeof subject === 'object' ? subject : undefined
  const of = seriesOf(topic, asset, history)
  if (of === undefined || subject === WATCHLIST) {
    throw new LineError('noExtreme', { symbol: asset?.symbol ?? words.say('alerts:conditions.watchlist') }, [
      { line: `any ${side} ${WEEKS}w`, label: `any ${side} ${WEEKS}w` },
    ])
  }
  return { kind: 'extreme', of, side, weeks: weeksOf(parts) }
}

function topicOf({ terms, days }: Parts, subject: Subject): ExtremeTopic {
  if (terms.has('interest')) return terms.has('coins') ? 'interestCoins' : 'interest'
  if (terms.has('funding')) return 'funding'
  if (terms.has('volatility') || days !== undefined) return 'volatility'
  if (terms.has('cap') || subject === 'total') return 'cap'
  return subject === undefined ? 'any' : 'price'
}

/** Coins whose closes the ledger follows one by one. */
const PRICED = ['bitcoin', 'ethereum']

function seriesOf(topic: ExtremeTopic, asset: Asset | undefined, history: History): string | undefined {
  if (topic === 'any') return ANY
  if (topic === 'cap') return asset === undefined ? 'marketcap.total.snapshot' : undefined
  if (topic === 'interest' && asset === undefined) return 'openinterest.total.usd'
  if (asset === undefined) return undefined
  const { id } = asset
  if (topic === 'price') return PRICED.includes(id) ? `price.${id}.close` : undefined
  if (topic === 'volatility') return PRICED.includes(id) ? `volatility.${id}.realized7` : undefined
  if (topic === 'funding') {
    const [venue] = history.fundingVenues(id)
    return venue === undefined ? undefined : `funding.${id}.${venue}.settlement`
  }
  if (id !== 'bitcoin' || history.openInterestVenues(id).length === 0) return undefined
  return `openinterest.${id}.${topic === 'interestCoins' ? 'coins' : 'usd'}`
}

function weeksOf({ spans: [span], text }: Parts): number {
  if (!span) return WEEKS
  const weeks = Math.round(span.span / (7 * DAY))
  if (weeks >= LEAST && weeks <= MOST) return weeks
  throw new LineError(
    'badWeeks',
    { word: typedOf(span, text) },
    ['12w', '26w'].map((value) => ({ line: replaced(span, text, value), label: value })),
  )
}
