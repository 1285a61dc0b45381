/** Assets: crypto beside the other markets. */
import type { Reading } from '#src/market/reading.ts'
import { isoOf, startOfDay } from '#src/market/time.ts'
import type { AssetsReading } from '#src/services/assets.ts'
import type { AssetRow } from '#src/services/assets/row.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import { claim } from '../claim.ts'
import { findExtreme } from '../extremes.ts'
import type { Section, Statement } from '../section.ts'
import { marketStatements } from './markets.ts'
import { placeStatements } from './place.ts'

/** Below this a currency's week is not worth a sentence, fraction. */
const CURRENCY_MOVE = 0.01
/** Equity indices that all stayed within this had a calm week, fraction. */
const CALM = 0.005
/** A week in which one of them moved so much is stated, ranking or no ranking, fraction. */
const LARGE = 0.03
/** Gold and the dollar within this are not worth a sentence, fraction. */
const STILL = 0.003
/** Weeks in a row from which a streak is said. */
const STREAK = 3
/** What is worth a line of a recap, and what is not unless asked for. */
const SHOWN = 0.35
/** A word on the whole week is never cut from a paragraph. */
const VERDICT = 0.45
const ASKED = 0.15

/** Sentences about other markets; `extremes` are the week's entries of the ledger. */
export function assetsSection(
  reading: Reading<AssetsReading>,
  extremes: readonly RankedExtreme[] = [],
): Section {
  const { value, missing } = reading
  const returnOf = (id: string) => value.rows.find((row) => row.id === id)?.weekReturn
  const crypto = returnOf('crypto')
  const statements = [
    ...(crypto === undefined ? [] : placeStatements(reading, crypto, extremes)),
    ...coins(value, extremes),
    ...equities(value, returnOf('gold')),
    ...goldAndDollar(value, returnOf('gold'), returnOf('dxy'), crypto),
    ...marketStatements(value.rows, extremes),
    ...yen(value, returnOf('usdjpy')),
  ]
  return { name: 'assets', statements, missing }
}

function coins({ bitcoin, ethereum }: AssetsReading, extremes: readonly RankedExtreme[]): Statement[] {
  if (bitcoin === undefined) return []
  const { price, weekReturn, streak = 0, asOf } = bitcoin
  const evidence = {
    rule: 'closes at both boundaries',
    asOf: isoOf(asOf),
    price,
    weekReturn: weekReturn ?? null,
  }
  if (weekReturn === undefined) return [claim('assets.bitcoinPrice', { price }, evidence)]
  const own = { bitcoin: weekReturn, bitcoinPrice: price }
  const statement =
    ethereum?.weekReturn === undefined
      ? claim('assets.coinsOnly', own, evidence, { salience: ASKED })
      : claim(
          'assets.coins',
          { ...own, ethereum: ethereum.weekReturn, ethereumPrice: ethereum.price },
          evidence,
          { salience: ASKED },
        )
  if (Math.abs(streak) < STREAK) return [statement]
  const entry = findExtreme(extremes, 'price.bitcoin.streak')
  return [
    statement,
    claim(
      streak < 0 ? 'assets.losingStreak' : 'assets.winningStreak',
      { weeks: Math.abs(streak) },
      { rule: 'weeks in a row with a return of the same sign', streak },
      { salience: SHOWN, ...(entry && { entries: [entry] }) },
    ),
  ]
}

function equities(value: AssetsReading, gold: number | undefined): Statement[] {
  const list = value.rows.filter((row) => row.class === 'equity' && row.weekReturn !== undefined)
  const [best, worst] = [list[0], list.at(-1)] as (Required<AssetRow> | undefined)[]
  if (best === undefined || worst === undefined) return []
  const evidence = closesOf(list)
  if (value.earlierClose) return earlier(value, list, evidence)
  if (value.sellingWasCrypto && gold !== undefined) {
    const rule = 'crypto down 5 % or more, every equity index within 1 %, gold not down'
    return [claim('assets.sellingWasCrypto', { gold }, { ...evidence, rule }, { salience: VERDICT })]
  }
  if (value.riskOff) {
    const rule = 'crypto and two equity indices down more than 2 %, no equity index up'
    const values = { market: worst.id, change: worst.weekReturn }
    return [claim('assets.riskOff', values, { ...evidence, rule }, { salience: VERDICT })]
  }
  if (list.length > 1 && list.every((row) => Math.abs(row.weekReturn ?? 0) < CALM)) {
    return [claim('assets.equitiesCalm', { within: CALM }, evidence, { salience: ASKED })]
  }
  const large = Math.max(Math.abs(best.weekReturn), Math.abs(worst.weekReturn)) >= LARGE
  const weight = { salience: large ? SHOWN : ASKED }
  if (best === worst) {
    return [claim('assets.equity', { market: best.id, change: best.weekReturn }, evidence, weight)]
  }
  if (Math.sign(best.weekReturn) === Math.sign(worst.weekReturn)) {
    const strongest = best.weekReturn > 0 ? best : worst
    const values = { market: strongest.id, change: strongest.weekReturn }
    return [claim('assets.equitiesAlike', values, evidence, weight)]
  }
  const values = {
    best: best.id,
    bestChange: best.weekReturn,
    worst: worst.id,
    worstChange: worst.weekReturn,
  }
  return [claim('assets.equitiesApart', values, evidence, weight)]
}

/** An Asian close that came before the US move of the same day: its gain (or loss) is never stated without that. */
function earlier(
  { earlierClose, rows }: AssetsReading,
  equities: readonly AssetRow[],
  evidence: Statement['evidence'],
): Statement[] {
  const asian = equities.find((row) => row.id === earlierClose?.asian)
  const us = equities.find((row) => row.id === earlierClose?.us)
  if (!earlierClose || asian?.weekReturn === undefined || us?.weekReturn === undefined) return []
  const leads = asian.rank === 1 && rows.filter((row) => row.rank === 1).length === 1 && asian.weekReturn > 0
  const values = {
    asian: asian.id,
    asianChange: asian.weekReturn,
    us: us.id,
    usChange: us.weekReturn,
    session: earlierClose.dayReturn,
    day: startOfDay(earlierClose.day),
  }
  const rule = 'an Asian index closes hours before a US index on the same date'
  return [
    claim(
      leads ? 'assets.earlierCloseLeads' : 'assets.earlierClose',
      values,
      { ...evidence, rule, day: earlierClose.day, session: earlierClose.dayReturn },
      { salience: SHOWN, needed: true },
    ),
  ]
}

function goldAndDollar(
  { sellingWasCrypto, goldHeld, rows }: AssetsReading,
  gold?: number,
  dollar?: number,
  crypto?: number,
): Statement[] {
  // Gold stands in the sentence on what was not sold.
  if (gold === undefined || sellingWasCrypto) return []
  const evidence = {
    rule: 'closes at both boundaries',
    ...closesOf(rows.filter(({ id }) => id === 'gold' || id === 'dxy')),
  }
  if (dollar === undefined) return [claim('assets.gold', { gold }, evidence, { salience: ASKED })]
  if (Math.abs(gold) < STILL && Math.abs(dollar) < STILL) return []
  if (goldHeld && crypto !== undefined) {
    const rule = 'gold down less than 2 %, and crypto down three times as much or more'
    return [claim('assets.goldHeld', { gold, crypto }, { ...evidence, rule, crypto }, { salience: ASKED })]
  }
  return [claim('assets.goldDollar', { gold, dollar }, evidence, { salience: ASKED })]
}

function yen({ rows }: AssetsReading, change: number | undefined): Statement[] {
  if (change === undefined || Math.abs(change) < CURRENCY_MOVE) return []
  const key = change > 0 ? 'assets.yenWeaker' : 'assets.yenStronger'
  const closes = closesOf(rows.filter(({ id }) => id === 'usdjpy'))
  return [claim(key, { change }, { rule: 'closes at both boundaries', ...closes }, { salience: 0.3 })]
}

/** The two closes behind each return. */
function closesOf(rows: readonly AssetRow[]) {
  return {
    closes: rows.flatMap(({ id, closes }) => (closes ? [`${id}: ${closes.from} to ${closes.to}`] : [])),
  }
}
