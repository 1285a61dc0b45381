/** Hand-made weeks for the rules of the thread: entries of the ledger and readings that say what a test names, no more. */
import type { EditionMemory } from '#src/briefing/memory.ts'
import type { Statement } from '#src/briefing/section.ts'
import type { ThreadMaterial } from '#src/briefing/thread/material.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import type { ExtremeGroup, RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { Readings } from '#src/services/index.ts'
import { fixtureReadings } from '../../support/readings.ts'
import { fixtureWeek } from '../../support/readings/path.ts'

/** The n-th day of the week, 00:00 UTC; day 7 is the boundary. */
export function day(n: number): Instant {
  return fixtureWeek.start + n * DAY
}

/** A low inside the week's third day, lowest in ten weeks, strong enough for the summary and for no headline. */
export function entry(series: string, given: Partial<RankedExtreme> = {}): RankedExtreme {
  const at = given.at ?? day(2)
  return {
    group: series.split('.')[0] as ExtremeGroup,
    series,
    kind: 'low',
    value: 100,
    unit: 'USD',
    at,
    span: DAY,
    scope: 'inside',
    since: at - 70 * DAY,
    equal: false,
    recordStart: at - 700 * DAY,
    weeks: 10,
    salience: 0.5,
    evidence: { sources: [] },
    ...given,
  }
}

export interface Given {
  readonly price?: Partial<Readings['price']['value']>
  readonly marketcap?: Partial<Readings['marketcap']['value']>
  readonly watch?: Partial<Readings['watch']['value']>
  readonly macro?: Partial<Readings['macro']['value']>
  /** Week return by the market's id. */
  readonly assets?: Readonly<Record<string, number>>
  readonly sellingWasCrypto?: boolean
  readonly openinterest?: Partial<Readings['openinterest']['value']>
  readonly breadth?: { readonly rising: number; readonly counted: number }
  /** In any order: they are ranked here, as the ledger ranks them. */
  readonly extremes?: readonly RankedExtreme[]
  readonly earlier?: readonly Partial<EditionMemory>[]
  readonly quiet?: boolean
  readonly mayLead?: ThreadMaterial['mayLead']
}

/** A week of which nothing is known beyond what is given. */
export function material(given: Given = {}): ThreadMaterial {
  const all = fixtureReadings()
  const rows = Object.entries(given.assets ?? {}).map(([id, weekReturn]) => ({ id, weekReturn }))
  const readings = {
    ...all,
    price: { ...all.price, value: { asset: 'bitcoin', symbol: 'BTC', ...given.price } },
    marketcap: { ...all.marketcap, value: { ...given.marketcap } },
    watch: { ...all.watch, value: { ahead: [], ...given.watch } },
    macro: { ...all.macro, value: { ...given.macro } },
    assets: { ...all.assets, value: { rows, sellingWasCrypto: given.sellingWasCrypto ?? false } },
    openinterest: { ...all.openinterest, value: { rows: [], ...given.openinterest } },
    volatility: { ...all.volatility, value: { rows: [] } },
    correlation: { ...all.correlation, value: given.breadth ? { breadth: given.breadth } : {} },
  }
  return {
    week: fixtureWeek,
    readings: readings as unknown as Readings,
    extremes: (given.extremes ?? []).toSorted((a, b) => b.salience - a.salience),
    symbolOf: (asset) => (asset === 'bitcoin' ? 'BTC' : asset.toUpperCase()),
    earlier: (given.earlier ?? []) as readonly EditionMemory[],
    quiet: given.quiet ?? false,
    mayLead: given.mayLead ?? (() => true),
  }
}

/** The names of sentences without their file. */
export function keysOf(lines: readonly Statement[]): string[] {
  return lines.map(({ key }) => key.replace('thread:', ''))
}
