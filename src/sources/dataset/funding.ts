/** funding.csv: settled prints, each for the interval before it. */
import type { AssetId } from '#src/market/asset.ts'
import type { FundingPrints } from '#src/market/perpetual.ts'
import { ABOVE_ZERO, ANY_NUMBER, readRows, type Vocabulary } from './columns.ts'
import { createGroups } from './groups.ts'
import type { Report } from './report.ts'

/** Asset, then venue, to prints. Rates are fractions per interval; an unknown interval is NaN hours. */
export function readFunding(
  text: string,
  ids: Vocabulary<AssetId>,
  report: Report,
): ReadonlyMap<AssetId, ReadonlyMap<string, FundingPrints>> {
  const file = 'funding.csv'
  const groups = createGroups(file, 'time, venue and asset', 2, report)
  readRows(file, text, report, (columns) => {
    const time = columns.instant('time')
    const venue = columns.text('venue')
    const asset = columns.oneOf('asset', ids)
    const rate = columns.number('rate', ANY_NUMBER)
    const hours = columns.optionalNumber('interval_hours', ABOVE_ZERO)
    return () => {
      const settled = time()
      const itsVenue = venue()
      const id = asset()
      const paid = rate()
      const interval = hours()
      if (Number.isNaN(paid)) return
      const group = groups.group(id, itsVenue)
      group.times.push(settled)
      group.lines.push(columns.line())
      group.values[0]?.push(paid)
      group.values[1]?.push(interval)
    }
  })
  return groups.settle(({ times, values }) => {
    const [rates, intervalHours] = values as [Float64Array, Float64Array]
    return { times, rates, intervalHours }
  })
}
