/** Claims of the assets section: the index's place, and weeks in a row. */
import { topThirty } from '../recompute/indices.ts'
import { crossWeek, ranking } from '../recompute/markets.ts'
import { priceAt, weekReturn } from '../recompute/price.ts'
import { dayName, WEEK, weekTo } from '../record/time.ts'
import type { Checker, Context, Recomputed } from './checker.ts'

export const ASSETS: Readonly<Record<string, Checker>> = {
  'assets.worst': (context) => place(context, -1, false),
  'assets.worstStreak': (context) => place(context, -1, true),
  'assets.best': (context) => place(context, 0, false),
  'assets.bestStreak': (context) => place(context, 0, true),
  'assets.placed': (context) => {
    const places = ranking(context.record, context.week) ?? []
    const at = places.findIndex((one) => one.asset === 'crypto')
    return { ...index(context), plain: [30, at + 1, places.length] }
  },
  'assets.unranked': index,
  'assets.bitcoinPrice': coins,
  'assets.coins': coins,
  'assets.coinsOnly': coins,
  'assets.coinsAlike': coins,
  'assets.coinsApart': coins,
  'assets.equitiesAlike': markets,
  'assets.equitiesApart': markets,
  'assets.equity': markets,
  'assets.gold': markets,
  'assets.goldDollar': markets,
  'assets.goldDollarAlike': markets,
  'assets.goldHeld': markets,
  'assets.yenWeaker': markets,
  'assets.yenStronger': markets,
}

function index({ record, week }: Context): Recomputed {
  return { fractions: [topThirty(record, week)?.change], plain: [30] }
}

/** Last (−1) or first (0) of the ranked, and for how many weeks. */
function place(context: Context, end: -1 | 0, streak: boolean): Recomputed {
  const { record, week } = context
  const there = (at: number) => ranking(record, weekTo(dayName(at)))?.at(end)?.asset === 'crypto'
  let weeks = 0
  while (there(week.end - weeks * WEEK)) weeks++
  const faults = [
    ...(weeks === 0 ? ['crypto was not there'] : []),
    ...(streak !== weeks > 1 ? [`${weeks} weeks in a row`] : []),
  ]
  return { ...index(context), plain: [30, weeks, ranking(record, week)?.length], faults }
}

function coins({ record, week }: Context): Recomputed {
  return {
    fractions: ['bitcoin', 'ethereum'].map((asset) => weekReturn(record, asset, week)),
    plain: ['bitcoin', 'ethereum'].map((asset) => priceAt(record, asset, week.end)),
  }
}

function markets({ record, week }: Context): Recomputed {
  return { fractions: [...record.cross.keys()].map((asset) => crossWeek(record, asset, week)) }
}
