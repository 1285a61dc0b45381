/** The view of positioning: its verdict from coins at every hour, and the condition that would change it. */
import { weekReturn } from '../recompute/price.ts'
import { between } from '../record/find.ts'
import type { Checker, Checkers, Context } from './checker.ts'
import { coins, coinsPeak, still } from './openinterest.ts'

const PEAK = [90]

export type Verdict = 'unwound' | 'added' | 'rebuilt' | 'calm' | 'mixed'

export const VIEW: Checkers = {
  'thread:view.unwound': view('unwound', 'notBackBelow'),
  'thread:view.unwoundPeak': view('unwound', 'refills'),
  'thread:view.added': view('added', 'fewerOrRun', 'fewerOrBelow'),
  'thread:view.addedLevel': view('added', 'fewerOrRun', 'fewerOrBelow'),
  'thread:view.rebuilt': view('rebuilt', 'fewerOrBelow'),
  'thread:view.calm': view('calm', 'movesFive'),
  'thread:view.trimmed': view('mixed', 'fiveFall'),
}

/** Verdict of a week by coins: news.md 3.5. */
export function verdictOf(context: Context): Verdict {
  const { low, high } = coins(context)
  const peak = coinsPeak(context)
  if (high <= -0.05) return 'unwound'
  if (low >= 0.02)
    return (weekReturn(context.record, 'bitcoin', context.week) ?? 0) >= 0.01 ? 'rebuilt' : 'added'
  if (peak && peak.high <= -0.2) return 'unwound'
  return still({ low, high }) ? 'calm' : 'mixed'
}

/** The lowest hourly low of the week. */
export function lowOf({ record, week }: Context): number {
  return Math.min(...between(record.hourly.get('bitcoin'), week.start, week.end).map((one) => one.low))
}

function view(word: Verdict, ...conditions: readonly string[]): Checker {
  return (context) => {
    const { change } = context.statement.values as {
      change: { key: string; values: Record<string, unknown> }
    }
    const peak = coinsPeak(context)
    const verdict = verdictOf(context)
    const expected =
      change.key === 'fewerOrRun'
        ? { venue: 'binance', prints: 3 }
        : change.key === 'notBackBelow' || change.key === 'fewerOrBelow'
          ? { level: lowOf(context) }
          : {}
    const moved = coins(context)
    return {
      values: {
        change: { key: change.key, values: expected },
        range: { ...moved },
        ...(peak && { peak: { ...peak } }),
      },
      evidence: { word, coinsWeek: { ...moved }, ...(peak && { coinsFromPeak: { ...peak } }) },
      // Conditions name their thresholds: 2 % and 5 % of coins.
      also: [...PEAK, 2, 5],
      faults: [
        verdict !== word && `the verdict is ${verdict}`,
        !conditions.includes(change.key) && `the condition is ${change.key}`,
        ...alreadyTrue(context),
      ],
    }
  }
}

/** A condition that this week has met already changes nothing; a fall, a rise or a small move is one. */
function alreadyTrue(context: Context): (string | false)[] {
  const { ja = '', en = '' } = context.statement.text ?? {}
  const { key } = context.statement
  const { low, high } = coins(context)
  const price = weekReturn(context.record, 'bitcoin', context.week) ?? Number.NaN
  const moves = `coins moved by ${low} to ${high}, the price by ${price}`
  return [
    key.endsWith('trimmed') && high > -0.01 && moves,
    /A fall of more than 5%|減少が5%を超え/u.test(ja + en) &&
      high < -0.05 &&
      `${moves}: the condition is met`,
    /下げのなかで/u.test(ja) && price >= 0 && moves,
    /coins rose with the price|価格とともに/u.test(ja + en) && price <= 0 && moves,
  ]
}
