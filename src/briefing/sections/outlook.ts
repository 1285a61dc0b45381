/** Outlook: the verdicts of coins, funding by venue and spot, a line each. Its view is made by the thread. */
import type { Reading } from '#src/market/reading.ts'
import type { PositioningReading } from '#src/services/positioning.ts'
import type { FundingVerdict, LeverageVerdict, SpotVerdict } from '#src/services/verdicts.ts'
import { claim } from '../claim.ts'
import type { Section, Statement } from '../section.ts'
import { coinsEvidence, coinsTrend, fundingEvidence } from './evidence.ts'

/** The lines say again in words what open interest and funding say in figures: stated where those are not. */
const LINE = 0.2

export function outlookSection({ value, missing }: Reading<PositioningReading>): Section {
  // An edition that was frozen before there were verdicts has none.
  const { leverage, funding, spot } = value.verdicts ?? {}
  return {
    name: 'outlook',
    statements: [
      ...(leverage ? [coins(leverage)] : []),
      ...(funding ? [venues(funding)] : []),
      ...(spot ? [share(spot)] : []),
    ],
    missing,
  }
}

function coins(verdict: LeverageVerdict): Statement {
  const { word, coinsWeek, coinsFromPeak: peak, symbol } = verdict
  const trend = coinsTrend(coinsWeek)
  const values = { symbol, coins: { ...coinsWeek }, ...(peak && { peak: { ...peak } }) }
  const evidence = coinsEvidence(verdict)
  const weight = { salience: LINE }
  if (word === 'unwound' && trend !== 'fewer') return claim('outlook.unwoundPeak', values, evidence, weight)
  if (word === 'unwound') return claim('outlook.unwound', values, evidence, weight)
  if (word === 'rebuilt') return claim('outlook.rebuilt', values, evidence, weight)
  if (word === 'calm') return claim('outlook.calm', values, evidence, weight)
  if (trend === 'more') return claim('outlook.added', values, evidence, weight)
  return claim(trend === 'fewer' ? 'outlook.fewer' : 'outlook.unclear', values, evidence, weight)
}

/** Venues with the same word are stated together. */
function venues(verdict: FundingVerdict): Statement {
  const byWord = Map.groupBy(verdict.venues, ({ word }) => word)
  const groups = [...byWord].map(([word, all]) => ({ word, venues: all.map(({ venue }) => ({ venue })) }))
  return claim('outlook.funding', { groups }, fundingEvidence(verdict), { salience: LINE })
}

function share({ word, share, percentile }: SpotVerdict): Statement {
  const key = word === 'high' ? 'outlook.spotHigh' : word === 'low' ? 'outlook.spotLow' : 'outlook.spotNormal'
  const evidence = { rule: 'share of earlier weeks below it: high from 80 %, low to 20 %', share, percentile }
  return claim(key, { share }, evidence, { salience: word === 'normal' ? 0 : LINE })
}
