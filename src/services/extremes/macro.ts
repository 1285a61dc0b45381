/** Extremes of yields, of the slope of their curve, and of the odds of rate decisions. */
import type { History } from '#src/market/history.ts'
import { type Curve, CURVES } from '#src/market/macro.ts'
import { type Series, seriesOf, valueAt } from '#src/market/series.ts'
import { DAY } from '#src/market/time.ts'
import { slope2s10s } from '#src/metrics/curve.ts'
import { isCoarse } from '#src/metrics/glitches.ts'
import { rememberPerHistory } from '../memory.ts'
import { SESSION_GAP } from './cross.ts'
import type { Tracked } from './tracked.ts'

const TENORS: readonly number[] = [2, 10, 30]
/** The source whose odds are reported where it has some. */
const PREFERRED = 'polymarket'

export const macroSeries = rememberPerHistory((history): readonly Tracked[] => [
  ...CURVES.flatMap((curve) => ofCurve(history, curve)),
  ...[...new Set(history.rateOdds.map(({ meeting }) => meeting))].map((meeting) => ofOdds(history, meeting)),
])

function ofCurve(history: History, curve: Curve): Tracked[] {
  const made = (name: string, unit: Tracked['unit'], data: Series): Tracked[] =>
    data.times.length === 0
      ? []
      : [
          {
            group: 'macro',
            series: `macro.${curve}.${name}`,
            unit,
            data,
            dated: 'session',
            span: DAY,
            longestGap: SESSION_GAP,
            up: 'high',
            down: 'low',
            sources: history.suppliers('yield_curves', curve),
            isCoarse: (index) => isCoarse(data.values, index),
          },
        ]
  const [two, ten] = [history.curveYields(curve, 2), history.curveYields(curve, 10)]
  return [
    ...TENORS.flatMap((tenor) => {
      const yields = history.curveYields(curve, tenor)
      return yields ? made(`${tenor}y.yield`, 'percent', yields) : []
    }),
    ...(two && ten ? made('slope', 'percentage points', slopes(two, ten)) : []),
  ]
}

function slopes(two: Series, ten: Series): Series {
  return seriesOf(
    [...ten.times].flatMap((time, i) => {
      const short = valueAt(two, time)
      return short === undefined
        ? []
        : [[time, slope2s10s({ two: short, ten: ten.values[i] as number })] as const]
    }),
  )
}

/** Prints of one source; they come when somebody trades, so no time between two of them is a gap. */
function ofOdds(history: History, meeting: string): Tracked {
  const cuts = history.rateOdds.filter((quote) => quote.meeting === meeting && quote.outcome === 'cut')
  const source = cuts.some((quote) => quote.source === PREFERRED) ? PREFERRED : (cuts[0]?.source ?? '')
  const data = seriesOf(
    cuts.filter((quote) => quote.source === source).map((quote) => [quote.time, quote.probability]),
  )
  return {
    group: 'macro',
    series: `macro.odds.${meeting}.cut`,
    unit: 'probability',
    data,
    dated: 'instant',
    span: 0,
    longestGap: Number.POSITIVE_INFINITY,
    up: 'high',
    down: 'low',
    sources: [source],
  }
}
