/** What is stated while a live record is empty: that nothing is known yet, and which sources refuse since when and why. */
import type { Words } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { silentSuppliers, type SupplierRow } from './suppliers.ts'

/** `record`: nothing at all is on record; `prices`: other facts are, and no coin has a price. */
export type Emptiness = 'record' | 'prices'

/** What a live record lacks altogether; undefined where it has prices, and of what is no live record. */
export function emptinessOf(history: History): Emptiness | undefined {
  if (!history.live || history.assets.some(({ id }) => isFilled(history.dailyCandles(id)?.times)))
    return undefined
  const isBare =
    !isFilled(history.totalMarketCap?.times) &&
    !history.assets.some(({ id }) => history.fundingVenues(id).length > 0) &&
    [history.crossAssets, history.macro, history.rateOdds, history.sentimentIndices].every(
      (one) => one.length === 0,
    )
  return isBare ? 'record' : 'prices'
}

/** A sentence for it, with what the sources that fail say; undefined where the record is not empty. */
export function emptyLine(
  history: History,
  suppliers: readonly SupplierRow[],
  words: Words,
): string | undefined {
  const emptiness = emptinessOf(history)
  if (emptiness === undefined) return undefined
  const silent = silentSuppliers(suppliers, words)?.split('\n').join(words.grammar.semicolon)
  const why =
    silent === undefined
      ? words.say('commands:shared.empty.asked')
      : words.say('commands:shared.empty.failing', { names: silent })
  return words.say(`commands:shared.empty.${emptiness}`, { why })
}

function isFilled(times: ArrayLike<number> | undefined): boolean {
  return times !== undefined && times.length > 0
}
