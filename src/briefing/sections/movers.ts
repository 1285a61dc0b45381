/** Breadth and movers: how many of the hundred largest rose, which tier moved most, and who led and trailed. */
import type { Reading } from '#src/market/reading.ts'
import type { CorrelationReading } from '#src/services/correlation.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { Mover, MoversReading } from '#src/services/movers.ts'
import { claim } from '../claim.ts'
import type { Section, Statement } from '../section.ts'
import { breadthStatements, coinEntries, topTen } from './breadth.ts'

const NARRATIVES = 2
/** A narrative went against the market only where it moved at least this much, fraction. */
const AGAINST = 0.005
/** A coin that moved by this much is stated in a recap, fraction. */
const LARGE = 0.3
const SHOWN = 0.35
const ASKED = 0.15

/** `correlation` has the tiers and the count of risers of the same week. */
export function moversSection(
  { value, missing }: Reading<MoversReading>,
  correlation?: Reading<CorrelationReading>,
  extremes: readonly RankedExtreme[] = [],
): Section {
  const statements = [
    ...(correlation ? breadthStatements(correlation.value, extremes) : []),
    ...topTen(value.all),
    ...coinEntries(value.all, extremes),
    ...leaders(value),
    ...against(value),
  ]
  return { name: 'movers', statements, missing }
}

function leaders({ gainers, losers }: MoversReading): Statement[] {
  const [best, worst] = [gainers[0], losers[0]]
  const evidence = {
    rule: 'ranks 1-100 by market cap at the end of the week',
    assets: [...gainers, ...losers].map((one) => one.asset),
  }
  const large = Math.max(best?.return ?? 0, -(worst?.return ?? 0)) >= LARGE
  const weight = { salience: large ? SHOWN : ASKED }
  if (best && worst) {
    return [claim('movers.bothWays', { best: coinOf(best), worst: coinOf(worst) }, evidence, weight)]
  }
  if (best) return [claim('movers.gainersOnly', { best: coinOf(best) }, evidence, weight)]
  return worst ? [claim('movers.losersOnly', { worst: coinOf(worst) }, evidence, weight)] : []
}

/** A market that rose or fell: our index and the median coin. Where they part, no sector went against it. */
function against({ against, top30, median }: MoversReading): Statement[] {
  const strong = against.filter((one) => Math.abs(one.weekReturn) >= AGAINST).slice(0, NARRATIVES)
  if (strong.length === 0 || top30 === undefined || median === undefined || !(top30 * median > 0)) return []
  const sectors = strong.map((one) => ({ sector: one.sector, return: one.weekReturn }))
  const rule = 'sectors of five coins or more that went against the top 30, most of their coins with them'
  const key = top30 < 0 ? 'movers.againstFall' : 'movers.againstRise'
  return [claim(key, { sectors }, { rule, top30, median }, { salience: ASKED })]
}

function coinOf({ symbol, name, return: change }: Mover) {
  return { symbol, name, return: change }
}
