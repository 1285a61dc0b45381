/** Details of `/volatility`, `/correlation` and `/volume`. */
import type { Block } from '#src/chat/message.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Reading } from '#src/market/reading.ts'
import type { Week } from '#src/market/week.ts'
import type { Pairs } from '#src/services/correlation/pairs.ts'
import type { CorrelationReading } from '#src/services/correlation.ts'
import type { Tier } from '#src/services/universe.ts'
import type { Gap } from '#src/services/publish.ts'
import type { ImpliedVolatility } from '#src/services/volatility/implied.ts'
import type { VolatilityWindow } from '#src/services/volatility/volatilitywindow.ts'
import type { VolatilityRow } from '#src/services/volatility.ts'
import type { VolumeReading } from '#src/services/volume.ts'
import type { LeftOutVolume } from '#src/services/volume/venues.ts'
import { detailsOf, fieldOf, isGap, joined, orWhy, printersOf, type DetailValue } from '../details.ts'
import { leftOutNames } from '../leftout.ts'
import { nameOf } from './funding.ts'
import { lackingField } from './lacking.ts'
import { windowField } from './windowfield.ts'

const DAY_MS = 86_400_000

/** Fields of the first coin; `hourly` and `implied` belong to the recap's own window. */
export function volatilityFields(
  window: VolatilityWindow,
  row: VolatilityRow | undefined,
  implied: ImpliedVolatility | Gap,
  week: Week,
  words: Words,
): Block {
  const { field, fields, say } = detailsOf('volatility', words)
  const { percent, percentile } = printersOf(words)
  const on = (extreme: VolatilityWindow['high']) =>
    isGap(extreme)
      ? extreme
      : say('valueOnDay', { value: percent(extreme.value) as string, day: Date.parse(extreme.day) })
  return fields([
    windowField(
      { start: week.end - window.days * DAY_MS, end: week.end, zone: week.zone },
      words,
      'computedOver',
    ),
    fieldOf(say('realised', { days: window.days }), percent(window.now), words),
    field('weekAgo', percent(window.weekAgo)),
    field('percentile', percentile(window.percentile1y)),
    field('high', on(window.high)),
    field('low', on(window.low)),
    window.days === 30 ? undefined : field('rv30d', percent(row?.rv30d)),
    field('hourly', percent(row?.rv7dHourly)),
    field(
      'implied',
      isGap(implied)
        ? implied
        : say('impliedOf', { value: implied.value, day: implied.day, source: nameOf(implied.venue, words) }),
    ),
    field('method', say('methodOf')),
  ])
}

/** Month by month for each coin: the value at the end of each seventh day, newest first. */
export function volatilityTable(windows: readonly VolatilityWindow[], words: Words): Block {
  const { table, tableOrNone } = detailsOf('volatility', words)
  const { percent, date } = printersOf(words)
  const [first] = windows
  const days = (first?.series ?? []).toReversed().filter((_, i) => i % 14 === 0)
  const rows = days.map(([time]) => [
    date(time),
    ...windows.map(({ series }) => percent(series.find(([at]) => at === time)?.[1] ?? undefined)),
  ])
  const made = table({ left: ['day'], right: windows.map(() => 'volatility') }, rows)
  const columns = made.columns.map((column, i) =>
    i === 0 ? column : { ...column, title: windows[i - 1]?.symbol ?? column.title },
  )
  return tableOrNone({ ...made, columns })
}

export interface TierMean {
  readonly tier: Tier
  readonly mean: number | Gap
}

/** Means by tier over the window; `pairs` are those of the coins or the tier that was asked for. */
export function correlationFields(
  reading: Reading<CorrelationReading>,
  tiers: readonly TierMean[],
  pairs: Pairs,
  words: Words,
): Block {
  const { value, week } = reading
  const { field, fields, say } = detailsOf('correlation', words)
  const { decimal, change } = printersOf(words)
  const top = value.tiers.find(({ tier }) => tier === 'top10')
  const tail = tiers.find(({ tier }) => tier === 'rank50to100')?.mean
  const head = tiers.find(({ tier }) => tier === 'top10')?.mean
  const pair = (one: Pairs['highest']) =>
    one && joined([one.symbols.join('/'), decimal(one.correlation)], ' ')
  return fields([
    windowField({ start: week.end - pairs.days * DAY_MS, end: week.end, zone: week.zone }, words),
    ...tiers.map(({ tier, mean }) => field(tier, decimal(mean))),
    field('gap', isGap(head) ? head : isGap(tail) ? tail : decimal(minus(head, tail))),
    pairs.days === 30
      ? field('before', decimal(orWhy(top?.mean4wAgo, 'correlation.top10.mean4wAgo', reading)))
      : undefined,
    field('highest', pair(pairs.highest)),
    field('lowest', pair(pairs.lowest)),
    field(
      'breadth',
      value.breadth === undefined
        ? undefined
        : say('risingOf', { rising: value.breadth.rising, of: value.breadth.counted }),
    ),
    field('median', change(orWhy(top?.medianReturn, 'correlation.top10.medianReturn', reading))),
    lackingField(value.absent, words),
    pairs.absent.length > 0 ? field('absent', say('coins', { count: pairs.absent.length })) : undefined,
  ])
}

/** Of coins that were named: what is theirs alone. */
export function pairsFields(pairs: Pairs, week: Week, words: Words): Block {
  const { field, fields, say } = detailsOf('correlation', words)
  const { decimal } = printersOf(words)
  const pair = (one: Pairs['highest']) =>
    one && joined([one.symbols.join('/'), decimal(one.correlation)], ' ')
  const isOne = pairs.matrix?.assets.length === 2
  return fields([
    windowField({ start: week.end - pairs.days * DAY_MS, end: week.end, zone: week.zone }, words),
    field('mean', decimal(pairs.mean)),
    isOne ? undefined : field('highest', pair(pairs.highest)),
    isOne ? undefined : field('lowest', pair(pairs.lowest)),
    pairs.absent.length > 0 ? field('absent', say('coins', { count: pairs.absent.length })) : undefined,
  ])
}

function minus(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a - b
}

/** The tiers row by row; or, of chosen coins, each with each. */
export function correlationTable(
  { value }: Reading<CorrelationReading>,
  tiers: readonly TierMean[],
  pairs: Pairs | undefined,
  words: Words,
): Block {
  const { table, tableOrNone, say } = detailsOf('correlation', words)
  const { decimal, change, whole } = printersOf(words)
  const matrix = pairs?.matrix
  if (matrix) {
    return tableOrNone({
      kind: 'table',
      columns: [
        { title: say('columns.symbol'), align: 'left' },
        ...matrix.symbols.map((title) => ({ title, align: 'right' as const })),
      ],
      rows: matrix.values.map((row, i) => [
        matrix.symbols[i] ?? '',
        ...row.map((one) => (Number.isFinite(one) ? (decimal(one) as string) : '–')),
      ]),
    })
  }
  const rows = value.tiers.map((row) => [
    say(`fields.${row.tier}`),
    decimal(tiers.find(({ tier }) => tier === row.tier)?.mean),
    decimal(row.mean4wAgo),
    change(row.medianReturn),
    whole(row.members.length),
  ])
  return tableOrNone(table({ left: ['tier'], right: ['mean', 'before', 'median', 'members'] }, rows))
}

export function volumeFields(
  reading: Reading<VolumeReading>,
  daily: {
    readonly day: number | Gap
    readonly mean7d: number | Gap
    readonly mean30d: number | Gap
    readonly perp: number | Gap
    readonly leftOut: readonly LeftOutVolume[]
    readonly leftOutOfMean: readonly LeftOutVolume[]
  },
  words: Words,
): Block {
  const { value, week, coverage } = reading
  const { field, fields, say } = detailsOf('volume', words)
  const { amount, percent, wholePercent } = printersOf(words)
  const known = <V>(one: V | undefined, name: string) => orWhy(one, `volume.spot.${name}`, reading)
  const ofWeeks = (value.parts ?? []).flatMap((part) => part.leftOut)
  const leftOut = [...ofWeeks, ...daily.leftOut]
  // Whom the set itself leaves out is named above.
  const ofMeans = [...(value.meanPart?.leftOut ?? []), ...daily.leftOutOfMean].filter(({ venue }) =>
    value.venues.includes(venue),
  )
  const lackMean = value.meanPart ? value.venues.length - value.meanPart.used : 0
  return fields([
    windowField(week, words),
    field('week', amount(known(value.week, 'week'))),
    field('day', amount(daily.day)),
    field('mean7d', amount(daily.mean7d)),
    field('mean30d', atSome(amount(daily.mean30d), daily.leftOutOfMean.length)),
    field('mean4w', atSome(amount(known(value.mean4w, 'mean4w')), lackMean)),
    field('ratio', atSome(wholePercent(known(value.ratio, 'ratio')), lackMean)),
    field('perp', amount(daily.perp)),
    field('spotShare', percent(known(value.spotShare, 'spotShare'))),
    field('spotShareBefore', percent(value.spotShareWeekAgo)),
    field('venues', coverage && say('venuesOf', { used: coverage.used, expected: coverage.expected })),
    leftOutField('withoutSpot', ofMarket('spot')),
    leftOutField('withoutMean', ofMeans),
    leftOutField('withoutPerp', ofMarket('perp')),
    value.shareWithout &&
      field(
        'withoutShare',
        words.grammar.list(
          value.shareWithout.map((venue) => nameOf(venue, words)),
          true,
        ),
      ),
    field('washing', say('unfiltered')),
  ])

  /** A figure of fewer venues than the week, with how many. */
  function atSome(printed: DetailValue, lack: number): DetailValue {
    if (typeof printed !== 'string' || lack === 0) return printed
    const of = value.venues.length
    return say('atVenues', { value: printed, used: of - lack, expected: of })
  }

  function ofMarket(market: LeftOutVolume['market']) {
    return leftOut.filter((one) => one.market === market)
  }

  function leftOutField(name: 'withoutSpot' | 'withoutMean' | 'withoutPerp', all: readonly LeftOutVolume[]) {
    const byVenue = new Map(all.toReversed().map((one) => [one.venue, one]))
    const its = [...byVenue.values()].toSorted((a, b) => (a.venue < b.venue ? -1 : 1))
    return its.length === 0 ? undefined : field(name, words.grammar.list(leftOutNames(its, words), true))
  }
}

export function volumeTable(
  { value }: Reading<VolumeReading>,
  market: 'spot' | 'perp',
  weeks: number,
  words: Words,
): Block[] {
  const { table, tableOrNone, say } = detailsOf('volume', words)
  const { amount, date } = printersOf(words)
  const perp = new Map(value.perpWeeks)
  const points = (market === 'spot' ? value.weeks : value.perpWeeks).slice(-weeks).toReversed()
  const rows = points.map(([time, total]) => [
    date(time),
    amount(total ?? undefined),
    market === 'spot' ? amount(perp.get(time) ?? undefined) : undefined,
  ])
  const shown = market === 'spot' ? rows : rows.map((row) => row.slice(0, 2))
  const right = market === 'spot' ? ['spot', 'perp'] : ['perp']
  const names = value.venues.map((venue) => nameOf(venue, words)).join(words.grammar.comma)
  return [
    tableOrNone(table({ left: ['weekTo'], right }, shown)),
    ...(names === '' ? [] : [{ kind: 'paragraph' as const, text: say('venuesAre', { names }) }]),
  ]
}
