/** Our view of positioning: a claim from the verdict of leverage, its reason, and the condition that would change it. */
import type { LeverageVerdict } from '#src/services/verdicts.ts'
import type { Statement } from '../section.ts'
import { lineOf, type ThreadMaterial } from './material.ts'

/** Conditions and what they hang on. */
export interface Condition {
  readonly key: 'notBackBelow' | 'fewerOrRun' | 'fewerOrBelow' | 'movesFive' | 'refills' | 'fiveFall'
  readonly values: { readonly level?: number; readonly venue?: string; readonly prints?: number }
}

/** Coins down by this much in the week are the reason for `unwound`; otherwise the distance from the peak is. */
const CUT_IN_WEEK = -0.05
const RUN = 3
/** Coins fell at every hour by this much: a fall, but no unwinding yet. */
const TRIMMED = -0.01
/** So far below the peak at every hour, coins that were added do not say that little was unwound. */
const FAR_BELOW = -0.2

/** Undefined where open interest in coins is not known, or where too little is to say when the view would change. */
export function viewOf(material: ThreadMaterial): Statement | undefined {
  const { readings } = material
  const leverage = readings.openinterest.value.leverage
  if (!leverage) return undefined
  const condition = conditionOf(leverage, material)
  const key = keyOf(leverage)
  if (!condition || !key) return undefined
  const peak = leverage.coinsFromPeak
  const values = {
    change: { ...condition },
    range: { ...leverage.coinsWeek },
    ...(peak && { peak: { ...peak } }),
  }
  return lineOf(key, values, [], {
    rule: 'verdict of open interest in coins at every hour of its reading',
    word: leverage.word,
    coinsWeek: { ...leverage.coinsWeek },
    ...(peak && { coinsFromPeak: { ...peak } }),
    condition: condition.key,
    ...condition.values,
  })
}

function keyOf({ word, coinsWeek, coinsFromPeak }: LeverageVerdict) {
  if (word === 'unwound') {
    if (coinsWeek.high <= CUT_IN_WEEK) return 'thread:view.unwound' as const
    return coinsFromPeak ? ('thread:view.unwoundPeak' as const) : undefined
  }
  if (word === 'added') {
    if (!coinsFromPeak) return 'thread:view.addedLevel' as const
    return coinsFromPeak.high > FAR_BELOW ? ('thread:view.added' as const) : undefined
  }
  // Coins that moved little or without a direction give no view; a fall short of an unwinding does.
  if (word === 'mixed') return coinsWeek.high <= TRIMMED ? ('thread:view.trimmed' as const) : undefined
  return `thread:view.${word}` as const
}

function conditionOf(
  { word, coinsWeek }: LeverageVerdict,
  { readings }: ThreadMaterial,
): Condition | undefined {
  const { low } = readings.price.value
  const { run } = readings.watch.value
  // A run that is as long already would change the view as it is said.
  const venue = run && run.prints < RUN ? run.venue : undefined
  const below = low && { level: low.price }
  switch (word) {
    case 'unwound':
      if (coinsWeek.high > CUT_IN_WEEK) return { key: 'refills', values: {} }
      return below && { key: 'notBackBelow', values: below }
    case 'added':
      return venue === undefined
        ? below && { key: 'fewerOrBelow', values: below }
        : { key: 'fewerOrRun', values: { venue, prints: RUN } }
    case 'rebuilt':
      return below && { key: 'fewerOrBelow', values: below }
    case 'calm':
      return { key: 'movesFive', values: {} }
    case 'mixed':
      return { key: 'fiveFall', values: {} }
  }
}
