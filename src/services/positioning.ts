/** The positioning reading: the week's verdicts, gathered. */
import type { History } from '#src/market/history.ts'
import type { Reading } from '#src/market/reading.ts'
import type { Week } from '#src/market/week.ts'
import { levelOf } from '#src/metrics/levels.ts'
import type { AssetsReading } from './assets.ts'
import type { CorrelationReading } from './correlation.ts'
import { defined } from './defined.ts'
import type { FundingReading } from './funding/reading.ts'
import { interestOf } from './openinterest/known.ts'
import { levelRank } from './openinterest/year.ts'
import type { OpenInterestReading } from './openinterest.ts'
import { createPublisher, type Gap, gap, isGap, type Provenance } from './publish.ts'
import type { Verdicts } from './verdicts.ts'
import type { VolatilityReading } from './volatility.ts'
import type { VolumeReading } from './volume.ts'

export interface PositioningReading {
  /** One verdict a quantity, as the topics' own readings carry them: positioning has no word of its own. */
  readonly verdicts: Verdicts
}

/** The readings that it rests on; all of one week and one history. */
export interface PositioningParts {
  readonly assets: Reading<AssetsReading>
  readonly correlation: Reading<CorrelationReading>
  readonly openinterest: Reading<OpenInterestReading>
  /** Bitcoin's. */
  readonly funding: Reading<FundingReading>
  readonly volatility: Reading<VolatilityReading>
  readonly volume: Reading<VolumeReading>
}

/**
 * The verdicts of a week. Published beside them, for programs: leverage, funding, spot share and volatility each
 * against its own year, high from the 80th percentile on, low down from the 20th, or the reason why it is missing.
 */
export function readPositioning(
  history: History,
  week: Week,
  parts: PositioningParts,
): Reading<PositioningReading> {
  const { openinterest, funding, volatility, volume } = parts
  const publisher = createPublisher('positioning', week, { asOf: asOfAll(parts), sources: [] })
  const put = (name: string, percentile: number | Gap, of: Provenance) =>
    publisher.put(`positioning.${name}`, 'word', isGap(percentile) ? percentile : levelOf(percentile), of)
  const bitcoin = volatility.value.rows.find(({ asset }) => asset === 'bitcoin')
  const ofTotal = levelRank(interestOf(history, 'total', week.start, week.end))
  const ofFunding = `funding.${funding.value.asset}.percentile1y`
  const ofVolatility = 'volatility.bitcoin.rv7dPercentile1y'
  const ofShare = 'volume.spot.spotShare'
  put(
    'leverage',
    isGap(ofTotal) ? ofTotal : ofTotal.percentile,
    provenanceOf(openinterest, 'openinterest.total.end'),
  )
  put('funding', funding.value.percentile1y ?? reasonOf(funding, ofFunding), provenanceOf(funding, ofFunding))
  put(
    'spotShare',
    volume.value.spotSharePercentile ?? reasonOf(volume, ofShare),
    provenanceOf(volume, ofShare),
  )
  put(
    'volatility',
    bitcoin?.rv7dPercentile1y ?? reasonOf(volatility, ofVolatility),
    provenanceOf(volatility, ofVolatility),
  )
  return publisher.reading({ verdicts: readVerdicts(parts) })
}

/** The verdicts of a week, gathered from the readings that made them. */
function readVerdicts(parts: PositioningParts): Verdicts {
  const { assets, openinterest, funding, volatility, correlation, volume } = parts
  const { spotShare: share, spotSharePercentile: percentile } = volume.value
  return defined({
    price: assets.value.price,
    volatility: volatility.value.verdict,
    breadth: correlation.value.breadth,
    leverage: openinterest.value.leverage,
    funding: funding.value.verdict,
    spot:
      share === undefined || percentile === undefined
        ? undefined
        : { word: levelOf(percentile), share, percentile },
  })
}

/** A word comes from where, and is as old as, the figure that it is read off. */
function provenanceOf({ figures, asOf, sources }: Reading<unknown>, figure: string): Provenance {
  return { asOf: figures[figure]?.asOf ?? asOf, sources: figures[figure]?.sources ?? sources }
}

/** Why a figure is missing; where it is not, it is its past that is too short for a percentile. */
function reasonOf(reading: Reading<unknown>, figure: string): Gap {
  const missing = reading.missing.find((entry) => entry.figure === figure)
  return missing ? gap(missing.reason, missing.source) : gap('record-too-short')
}

function asOfAll({ openinterest, funding, volatility, volume }: PositioningParts): number {
  return Math.max(openinterest.asOf, funding.asOf, volatility.asOf, volume.asOf)
}
