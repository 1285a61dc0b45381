/** Funding: the week venue by venue, whether its sign turned, and its runs. A word names its venue, or holds on all. */
import type { StatementKey } from '#src/i18n/keys.ts'
import type { Reading } from '#src/market/reading.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { FundingReading } from '#src/services/funding/reading.ts'
import type { FundingVerdict, FundingWeek } from '#src/services/verdicts.ts'
import { claim } from '../claim.ts'
import type { Section, Statement } from '../section.ts'
import { fundingEvidence, venueEvidence } from './evidence.ts'
import { fundingEntries } from './funding/entries.ts'
import { runStatements } from './funding/runs.ts'
import { signChangeStatements } from './funding/signchange.ts'

/** A week's mean is stated beside the one before where some venue's moved by so much, fraction per 8 hours. */
const MOVED = 3e-5
const STILL = 1e-5
/** What the reference venue's week was, with other venues' means behind it or alone. */
const LEVELS = {
  negative: { beside: 'funding.negative', alone: 'funding.negativeAlone' },
  low: { beside: 'funding.low', alone: 'funding.lowAlone' },
  neutral: { beside: 'funding.neutral', alone: 'funding.neutralAlone' },
  positive: { beside: 'funding.positive', alone: 'funding.positiveAlone' },
  high: { beside: 'funding.high', alone: 'funding.highAlone' },
  mixed: { beside: 'funding.mixed', alone: 'funding.mixedAlone' },
} as const satisfies Record<FundingWeek['word'], { beside: StatementKey; alone: StatementKey }>

/** The section of one asset's funding; `other` is a second asset, stated in a sentence. */
export function fundingSection(
  { value, missing, week }: Reading<FundingReading>,
  other?: Reading<FundingReading>,
  extremes: readonly RankedExtreme[] = [],
): Section {
  const { verdict } = value
  const changes = signChangeStatements(value, week)
  const statements: Statement[] = verdict
    ? [
        ...changes,
        means(value.symbol, verdict, changes.length > 0),
        ...runStatements(value, verdict, extremes),
        ...fundingEntries(value.symbol, verdict, extremes),
        ...(other?.value.verdict
          ? otherAsset(other.value.symbol, other.value.verdict, verdict, extremes)
          : []),
      ]
    : []
  return { name: 'funding', statements, missing: [...missing, ...(other?.missing ?? [])] }
}

/** Week means of every venue, beside their week before where one of them moved. One measure: never a last settlement. */
function means(symbol: string, verdict: FundingVerdict, turnSaid: boolean): Statement {
  const [first, ...rest] = verdict.venues as [FundingWeek, ...FundingWeek[]]
  const { venue, mean, meanBefore: before } = first
  const alone = rest.length === 0
  const values = { symbol, venue, mean, before, settled: settledOf(first), others: rest.map(venueOf) }
  const evidence = fundingEvidence(verdict)
  const named = verdict.venues
  const moved = named.some(
    (one) => one.meanBefore !== undefined && Math.abs(one.mean - one.meanBefore) >= MOVED,
  )
  const known = named.every((one) => one.meanBefore !== undefined)
  const turned = named.some((one) => one.turned !== undefined)
  // A turn has stated the settlements by sign: its means stand beside those of the week before.
  if (turnSaid && known)
    return claim('funding.meansBeside', { all: named.map(venueOf) }, evidence, {
      needed: true,
      salience: 0.35,
    })
  const weight = { needed: true, salience: moved || turned || verdict.sign !== 'positive' ? 0.35 : 0.2 }
  if (moved && known && before !== undefined) {
    const ways = new Set(named.map((one) => wayOf(one)))
    const rose = mean > before
    if (ways.has('up') && ways.has('down')) {
      return claim(rose ? 'funding.partedUp' : 'funding.partedDown', values, evidence, weight)
    }
    // One that stood still beside others that moved has no direction to share.
    if (ways.size > 1) return claim('funding.compared', { symbol, all: named.map(venueOf) }, evidence, weight)
    if (alone) return claim(rose ? 'funding.roseAlone' : 'funding.fellAlone', values, evidence, weight)
    return claim(rose ? 'funding.rose' : 'funding.fell', values, evidence, weight)
  }
  const key = alone ? LEVELS[first.word].alone : (sharedLevel(verdict.venues) ?? LEVELS[first.word].beside)
  return claim(key, values, evidence, weight)
}

/** Venues that are all under the default rate, or of which the first alone is: a contrast needs a difference. */
function sharedLevel([first, ...rest]: FundingVerdict['venues']): StatementKey | undefined {
  if (first?.word !== 'low') return undefined
  if (rest.every(({ word }) => word === 'low')) return 'funding.lowAll'
  return rest.every(({ word }) => word === 'neutral') ? 'funding.lowNeutral' : undefined
}

/** A second asset is stated where its sign is another, or it turned; its own words else, for who asks. */
function otherAsset(
  symbol: string,
  verdict: FundingVerdict,
  main: FundingVerdict,
  extremes: readonly RankedExtreme[],
): Statement[] {
  const [first] = verdict.venues
  if (first === undefined) return []
  const apart = verdict.sign !== main.sign || first.turned !== main.venues[0]?.turned
  const values = { symbol, venue: first.venue, mean: first.mean, settled: settledOf(first) }
  return [
    claim('funding.other', values, venueEvidence(verdict.asset, first), { salience: apart ? 0.3 : 0.1 }),
    ...fundingEntries(symbol, verdict, extremes),
  ]
}

/** Under 0.001 points a mean stood still. */
function wayOf({ mean, meanBefore = mean }: FundingWeek): 'up' | 'down' | 'flat' {
  return Math.abs(mean - meanBefore) < STILL ? 'flat' : mean > meanBefore ? 'up' : 'down'
}

function venueOf({ venue, mean, meanBefore: before }: FundingWeek) {
  return { venue, mean, ...(before !== undefined && { before }) }
}

function settledOf({ negative, positive, settlements, summed = false }: FundingWeek) {
  return { negative, positive, settlements, summed }
}
