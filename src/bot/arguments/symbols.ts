/**
 * Which coin is meant: `btc`, `BTC/USDT`, `$btc`, `bitcoin`, `ビットコイン`, `ＢＴＣ`; and by what venues call it or called
 * it: `1000pepe`, `matic`.
 *
 * Tickers are not unique, so finding gives all that could be meant; choosing is the caller's. What can be asked for
 * are coins that the record has prices for.
 */
import type { Asset } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { FORMER, multiplesIn, RENAMED } from '#src/market/renamed.ts'
import { floorToDay } from '#src/market/time.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import { rankedCoins } from '#src/services/universe.ts'
import { editDistance } from '#src/distance.ts'
import { nameKey } from './input.ts'

export interface Symbols {
  /**
   * Every coin that goes by this name, largest first; none where it is unknown. The beginning of a Japanese name means the
   * largest coin that begins so: `イーサ`, `びっと`.
   */
  find(typed: string): readonly Asset[]
  /** The ticker that the coin bore before, where it was typed and no other coin bears it now: `MATIC` for POL. */
  formerTicker(typed: string): string | undefined
  /** An asset of the record by that name which is no coin or has no prices. */
  findOther(typed: string): Asset | undefined
  /** The ticker of today of one that a coin had before, whether or not that is on record; undefined of all else. */
  todayOf(typed: string): string | undefined
  /** The coins whose ticker or name is spelt most like it, nearest first; none that has little in common with it. */
  nearest(typed: string, count: number): readonly Asset[]
  /** Coins whose ticker or name begins with (then: contains) it; those asked for most often first, then the largest. */
  suggest(typed: string, uses: ReadonlyMap<string, number>, count: number): readonly Asset[]
  /** Rank by market cap among coins at market now, from 1. */
  rank(asset: Asset): number | undefined
  /** What to type to mean this coin and no other: its id, `id:` before it where another coin goes by that name. */
  unmistakable(asset: Asset): string
}

interface Entry {
  readonly asset: Asset
  readonly symbol: string
  /** Everything that it is called, the ticker first. */
  readonly names: readonly string[]
}

/** Two kana at least, as `nameKey` has them: one letter begins too many names. */
const BEGINNING = /^[ァ-ヺー]{2,}$/u

const indices = new WeakMap<History, Symbols>()

/** The index of a history's coins, made once. */
export function symbolsOf(history: History): Symbols {
  const known = indices.get(history) ?? createSymbols(history)
  indices.set(history, known)
  return known
}

/** How a coin is shown where one is chosen: `BTC - Bitcoin (#1)`. */
export function labelOf(asset: Asset, { rank }: Symbols, words: Words): string {
  const name = words.find(`glossary:coins.${asset.id}`) ?? asset.name
  const place = rank(asset)
  return `${asset.symbol} - ${name}${place === undefined ? '' : ` (#${place})`}`
}

const dictionaries = LOCALES.map((locale) => createWords(locale, 'UTC', 0))

function createSymbols(history: History): Symbols {
  const ranked = rankedCoins(history, floorToDay(history.now)).map(({ asset }) => asset.id)
  const ranks = new Map(ranked.map((id, index) => [id, index + 1]))
  const rankOf = ({ id }: Asset) => ranks.get(id) ?? Number.POSITIVE_INFINITY
  const all = history.assets
    // Without ranks they stay as the record lists them.
    .toSorted((a, b) => rankOf(a) - rankOf(b) || 0)
    .map((asset) => ({ asset, symbol: nameKey(asset.symbol), names: namesOf(asset) }))
  const coins = all.filter(
    ({ asset }) => asset.kind === 'coin' && (history.dailyCandles(asset.id)?.times.length ?? 0) > 0,
  )
  const byName = indexOf(coins)
  const others = indexOf(all.filter((entry) => !coins.includes(entry)))
  const byId = new Map(coins.map(({ asset }) => [asset.id, asset]))

  const find = (typed: string): readonly Asset[] => {
    const key = nameKey(typed)
    const exact = key.startsWith('id:') ? byId.get(key.slice(3)) : undefined
    if (exact) return [exact]
    const spelt = spellings(key)
    // What is a coin's name as it stands means that coin, whatever it was before or a thousand of it are called.
    for (const spelling of [...spelt, ...spelt.flatMap(otherTickers)]) {
      const found = byName.get(spelling)
      if (found) return found
    }
    const begun = spelt.find((spelling) => BEGINNING.test(spelling))
    return begun === undefined
      ? []
      : coins
          .filter(({ names }) => names.some((name) => name.startsWith(begun)))
          .slice(0, 1)
          .map(({ asset }) => asset)
  }
  const findOther = (typed: string): Asset | undefined => {
    const key = nameKey(typed)
    const exact = key.startsWith('id:') ? history.asset(key.slice(3)) : undefined
    const spelt = spellings(key)
    return exact ?? [...spelt, ...spelt.flatMap(otherTickers)].flatMap((one) => others.get(one) ?? [])[0]
  }
  const formerTicker = (typed: string): string | undefined => {
    const spelt = spellings(nameKey(typed))
    if (spelt.some((key) => byName.has(key))) return undefined
    const former = spelt.map((key) => key.toUpperCase()).find((key) => FORMER.has(key))
    return former !== undefined && find(typed).length > 0 ? former : undefined
  }
  const suggested = (typed: string, uses: ReadonlyMap<string, number>, count: number) => {
    const matching = suggest(coins, nameKey(typed).replace(/^[$#]/u, ''), uses, count)
    return matching.length > 0 ? matching : find(typed).slice(0, count)
  }
  return {
    find,
    findOther,
    formerTicker,
    todayOf: (typed) =>
      spellings(nameKey(typed)).flatMap((key) => {
        const ticker = key.toUpperCase()
        return FORMER.has(ticker) ? (RENAMED.get(ticker) ?? []) : []
      })[0],
    nearest: (typed, count) => nearest(coins, spellings(nameKey(typed)).at(-1) ?? '', count),
    suggest: suggested,
    rank: (asset) => ranks.get(asset.id),
    unmistakable: ({ id }) => (find(id).length === 1 && find(id)[0]?.id === id ? id : `id:${id}`),
  }
}

function namesOf({ id, symbol, name }: Asset): string[] {
  const local = dictionaries.flatMap((words) => words.find(`glossary:coins.${id}`) ?? [])
  return [...new Set([symbol, id, name, ...local].map(nameKey))].filter((key) => key !== '')
}

/** A ticker beats a name: `sonic` is the coin with that ticker, whatever another is called. */
function indexOf(entries: readonly Entry[]): Map<string, readonly Asset[]> {
  const bySymbol = new Map(Object.entries(Object.groupBy(entries, ({ symbol }) => symbol)))
  const index = new Map([...bySymbol].map(([key, found]) => [key, (found ?? []).map(({ asset }) => asset)]))
  const byName = Map.groupBy(
    entries.flatMap(({ asset, names }) => names.map((key) => ({ key, asset }))),
    ({ key }) => key,
  )
  for (const [key, found] of byName)
    if (!index.has(key))
      index.set(
        key,
        found.map(({ asset }) => asset),
      )
  return index
}

/** What may be meant by a spelling, likeliest first: itself, without its sign, without what it is quoted in. */
function spellings(key: string): string[] {
  const bare = key.replace(/^[$#]/u, '').replace(/[・·]/gu, '')
  const base = bare.replace(
    /[/:_-](?:usdt|usdc|usd|fdusd|busd|jpy|eur|btc|perp)(?:[-:.]?(?:perp|swap|usdt|p))?$/u,
    '',
  )
  const joined = base.replace(/(?<=^.{2,})(?:usdt|usdc|fdusd|busd|usd|jpy)(?:\.p|perp)?$/u, '')
  return [...new Set([key, bare, base, joined])].filter((spelling) => spelling !== '')
}

/** Coins whose contract of a thousand is written with a `k`: other words that begin with one are no multiples. */
const KILO = new Set('KPEPE KSHIB KBONK KFLOKI KLUNC KNEIRO KDOGS'.split(' '))

/** Tickers that a spelling may stand for where no coin has it: today's for an old one, one coin for a thousand. */
function otherTickers(spelling: string): string[] {
  const today = (ticker: string) => RENAMED.get(ticker)
  const upper = spelling.toUpperCase()
  // Written in lower case, as it is compared, `k` stands for a thousand all the same.
  const forms = KILO.has(upper) ? [`k${upper.slice(1)}`] : [upper]
  const singles = forms.flatMap(multiplesIn).map(({ ticker }) => ticker)
  return [today(upper), ...singles, ...singles.map(today)].flatMap((ticker) =>
    ticker === undefined ? [] : [nameKey(ticker)],
  )
}

/** The part of the longer spelling that may differ: two letters of a ticker of three. */
const FARTHEST = 0.67

function nearest(coins: readonly Entry[], key: string, count: number): Asset[] {
  if (key === '') return coins.slice(0, count).map(({ asset }) => asset)
  return coins
    .map(({ asset, names }) => ({ asset, distance: Math.min(...names.map((name) => farFrom(key, name))) }))
    .filter(({ distance }) => distance <= FARTHEST)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ asset }) => asset)
}

/** Edits in proportion to the length, so that a long name with one slip is nearer than another ticker of three letters. */
function farFrom(key: string, name: string): number {
  return editDistance(key, name) / Math.max(key.length, name.length)
}

function suggest(
  coins: readonly Entry[],
  key: string,
  uses: ReadonlyMap<string, number>,
  count: number,
): Asset[] {
  const matching = coins.flatMap(({ asset, symbol, names }) => {
    const fit =
      symbol === key
        ? 0
        : names.some((name) => name.startsWith(key))
          ? 1
          : names.some((name) => name.includes(key))
            ? 2
            : 3
    return fit === 3 ? [] : [{ asset, fit, used: uses.get(asset.id) ?? 0 }]
  })
  // Coins come by falling market cap, and sorting keeps that order among equals.
  return matching
    .toSorted((a, b) => a.fit - b.fit || b.used - a.used)
    .slice(0, count)
    .map(({ asset }) => asset)
}
