/** The verdict on a week of one asset's open interest, judged in coins. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Week } from '#src/market/week.ts'
import { defined } from '../defined.ts'
import { readFundingVerdict } from '../funding/read.ts'
import { stayedPositive } from '../funding/support.ts'
import { weekPrices } from '../prices.ts'
import { isGap } from '../publish.ts'
import type { LeverageVerdict, Spread } from '../verdicts.ts'
import { coinsFromPeak, coinsSpread } from './hours.ts'
import type { Interest } from './known.ts'
import { fundingObjects, isByCoins, isByPrice, leverageWord, quadrantOf } from './support.ts'

/** Undefined where coins cannot be counted on both days. */
export function leverageVerdict(
  history: History,
  week: Week,
  asset: AssetId,
  interest: Interest,
): LeverageVerdict | undefined {
  const { start, end, daily } = interest
  const coins = coinsSpread(history, asset, interest)
  if (coins === undefined || isGap(start) || isGap(end)) return undefined
  const { hours, ...coinsWeek } = coins
  const { weekReturn } = weekPrices(history, asset, week)
  const priceWeek = isGap(weekReturn) ? undefined : weekReturn
  const dollarsWeek = end.value / start.value - 1
  const now = coinsFromPeak(history, asset, end, daily, week.end)
  const quadrant = quadrantOf(priceWeek, coinsWeek)
  const funding = readFundingVerdict(history, week, asset)
  const objected = quadrant !== undefined && fundingObjects(quadrant, funding?.venues[0])
  return {
    word: leverageWord(coinsWeek, now, priceWeek),
    asset,
    symbol: history.asset(asset)?.symbol ?? asset.toUpperCase(),
    hours,
    coinsWeek,
    dollarsWeek,
    byPrice: isByPrice(dollarsWeek, coinsWeek),
    byCoins: isByCoins(dollarsWeek, coinsWeek),
    fundingStayedPositive: funding !== undefined && stayedPositive(funding),
    ...defined({
      priceWeek,
      coinsFromPeak: now && spreadOf(now),
      coinsPeakDays: now && { first: now.first, last: now.last },
      quadrant: objected ? undefined : quadrant,
      objected: objected && funding ? quadrant : undefined,
    }),
  }
}

function spreadOf({ low, high, atClose }: Spread): Spread {
  return { low, high, ...(atClose && { atClose }) }
}
