/** The formats that sentences about claims name: since when, of which stretch of time, a market's level, a coin by name. */
import type { i18n } from 'i18next'
import { grammarOf } from './grammar.ts'
import type { Locale } from './locale.ts'
import { formatNumber, formatPercent } from './numbers.ts'

/** How far back an extreme reaches. Instants are milliseconds. */
export interface ReachValue {
  /** The last earlier value that reaches it; null = none on the record. */
  readonly since: number | null
  /** That value is equal. */
  readonly equal: boolean
  /** A gap in the record: the claim holds at least since then. */
  readonly bound?: number | undefined
  readonly recordStart: number
}

/** Where a value stands among its earlier days. */
export interface StandingValue {
  /** 0-1. */
  readonly percentile: number
  readonly span: 'year' | 'record'
  /** Start of the record. */
  readonly start: number
}

/** A market's level, in the unit that its class is quoted in. */
export interface QuoteValue {
  readonly market: string
  readonly class: string
  readonly value: number
}

export interface CoinValue {
  readonly symbol: string
  readonly name: string
  /** Fraction. */
  readonly return?: number | undefined
}

/** What a sector's index leaves unsaid. */
export interface FollowedValue {
  readonly direction: 'up' | 'down'
  readonly members: number
  /** Members that moved with it, where that is to be said. */
  readonly followers?: number
  /** Those, or all members where there are few; none where they are too many to be named. */
  readonly coins: readonly CoinValue[]
}

interface Options {
  readonly [name: string]: unknown
}

type Format = (value: unknown, locale: Locale, options: Options, dictionary: i18n) => string

/** Markets that are gauges: they rise and fall, no one gains or loses. */
const GAUGES = ['vix']
const MOVES = { rise: 'gaugeRise', fall: 'gaugeFall', weekRise: 'gaugeWeekRise', weekFall: 'gaugeWeekFall' }

/** Coins of breadth, where none is missing. */
const HUNDRED = 100

/** Below this a yield has not moved, percentage points. */
const STILL = 0.005

export const claimFormats: Record<string, Format> = {
  /** `{{vix, reach(kind: highest)}}`: `the highest since 23 May`, `5月23日以来の高さ`. */
  reach: (value, locale, options, dictionary) => {
    const { since, equal, bound, recordStart } = value as ReachValue
    const name = bound !== undefined ? 'bound' : since === null ? 'record' : 'since'
    const date = bound ?? since ?? recordStart
    const text = piece(`reaches.${kindOf(options)}.${name}`, { date }, locale, options, dictionary)
    return equal && bound === undefined ? piece('reaches.equal', { text }, locale, options, dictionary) : text
  },
  /** Of the hundred largest, as many as are counted: `the top 100`, `the 61 coins counted in the top 100`. */
  hundred: (value, locale, options, dictionary) => {
    const count = Number(value)
    return piece(`hundred.${count < HUNDRED ? 'some' : 'all'}`, { count }, locale, options, dictionary)
  },
  /** A market's move: `2.1%安`, `lost 2.1%`; a gauge's is no gain or loss: `25.7%低下`, `fell 25.7%`. */
  marketMove: (value, locale, options, dictionary) => {
    const change = Number(value)
    const name = isGauge(options) ? 'gauge' : 'gain'
    return piece(`${name}.${wayOf(change)}`, { value: change }, locale, options, dictionary)
  },
  /** `{{place, standing(side: top)}}`: `the top 7% of the past year`, `過去1年で上位7%`. */
  standing: (value, locale, options, dictionary) => {
    const { percentile, span, start } = value as StandingValue
    // A share that prints as 0 % is stated as 1 %.
    const share = Math.max(0.01, options.side === 'top' ? 1 - percentile : percentile)
    return piece(`standings.${span}.${String(options.side)}`, { share, start }, locale, options, dictionary)
  },
  /** `58.90ドル`, `$4,043`, `21.66`, `4.14%`. */
  quote: (value, locale) => {
    const { market, class: of, value: level } = value as QuoteValue
    const number = formatNumber(level, Math.abs(level) >= 1000 ? 0 : 2)
    if (of === 'rate') return `${number}%`
    if (market === 'usdjpy') return grammarOf(locale).yenRate(number)
    if (of === 'commodity' || of === 'bond') return grammarOf(locale).dollars(number)
    return number
  },
  /** A probability, in tenths of a percent wherever one is printed. */
  probability: (value) => formatPercent(Number(value)),
  /** A change of a yield in percentage points: `rose 7 bp`, `7bp上昇`. */
  yieldMove: (value, locale, options, dictionary) => {
    const change = Number(value)
    const way = Math.abs(change) < STILL ? 'flat' : change > 0 ? 'up' : 'down'
    return piece(`yieldMove.${way}`, { value: change }, locale, options, dictionary)
  },
  tier: (value, locale, options, dictionary) =>
    piece(`tiers.${String(value)}`, {}, locale, options, dictionary),
  /** `Starknet (STRK)`; the ticker alone where the coin has no other name. */
  coin: (value, locale) => {
    const coin = value as CoinValue
    const name = nameOf(coin)
    if (isTicker(coin)) return name
    return grammarOf(locale).aside(name, coin.symbol)
  },
  /** `Zcash`. */
  coinName: (value) => nameOf(value as CoinValue),
  /** `Starknet (STRK, +46.9%)`, `Starknet（STRK、46.9%高）`. */
  coinMove: (value, locale, options, dictionary) => {
    const coin = value as CoinValue
    const name = nameOf(coin)
    const change = coin.return ?? 0
    const ticker = isTicker(coin)
    const values = { symbol: ticker ? name : coin.symbol, name, value: change }
    const kind = `coinMove.${ticker ? 'ticker' : 'named'}.${wayOf(change)}`
    return piece(kind, values, locale, options, dictionary)
  },
  /** `Zcash (+13.5%)`, `Zcash（13.5%高）`. */
  coinBrief: (value, locale, options, dictionary) => {
    const coin = value as CoinValue
    const change = coin.return ?? 0
    const values = { symbol: nameOf(coin), value: change }
    return piece(`coinMove.ticker.${wayOf(change)}`, values, locale, options, dictionary)
  },
  /** `STRK +46.9%`: titles. */
  coinSigned: (value) => {
    const { symbol, return: change = 0 } = value as CoinValue
    // A ticker of one or two letters is no name.
    return `${symbol.length < 3 ? nameOf(value as CoinValue) : symbol} ${formatPercent(change, 1, 'always')}`
  },
  /** Several, each as `coinBrief`. */
  coins: (value, locale, options, dictionary) => {
    const coins = (value as readonly CoinValue[]).map((one) =>
      String(claimFormats.coinBrief?.(one, locale, options, dictionary)),
    )
    return joined(coins, locale, options.join)
  },
  /** Several by name alone. */
  coinNames: (value, locale, options) =>
    joined((value as readonly CoinValue[]).map(nameOf), locale, options.join),
  /** How many members moved with their index, and which: nothing where all of many did. `form`: inside or bracket. */
  followed: (value, locale, options, dictionary) => {
    const { direction, members, followers, coins } = value as FollowedValue
    if (followers === undefined && coins.length === 0) return ''
    const kind = followers === undefined ? 'all' : `${coins.length > 0 ? 'named' : 'counted'}.${direction}`
    const text = piece(`followed.${kind}`, { members, followers, coins }, locale, options, dictionary)
    return piece(`followed.${String(options.form ?? 'inside')}`, { text }, locale, options, dictionary)
  },
  /** A sector that begins a sentence. */
  firstSector: (value, locale, _, dictionary) => {
    const key = `glossary:sectors.${String(value)}`
    const name = dictionary.exists(key, { lng: locale }) ? dictionary.t(key, { lng: locale }) : String(value)
    return name.charAt(0).toUpperCase() + name.slice(1)
  },
  /** The size of a coin's return. */
  coinReturn: (value) => formatPercent((value as CoinValue).return ?? 0, 1, 'never'),
}

/** `A, B and C`; `AとB` in Japanese where `to` is asked for. */
function joined(items: readonly string[], locale: Locale, join: unknown): string {
  const { against, list } = grammarOf(locale)
  return join === 'to' ? against(items) : list(items, join !== undefined)
}

/** Coins that every reader knows by their tickers. */
const BY_TICKER: ReadonlySet<string> = new Set(['BTC', 'ETH'])

/** What a coin is called: by its name, BTC and ETH by their tickers. */
function nameOf({ symbol, name }: CoinValue): string {
  return BY_TICKER.has(symbol) ? symbol : name
}

/** A name that says the ticker already. */
function isTicker(coin: CoinValue): boolean {
  return nameOf(coin).toUpperCase() === coin.symbol.toUpperCase()
}

/** A fraction that prints as 0.0 % has not moved. */
function wayOf(change: number): 'up' | 'down' | 'flat' {
  return Math.abs(change) < 0.0005 ? 'flat' : change > 0 ? 'up' : 'down'
}

/** `market` is the value of that name in the sentence. */
function isGauge({ market }: Options): boolean {
  return GAUGES.includes(String(market))
}

function kindOf(options: Options): string {
  const kind = String(options.kind)
  return isGauge(options) && kind in MOVES ? MOVES[kind as keyof typeof MOVES] : kind
}

/** A piece of a sentence from `briefing:fragments`. Throws where there is none. */
function piece(
  name: string,
  values: { readonly [name: string]: unknown },
  locale: Locale,
  { clock, reference, money, rateUnit }: Options,
  dictionary: i18n,
): string {
  const options = { ...values, lng: locale, clock, reference, money, rateUnit }
  const key = `briefing:fragments.${name}`
  if (!dictionary.exists(key, options)) throw new RangeError(`no fragment ${name}`)
  return dictionary.t(key, options)
}
