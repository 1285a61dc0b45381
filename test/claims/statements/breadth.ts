/** Claims of movers, sectors and correlation. */
import type { PublishedExtreme } from '../product/briefing.ts'
import { logReturns, meanCorrelation } from '../recompute/correlation.ts'
import { sectorIndices } from '../recompute/indices.ts'
import { weekReturn } from '../recompute/price.ts'
import { type TierName, tier, tierMedian, topHundred } from '../recompute/ranks.ts'
import { instantOf, WEEK } from '../record/time.ts'
import type { Checker, Checkers, Context, Recomputed } from './checker.ts'
import { extentOf, ofEntry, reachOf } from './entries.ts'
import { type Expected, near } from './expected.ts'

type Values = Recomputed['values']

const TOP = [10]
/** Ranks 11-49 have no name in these sentences. */
const TIERS = [10, 50, 100, 30, 4]

export const MOVERS: Checkers = {
  'movers.breadth': breadth,
  'movers.breadthWide': breadth,
  'movers.breadthAll': (context) => {
    const { up, counted } = risers(context)
    return { values: { up, counted }, faults: [up !== counted && 'not all rose'] }
  },
  'movers.bothWays': (context) => {
    const list = topHundred(context.record, context.week).toSorted((a, b) => b.change - a.change)
    const [best, worst] = [list[0], list.at(-1)]
    return {
      values: { best: coinOf(context, best), worst: coinOf(context, worst) },
      also: nameNumbers(context),
      faults: [!((best?.change ?? 0) > 0 && (worst?.change ?? 0) < 0) && 'not both ways'],
    }
  },
  'movers.gainersOnly': (context) => {
    const list = topHundred(context.record, context.week).toSorted((a, b) => b.change - a.change)
    return {
      values: { best: coinOf(context, list[0]) },
      faults: [(list.at(-1)?.change ?? 0) < 0 && 'some fell'],
    }
  },
  'movers.losersOnly': (context) => {
    const list = topHundred(context.record, context.week).toSorted((a, b) => a.change - b.change)
    return {
      values: { worst: coinOf(context, list[0]) },
      faults: [(list.at(-1)?.change ?? 0) > 0 && 'some rose'],
    }
  },
  'movers.fewRisers': (context) => few(context, 1),
  'movers.fewFallers': (context) => few(context, -1),
  'movers.onlyRiser': (context) => only(context, 1),
  'movers.onlyFaller': (context) => only(context, -1),
  'movers.coinHigh': ofEntry(/^coins\.[\w-]+\.close$/u, ['high'], coinClose),
  'movers.coinLow': ofEntry(/^coins\.[\w-]+\.close$/u, ['low'], coinClose),
  'movers.medians': medians(() => true),
  'movers.smallerFellMore': medians((top, middle, tail) => top < 0 && middle <= top && tail <= middle),
  'movers.smallerRoseMore': medians((top, middle, tail) => top > 0 && middle >= top && tail >= middle),
  'movers.tailFellMost': medians((top, _, tail) => top < 0 && tail < top),
  'movers.tailRoseMost': medians((top, _, tail) => top > 0 && tail > top),
  'movers.topFellMost': medians((top, _, tail) => tail < 0 && top < tail),
  'movers.topRoseMost': medians((top, _, tail) => tail > 0 && top > tail),
}

export const SECTORS: Checkers = {
  'sectors.allFell': ranking((changes) => changes.every((one) => one < 0)),
  'sectors.allRose': ranking((changes) => changes.every((one) => one > 0)),
  'sectors.allButFell': ranking((changes) => changes.filter((one) => one > 0).length === 1),
  'sectors.allButRose': ranking((changes) => changes.filter((one) => one < 0).length === 1),
  'sectors.mixed': (context) => {
    const list = indices(context)
    const [first, last] = [list[0], list.at(-1)]
    const moverOf = (one: { name: string; change: number }) => ({
      sector: one.name,
      return: one.change,
      of: membersOf(context, one.name),
    })
    return {
      values: {
        counted: list.length,
        rising: list.filter((one) => one.change > 0).length,
        first: first?.name,
        firstReturn: first?.change,
        last: last?.name,
        lastReturn: last?.change,
        best: list.slice(0, 2).map(moverOf),
        worst: list.toReversed().slice(0, 2).map(moverOf),
      },
      also: nameNumbers(context),
    }
  },
  'sectors.coins': (context) => {
    const index = sectorOf(context)
    const coins = (index?.members ?? []).toSorted((a, b) => b.change - a.change)
    return {
      values: {
        sector: context.statement.values?.sector as string,
        members: coins.length,
        coins: coins.map((one) => coinOf(context, one)),
      },
      also: nameNumbers(context),
      faults: [coins.length >= 5 && `${coins.length} members`],
    }
  },
}

export const CORRELATION: Checkers = {
  'correlation.concentrated': levels((top, tail) => tail < top),
  'correlation.tiers': levels(() => true),
  'correlation.tight': levels((top, tail) => Math.min(top, tail) >= 0.7),
  'correlation.fell': shift(-1),
  'correlation.fellWithoutThen': shift(-1, 'before'),
  'correlation.fellWithoutNow': shift(-1, 'now'),
  'correlation.rose': shift(1),
  'correlation.roseWithoutNow': shift(1, 'now'),
  'correlation.roseWithoutThen': shift(1, 'before'),
  'correlation.largestRise': largestShift(1),
  'correlation.largestFall': largestShift(-1),
}

interface Moved {
  readonly asset: string
  readonly change: number
}

function coinOf({ record }: Context, one: Moved | undefined): Expected {
  const coin = one && record.coins.get(one.asset)
  return coin && { symbol: coin.symbol.toUpperCase(), name: coin.name, return: one.change }
}

/** SPX6900, 0x: digits of names. */
function nameNumbers({ statement }: Context): number[] {
  return (
    JSON.stringify(statement.values).match(/"(?:symbol|name|sector|first|last|best)":"[^"]*\d[^"]*"/gu) ?? []
  )
    .flatMap((one) => one.match(/\d+/gu) ?? [])
    .map(Number)
}

function risers({ record, week }: Context): { up: number; counted: number } {
  const list = topHundred(record, week)
  return { up: list.filter((one) => one.change > 0).length, counted: list.length }
}

function breadth(context: Context): Recomputed {
  return { values: risers(context), also: [100] }
}

function topTen({ record, week }: Context, sign: -1 | 1): { all: Moved[]; moved: Moved[] } {
  const all = tier(record, 'top10', week.end).flatMap((asset) => {
    const change = weekReturn(record, asset, week)
    return change === undefined ? [] : [{ asset, change }]
  })
  return {
    all,
    moved: all
      .filter((one) => Math.sign(one.change) === sign)
      .toSorted((a, b) => sign * (b.change - a.change)),
  }
}

function few(context: Context, sign: -1 | 1): Recomputed {
  const { moved } = topTen(context, sign)
  return { values: { coins: moved.map((one) => coinOf(context, one)) }, also: TOP }
}

function only(context: Context, sign: -1 | 1): Recomputed {
  const { moved } = topTen(context, sign)
  return {
    values: { coin: coinOf(context, moved[0]) },
    also: TOP,
    faults: [moved.length !== 1 && `${moved.length} of the ten did`],
  }
}

function coinClose(entry: PublishedExtreme, { record }: Context): Values {
  const coin = record.coins.get(entry.series.split('.')[1] as string)
  return {
    coin: { symbol: coin?.symbol.toUpperCase(), name: coin?.name },
    price: entry.value,
    day: instantOf(entry.at),
    reach: reachOf(entry),
  }
}

function medians(holds: (top: number, middle: number, tail: number) => boolean): Checker {
  return ({ record, week }) => {
    const of = (name: TierName) => tierMedian(record, name, week) ?? Number.NaN
    const [top, middle, tail] = [of('top10'), of('rank11to49'), of('rank50to100')]
    return {
      values: { top, tail },
      evidence: { top, middle, tail },
      also: TIERS,
      faults: [!holds(top, middle, tail) && `medians are ${top}, ${middle}, ${tail}`],
    }
  }
}

function indices({ record, week }: Context): { name: string; change: number }[] {
  return [...sectorIndices(record, week)]
    .map(([name, { change }]) => ({ name, change }))
    .toSorted((a, b) => b.change - a.change)
}

/** All sectors one way, or all but one: the largest, the next three, and the one at the other end. */
function ranking(holds: (changes: readonly number[]) => boolean): Checker {
  return (context) => {
    const list = indices(context)
    const up = list.filter((one) => one.change > 0).length * 2 > list.length
    const order = up ? list : list.toReversed()
    const [first, best] = [order[0], order.at(-1)]
    return {
      values: {
        first: first?.name,
        firstReturn: first?.change,
        firstOf: membersOf(context, first?.name),
        next: order.slice(1, 4).map((one) => ({
          sector: one.name,
          return: one.change,
          of: membersOf(context, one.name),
        })),
        best: best?.name,
        bestReturn: best?.change,
        bestOf: membersOf(context, best?.name),
      },
      also: nameNumbers(context),
      faults: [!holds(list.map((one) => one.change)) && 'the sectors did not move so'],
    }
  }
}

function sectorOf({ record, week, statement }: Context) {
  return sectorIndices(record, week).get(String(statement.values?.sector))
}

function levels(holds: (top: number, tail: number) => boolean): Checker {
  return ({ record, week }) => {
    const of = (name: TierName) =>
      meanCorrelation(record, tier(record, name, week.end), week.end) ?? Number.NaN
    const [top, tail] = [of('top10'), of('rank50to100')]
    return { values: { top, tail }, also: TIERS, faults: [!holds(top, tail) && `${top}, ${tail}`] }
  }
}

/** The members of four weeks ago, then and now, and one side without the day named. */
function shift(sign: -1 | 1, side?: 'before' | 'now'): Checker {
  return ({ record, week, statement }) => {
    const { tier: name, day } = statement.values as { tier: TierName; day?: number }
    const then = week.end - 4 * WEEK
    const members = tier(record, name, then).filter((asset) => logReturns(record, asset, week.end))
    const [before, now] = [meanCorrelation(record, members, then), meanCorrelation(record, members, week.end)]
    const without = side && meanCorrelation(record, members, side === 'before' ? then : week.end, day)
    const left = side === 'before' ? (now ?? 0) - (without ?? 0) : (without ?? now ?? 0) - (before ?? 0)
    return {
      values: {
        tier: name,
        counted: members.length,
        before,
        now,
        ...(side && { day: day as number, without }),
      },
      also: TIERS,
      faults: [
        sign * ((now ?? 0) - (before ?? 0)) < 0.1 && 'moved by less than 0.10',
        sign * left < 0.05 && `without the day ${left} is left`,
      ],
    }
  }
}

/** The change of the ten of four weeks ago, which the sentence before gives, is an entry of the ledger. */
function largestShift(sign: -1 | 1): Checker {
  const checker = ofEntry(
    /^breadth\.correlation$/u,
    [sign > 0 ? 'largest-rise' : 'largest-fall'],
    (entry) => ({ extent: extentOf(entry) }),
    (entry, { record, week, edition }) => {
      const then = week.end - 4 * WEEK
      const members = tier(record, 'top10', then).filter((asset) => logReturns(record, asset, week.end))
      const [before, now] = [
        meanCorrelation(record, members, then),
        meanCorrelation(record, members, week.end),
      ]
      const change = (now ?? Number.NaN) - (before ?? Number.NaN)
      const shifts = edition.sections.flatMap(({ statements }) =>
        statements.filter(
          ({ key, told, values }) =>
            /^correlation\.(?:rose|fell)/u.test(key) && told === true && values?.tier === 'top10',
        ),
      )
      return {
        also: [4],
        evidence: { before, now },
        faults: [
          !near(change, entry.value) && `the entry has ${entry.value}, recomputed ${change}`,
          sign * change < 0.1 && 'moved by less than 0.10',
          shifts.length !== 1 && 'no sentence before gives the change',
        ],
      }
    },
  )
  return checker
}

/** How many members a sector has, how many followed it where that was half or fewer, and coins that are its own. */
function membersOf({ record, week }: Context, name: string | undefined): Expected {
  const index = sectorIndices(record, week).get(name ?? '')
  const members = index?.members ?? []
  const sign = Math.sign(index?.change ?? 0)
  const followers = members.filter((one) => Math.sign(one.change) === sign).length
  return (actual) => {
    const published = actual as {
      direction?: string
      members?: number
      followers?: number
      coins?: { symbol: string; return?: number }[]
    }
    if (published?.direction !== (sign > 0 ? 'up' : 'down')) return `direction is ${published?.direction}`
    if (published.members !== members.length)
      return `has ${published.members} members, recomputed ${members.length}`
    if (published.followers !== undefined && published.followers !== followers) return `${followers} followed`
    if (published.followers === undefined && members.length >= 5 && 2 * followers <= members.length) {
      return `does not say that ${followers} of ${members.length} followed`
    }
    const coins = published.coins ?? []
    if (members.length < 5 && coins.length === 0) return 'names none of its few coins'
    const unknown = coins.filter(
      (coin) =>
        !members.some(
          ({ asset, change }) =>
            record.coins.get(asset)?.symbol.toUpperCase() === coin.symbol &&
            (coin.return === undefined || near(coin.return, change)),
        ),
    )
    return unknown.length > 0 ? `names ${unknown.map((one) => one.symbol).join(', ')}` : undefined
  }
}
