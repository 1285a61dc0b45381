/** One coin: by ticker, pair, name or id, in any script and width. */
import { RequestError } from '#src/errors.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { SENTENCES, type SentenceTree } from '#src/i18n/sentences.ts'
import type { Asset, AssetId } from '#src/market/asset.ts'
import { worthOf } from '#src/services/price.ts'
import type { Argument, ArgumentContext } from './argument.ts'
import { nameKey, quotable } from './input.ts'
import { labelOf, symbolsOf } from './symbols.ts'

/** Suggestions that platforms show at most. */
const SUGGESTIONS = 25
/** Buttons offered where several coins go by one name. */
const OFFERED = 5
/** Coins named where none goes by it. */
const NEAREST = 3

/** A coin that is known, and whose prices are not on record: they may be asked for. */
export class UnpricedError extends RequestError {
  readonly asset: AssetId

  constructor(values: Readonly<Record<string, string>>, asset: AssetId) {
    super('chat.noPrices', values)
    this.asset = asset
  }
}

interface Options<Also extends string> {
  /** As it would be typed; without one the argument is needed. */
  readonly default?: string
  /** Words that stand for something else than a coin: `total`. */
  readonly also?: readonly Also[]
}

/**
 * A coin that the record has prices for, or one of the words in `also`. Throws RequestError: `chat.ambiguousAsset`
 * with up to five candidates, `chat.renamedAsset` where its coin of today is not on record, `chat.unknownAsset` with the three nearest, `chat.noCoins` where none has a price, `chat.notCoin`, `chat.assetNeeded`.
 */
export function asset(options?: Options<never>): Argument<Asset>
export function asset<const Also extends string>(
  options: Options<Also> & { readonly also: readonly Also[] },
): Argument<Asset | Also>
export function asset<const Also extends string>(options: Options<Also> = {}): Argument<Asset | Also> {
  const also = options.also ?? []
  const read = (typed: string, context: ArgumentContext): Asset | Also =>
    special(typed, also, context) ?? findAsset(typed, context)
  return {
    kind: 'asset',
    optional: options.default !== undefined,
    ...(options.default !== undefined && { default: options.default }),
    parse: read,
    absent(context) {
      if (options.default !== undefined) return read(options.default, context)
      throw new RequestError('chat.assetNeeded')
    },
    accepts: (typed, context) =>
      special(typed, also, context) !== undefined || symbolsOf(context.history).find(typed).length > 0,
    suggest(typed, context) {
      const key = nameKey(typed)
      const words = also
        .map((value) => ({ value, label: context.argument?.labels(value)[0] ?? value }))
        .filter(({ value, label }) => value.startsWith(key) || nameKey(label).startsWith(key))
      return [...words, ...suggestAssets(typed, context)].slice(0, SUGGESTIONS)
    },
    print: (value, context) =>
      typeof value === 'string' ? value : symbolsOf(context.history).unmistakable(value),
  }
}

/** The one coin that is meant; throws RequestError where that is not plain. */
export function findAsset(typed: string, { history, words }: ArgumentContext): Asset {
  const symbols = symbolsOf(history)
  const [first, ...others] = symbols.find(typed)
  const offer = (assets: readonly Asset[]) =>
    assets.map((one) => ({ label: labelOf(one, symbols, words), value: symbols.unmistakable(one) }))
  if (first && others.length === 0) return first
  if (first) {
    const candidates = offer([first, ...others].slice(0, OFFERED))
    const names = candidates.map(({ label }) => label)
    throw new RequestError(
      'chat.ambiguousAsset',
      { typed: quotable(typed), names: names.join(words.grammar.comma) },
      candidates,
    )
  }
  const other = symbols.findOther(typed)
  if (other) {
    const values = { typed: quotable(typed), name: other.name }
    throw other.kind === 'coin'
      ? new UnpricedError(values, other.id)
      : new RequestError('chat.notCoin', values)
  }
  if (isMarket(typed)) throw new RequestError('chat.marketNotCoin', { typed: quotable(typed) })
  const today = symbols.todayOf(typed)
  if (today !== undefined) throw new RequestError('chat.renamedAsset', { typed: quotable(typed), today })
  const near = symbols.nearest(typed, NEAREST)
  if (near.length === 0) {
    const hasCoins = symbols.nearest('', 1).length > 0
    throw new RequestError(hasCoins ? 'chat.unlikeAsset' : 'chat.noCoins', { typed: quotable(typed) })
  }
  const names = near.map((one) => one.symbol).join(words.grammar.comma)
  throw new RequestError('chat.unknownAsset', { typed: quotable(typed), names }, offer(near))
}

/** Whether a word names a market that is no coin, by its id or in either language: `gold`, 金. */
function isMarket(typed: string): boolean {
  return MARKETS.has(nameKey(typed))
}

/** Rows of the ranking of assets that are coins themselves. */
const OF_COINS: readonly string[] = ['crypto', 'bitcoin', 'ethereum']

const MARKETS: ReadonlySet<string> = new Set(
  LOCALES.flatMap((locale) =>
    Object.entries(SENTENCES[locale].glossary.markets as SentenceTree)
      .filter(([id]) => !OF_COINS.includes(id))
      .flatMap(([id, name]) => [nameKey(id), nameKey(String(name))]),
  ),
)

/** A stablecoin by that name whose rate a supplier reported; undefined for all else, coins of that name among it. */
export function findStable(typed: string, { history }: Pick<ArgumentContext, 'history'>): Asset | undefined {
  const symbols = symbolsOf(history)
  if (symbols.find(typed).length > 0) return undefined
  const other = symbols.findOther(typed)
  return other && worthOf(history, other, history.now).worth ? other : undefined
}

/** Coins while typing, as platforms show them. */
export function suggestAssets(typed: string, { history, uses, words }: ArgumentContext) {
  const symbols = symbolsOf(history)
  return symbols
    .suggest(typed, uses, SUGGESTIONS)
    .map((one) => ({ label: labelOf(one, symbols, words), value: symbols.unmistakable(one) }))
}

/** What people call all coins together. */
const ALL = ['total', 'all', '全体', '合計', '総額', 'すべて', '全部', '全銘柄'].map(nameKey)

function special<Also extends string>(
  typed: string,
  also: readonly Also[],
  { argument }: ArgumentContext,
): Also | undefined {
  const key = nameKey(typed)
  return also.find(
    (value) =>
      value === key ||
      argument?.labels(value).some((label) => nameKey(label) === key) ||
      (value === 'total' && ALL.includes(key)),
  )
}
