/** Claims of the macro section: yields, odds, releases, sentiment and the calendar. */
import type { PublishedExtreme } from '../product/briefing.ts'
import { oddsOf, oddsWeek, sentimentAt, yieldWeek } from '../recompute/markets.ts'
import { rowsOf } from '../record/csv.ts'
import { ending } from '../record/find.ts'
import type { Odds, Release } from '../record/record.ts'
import { instantOf, WEEK } from '../record/time.ts'
import type { Checker, Checkers, Context, Recomputed } from './checker.ts'
import { ofEntry, reachOf } from './entries.ts'
import { type Expected, near } from './expected.ts'

type Values = Recomputed['values']

const TENORS = [2, 10, 30, 5]

export const MACRO: Checkers = {
  'macro.bearFlattening': curve(1, -1),
  'macro.bearSteepening': curve(1, 1),
  'macro.bullFlattening': curve(-1, -1),
  'macro.bullSteepening': curve(-1, 1),
  'macro.twistFlattening': curve(0, -1),
  'macro.twistSteepening': curve(0, 1),
  'macro.yieldFell': tenYear(-1),
  'macro.yieldRose': tenYear(1),
  'macro.yieldSame': tenYear(0),
  'macro.yieldHigh': ofEntry(/^macro\.\w+\.\w+\.yield$/u, ['high'], yieldEntry, () => ({ also: TENORS })),
  'macro.yieldLow': ofEntry(/^macro\.\w+\.\w+\.yield$/u, ['low'], yieldEntry, () => ({ also: TENORS })),
  'macro.slopeHigh': ofEntry(/^macro\.\w+\.slope$/u, ['high'], slopeEntry, () => ({ also: TENORS })),
  'macro.slopeLow': ofEntry(/^macro\.\w+\.slope$/u, ['low'], slopeEntry, () => ({ also: TENORS })),
  'macro.odds': (context) => odds(context, 0),
  'macro.oddsMoved': (context) => odds(context, 1),
  'macro.oddsPathDown': (context) => path(context, -1),
  'macro.oddsPathUp': (context) => path(context, 1),
  'macro.fear': (context) => mood(context, (value) => value <= 24),
  'macro.greed': (context) => mood(context, (value) => value >= 75),
  'macro.fearSince': ofEntry(/^sentiment\.\w+\.value$/u, ['low'], valueEntry),
  'macro.greedSince': ofEntry(/^sentiment\.\w+\.value$/u, ['high'], valueEntry),
  'macro.fearFurther': ofEntry(/^sentiment\.\w+\.value$/u, ['low'], valueEntry, further(-1)),
  'macro.greedFurther': ofEntry(/^sentiment\.\w+\.value$/u, ['high'], valueEntry, further(1)),
  'macro.moodFell': ofEntry(/^sentiment\.\w+\.dayChange$/u, ['largest-fall'], changeEntry),
  'macro.moodRose': ofEntry(/^sentiment\.\w+\.dayChange$/u, ['largest-rise'], changeEntry),
  'macro.inflationEased': inflation((change) => change < 0),
  'macro.inflationPicked': inflation((change) => change > 0),
  'macro.inflationSame': inflation((change) => change === 0),
  'macro.jobs': (context) => {
    const [payrolls, unemployment] = [
      released(context, 'payrolls_change'),
      released(context, 'unemployment_rate'),
    ]
    return {
      values: {
        payrolls: payrolls?.latest.value,
        unemployment: { latest: unemployment?.latest.value, previous: unemployment?.previous?.value },
        unemploymentNow: unemployment?.latest.value,
      },
      // The file counts thousands of persons.
      also: [1000 * (payrolls?.latest.value ?? 0)],
    }
  },
  'macro.ahead': (context) => ({ values: { entries: dated(context) } }),
  'macro.holidayAhead': (context) => {
    const { date } = context.statement.values as { date: number }
    const found = calendar(context).find(
      (one) => one.kind === 'holiday' && one.at === date && one.country === 'us',
    )
    return { values: { name: found && { en: found.en, ja: found.ja }, date: found?.at } }
  },
}

/** Bear: yields rose on the whole; flattening: the long end rose less. Percentage points. */
/** `level` 0: the two yields went apart. */
function curve(level: -1 | 0 | 1, slope: -1 | 1): Checker {
  return ({ record, week, statement }) => {
    const name = String(statement.values?.curve)
    const [two, ten] = [yieldWeek(record, name, 2, week), yieldWeek(record, name, 10, week)]
    const change = (ten?.change ?? 0) - (two?.change ?? 0)
    return {
      values: { curve: name, change, two: two?.change, ten: ten?.change },
      evidence: { twoYear: two?.now.value, tenYear: ten?.now.value },
      also: TENORS,
      faults: [
        (two === undefined || ten === undefined) && 'no sessions',
        slope * change < 0.03 - 1e-9 && `the slope moved by ${change}`,
        (level === 0) !== isTwist(two?.change, ten?.change) && 'a twist is one, and nothing else is',
        level * ((two?.change ?? 0) + (ten?.change ?? 0)) < -1e-9 && 'yields went the other way',
      ],
    }
  }
}

/** One rose and one fell, by half a basis point or more each. */
function isTwist(two = 0, ten = 0): boolean {
  return two * ten < 0 && Math.min(Math.abs(two), Math.abs(ten)) >= 0.005 - 1e-9
}

function tenYear(sign: -1 | 0 | 1): Checker {
  return ({ record, week, statement }) => {
    const name = String(statement.values?.curve)
    const ten = yieldWeek(record, name, 10, week)
    const basisPoints = Math.round(100 * (ten?.change ?? Number.NaN))
    return {
      values: { curve: name, change: ten?.change, yield: ten?.now.value },
      also: TENORS,
      faults: [Math.sign(basisPoints) !== sign && `moved by ${basisPoints} bp`],
    }
  }
}

function yieldEntry(entry: PublishedExtreme): Values {
  const [, curve, tenor = ''] = entry.series.split('.')
  return {
    curve,
    tenor: Number(tenor.replace('y', '')),
    yield: entry.value,
    day: instantOf(entry.at),
    reach: reachOf(entry),
  }
}

function slopeEntry(entry: PublishedExtreme): Values {
  return {
    curve: entry.series.split('.')[1],
    slope: entry.value,
    day: instantOf(entry.at),
    reach: reachOf(entry),
  }
}

function valueEntry(entry: PublishedExtreme): Values {
  return {
    value: entry.value,
    day: instantOf(entry.at),
    reach: reachOf(entry),
  }
}

function changeEntry(entry: PublishedExtreme): Values {
  return {
    change: entry.value,
    day: instantOf(entry.at),
    reach: reachOf(entry),
  }
}

/** The prints of the source and meeting that a statement's evidence names. */
function quoted({ record, week, statement }: Context): { all: Odds[]; of: ReturnType<typeof oddsWeek> } {
  const { source, meeting } = statement.evidence
  const all = oddsOf(record, String(source), String(meeting))
  return { all, of: oddsWeek(all, week) }
}

function odds(context: Context, moved: 0 | 1): Recomputed {
  const { of } = quoted(context)
  const { source, meeting } = context.statement.evidence
  const before = of.before && context.week.start - of.before.at <= WEEK ? of.before.value : undefined
  return {
    values: {
      cut: of.now?.value,
      meeting: instantOf(String(meeting)),
      source: String(source),
      asOf: of.now?.at,
      ...(moved && { before, step: (of.now?.value ?? 0) - (before ?? 0) }),
    },
    faults: [instantOf(String(meeting)) < context.week.end && 'the meeting is over'],
  }
}

function path(context: Context, sign: -1 | 1): Recomputed {
  const { inside } = quoted(context).of
  const by = (best: (a: Odds, b: Odds) => boolean) =>
    inside.reduce<Odds | undefined>((one, other) => (!one || best(other, one) ? other : one), undefined)
  const [low, high] = [by((a, b) => a.value < b.value), by((a, b) => a.value > b.value)]
  return {
    values: { low: low?.value, lowAt: low?.at, high: high?.value, highAt: high?.at },
    faults: [sign * ((high?.at ?? 0) - (low?.at ?? 0)) < 0 && 'they went the other way'],
  }
}

function mood({ record, week }: Context, holds: (value: number) => boolean): Recomputed {
  const value = sentimentAt(record, 'fear-greed', week.end)?.value
  return { values: { value }, faults: [!holds(value ?? Number.NaN) && `stands at ${value}`] }
}

/** The release of a series in the week, and the period before it. */
function released({ record, week }: Context, series: string) {
  const all = record.releases
    .filter((one): one is Release & { at: number } => one.series === series && one.at !== undefined)
    .toSorted((a, b) => (a.period < b.period ? -1 : 1))
  const at = all.findLastIndex((one) => one.at > week.start && one.at <= week.end)
  const latest = all[at]
  return latest && { latest, previous: all[at - 1] }
}

function inflation(holds: (change: number) => boolean): Checker {
  return (context) => {
    const series = String(context.statement.values?.series)
    const found = released(context, series)
    const [latest = Number.NaN, previous = Number.NaN] = [found?.latest.value, found?.previous?.value]
    const change = near(latest, previous) ? 0 : latest - previous
    return {
      values: { series, latest: found?.latest.value, previous: found?.previous?.value },
      faults: [!holds(change) && `${latest} after ${previous}`],
    }
  }
}

interface Dated {
  readonly at: number
  readonly country: string
  readonly kind: string
  readonly en: string
  readonly ja: string
}

/** Entries of the week after the window, in the order of the file. */
function calendar({ record, week }: Context): Dated[] {
  return rowsOf(record.folder, 'calendar.csv')
    .map((row) => ({
      at: instantOf(row.date ?? ''),
      country: row.country ?? '',
      kind: row.kind ?? '',
      en: row.name_en ?? '',
      ja: row.name_ja ?? '',
    }))
    .filter(({ at }) => at >= week.end && at < week.end + WEEK)
}

/** Dated entries: each is one of the calendar's, in order of time. */
export function dated(context: Context): Expected {
  return (actual) => {
    const entries = (actual ?? []) as { date: number; names: { name: { en: string; ja: string } }[] }[]
    const known = calendar(context)
    const unknown = entries.flatMap(({ date, names }) =>
      names.filter(
        ({ name }) => !known.some((one) => one.at === date && one.en === name.en && agrees(one, name.ja)),
      ),
    )
    if (unknown.length > 0) return `has what the calendar has not: ${JSON.stringify(unknown)}`
    return entries.every(({ date }, at) => at === 0 || date >= (entries[at - 1]?.date ?? 0))
      ? undefined
      : 'is out of order'
  }
}

/** A country's name before that of its release may be written in full in a sentence. */
function agrees(one: Dated, text: string): boolean {
  return text === one.ja || text.endsWith(one.ja.slice(1))
}

/** Beyond every value of the week before. */
function further(sign: -1 | 1): (entry: PublishedExtreme, context: Context) => Omit<Recomputed, 'values'> {
  return (entry, { record, week }) => {
    const before = ending(record.sentiment.get('fear-greed'), week.start - WEEK, week.start)
    const beyond = before.length > 0 && before.every(({ value }) => sign * (entry.value - value) > 0)
    return { faults: [!beyond && 'the week before was there already'] }
  }
}
