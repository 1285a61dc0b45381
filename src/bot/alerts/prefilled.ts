/** The alert that an answer suggests: on the figure that it is about, as a line that is shown before anything is set. */
import { valueNow } from '#src/alerts/now.ts'
import type { Asset } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { nextRound, roundLevels } from '#src/market/roundlevels.ts'
import { exactDigits } from '#src/i18n/exact.ts'
import { wordsOf } from '../arguments/input.ts'
import { symbolsOf } from '../arguments/symbols.ts'
import { typedCoin } from './coins.ts'

type Given = Readonly<Record<string, string>>

const LINES: Readonly<Record<string, (given: Given, history: History) => string>> = {
  funding: (given, history) => `${coinIn(given, history)} funding flips`,
  openinterest: (given, history) =>
    given.asset === 'total' ? 'oi low 12w' : `${coinIn(given, history)} oi -10% 24h`,
  volatility: volatilityLine,
  marketcap: (_, history) => {
    const last = history.totalMarketCap?.values.at(-1)
    return last === undefined ? 'total' : `total < ${exactDigits(nextRound(last, 'below'))}`
  },
  price: priceLine,
  chart: priceLine,
}

/** Whether answers of a command have an alert to offer. */
export function hasAlert(command: string): boolean {
  return Object.hasOwn(LINES, command)
}

/** Ends in a question mark: the card is shown first. `given` are the answer's arguments as they were stored. */
export function prefilledLine(command: string, given: Given, history: History): string {
  return `${LINES[command]?.(given, history) ?? ''} ?`.trim()
}

/** The next ten percent above what it is. */
function volatilityLine(given: Given, history: History): string {
  const coin = coinOf(given, history)
  const now = coin && valueNow({ kind: 'volatility', asset: coin.id, days: 7 }, history)?.value
  const percent = now === undefined ? 50 : 10 * (Math.floor(10 * now) + 1)
  return `${coinIn(given, history)} vol7 > ${percent}%`
}

function priceLine(given: Given, history: History): string {
  const coin = coinOf(given, history)
  const price = coin && valueNow({ kind: 'price', asset: coin.id }, history)?.value
  const [level] = price === undefined ? [] : roundLevels(price, 'below', 1)
  return level === undefined ? coinIn(given, history) : `${coinIn(given, history)} < ${exactDigits(level)}`
}

function coinIn(given: Given, history: History): string {
  const coin = coinOf(given, history)
  return coin ? typedCoin(coin, symbolsOf(history)) : 'btc'
}

/** Of several the first; bitcoin where none was named. */
function coinOf({ asset, assets = '', symbol }: Given, history: History): Asset | undefined {
  const [typed = 'bitcoin'] = wordsOf(asset ?? symbol ?? assets)
  return symbolsOf(history).find(typed)[0]
}
