/** Assets: crypto beside the other markets. */
import type { Reading } from '#src/market/reading.ts'
import { DAY, startOfDay } from '#src/market/time.ts'
import type { AssetRow, AssetsReading } from '#src/services/assets.ts'
import { bySize } from '../salience.ts'
import { type Section, type Statement, state } from '../section.ts'

/** Below this a currency's week is not worth a sentence, fraction. */
const CURRENCY_MOVE = 0.01
/** Less than this prints as 0.0 % and has no direction, fraction. */
const FLAT = 0.0005
/** Equity indices that all stayed within this had a calm week, fraction. */
const CALM = 0.005
/** Gold and the dollar within this are not worth a sentence, fraction. */
const STILL = 0.003
/** More than this is no small loss of gold, fraction. */
const GOLD_HELD = -0.02
/** Weekly moves that are nothing special, fractions. */
const USUAL_BITCOIN = 0.08
const USUAL_ETHEREUM = 0.1

export function assetsSection({ value, missing, week }: Reading<AssetsReading>): Section {
  const byId = new Map(value.rows.map((row) => [row.id, row]))
  const returnOf = (id: string) => byId.get(id)?.weekReturn
  const crypto = returnOf('crypto')
  const statements: Statement[] = []
  if (crypto !== undefined) statements.push(placeOf(crypto, value))
  statements.push(...coins(returnOf('bitcoin'), returnOf('ethereum')))
  statements.push(...equities(value))
  statements.push(...goldAndDollar(returnOf('gold'), returnOf('dxy'), crypto))
  const yen = returnOf('usdjpy')
  if (yen !== undefined && Math.abs(yen) >= CURRENCY_MOVE) {
    statements.push(state(yen > 0 ? 'assets.yenWeaker' : 'assets.yenStronger', { change: yen }))
  }
  return { name: 'assets', statements, missing }

  function placeOf(
    change: number,
    { rank, of, weeksLast, weeksFirst, rankHistory }: AssetsReading,
  ): Statement {
    if (rank === undefined || of === undefined) return state('assets.unranked', { change })
    const evidence = {
      rule: 'rank 1 is the best week return; ranked are crypto and all of class equity, bond, commodity, fx',
      window: week.edition,
      ranks: rankHistory.slice(0, 13).map((one) => `${one.edition}: ${one.rank}/${one.of}`),
    }
    const last = rank === of
    // Two that share the first rank are neither of them first.
    const first = rank === 1 && weeksFirst !== 0
    if (last || first) {
      const weeks = (last ? weeksLast : weeksFirst) ?? 1
      const key = last ? (weeks > 1 ? 'worstStreak' : 'worst') : weeks > 1 ? 'bestStreak' : 'best'
      const rarity = { weeksSince: weeksSinceStreak(rankHistory, last, weeks) }
      return state(`assets.${key}`, { change, of, weeks }, evidence, rarity)
    }
    const before = weeksLastBefore(rankHistory)
    if (before >= 2) {
      const weeksSince = before + 1
      return state('assets.leftLast', { change, rank, of, weeks: before }, evidence, { weeksSince })
    }
    return state('assets.placed', { change, rank, of }, evidence)
  }
}

/** Weeks since crypto last kept first or last place for as long; the record's length where it never did. */
function weeksSinceStreak(history: AssetsReading['rankHistory'], last: boolean, length: number): number {
  let run = 0
  for (const [index, { rank, of }] of history.entries()) {
    if (index < length) continue
    run = (last ? rank === of : rank === 1) ? run + 1 : 0
    if (run >= length) return index - length + 1
  }
  return history.length
}

/** How many weeks in a row, up to the one before this, crypto came last; a week without a rank ends the count. */
function weeksLastBefore(history: AssetsReading['rankHistory']): number {
  const newest = history[0]
  if (newest === undefined) return 0
  const at = startOfDay(newest.edition)
  const earlier = history.slice(1)
  const index = earlier.findIndex(
    ({ edition, rank, of }, weeks) => rank !== of || startOfDay(edition) !== at - (weeks + 1) * 7 * DAY,
  )
  return index < 0 ? earlier.length : index
}

function coins(bitcoin: number | undefined, ethereum: number | undefined): Statement[] {
  if (bitcoin === undefined) return []
  const evidence = { rule: 'closes at both boundaries' }
  const rarity = bySize(bitcoin, USUAL_BITCOIN)
  if (ethereum === undefined) return [state('assets.coinsOnly', { bitcoin }, evidence, rarity)]
  const key = moveAlike(bitcoin, ethereum) ? 'assets.coinsAlike' : 'assets.coinsApart'
  const larger = Math.max(Math.abs(bitcoin) / USUAL_BITCOIN, Math.abs(ethereum) / USUAL_ETHEREUM)
  return [state(key, { bitcoin, ethereum }, evidence, bySize(larger, 1))]
}

function equities({ rows, riskOff }: AssetsReading): Statement[] {
  const list = rows.filter((row) => row.class === 'equity' && row.weekReturn !== undefined)
  const [best, worst] = [list[0], list.at(-1)] as (Required<AssetRow> | undefined)[]
  if (best === undefined || worst === undefined) return []
  const evidence = { closes: list.map((row) => `${row.id}: ${row.closes?.from} to ${row.closes?.to}`) }
  if (riskOff) return [state('assets.riskOff', { market: worst.id, change: worst.weekReturn }, evidence)]
  if (list.length > 1 && list.every((row) => Math.abs(row.weekReturn ?? 0) < CALM)) {
    return [state('assets.equitiesCalm', { within: CALM }, evidence)]
  }
  if (best === worst) return [state('assets.equity', { market: best.id, change: best.weekReturn }, evidence)]
  if (Math.sign(best.weekReturn) === Math.sign(worst.weekReturn)) {
    const strongest = best.weekReturn > 0 ? best : worst
    const values = { market: strongest.id, change: strongest.weekReturn }
    return [state('assets.equitiesAlike', values, evidence)]
  }
  const values = {
    best: best.id,
    bestChange: best.weekReturn,
    worst: worst.id,
    worstChange: worst.weekReturn,
  }
  return [state('assets.equitiesApart', values, evidence)]
}

function goldAndDollar(gold?: number, dollar?: number, crypto?: number): Statement[] {
  if (gold === undefined) return []
  if (dollar === undefined) return [state('assets.gold', { gold })]
  if (Math.abs(gold) < STILL && Math.abs(dollar) < STILL) return []
  // "Only" is earned by a small loss where crypto lost at least twice as much.
  const held = gold <= -FLAT && gold > GOLD_HELD && crypto !== undefined && crypto < 2 * gold
  const key = held
    ? 'assets.goldHeld'
    : moveAlike(gold, dollar)
      ? 'assets.goldDollarAlike'
      : 'assets.goldDollar'
  return [state(key, { gold, dollar })]
}

/** Both up or both down, so that one verb can tell them. */
function moveAlike(one: number, other: number): boolean {
  return Math.abs(one) >= FLAT && Math.abs(other) >= FLAT && Math.sign(one) === Math.sign(other)
}
