/** Arbitrary histories: any tables that the format can hold. */
import fc from 'fast-check'
import { ASSET_KINDS, CROSS_ASSET_CLASSES } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { CALENDAR_KINDS, CURVES, RATE_OUTCOMES } from '#src/market/macro.ts'
import { SECTORS } from '#src/market/sector.ts'
import { seriesOf } from '#src/market/series.ts'
import { historyOf } from '#src/market/tables.ts'
import { DAY, dayOf, HOUR } from '#src/market/time.ts'

const FIRST_DAY = 19_000
const days = fc.integer({ min: FIRST_DAY, max: FIRST_DAY + 400 }).map((day) => day * DAY)
const hours = fc.integer({ min: FIRST_DAY * 24, max: FIRST_DAY * 24 + 9600 }).map((hour) => hour * HOUR)
const instants = fc.integer({ min: FIRST_DAY * DAY, max: (FIRST_DAY + 400) * DAY })
const positive = fc.double({ min: 1e-12, max: 1e15, noNaN: true })
// Zero has one sign in a file.
const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0)
const fraction = fc.double({ min: 0, max: 1, noNaN: true })
/** Words as cells hold them: not empty, no space around, and all that needs quotes. */
const words = fc
  .string({
    minLength: 1,
    maxLength: 8,
    unit: fc.constantFrom('a', 'b', 'Z', '7', ',', '"', '\n', ' ', '日', '-'),
  })
  .map((text) => text.trim())
  .filter((text) => text !== '' && text !== 'total')

const series = (times: fc.Arbitrary<number>, values: fc.Arbitrary<number>) =>
  fc.array(fc.tuple(times, values), { minLength: 1, maxLength: 6 }).map(seriesOf)

const byKey = <V>(value: fc.Arbitrary<V>, keys: fc.Arbitrary<string> = words) =>
  fc
    .uniqueArray(fc.tuple(keys, value), { maxLength: 3, selector: ([key]) => key })
    .map((pairs) => new Map(pairs))

const atLeastOne = <K, V>(maps: fc.Arbitrary<Map<K, V>>) => maps.filter((map) => map.size > 0)

function candles<I extends typeof DAY | typeof HOUR>(interval: I, times: fc.Arbitrary<number>) {
  const rows = fc.uniqueArray(
    fc.record({
      time: times,
      open: fc.option(positive, { nil: Number.NaN }),
      bounds: fc.option(fc.tuple(positive, positive), { nil: [Number.NaN, Number.NaN] as [number, number] }),
      close: positive,
    }),
    { minLength: 1, maxLength: 6, selector: ({ time }) => time },
  )
  return rows.map((unsorted) => {
    const sorted = unsorted.toSorted((a, b) => a.time - b.time)
    return {
      interval,
      times: Float64Array.from(sorted, ({ time }) => time),
      open: Float64Array.from(sorted, ({ open }) => open),
      high: Float64Array.from(sorted, ({ bounds }) => Math.max(...bounds)),
      low: Float64Array.from(sorted, ({ bounds }) => Math.min(...bounds)),
      close: Float64Array.from(sorted, ({ close }) => close),
    }
  })
}

const prints = fc
  .uniqueArray(fc.tuple(instants, finite, fc.constantFrom(1, 4, 8, Number.NaN)), {
    minLength: 1,
    maxLength: 6,
    selector: ([time]) => time,
  })
  .map((unsorted) => {
    const sorted = unsorted.toSorted((a, b) => a[0] - b[0])
    return {
      times: Float64Array.from(sorted, ([time]) => time),
      rates: Float64Array.from(sorted, ([, rate]) => rate),
      intervalHours: Float64Array.from(sorted, ([, , interval]) => interval),
    }
  })

const assets = fc.uniqueArray(
  fc.record({
    id: words,
    symbol: words.map((word) => word.toUpperCase()),
    name: words,
    kind: fc.constantFrom(...ASSET_KINDS),
    sectors: fc.uniqueArray(fc.constantFrom(...SECTORS), { maxLength: 3 }),
  }),
  { maxLength: 4, selector: ({ id }) => id },
)

const macro = fc.uniqueArray(
  fc
    .tuple(fc.record({ series: words, period: words, value: finite, unit: words }), fc.option(instants))
    .map(([release, releasedAt]) => (releasedAt === null ? release : { ...release, releasedAt })),
  { maxLength: 4, selector: (release) => JSON.stringify([release.series, release.period]) },
)

const rateOdds = fc.uniqueArray(
  fc.record({
    time: instants,
    source: words,
    meeting: days.map(dayOf),
    outcome: fc.constantFrom(...RATE_OUTCOMES),
    probability: fraction,
  }),
  { maxLength: 4, selector: ({ time, source }) => JSON.stringify([time, source]) },
)

const calendar = fc.uniqueArray(
  fc.record({
    date: days.map(dayOf),
    country: words,
    kind: fc.constantFrom(...CALENDAR_KINDS),
    nameEn: words,
    nameJa: words,
  }),
  { maxLength: 4, selector: ({ date, nameEn }) => JSON.stringify([date, nameEn]) },
)

const crossAssets = fc.uniqueArray(
  fc.record({ id: words, class: fc.constantFrom(...CROSS_ASSET_CLASSES), closes: series(days, positive) }),
  { maxLength: 3, selector: ({ id }) => id },
)

/** Histories of up to four assets, every table present or empty; made for a round trip through a folder. */
export function histories(): fc.Arbitrary<History> {
  return assets.chain((universe) => {
    const ids = universe.map(({ id }) => id)
    const id = ids.length > 0 ? fc.constantFrom(...ids) : undefined
    const byId = <V>(value: fc.Arbitrary<V>) => (id ? byKey(value, id) : fc.constant(new Map<string, V>()))
    return fc
      .record({
        name: words,
        kind: fc.constantFrom('recorded' as const, 'simulated' as const),
        span: fc.tuple(days, days),
        dailyCandles: byId(candles(DAY, days)),
        hourlyCandles: byId(candles(HOUR, hours)),
        marketCaps: byId(series(days, positive)),
        totalMarketCap: fc.option(series(days, positive), { nil: undefined }),
        funding: byId(atLeastOne(byKey(prints))),
        openInterest: byKey(
          atLeastOne(byKey(series(days, positive))),
          id ? fc.oneof(fc.constant('total'), id) : fc.constant('total'),
        ),
        spotVolume: byKey(series(days, positive)),
        perpVolume: byKey(series(days, positive)),
        cross: crossAssets,
        macro,
        rateOdds,
        curves: fc
          .tuple(
            ...CURVES.map(() =>
              fc.uniqueArray(fc.tuple(fc.constantFrom(0.25, 2, 10, 30), series(days, finite)), {
                maxLength: 3,
                selector: ([tenor]) => tenor,
              }),
            ),
          )
          .map((tenors) => new Map(CURVES.map((curve, index) => [curve, new Map(tenors[index])]))),
        sentiment: byKey(series(days, fc.double({ min: 0, max: 100, noNaN: true }))),
        calendar,
        suppliers: fc.array(words, { maxLength: 2 }),
      })
      .map(({ span, cross, suppliers, ...tables }) =>
        historyOf({
          ...tables,
          assets: universe,
          from: Math.min(...span),
          now: Math.max(...span) + DAY,
          crossAssets: cross.map(({ id, class: its }) => ({ id, class: its })),
          crossCloses: new Map(cross.map(({ id, closes }) => [id, closes])),
          suppliers: new Map([
            ['prices_daily', suppliers],
            ['calendar', suppliers],
          ]),
        }),
      )
  })
}
