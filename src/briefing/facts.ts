/**
 * The lines of a recap's short form, from the figures of its edition: bitcoin, ether, the total, open interest, breadth
 * with sectors. What is not known is left out, also of an edition that an earlier version froze.
 */
import type { Fact } from '#src/chat/message.ts'
import type { Words } from '#src/i18n/words.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { Edition } from './edition.ts'
import { extremeIdOf } from './extremes.ts'
import { capitalised } from './format.ts'
import type { SectionName, Statement, ThreadStatementKey } from './section.ts'
import { extentOf, formOf, quantityOf } from './thread/entries.ts'
import { lineOf, publishable } from './thread/material.ts'

type Told = Pick<Edition, 'readings' | 'extremes' | 'symbols'>

/**
 * The lines of the chosen sections, of all by default; bitcoin's always. `said` are the entries of the ledger that the
 * edition states: bitcoin's strongest of them stands in its line.
 */
export function factsOf(
  edition: Told,
  said: ReadonlySet<string>,
  sections?: readonly SectionName[],
): readonly Statement[] {
  const has = (name: SectionName) => sections === undefined || sections.includes(name)
  return [
    bitcoin(edition, said),
    has('assets') ? ether(edition) : undefined,
    has('marketcap') ? cap(edition) : undefined,
    has('openinterest') ? interest(edition) : undefined,
    breadth(edition, has('movers'), has('sectors')),
  ].filter((line) => line !== undefined)
}

/** A line in words, its leading figures marked: their template has one a line. */
export function formatFact({ key, values }: Statement, words: Words): Fact {
  const text = capitalised(words.find(`${key}.text`, values) ?? '')
  const strong = words.find(`${key}.strong`, values)
  return { text, ...(strong !== undefined && { strong: strong.split('\n') }) }
}

const PRICES = { rule: 'closes at both boundaries' }

function bitcoin(edition: Told, said: ReadonlySet<string>): Statement | undefined {
  const price = priceOf(edition, 'bitcoin', 'BTC')
  if (!price) return undefined
  const entries = publishable(edition.extremes).filter((one) => said.has(extremeIdOf(one)))
  const [strongest] = entries.flatMap((entry) => {
    const key = keyOf(entry)
    return key === undefined ? [] : [{ entry, key }]
  })
  if (!strongest) return lineOf('thread:facts.bitcoin', price, [], PRICES)
  const { entry, key } = strongest
  const values = { ...price, extent: extentOf(entry) }
  const isDated = key !== 'thread:facts.bitcoinClose' && key !== 'thread:facts.bitcoinWeek'
  return lineOf(key, isDated ? { ...values, value: quantityOf(entry), at: entry.at } : values, [entry])
}

/** How an entry of bitcoin's price is worded beside it; undefined for entries that are not. */
function keyOf(entry: RankedExtreme): ThreadStatementKey | undefined {
  switch (entry.series) {
    case 'price.bitcoin.high':
    case 'price.bitcoin.low':
      if (formOf(entry) !== 'mark') return undefined
      return entry.kind === 'low' ? 'thread:facts.bitcoinLow' : 'thread:facts.bitcoinHigh'
    case 'price.bitcoin.close':
      if (entry.kind !== 'high' && entry.kind !== 'low') return undefined
      return entry.scope === 'boundary' ? 'thread:facts.bitcoinClose' : 'thread:facts.bitcoinClosed'
    case 'price.bitcoin.weekReturn':
      return 'thread:facts.bitcoinWeek'
    default:
      return undefined
  }
}

function ether(edition: Told): Statement | undefined {
  const price = priceOf(edition, 'ethereum', 'ETH')
  return price && lineOf('thread:facts.ether', price, [], PRICES)
}

function priceOf({ readings, symbols }: Told, asset: string, usual: string) {
  const { figures } = readings.assets
  const end = numberIn(figures, `price.${asset}.end`)
  const change = numberIn(figures, `price.${asset}.weekReturn`)
  return end === undefined || change === undefined
    ? undefined
    : { symbol: symbols[asset] ?? usual, end, change }
}

function cap({ readings }: Told): Statement | undefined {
  const { figures } = readings.marketcap
  const end = numberIn(figures, 'marketcap.total.end')
  const change = numberIn(figures, 'marketcap.total.weekChange')
  if (end === undefined || change === undefined) return undefined
  return lineOf('thread:facts.cap', { end, change }, [], { rule: 'snapshots at both boundaries' })
}

function interest({ readings, symbols }: Told): Statement | undefined {
  const { figures } = readings.openinterest
  const dollars = numberIn(figures, 'openinterest.bitcoin.weekChange')
  if (dollars === undefined) return undefined
  const symbol = symbols.bitcoin ?? 'BTC'
  const coins = numberIn(figures, 'openinterest.bitcoin.coinsWeekChange')
  const evidence = { rule: 'open interest at the readings of both boundaries' }
  return coins === undefined
    ? lineOf('thread:facts.interestDollars', { symbol, dollars }, [], evidence)
    : lineOf('thread:facts.interest', { symbol, dollars, coins }, [], evidence)
}

function breadth({ readings }: Told, withCount: boolean, withSectors: boolean): Statement | undefined {
  const known = withCount ? readings.correlation.value.breadth : undefined
  const count = known && { rising: known.rising, counted: known.counted }
  const rows = withSectors ? readings.sectors.value.rows : []
  const [best, worst] = [rows[0], rows.at(-1)]
  const sectors = best &&
    worst &&
    best !== worst && {
      best: best.sector,
      bestChange: best.weekReturn,
      worst: worst.sector,
      worstChange: worst.weekReturn,
    }
  const risers = { rule: 'ranks 1-100 with a week return above zero' }
  const both = { rule: 'risers among the hundred, sector indices best first' }
  if (count && sectors) return lineOf('thread:facts.breadthSectors', { ...count, ...sectors }, [], both)
  if (count) return lineOf('thread:facts.breadth', count, [], risers)
  return sectors ? lineOf('thread:facts.sectors', sectors, [], both) : undefined
}

function numberIn(figures: Edition['readings']['assets']['figures'], name: string): number | undefined {
  const value = figures[name]?.value
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
