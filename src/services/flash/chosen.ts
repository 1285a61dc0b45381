/** Of what one subject settled at one moment, the entry that a flash states, and what stands beside it. */
import type { History } from '#src/market/history.ts'
import type { Instant } from '#src/market/time.ts'
import type { ExtremeGroup, RankedExtreme } from '../extremes/extreme.ts'
import { rankExtremes } from '../extremes/salience.ts'
import type { FlashCandidate, FlashTopic } from './candidate.ts'
import { confirmationOf } from './confirmation.ts'
import type { FlashEntry } from './entries.ts'

const TOPIC_OF: Readonly<Partial<Record<ExtremeGroup, FlashTopic>>> = {
  price: 'assets',
  coins: 'assets',
  marketcap: 'marketcap',
  sentiment: 'macro',
  funding: 'funding',
  openinterest: 'openinterest',
  volatility: 'volatility',
  volume: 'volume',
  breadth: 'movers',
}
/** A round level that was crossed is the headline, where it reaches nearly as far as what came with it. */
const NEARLY = 0.75
const OF_ASSET: readonly ExtremeGroup[] = ['price', 'coins', 'funding', 'openinterest', 'volatility']

/** Undefined for a group without a topic. */
export function candidateOf(
  history: History,
  settledAt: Instant,
  entries: readonly FlashEntry[],
  weeks: number,
): FlashCandidate | undefined {
  const ranked = rankExtremes(
    entries.map(({ extreme }) => extreme),
    [],
  )
  const isFresh = (entry: RankedExtreme) => {
    const own = entries.find(({ extreme }) => extreme.series === entry.series && extreme.kind === entry.kind)
    return own !== undefined && !own.renews(weeks)
  }
  const fresh = ranked.filter(isFresh)
  const extreme = headlined(fresh.length > 0 ? fresh : ranked)
  const [first] = entries
  const topic = extreme && TOPIC_OF[extreme.group]
  if (!extreme || !first || !topic) return undefined
  const { subject, side } = first
  const asset = assetOf(history, extreme)
  const confirmed = confirmationOf(history, extreme)
  return {
    ...{ key: `${subject} ${settledAt}`, subject, topic, side, settledAt, extreme, weeks: extreme.weeks },
    least: weeks,
    ...(asset !== undefined && { asset }),
    beside: ranked.filter((one) => one !== extreme),
    salience: Math.max(...ranked.map(({ salience }) => salience)),
    renews: fresh.length === 0,
    ...(confirmed && { confirmed }),
  }
}

function headlined(ranked: readonly RankedExtreme[]): RankedExtreme | undefined {
  const [strongest] = ranked
  const crossed = ranked.find(({ kind }) => kind === 'first-beyond')
  return strongest && crossed && crossed.weeks >= strongest.weeks * NEARLY ? crossed : strongest
}

function assetOf(history: History, { group, series }: RankedExtreme): string | undefined {
  const id = series.split('.')[1]
  return id !== undefined && OF_ASSET.includes(group) && history.asset(id) ? id : undefined
}
