/** The 13 kinds of sentence of an edition, and which of its statements are of each. */
import { weeklySections } from '#src/briefing/weekly.ts'
import type { Edition } from '#src/briefing/edition.ts'

export const KINDS: readonly (readonly [name: string, of: RegExp])[] = [
  ['1 total market cap', /^marketcap\.(?!shares|share|bitcoinShare|ethereumShare)/],
  ['2 rank among assets, n-th week', /^assets\.(?!coins)/],
  ['3 macro releases', /^macro\.(jobs|inflation|unemployment|payrolls)/],
  ['4 odds of the next decision', /^macro\.odds/],
  ['5 yield curve', /^macro\.(bull|bear|slope|yield|twist|parallel|steep|flat)/],
  ['6 funding: sign and means', /^funding\.(turned|mean|positive|negative|other|settled|all)/],
  ['7 funding: runs, first since', /^funding\.(.*[Rr]un|turned|settled|.*Reached)/],
  ['8 spot turnover, against perpetuals', /^volume\./],
  ['9 returns and correlation by tier', /^(correlation|movers)\./],
  ['10 realized volatility', /^volatility\./],
  ['11 sectors', /^sectors\./],
  ['12 open interest, from its peak', /^openinterest\./],
  ['13 positioning', /^outlook\./],
]

/** The keys of the statements that an edition has of each kind, in the order of KINDS; empty where it says nothing. */
export function spokenIn({ readings, extremes }: Edition): readonly (readonly string[])[] {
  const keys = weeklySections(readings, extremes).flatMap(({ statements }) =>
    statements.map(({ key }) => key),
  )
  return KINDS.map(([, of]) => keys.filter((key) => of.test(key)))
}
