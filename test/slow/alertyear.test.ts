/**
 * Weeks of a record pass before the engine: what fires is what a rehearsal counts, and nothing else where venues lie, values are
 * stated again, or hours and days are missing.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { VenuePrice } from '#src/alerts/confirm.ts'
import { createObserve } from '#src/alerts/observe.ts'
import { rehearse } from '#src/alerts/rehearse.ts'
import { createReplayed } from '#src/alerts/replayed.ts'
import type { Firing } from '#src/chat/alert.ts'
import { FLASH_WEEKS } from '#src/chat/flash.ts'
import { historyAt } from '#src/market/asof.ts'
import type { History } from '#src/market/history.ts'
import { type Candles, indexAtOrBefore } from '#src/market/series.ts'
import { DAY, floorToDay, HOUR, type Instant } from '#src/market/time.ts'
import { hasValue, type MissingReading, type WatchedReading } from '#src/market/watched.ts'
import { readDataset } from '#src/sources/dataset/read.ts'
import { LINES, rowOf, tableOf, weeksOf } from '../../bench/alertyear.ts'
import { flashRowOf, flashTableOf } from '../../bench/flashyear.ts'
import { createYearObserve, planOf, replayYear, type YearParts } from '../support/alertyear.ts'
import { temporaryFolder } from '../support/folder.ts'
import { readHistory, sampleHistory } from '../support/histories.ts'
import { describeWithShared } from '../support/shared.ts'

const LONG = { timeout: 600_000 }
const MINUTELY = ['btc < 110000', 'btc > 110000', 'btc ±1% 1h', 'btc ±2% 4h', 'eth ±5% 24h', 'eth 3% step']
const SETTLED = [
  'btc funding > 0.005%',
  'btc funding flips',
  'btc oi -5% 24h',
  'btc vol7 > 30%',
  'total < 3.5T',
]
const EXTREME = [
  'any low 12w',
  'any high 12w',
  'btc low 4w',
  'btc high 4w',
  'btc funding low 4w',
  'total low 4w',
]

async function passed(
  history: History,
  lines: readonly string[],
  days: number,
  parts: Partial<YearParts> = {},
) {
  const home = await temporaryFolder()
  const to = history.now
  return replayYear({ history, lines, from: to - days * DAY, to, home, ...parts })
}

function rehearsed(history: History, lines: readonly string[]) {
  return lines.map((line) => {
    const plan = planOf(line, history, history.now)
    return [line, rehearse(plan, history, { watchlist: [] })?.count]
  })
}

const seen = ({ time, side, value, late }: Firing) => ({ time, side, value, late })

describe('a rehearsal of the sample', LONG, () => {
  it('counts what the engine fires in the hours on record', async () => {
    const sample = await sampleHistory()
    const first = sample.hourlyCandles('bitcoin')?.times[0] ?? 0
    const lines = [...MINUTELY, 'btc < 100000 each 4h', 'btc < 100000 hold 1h']
    const replayed = await passed(sample, lines, 90, { from: first + HOUR })
    expect(replayed.map(({ line, firings }) => [line, firings.length])).toEqual(rehearsed(sample, lines))
    expect(replayed.filter(({ firings }) => firings.length > 0).length).toBeGreaterThan(4)
  })

  it('is made of the values that a replay observes', async () => {
    const sample = await sampleHistory()
    let at = sample.now - 20 * DAY
    const names = ['price:bitcoin', 'change:ethereum:24h', 'price:solana', 'funding:bitcoin', 'run:ethereum']
    const more = ['interest.coins:bitcoin:24h', 'volatility:bitcoin:7d', 'cap:total', 'rank:solana']
    const rows = [...names, ...more].map((name, id) => ({
      ...{ id, name, time: at, isKnown: false, blindTold: 0 as const },
    }))
    const replay = createReplayed({
      history: () => historyAt(sample, at),
      midnight: () => historyAt(sample, floorToDay(at)),
      now: () => at,
    })
    const whole = createYearObserve(sample, at, () => at)
    const plain = (readings: readonly (WatchedReading | MissingReading)[]) =>
      readings.filter(hasValue).map(({ series, value, time }) => ({ series, value, time }))
    for (let step = 0; step < 30; step++) {
      at += 13 * HOUR + 7 * 60_000
      const observed = plain(await whole(rows))
      expect(observed).toHaveLength(rows.length)
      expect(plain(await replay(rows))).toEqual(observed)
    }
  })
})

describeWithShared('the recorded year', ['dataset'], (folder) => {
  const rows = readFileSync('docs/alerts.md', 'utf8').split('\n')

  it('fires as often as the table says, of what settles', LONG, async () => {
    const { plausible: history } = await readDataset(folder)
    const { weeks, from, to } = weeksOf(history)
    const counted = async (which: RegExp, every: number) => {
      const lines = LINES.filter((line) => which.test(line))
      const years = await replayYear({ history, lines, from, to, home: await temporaryFolder(), every })
      const [, , ...table] = tableOf(years.map((one) => rowOf(one, from, weeks)))
      return table
    }
    const settled = await counted(/funding|oi |total|rank|low|high/, 8 * HOUR)
    expect(settled.length).toBeGreaterThan(10)
    // Volatility is judged with each hour.
    expect(rows).toEqual(expect.arrayContaining([...settled, ...(await counted(/vol/, HOUR))]))
  })

  it('has as many flashes as the table says', LONG, async () => {
    const { plausible: history } = await readDataset(folder)
    const counted = flashTableOf(FLASH_WEEKS.map((least) => flashRowOf(history, least)))
    expect(rows).toEqual(expect.arrayContaining([...counted]))
  })
})

describeWithShared('90 days of the recorded history', ['dataset'], (folder) => {
  it('fire as a rehearsal counts, for every kind that is on record', LONG, async () => {
    const history = await readHistory(folder)
    const lines = [...MINUTELY, ...SETTLED, 'sol < 200', 'sol ±5% 24h', 'btc < 110000 hold 5m']
    const replayed = await passed(history, lines, 90)
    expect(replayed.map(({ line, firings }) => [line, firings.length])).toEqual(rehearsed(history, lines))
    expect(replayed.filter(({ firings }) => firings.length === 0)).toEqual([])
  })

  it('have as many extremes as a rehearsal counts by the weeks, give or take one', LONG, async () => {
    const history = await readHistory(folder)
    const counts = new Map(rehearsed(history, EXTREME).map(([line, count]) => [line, Number(count)]))
    for (const { line, firings } of await passed(history, EXTREME, 90)) {
      expect(Math.abs(firings.length - (counts.get(line) ?? Number.NaN)), line).toBeLessThanOrEqual(1)
    }
  })

  it('fire the same where one of three venues lies', LONG, async () => {
    const history = await readHistory(folder)
    const observing = (lies: boolean): NonNullable<YearParts['observing']> => {
      const random = seeded(7)
      return ({ work, now }) =>
        createObserve({
          ...{ work, now, history: () => history },
          askPrices: async (assets) => ({
            prices: new Map(
              assets.map((asset) => [asset, venuesOf(history, asset, now(), lies ? random : undefined)]),
            ),
            asked: 3,
          }),
        })
    }
    const honest = await passed(history, MINUTELY, 90, { observing: observing(false) })
    const lied = await passed(history, MINUTELY, 90, { observing: observing(true) })
    expect(lied.map(({ firings }) => firings.map(seen))).toEqual(
      honest.map(({ firings }) => firings.map(seen)),
    )
    expect(honest.map(({ firings }) => firings.length)).toEqual(
      rehearsed(history, MINUTELY).map(([, count]) => count),
    )
  })

  it('fire the same where past values are stated again, and 30 days are filled in', LONG, async () => {
    const history = await readHistory(folder)
    const lines = [...MINUTELY, ...SETTLED]
    const clean = await passed(history, lines, 90)
    const again = await passed(history, lines, 90, {
      observing({ now }) {
        const observe = createYearObserve(history, history.now - 90 * DAY, now)
        const random = seeded(3)
        return async (rows) => {
          const readings = (await observe(rows)).filter(hasValue)
          const known = new Map(rows.map(({ name, time, isKnown }) => [name, isKnown ? time : undefined]))
          // Another value for what was judged before, of up to 30 days ago.
          const restated = readings.flatMap((one): readonly WatchedReading[] => {
            const last = known.get(one.series)
            if (last === undefined) return []
            const time = last - Math.floor(random() * 30) * DAY
            return [{ ...one, time, value: one.value * (random() < 0.5 ? 1.5 : -1) }]
          })
          return [...restated, ...readings]
        }
      },
    })
    expect(again.map(({ firings }) => firings.map(seen))).toEqual(
      clean.map(({ firings }) => firings.map(seen)),
    )
  })

  it('fire nothing for missing hours and days but what crossed in them, and that as late', LONG, async () => {
    const history = await readHistory(folder)
    const gaps = gapsIn(history)
    const levels = { btc: [106_000, 108_000, 110_000, 112_000, 115_000], eth: [3800, 4000, 4200, 4400] }
    const lines = Object.entries(levels).flatMap(([coin, own]) =>
      own.flatMap((level) => [`${coin} < ${level}`, `${coin} > ${level}`]),
    )
    const clean = await passed(history, lines, 90)
    const gapped = await passed(withoutHours(history, gaps), lines, 90)
    // A gap may hide that a value came back, or crossed: for a while the one is armed, and the other is not.
    const isNear = (time: Instant) => gaps.some(([start, end]) => start < time && time - end < 2 * DAY)
    let [late, same] = [0, 0]
    for (const [index, { line, firings }] of gapped.entries()) {
      const [coin, side, level] = line.split(' ')
      const candles = history.hourlyCandles(coin === 'btc' ? 'bitcoin' : 'ethereum')
      const isBeyond = (value = Number.NaN) =>
        side === '<' ? value <= Number(level) : value >= Number(level)
      const all = clean[index]?.firings ?? []
      for (const firing of firings) {
        const { time = 0, value, before } = firing
        const at = `${line} ${new Date(time).toISOString()}`
        // Both values are the record's own, and the level lies between them.
        expect([closeAt(candles, before?.time ?? 0), closeAt(candles, time)], at).toEqual([
          before?.value,
          value,
        ])
        expect([isBeyond(before?.value) && firing.late, isBeyond(value)], at).toEqual([false, true])
        expect(firing.late, at).toBe(time - (before?.time ?? 0) > 3 * HOUR)
        const isSame = all.some((one) => one.time === time && one.value === value)
        if (!isSame) expect(isNear(time), `${at} is new`).toBe(true)
        same += isSame ? 1 : 0
        late += firing.late ? 1 : 0
      }
      for (const { time = 0 } of all.filter((one) => !firings.some((other) => other.time === one.time)))
        expect(isNear(time), `${line} ${new Date(time).toISOString()} is missed`).toBe(true)
    }
    expect(gapped.flatMap(({ notes }) => notes.map(({ kind }) => kind))).toContain('blind')
    expect(same).toBeGreaterThan(20)
    expect(late).toBeGreaterThan(0)
  })
})

/** Closes of the hour as three venues report them; `random` makes the third lie, silent at times. */
function venuesOf(
  history: History,
  asset: string,
  at: Instant,
  random: (() => number) | undefined,
): readonly VenuePrice[] {
  const price = closeAt(history.hourlyCandles(asset), at)
  if (price === undefined) return []
  const venue = (name: string, own: number, time = at): VenuePrice => ({
    ...{ venue: name, title: name, price: own, time },
  })
  const lie = random ? Math.floor(random() * 7) : -1
  const frozen = closeAt(history.hourlyCandles(asset), at - 2 * DAY) ?? price
  const third = [0, price * 10, -price, frozen, Number.NaN, price / 10][lie] ?? price
  return [
    venue('binance', price),
    venue('okx', price),
    ...(lie === 6 ? [] : [venue('bybit', third, lie === 5 ? at - HOUR : at)]),
  ]
}

function closeAt(candles: Candles | undefined, at: Instant): number | undefined {
  return candles?.close[indexAtOrBefore(candles.times, at - HOUR)]
}

/** Gaps of one to thirty hours in the last 90 days, from the close at their start to the one at their end. */
function gapsIn({ now }: History): readonly (readonly [start: Instant, end: Instant])[] {
  const random = seeded(11)
  const gaps: [Instant, Instant][] = []
  for (let at = now - 89 * DAY; at < now - 2 * DAY; at += (1 + Math.floor(random() * 4)) * DAY) {
    const hours = [1, 2, 3, 5, 8, 30][Math.floor(random() * 6)] ?? 1
    gaps.push([at, at + hours * HOUR])
    at += DAY
  }
  return gaps
}

function withoutHours(history: History, gaps: readonly (readonly [Instant, Instant])[]): History {
  const cut = (all: Candles | undefined) => {
    if (!all) return undefined
    const kept = [...all.times.keys()].filter((index) => {
      const end = (all.times[index] ?? 0) + HOUR
      return !gaps.some(([start, last]) => end > start && end <= last)
    })
    const part = (column: Float64Array) => Float64Array.from(kept, (index) => column[index] ?? Number.NaN)
    const { interval, times, open, high, low, close } = all
    return {
      interval,
      times: part(times),
      open: part(open),
      high: part(high),
      low: part(low),
      close: part(close),
    }
  }
  const known = new Map<string, Candles | undefined>()
  return {
    ...history,
    hourlyCandles(asset) {
      if (!known.has(asset)) known.set(asset, cut(history.hourlyCandles(asset)))
      return known.get(asset)
    },
  }
}

/** Mulberry32: numbers from 0 to 1, the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
