/** What the ledger of extremes holds of one asset's open interest: records, largest changes, and since when. */
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { OpenInterestRow } from '#src/services/openinterest.ts'
import { claim } from '../../claim.ts'
import type { Statement } from '../../section.ts'
import { extentOf } from '../../thread/entries.ts'
import { entryOf } from '../evidence.ts'
import { countedOver } from './counted.ts'

const RULE = 'an entry of the ledger of extremes'

export function interestEntries(row: OpenInterestRow, extremes: readonly RankedExtreme[]): Statement[] {
  const whose = row.asset === 'total' ? 'total' : row.symbol
  const name = `openinterest.${row.asset}`
  const day = entryOf(extremes, `${name}.dayChange`, 'largest-rise', 'largest-fall')
  const week = entryOf(extremes, `${name}.weekChange`, 'largest-rise', 'largest-fall')
  const usd = entryOf(extremes, `${name}.usd`, 'high', 'low')
  const coins = entryOf(extremes, `${name}.coins`, 'high', 'low')
  return [
    ...(usd
      ? [
          claim(
            'openinterest.reached',
            { whose, end: usd.value, at: usd.at, extent: extentOf(usd) },
            evidence(row),
            { entries: [usd] },
          ),
        ]
      : []),
    ...(coins
      ? [
          claim(
            'openinterest.coinsReached',
            { whose, at: coins.at, extent: extentOf(coins) },
            evidence(row),
            { entries: [coins] },
          ),
        ]
      : []),
    ...(day
      ? [
          claim(
            'openinterest.dayMoved',
            { whose, at: day.at, change: day.value, extent: extentOf(day) },
            evidence(row),
            { entries: [day] },
          ),
        ]
      : []),
    ...(week
      ? [
          claim(
            'openinterest.weekMoved',
            { whose, change: week.value, extent: extentOf(week) },
            evidence(row),
            { entries: [week] },
          ),
        ]
      : []),
  ]
}

function evidence(row: OpenInterestRow): Statement['evidence'] {
  return { rule: RULE, ...countedOver(row) }
}
