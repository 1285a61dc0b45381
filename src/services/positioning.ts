/** The positioning reading: leverage, funding, spot share and volatility, each against its own year. */
import type { History } from '#src/market/history.ts'
import type { Reading } from '#src/market/reading.ts'
import type { Week } from '#src/market/week.ts'
import { type Level, levelOf } from '#src/metrics/levels.ts'
import { type RateSign, signOf } from '#src/metrics/runs.ts'
import { defined } from './defined.ts'
import type { FundingReading } from './funding.ts'
import { interestOf } from './openinterest/known.ts'
import { levelStanding } from './openinterest/year.ts'
import type { OpenInterestReading } from './openinterest.ts'
import { createPublisher, type Gap, gap, isGap, type Provenance } from './publish.ts'
import type { Verdicts } from './verdicts.ts'
import type { VolatilityReading } from './volatility.ts'
import type { VolumeReading } from './volume.ts'

export type { Level } from '#src/metrics/levels.ts'

export interface PositioningReading {
  /** Total open interest against its own year: percentile >= 80 high, <= 20 low. Undefined where under 180 days. */
  readonly leverage?: Level
  readonly leveragePercentile?: number
  /** Reference funding's daily mean against its own year. */
  readonly funding?: Level
  readonly fundingPercentile?: number
  /** Sign of the current rate over venues. */
  readonly fundingSign?: RateSign
  readonly spotShare?: Level
  readonly spotSharePercentile?: number
  readonly volatility?: Level
  readonly volatilityPercentile?: number
  /** Drawdown of total (else bitcoin) open interest from its 90-day peak, 0 or negative. */
  readonly drawdown90d?: number
  /** One verdict a quantity, as the topics' own readings carry them. */
  readonly verdicts: Verdicts
}

/** The readings that it rests on; all of one week and one history. */
export interface PositioningParts {
  readonly openinterest: Reading<OpenInterestReading>
  /** Bitcoin's. */
  readonly funding: Reading<FundingReading>
  readonly volatility: Reading<VolatilityReading>
  readonly volume: Reading<VolumeReading>
}

/**
 * Each of the four against its own year: high from the 80th percentile on, low down from the 20th. What its reading
 * could not say is missing here for the same reason.
 */
export function readPositioning(
  history: History,
  week: Week,
  parts: PositioningParts,
): Reading<PositioningReading> {
  const { openinterest, funding, volatility, volume } = parts
  const publisher = createPublisher('positioning', week, { asOf: asOfAll(parts), sources: [] })
  const put = (name: string, percentile: number | Gap, of: Provenance) =>
    publisher.put(`positioning.${name}`, 'word', isGap(percentile) ? percentile : levelOf(percentile), of) as
      | Level
      | undefined
  const bitcoin = volatility.value.rows.find(({ asset }) => asset === 'bitcoin')
  const ofTotal = levelStanding(interestOf(history, 'total', week.start, week.end))
  const leverage = isGap(ofTotal) ? ofTotal : ofTotal.percentile
  const ofFunding = `funding.${funding.value.asset}.percentile1y`
  const ofVolatility = 'volatility.bitcoin.rv7dPercentile1y'
  const rate = funding.value.percentile1y ?? reasonOf(funding, ofFunding)
  const share = volume.value.spotSharePercentile ?? reasonOf(volume, 'volume.spot.spotShare')
  const moves = bitcoin?.rv7dPercentile1y ?? reasonOf(volatility, ofVolatility)
  const interestRow = (asset: string) => openinterest.value.rows.find((row) => row.asset === asset)
  return publisher.reading({
    verdicts: readVerdicts(parts),
    ...defined({
      leverage: put('leverage', leverage, provenanceOf(openinterest, 'openinterest.total.end')),
      leveragePercentile: orUndefined(leverage),
      funding: put('funding', rate, provenanceOf(funding, ofFunding)),
      fundingPercentile: orUndefined(rate),
      fundingSign: funding.value.rate8h === undefined ? undefined : signOf(funding.value.rate8h),
      spotShare: put('spotShare', share, provenanceOf(volume, 'volume.spot.spotShare')),
      spotSharePercentile: orUndefined(share),
      volatility: put('volatility', moves, provenanceOf(volatility, ofVolatility)),
      volatilityPercentile: orUndefined(moves),
      drawdown90d: (interestRow('total') ?? interestRow('bitcoin'))?.drawdown90d,
    }),
  })
}

/** The verdicts of a week, gathered from the readings that made them. */
export function readVerdicts({ openinterest, funding, volume }: PositioningParts): Verdicts {
  const { spotShare: share, spotSharePercentile: percentile } = volume.value
  return defined({
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

function orUndefined(value: number | Gap): number | undefined {
  return isGap(value) ? undefined : value
}

function asOfAll({ openinterest, funding, volatility, volume }: PositioningParts): number {
  return Math.max(openinterest.asOf, funding.asOf, volatility.asOf, volume.asOf)
}
