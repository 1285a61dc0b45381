/** Movers: who led and who trailed the hundred largest, and the narratives that went the other way. */
import type { Reading } from '#src/market/reading.ts'
import type { Mover, MoversReading } from '#src/services/movers.ts'
import { bySize } from '../salience.ts'
import { type Section, type Statement, state } from '../section.ts'

const NAMED = 3
const NARRATIVES = 2
/** A narrative went against the market only where it moved at least this much, fraction. */
const AGAINST = 0.005
/** Only a coin that multiplies is news beside what the market does, fraction. */
const USUAL_BEST = 2

export function moversSection({ value, missing }: Reading<MoversReading>): Section {
  return { name: 'movers', statements: [...leaders(value), ...against(value)], missing }
}

function leaders({ gainers, losers }: MoversReading): Statement[] {
  const [best, worst] = [gainers[0], losers[0]]
  const evidence = {
    rule: 'ranks 1-100 by market cap at the end of the week',
    assets: [...gainers, ...losers].map((one) => one.asset),
  }
  const values = {
    gainers: gainers.slice(0, NAMED).map(told),
    losers: losers.slice(0, NAMED).map(told),
    best: best?.symbol,
    bestReturn: best?.return,
    worst: worst?.symbol,
    worstReturn: worst?.return,
  }
  if (best && worst) return [state('movers.bothWays', values, evidence, bySize(best.return, USUAL_BEST))]
  if (best) return [state('movers.gainersOnly', values, evidence, bySize(best.return, USUAL_BEST))]
  if (worst) return [state('movers.losersOnly', values, evidence)]
  return []
}

function against({ against, top30 }: MoversReading): Statement[] {
  const strong = against.filter((one) => Math.abs(one.weekReturn) >= AGAINST).slice(0, NARRATIVES)
  if (strong.length === 0 || top30 === undefined) return []
  const sectors = strong.map((one) => ({ sector: one.sector, return: one.weekReturn }))
  return [state(top30 < 0 ? 'movers.againstFall' : 'movers.againstRise', { sectors }, { top30 })]
}

function told(mover: Mover) {
  return { symbol: mover.symbol, return: mover.return }
}
