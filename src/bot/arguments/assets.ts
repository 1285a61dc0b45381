/** Several coins: words between spaces or commas. */
import { RequestError } from '#src/errors.ts'
import type { Asset } from '#src/market/asset.ts'
import type { Argument, ArgumentContext } from './argument.ts'
import { wordsOf } from './input.ts'
import { symbolsOf } from './symbols.ts'
import { findAsset, findStable, suggestAssets } from './asset.ts'

interface Options {
  readonly least?: number
  readonly most: number
  /** Stablecoins whose worth is known may be asked for, too. */
  readonly stable?: boolean
  /** As it would be typed; without one the argument is needed. */
  readonly default?: string
  /** Where nothing was typed, the first coins of the member's watchlist. */
  readonly follows?: boolean
}

/** From `least` (1) to `most` different coins. Throws RequestError for what is no coin, too few and too many. */
export function assets({
  least = 1,
  most,
  stable = false,
  default: preset,
  follows = false,
}: Options): Argument<readonly Asset[]> {
  const argument: Argument<readonly Asset[]> = {
    kind: 'assets',
    optional: preset !== undefined,
    takes: 'several',
    ...(follows && { follows }),
    ...(preset !== undefined && { default: preset }),
    parse(typed, context) {
      const words = wordsOf(typed)
      // Counted before they are looked up, so that a thousand words are refused at once.
      if (words.length > 2 * most) throw new RequestError('chat.tooManyAssets', { most: String(most) })
      const found = words.map((word) => (stable && findStable(word, context)) || findAsset(word, context))
      const unique = [...new Map(found.map((one) => [one.id, one])).values()]
      if (unique.length > most) throw new RequestError('chat.tooManyAssets', { most: String(most) })
      if (unique.length < least) throw new RequestError('chat.tooFewAssets', { least: String(least) })
      return unique
    },
    absent(context) {
      const own = follows ? followedIn(context).slice(0, most) : []
      if (own.length >= least) return own
      if (preset !== undefined) return argument.parse(preset, context)
      throw new RequestError(least === 1 ? 'chat.assetNeeded' : 'chat.tooFewAssets', { least: String(least) })
    },
    accepts: (typed, context) =>
      symbolsOf(context.history).find(typed).length > 0 ||
      (stable && findStable(typed, context) !== undefined),
    suggest(typed, context) {
      const words = typed.split(/[\s,、]+/u)
      const last = words.pop() ?? ''
      const before = words.filter((word) => word !== '').join(' ')
      const joint = before === '' ? '' : `${before} `
      return suggestAssets(last, context).map(({ label, value }) => ({
        label: `${joint}${label}`,
        value: `${joint}${value}`,
      }))
    },
    print: (value, { history }) => value.map((one) => symbolsOf(history).unmistakable(one)).join(' '),
  }
  return argument
}

/** The coins of the watchlist that have prices on record, in their order. */
function followedIn({ history, watchlist = [] }: ArgumentContext): readonly Asset[] {
  const { find } = symbolsOf(history)
  return watchlist.flatMap((id) => find(`id:${id}`).slice(0, 1))
}
