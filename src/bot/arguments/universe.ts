/** Which coins are ranked: one of the fixed universes, or the member's own watchlist. */
import { RequestError } from '#src/errors.ts'
import type { AssetId } from '#src/market/asset.ts'
import { UNIVERSES, type Universe } from '#src/services/movers/universe.ts'
import type { Argument } from './argument.ts'
import { choice } from './choice.ts'

const WATCHLIST = 'watchlist'
/** A watchlist as it is kept with an answer: the coins of the moment when it was asked for. */
const KEPT = /^watchlist\/([a-z0-9+_.-]+)$/u

/** Throws RequestError for a watchlist that is empty, and for one that others would see. */
export function universe(): Argument<Universe | readonly AssetId[]> {
  const named = choice([...UNIVERSES, WATCHLIST], { default: 'top100' })
  return {
    ...named,
    follows: true,
    parse(typed, context) {
      const [, ids] = KEPT.exec(typed) ?? []
      if (ids !== undefined) return ids.split('+')
      const value = named.parse(typed, context)
      if (value !== WATCHLIST) return value
      const { watchlist } = context
      if (watchlist === undefined) throw new RequestError('watchlist.private')
      if (watchlist.length === 0)
        throw new RequestError('watchlist.empty', { example: '/watchlist add btc eth' })
      return watchlist
    },
    absent: () => 'top100',
    accepts: (typed, context) => KEPT.test(typed) || named.accepts(typed, context),
    print: (value) => (typeof value === 'string' ? value : `${WATCHLIST}/${value.join('+')}`),
  }
}
