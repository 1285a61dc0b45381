/** Comparison: coins beside each other over one window; no recap holds this section. */
import type { CompareReading, CompareRow } from '#src/services/compare.ts'
import { type Section, type Statement, state } from '../section.ts'

export function compareSection({ rows, days, absent }: CompareReading): Section<'compare'> {
  const missing = absent.map(({ asset, why }) => ({ figure: `price.${asset.id}.end`, reason: why.missing }))
  const byReturn = rows.toSorted((a, b) => b.return - a.return)
  const [best, worst] = [byReturn[0], byReturn.at(-1)]
  if (!best || !worst) return { name: 'compare', statements: [], missing }
  if (rows.length === 1) {
    const values = { days, symbol: best.asset.symbol, change: best.return }
    return { name: 'compare', statements: [state('compare.single', values)], missing }
  }
  const values = {
    days,
    best: best.asset.symbol,
    bestReturn: best.return,
    worst: worst.asset.symbol,
    worstReturn: worst.return,
  }
  const evidence = {
    rule: 'simple returns between 00:00 UTC prices',
    assets: rows.map(({ asset }) => asset.id),
  }
  return {
    name: 'compare',
    statements: [state('compare.apart', values, evidence), volatility(rows), ...together(rows)],
    missing,
  }
}

function volatility(rows: readonly CompareRow[]): Statement {
  const sorted = rows.toSorted((a, b) => a.volatility - b.volatility)
  const [calmest, wildest] = [sorted[0], sorted.at(-1)] as [CompareRow, CompareRow]
  return state(
    'compare.volatility',
    {
      calmest: calmest.asset.symbol,
      low: calmest.volatility,
      wildest: wildest.asset.symbol,
      high: wildest.volatility,
    },
    { rule: 'daily log returns, zero mean, times the square root of 365' },
  )
}

/** Said from three on: of two there is nothing to choose from, and the table has it. */
function together([first, ...others]: readonly CompareRow[]): Statement[] {
  const [closest] = others
    .flatMap(({ asset, correlation }) =>
      typeof correlation === 'number' ? [{ symbol: asset.symbol, correlation }] : [],
    )
    .sort((a, b) => b.correlation - a.correlation)
  if (!first || !closest || others.length < 2) return []
  const values = { first: first.asset.symbol, closest: closest.symbol, correlation: closest.correlation }
  return [state('compare.together', values, { rule: 'Pearson, daily log returns of the window' })]
}
