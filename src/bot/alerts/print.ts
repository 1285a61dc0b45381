/** An alert as it is typed: what is printed here is read as the same alert. */
import { type Condition, type Repeat, WATCHLIST } from '#src/chat/alert.ts'
import type { History } from '#src/market/history.ts'
import { type ExtremeTopic, extremeTopic } from '#src/briefing/alertcondition.ts'
import { exactDigits, exactPercent, exactRate } from '#src/i18n/exact.ts'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import { TOTAL } from '#src/market/watched.ts'
import { symbolsOf } from '../arguments/symbols.ts'
import { typedCoin } from './coins.ts'
import { printEnd } from './dates.ts'
import type { AlertDraft } from './line.ts'
import { defaultHold, defaultRepeat } from './manner.ts'

/** The whole line, with all that is not the default. `zone` is that of the reader's clock. */
export function printAlertLine(draft: AlertDraft, history: History, zone: string): string {
  const { condition, repeat, hold, until, silent, here } = draft
  const isUsual = JSON.stringify(repeat) === JSON.stringify(defaultRepeat(condition))
  return [
    printCondition(condition, history),
    ...(isUsual ? [] : [printRepeat(repeat)]),
    ...(hold === defaultHold(condition) ? [] : [`hold ${printSpan(hold)}`]),
    `until ${printEnd(until, zone)}`,
    ...(silent ? ['silent'] : []),
    ...(here ? ['here'] : []),
  ].join(' ')
}

/** What is watched alone: `btc < 90000`. */
export function printCondition(condition: Condition, history: History): string {
  const coin = (id: string) => printCoin(id, history)
  switch (condition.kind) {
    case 'price': {
      const { asset, side, level, venue } = condition
      return `${coin(asset)} ${printLevel(side, exactDigits(level))}${venue === undefined ? '' : ` venue:${venue}`}`
    }
    case 'change':
      return `${coin(condition.asset)} ${printMove(condition)} ${condition.window}`
    case 'move':
      return `${coin(condition.asset)} ${printPercent(condition.by)} step`
    case 'funding': {
      const { asset, side, level, predicted } = condition
      return `${coin(asset)} funding${predicted ? ' predicted' : ''} ${printLevel(side, printRate(level))}`
    }
    case 'flip':
      return `${coin(condition.asset)} funding flips`
    case 'streak':
      return `${coin(condition.asset)} funding ${condition.sign} ${condition.length}x`
    case 'interest':
      return `${coin(condition.asset)} oi ${printMove(condition)} ${condition.window} ${condition.unit}`
    case 'volatility': {
      const { asset, days, side, level } = condition
      return `${coin(asset)} vol${days} ${printLevel(side, printPercent(level))}`
    }
    case 'cap': {
      const { asset, side, level } = condition
      const of = asset === TOTAL ? TOTAL : `${coin(asset)} cap`
      return `${of} ${printLevel(side, exactDigits(level))}`
    }
    case 'rank':
      return `${coin(condition.asset)} rank ${condition.side === 'above' ? '<=' : '>='} ${condition.place}`
    case 'spread':
      return `${coin(condition.asset)} spread > ${printPercent(condition.by)}`
    case 'extreme':
      return `${printExtreme(condition.of, history)} ${condition.side} ${condition.weeks}w`
    case 'stale':
      return `${coin(condition.asset)} stale ${printSpan(condition.after)}`
  }
}

/** `5m`, `4h`, `7d`. */
export function printSpan(span: number): string {
  if (span === 0) return '0'
  if (span % DAY === 0 && span > DAY) return `${span / DAY}d`
  if (span % HOUR === 0) return span === DAY ? '1d' : `${span / HOUR}h`
  return `${span / MINUTE}m`
}

/** `0.03%`, of a fraction. */
export function printPercent(fraction: number): string {
  return `${exactPercent(fraction)}%`
}

/** A rate per 8 hours; that of a year where it is the rounder one. */
function printRate(rate: number): string {
  const { percent, isYearly } = exactRate(rate)
  return isYearly ? `${percent}% apr` : `${percent}%`
}

function printRepeat(repeat: Repeat): string {
  return repeat.kind === 'once' ? 'once' : `${repeat.kind} ${printSpan(repeat.gap)}`
}

function printCoin(id: string, history: History): string {
  if (id === WATCHLIST) return WATCHLIST
  const asset = history.asset(id)
  return asset ? typedCoin(asset, symbolsOf(history)) : `id:${id}`
}

const EXTREMES: Readonly<Record<ExtremeTopic, string>> = {
  price: '',
  funding: 'funding',
  interest: 'oi',
  interestCoins: 'oi coins',
  volatility: 'vol7',
  cap: TOTAL,
  any: 'any',
}

function printExtreme(of: string, history: History): string {
  const { topic, asset } = extremeTopic(of) ?? { topic: 'any' as const }
  return [...(asset === undefined ? [] : [printCoin(asset, history)]), EXTREMES[topic]].join(' ').trim()
}

function printLevel(side: 'above' | 'below' | 'either', level: string): string {
  if (side === 'either') return `${level} either`
  return `${side === 'above' ? '>' : '<'} ${level}`
}

function printMove({ side, by }: { readonly side: 'up' | 'down' | 'either'; readonly by: number }): string {
  return `${{ up: '+', down: '-', either: '±' }[side]}${printPercent(by)}`
}
