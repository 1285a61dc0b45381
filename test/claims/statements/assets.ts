/** Claims of the assets section: crypto's place, the other markets, what they closed at. */
import type { PublishedExtreme } from '../product/briefing.ts'
import { countOfThirty, topThirty } from '../recompute/indices.ts'
import { crossWeek, ranking } from '../recompute/markets.ts'
import { priceAt, weekReturn, weekStreak } from '../recompute/price.ts'
import { lastBefore } from '../record/find.ts'
import { dayName, instantOf, WEEK, type Week, weekTo } from '../record/time.ts'
import { type Checker, type Checkers, type Context, entriesOf, type Recomputed } from './checker.ts'
import { entryFaults, extentOf, ofEntry, reachOf } from './entries.ts'
import type { Expected } from './expected.ts'

/** Closes of the day come hours before those of the United States. */
const ASIAN = ['nikkei225', 'topix', 'kospi', 'csi300']
const AMERICAN = ['sp500', 'nasdaq100']
const INDEX = [30]

export const ASSETS: Checkers = {
  'assets.worst': (context) => place(context, -1, false),
  'assets.worstStreak': (context) => place(context, -1, true),
  'assets.worstStreakSince': (context) => placeSince(context, -1),
  'assets.bestStreakSince': (context) => placeSince(context, 0),
  'assets.best': (context) => place(context, 0, false),
  'assets.bestStreak': (context) => place(context, 0, true),
  // Where the summary has stated crypto's place.
  'assets.unranked': (context) => ({
    values: { change: index(context) },
    evidence: ranks(context),
    also: INDEX,
  }),
  'assets.leftLast': left,
  'assets.placed': (context) => {
    const { at, of } = placeOf(context, context.week)
    return { values: { change: index(context), rank: at + 1, of }, evidence: ranks(context), also: INDEX }
  },
  'assets.indexOfFewer': ({ record, week }) => {
    const members = countOfThirty(record, week)
    return { values: { members, of: 30 }, evidence: { members }, faults: [members >= 25 && 'not fewer'] }
  },
  'assets.gapAhead': (context) => gap(context, 0, false),
  'assets.gapAheadMoved': (context) => gap(context, 0, true),
  'assets.gapBehind': (context) => gap(context, -1, false),
  'assets.gapBehindMoved': (context) => gap(context, -1, true),
  'assets.coins': (context) => ({ values: coins(context) }),
  'assets.losingStreak': (context) => streak(context, -1),
  'assets.winningStreak': (context) => streak(context, 1),
  'assets.earlierClose': (context) => earlierClose(context, false),
  'assets.earlierCloseLeads': (context) => earlierClose(context, true),
  'assets.equitiesAlike': (context) => {
    const list = equities(context)
    const most = list.toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change))[0]
    return {
      values: { market: most?.asset, change: most?.change },
      faults: [new Set(list.map((one) => Math.sign(one.change))).size > 1 && 'they did not move alike'],
    }
  },
  'assets.equitiesApart': (context) => {
    const list = equities(context).toSorted((a, b) => b.change - a.change)
    const [best, worst] = [list[0], list.at(-1)]
    return {
      values: {
        best: best?.asset,
        bestChange: best?.change,
        worst: worst?.asset,
        worstChange: worst?.change,
      },
      faults: [!((best?.change ?? 0) > 0 && (worst?.change ?? 0) < 0) && 'they did not move apart'],
    }
  },
  'assets.equitiesCalm': (context) => ({
    values: { within: 0.005 },
    faults: equities(context)
      .filter((one) => Math.abs(one.change) >= 0.005)
      .map((one) => `${one.asset} moved by ${one.change}`),
  }),
  'assets.goldDollar': (context) => ({ values: metals(context) }),
  'assets.goldHeld': (context) => {
    const { gold = 0 } = metals(context)
    const fall = index(context) ?? 0
    return {
      values: { gold, crypto: fall },
      also: INDEX,
      faults: [!(gold < 0 && fall <= 3 * gold) && `crypto moved by ${fall}`],
    }
  },
  'assets.riskOff': (context) => {
    const list = equities(context).toSorted((a, b) => a.change - b.change)
    const held =
      list.every((one) => one.change < 0) &&
      list.filter((one) => one.change < -0.02).length >= 2 &&
      (index(context) ?? 0) < -0.02
    return {
      values: { market: list[0]?.asset, change: list[0]?.change },
      faults: [!held && 'not every index fell, or not enough'],
    }
  },
  'assets.sellingWasCrypto': (context) => ({
    values: { gold: crossWeek(context.record, 'gold', context.week) },
    faults: [!sellingWasCrypto(context) && 'equities moved, gold fell, or crypto did not fall by 5 %'],
  }),
  'assets.yenStronger': (context) => yen(context, -1),
  'assets.yenWeaker': (context) => yen(context, 1),
  'assets.furtherHigh': further('high'),
  ...closes(['closeHigh', 'levelHigh'], 'high', false),
  ...closes(['closeHighOn', 'levelHighOn'], 'high', true),
  ...closes(['closeLow', 'levelLow'], 'low', false),
  ...closes(['closeLowOn', 'levelLowOn'], 'low', true),
  'assets.dayFall': moved('dayReturn', 'largest-fall', true),
  'assets.dayRise': moved('dayReturn', 'largest-rise', true),
  'assets.weekFall': moved('weekReturn', 'largest-fall', false),
  'assets.weekRise': moved('weekReturn', 'largest-rise', false),
  'assets.beyondDown': beyond('down'),
  'assets.beyondUp': beyond('up'),
}

/** Equity indices with a week's return, those that one step would move left in: a step says nothing of its sign. */
function equities({ record, week }: Context): { asset: string; change: number }[] {
  return [...record.classes]
    .filter(([, kind]) => kind === 'equity')
    .flatMap(([asset]) => {
      const change = crossWeek(record, asset, week)
      return change === undefined ? [] : [{ asset, change }]
    })
}

/** Crypto fell by 5 % or more, every equity index stayed within 1 %, gold did not fall. */
export function sellingWasCrypto(context: Context): boolean {
  const gold = crossWeek(context.record, 'gold', context.week)
  return (
    (index(context) ?? 0) <= -0.05 &&
    equities(context).every((one) => Math.abs(one.change) <= 0.01) &&
    gold !== undefined &&
    gold >= 0
  )
}

function index({ record, week }: Pick<Context, 'record' | 'week'>): number | undefined {
  return topThirty(record, week)?.change
}

function placeOf({ record }: Pick<Context, 'record'>, week: Week): { at: number; of: number } {
  const places = ranking(record, week) ?? []
  return { at: places.findIndex((one) => one.asset === 'crypto'), of: places.length }
}

/** The places of earlier weeks that the evidence lists: `2025-06-30: 1/8`. */
function ranks(context: Context): NonNullable<Recomputed['evidence']> {
  return {
    ranks: (actual) => {
      for (const line of Array.isArray(actual) ? actual : []) {
        const [day = '', published] = String(line).split(': ')
        const { at, of } = placeOf(context, weekTo(day))
        if (published !== `${at + 1}/${of}`) return `says ${String(line)}, recomputed ${at + 1}/${of}`
      }
      return undefined
    },
  }
}

function weeksAt(context: Context, end: -1 | 0, from: number): number {
  let weeks = 0
  for (;;) {
    const { at, of } = placeOf(context, weekTo(dayName(from - weeks * WEEK)))
    if (at < 0 || at !== (end === 0 ? 0 : of - 1)) return weeks
    weeks++
  }
}

/** Last (−1) or first (0) of the ranked, and for how many weeks. */
function place(context: Context, end: -1 | 0, streak: boolean): Recomputed {
  const weeks = weeksAt(context, end, context.week.end)
  return {
    values: { change: index(context), of: placeOf(context, context.week).of, weeks },
    evidence: ranks(context),
    also: INDEX,
    faults: [weeks === 0 && 'crypto was not there', streak !== weeks > 1 && `${weeks} weeks in a row`],
  }
}

/** The same, and for how long no streak of that place was as long. */
function placeSince(context: Context, end: -1 | 0): Recomputed {
  const recomputed = place(context, end, true)
  const [entry] = entriesOf(context)
  return {
    ...recomputed,
    values: { ...recomputed.values, extent: entry && extentOf(entry) },
    faults: [
      ...(recomputed.faults ?? []),
      ...entryFaults(context, entry),
      entry?.series !== `cross.crypto.${end === 0 ? 'first' : 'last'}` && `rests on ${entry?.series}`,
      entry?.value !== recomputed.values.weeks && `the entry counts ${entry?.value} weeks`,
    ],
  }
}

function left(context: Context): Recomputed {
  const { at, of } = placeOf(context, context.week)
  const weeks = weeksAt(context, -1, context.week.end - WEEK)
  return {
    values: { change: index(context), rank: at + 1, of, weeks },
    evidence: ranks(context),
    also: INDEX,
    faults: [at === of - 1 && 'crypto is last', weeks === 0 && 'crypto was not last before'],
  }
}

function gap(context: Context, end: -1 | 0, moved: boolean): Recomputed {
  const gapOf = (week: Week) => {
    const places = ranking(context.record, week) ?? []
    const neighbour = places.at(end === 0 ? 1 : -2)
    const there = places.at(end)?.asset === 'crypto'
    return there && neighbour
      ? { neighbour: neighbour.asset, gap: (places.at(end)?.change ?? 0) - neighbour.change }
      : undefined
  }
  const [now, before] = [gapOf(context.week), gapOf(weekTo(dayName(context.week.start)))]
  if (!moved) {
    return {
      values: { neighbour: now?.neighbour, gap: now?.gap },
      faults: [now === undefined && 'crypto is not there'],
    }
  }
  return {
    values: {
      gap: now?.gap,
      before: before?.gap,
      wider: Math.abs(now?.gap ?? 0) - Math.abs(before?.gap ?? 0),
    },
    faults: [(now === undefined || before === undefined) && 'crypto was not there in both weeks'],
  }
}

function coins({ record, week }: Context): Recomputed['values'] {
  return {
    bitcoin: weekReturn(record, 'bitcoin', week),
    bitcoinPrice: priceAt(record, 'bitcoin', week.end),
    ethereum: weekReturn(record, 'ethereum', week),
    ethereumPrice: priceAt(record, 'ethereum', week.end),
  }
}

function streak({ record, week }: Context, sign: -1 | 1): Recomputed {
  const weeks = weekStreak(record, 'bitcoin', week.end) ?? 0
  return { values: { weeks: Math.abs(weeks) }, faults: [Math.sign(weeks) !== sign && `${weeks} weeks`] }
}

function metals({ record, week }: Context): { gold: number | undefined; dollar: number | undefined } {
  return { gold: crossWeek(record, 'gold', week), dollar: crossWeek(record, 'dxy', week) }
}

function yen({ record, week }: Context, sign: -1 | 1): Recomputed {
  const change = crossWeek(record, 'usdjpy', week)
  return { values: { change }, faults: [Math.sign(change ?? 0) !== sign && `moved by ${change}`] }
}

/** An Asian index whose close of the last common day came before the move of the American ones. */
function earlierClose(context: Context, leads: boolean): Recomputed {
  const { record, week, statement } = context
  const { asian, us, day } = statement.values as { asian: string; us: string; day: number }
  const points = record.cross.get(us)
  const [now, before] = [lastBefore(points, day + 1), lastBefore(points, day)]
  const session = now && before && now.value / before.value - 1
  const [asianChange, usChange] = [crossWeek(record, asian, week), crossWeek(record, us, week)]
  return {
    values: {
      asian: (one) => (ASIAN.includes(String(one)) ? undefined : `is ${String(one)}`),
      us: (one) => (AMERICAN.includes(String(one)) ? undefined : `is ${String(one)}`),
      asianChange,
      usChange,
      session,
      day: lastBefore(record.cross.get(asian), week.end)?.at,
    },
    faults: [
      now?.at !== day && `${us} had no session on that day`,
      Math.sign(asianChange ?? 0) === Math.sign(session ?? 0) && 'both moved to one side',
      leads && ranking(record, week)?.[0]?.asset !== asian && `${asian} does not lead`,
    ],
  }
}

function closes(names: readonly string[], kind: PublishedExtreme['kind'], dated: boolean): Checkers {
  const checker = ofEntry(
    /^cross\.\w+\.close$/u,
    [kind],
    (entry, { record }) => {
      const market = entry.series.split('.')[1] as string
      return {
        market,
        quote: { market, class: record.classes.get(market), value: entry.value },
        reach: reachOf(entry),
        ...(dated && { day: instantOf(entry.at) }),
      }
    },
    (entry, { record, week }) => ({
      faults: [
        !dated &&
          lastBefore(record.cross.get(entry.series.split('.')[1] as string), week.end)?.at !==
            instantOf(entry.at) &&
          'told without its day, but it is not the last close',
      ],
    }),
  )
  return Object.fromEntries(names.map((name) => [`assets.${name}`, checker]))
}

function moved(what: string, kind: PublishedExtreme['kind'], dated: boolean): Checker {
  return ofEntry(new RegExp(`^cross\\.\\w+\\.${what}$`, 'u'), [kind], (entry) => ({
    market: entry.series.split('.')[1],
    change: entry.value,
    reach: reachOf(entry),
    ...(dated && { day: instantOf(entry.at) }),
  }))
}

function beyond(direction: 'up' | 'down'): Checker {
  return ofEntry(
    /^cross\.\w+\.beyond$/u,
    ['first-beyond'],
    (entry, { record }) => {
      const market = entry.series.split('.')[1] as string
      const level: Expected = { market, class: record.classes.get(market), value: entry.level }
      return { market, level, day: instantOf(entry.at), reach: reachOf(entry) }
    },
    (entry) => ({ faults: [entry.direction !== direction && `it went ${entry.direction}`] }),
  )
}

/** Records that follow on records: each market with its entry. */
function further(kind: 'high' | 'low'): Checker {
  return (context) => {
    const entries = entriesOf(context)
    const markets = entries.map((entry) => {
      const market = entry.series.split('.')[1] as string
      const quote = { market, class: context.record.classes.get(market), value: entry.value }
      return { market, day: instantOf(entry.at), quote }
    })
    return {
      values: { markets },
      faults: [
        ...entries.flatMap((entry) => entryFaults(context, entry)),
        entries.some((entry) => entry.since !== null || entry.kind !== kind) && 'one is no record',
      ],
    }
  }
}
