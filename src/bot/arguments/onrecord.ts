/** Data that few coins have: an answer for another coin names those that have them. */
import { RequestError } from '#src/errors.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Asset } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'

/** Coins named in the sentence. */
const NAMED = 8

/**
 * Throws RequestError `commands.notOnRecord` where nothing was found because the record has none of this coin at all,
 * and has some of others. Where it has none of any coin, or none of that week, the answer itself says so.
 */
export function mustBeOnRecord(
  found: boolean,
  topic: 'funding' | 'openinterest',
  asset: Asset,
  history: History,
  words: Words,
): void {
  const venues = topic === 'funding' ? history.fundingVenues : history.openInterestVenues
  if (found || venues(asset.id).length > 0) return
  const others = history.assets.filter(({ id }) => venues(id).length > 0).slice(0, NAMED)
  if (others.length === 0) return
  throw new RequestError('commands.notOnRecord', {
    symbol: asset.symbol,
    what: words.say(`commands:shared.onRecord.${topic}`),
    names: others.map(({ symbol }) => symbol).join(words.grammar.comma),
  })
}
