/** What the ledger of extremes holds of one asset's funding: its lowest and highest settlements and week means. */
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { FundingVerdict } from '#src/services/verdicts.ts'
import { claim, depthOf } from '../../claim.ts'
import type { Statement } from '../../section.ts'
import { extentOf } from '../../thread/entries.ts'
import { entryOf } from '../evidence.ts'

/** Venues often move together: the same news is stated for one. */
const SETTLEMENTS = 1
const RULE = 'settlements of one venue, summed to 8 hours where it settles more often'

export function fundingEntries(
  symbol: string,
  { asset, venues }: FundingVerdict,
  extremes: readonly RankedExtreme[],
): Statement[] {
  const byVenue = venues.map(({ venue }) => {
    const name = `funding.${asset}.${venue}`
    const settlement = entryOf(extremes, `${name}.settlement`, 'high', 'low')
    const mean = entryOf(extremes, `${name}.weekMean`, 'high', 'low')
    const of = { rule: RULE, asset, venue }
    const settled = [
      ...(settlement
        ? [
            {
              depth: depthOf(settlement),
              size: Math.abs(settlement.value),
              statement: claim(
                'funding.settledAt',
                { symbol, venue, at: settlement.at, rate: settlement.value, extent: extentOf(settlement) },
                { ...of, measure: 'settlement', weeks: settlement.weeks },
                { entries: [settlement] },
              ),
            },
          ]
        : []),
    ]
    const means = [
      ...(mean
        ? [
            {
              depth: depthOf(mean),
              size: Math.abs(mean.value),
              statement: claim(
                'funding.meanReached',
                { symbol, venue, mean: mean.value, extent: extentOf(mean) },
                { ...of, measure: 'weekMean', weeks: mean.weeks },
                { entries: [mean] },
              ),
            },
          ]
        : []),
    ]
    return { settled, means }
  })
  return [
    ...strongest(
      byVenue.flatMap(({ settled }) => settled),
      SETTLEMENTS,
    ),
    ...strongest(
      byVenue.flatMap(({ means }) => means),
      1,
    ),
  ]
}

/** The ones that reach furthest back, of equal ones the furthest from zero, in the venues' order. */
function strongest(
  candidates: readonly { readonly depth: number; readonly size: number; readonly statement: Statement }[],
  count: number,
): Statement[] {
  const kept = candidates.toSorted((a, b) => b.depth - a.depth || b.size - a.size).slice(0, count)
  return candidates.filter((one) => kept.includes(one)).map(({ statement }) => statement)
}
