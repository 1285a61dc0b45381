/** What an alert waits for, in the words of a language. The line's grammar reads it back: what people see, they can type. */
import { type Condition, WATCHLIST } from '#src/chat/alert.ts'
import { exactDollars, exactPercent, exactRate } from '#src/i18n/exact.ts'
import type { Words } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import { ANY, CHANGE_WINDOWS, TOTAL } from '#src/market/watched.ts'

/** What an extreme is of, in the words of a line. */
export type ExtremeTopic = 'price' | 'funding' | 'interest' | 'interestCoins' | 'volatility' | 'cap' | 'any'

/** `BTC below $90,000`, `BTC 9万ドル割れ`. Levels are in US dollars whatever a chat reads money in. */
export function describeCondition(
  condition: Condition,
  words: Words,
  { asset: assetOf }: Pick<History, 'asset'>,
): string {
  const coin = 'asset' in condition ? nameOf(condition.asset, words, assetOf) : ''
  const dollars = (usd: number) => exactDollars(usd, words.locale)
  switch (condition.kind) {
    case 'price': {
      const { side, level, venue } = condition
      const text = words.say(`alerts:conditions.price.${side}`, { coin, level: dollars(level) })
      return venue === undefined ? text : words.say('alerts:conditions.onVenue', { condition: text, venue })
    }
    case 'change': {
      const window = describeSpan(CHANGE_WINDOWS[condition.window], words)
      return words.say(`alerts:conditions.change.${condition.side}`, {
        coin,
        window,
        by: exactPercent(condition.by),
      })
    }
    case 'move':
      return words.say('alerts:conditions.move', { coin, by: exactPercent(condition.by) })
    case 'funding': {
      const { percent, isYearly } = exactRate(condition.level)
      const rate = words.say(`alerts:conditions.rate.${isYearly ? 'yearly' : 'own'}`, {
        percent: minus(percent),
      })
      const key = condition.predicted ? 'predicted' : 'funding'
      return words.say(`alerts:conditions.${key}.${condition.side}`, { coin, rate })
    }
    case 'flip':
      return words.say('alerts:conditions.flip', { coin })
    case 'streak':
      return words.say(`alerts:conditions.streak.${condition.sign}`, { coin, length: condition.length })
    case 'interest': {
      const window = describeSpan(CHANGE_WINDOWS[condition.window], words)
      const by = exactPercent(condition.by)
      return words.say(`alerts:conditions.interest.${condition.unit}.${condition.side}`, { coin, window, by })
    }
    case 'volatility': {
      const { days, side, level } = condition
      return words.say(`alerts:conditions.volatility.${side}`, { coin, days, level: exactPercent(level) })
    }
    case 'cap': {
      const key = condition.asset === TOTAL ? 'total' : 'cap'
      return words.say(`alerts:conditions.${key}.${condition.side}`, {
        coin,
        level: dollars(condition.level),
      })
    }
    case 'rank':
      return words.say(`alerts:conditions.rank.${condition.side}`, { coin, place: condition.place })
    case 'spread':
      return words.say('alerts:conditions.spread', { coin, by: exactPercent(condition.by) })
    case 'extreme': {
      const of = describeExtreme(condition.of, words, assetOf)
      return words.say(`alerts:conditions.extreme.${condition.side}`, { of, weeks: condition.weeks })
    }
    case 'stale':
      return words.say('alerts:conditions.stale', { coin, span: describeSpan(condition.after, words) })
  }
}

/** `5 minutes`, `24時間`; two days and more in days. */
export function describeSpan(span: number, words: Words): string {
  if (span % DAY === 0 && span > DAY) return words.say('alerts:conditions.spans.days', { count: span / DAY })
  if (span % HOUR === 0) return words.say('alerts:conditions.spans.hours', { count: span / HOUR })
  return words.say('alerts:conditions.spans.minutes', { count: span / MINUTE })
}

/** What a series of the ledger is about; undefined for one that no line names. */
export function extremeTopic(
  of: string,
): { readonly topic: ExtremeTopic; readonly asset?: string } | undefined {
  if (of === ANY) return { topic: 'any' }
  if (of === 'marketcap.total.snapshot') return { topic: 'cap' }
  if (of === 'openinterest.total.usd') return { topic: 'interest' }
  const [group, asset = '', name] = of.split('.')
  if (group === 'openinterest') return { topic: name === 'coins' ? 'interestCoins' : 'interest', asset }
  if (group === 'funding') return { topic: 'funding', asset }
  if (group === 'volatility') return { topic: 'volatility', asset }
  return group === 'price' ? { topic: 'price', asset } : undefined
}

function describeExtreme(of: string, words: Words, assetOf: History['asset']): string {
  const { topic, asset } = extremeTopic(of) ?? { topic: 'any' as const }
  const key = topic === 'interest' && asset === undefined ? 'interestTotal' : topic
  return words.say(`alerts:conditions.extremeOf.${key}`, {
    coin: asset === undefined ? '' : nameOf(asset, words, assetOf),
  })
}

function nameOf(id: string, words: Words, assetOf: History['asset']): string {
  if (id === WATCHLIST) return words.say('alerts:conditions.watchlist')
  return assetOf(id)?.symbol ?? id
}

/** As numbers are printed everywhere. */
function minus(digits: string): string {
  return digits.replace(/^-/u, '−')
}
