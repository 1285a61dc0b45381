/** Two weeks collected over HTTP make the same edition as the history that the loopback market tells from. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Edition } from '#src/briefing/edition.ts'
import { figuresOf } from '#src/editions/make.ts'
import type { History } from '#src/market/history.ts'
import type { Reading } from '#src/market/reading.ts'
import { DAY, HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import { editionOf, readHistory, sampleFolder } from '../support/editions.ts'
import { temporaryFolder } from '../support/folder.ts'
import { differencesIn } from '../support/market/figures.ts'
import { type Collecting, knownAt, startCollecting } from '../support/market/collecting.ts'
import { BEYOND_DATASETS, LOOPBACK_SUPPLIERS } from '../support/market/server.ts'

let sample: History

beforeAll(async () => {
  sample = await readHistory(sampleFolder)
})

/** What lists the instruments of a venue, or says what they are written on. */
const LISTS = [
  ['binance', '/fapi/v1/exchangeInfo'],
  ['binance', '/fapi/v1/fundingInfo'],
  ['binance', '/api/v3/ticker/24hr'],
  ['bybit', '/v5/market/instruments-info'],
  ['bybit', '/v5/market/instruments-info'],
  ['okx', '/api/v5/public/instruments'],
] as const

/** The sample has a coin that trades no more, and ranked coins without open interest at these venues. */
const NEVER_TOLD =
  /^(?:CoinGecko caps of eos|\w+ candles EOS.*|\w+ open interest \w+): nothing was reported$|^\w+ interest\.now \w+: open interest is 0$/

/** A pass a few minutes past every quarter of an hour, and what each of them cost. */
async function collectUntil(collecting: Collecting, from: Instant, to: Instant) {
  const passes: { at: Instant; calls: number; lists: number; note: string }[] = []
  for (let half = from; half <= to; half += HOUR / 4) {
    collecting.moveTo(half + (half % HOUR === 0 ? 2 : 3) * MINUTE)
    collecting.loopbackMarket.forget()
    await collecting.collector.tick()
    const calls = collecting.loopbackMarket.calls()
    const note = `${new Date(half).toISOString()} ${JSON.stringify([...calls])}`
    const lists = [...new Set(LISTS.map(([supplier]) => supplier))].flatMap((supplier) =>
      collecting.loopbackMarket
        .paths(supplier)
        .filter((path) => LISTS.some(([its, list]) => its === supplier && list === path)),
    ).length
    passes.push({ at: half, calls: sumOf(calls.values()), lists, note })
  }
  return passes
}

function sumOf(counts: Iterable<number>): number {
  return [...counts].reduce((a, b) => a + b, 0)
}

describe('a fortnight of collecting', () => {
  it('makes the edition that the history itself makes, in the calls that were planned', async () => {
    const start = sample.now - 14 * DAY
    const collecting = await startCollecting({
      history: sample,
      home: await temporaryFolder(),
      at: start - HOUR,
      services: LOOPBACK_SUPPLIERS.filter((name) => !BEYOND_DATASETS.includes(name)),
    })
    await collecting.store.record.keep({
      observations: knownAt(sample, start - HOUR),
      observedAt: start - HOUR,
      assets: sample.assets,
    })
    const passes = await collectUntil(collecting, start, sample.now)
    const monday = passes.at(-1)?.calls ?? 0
    collecting.loopbackMarket.forget()
    collecting.moveTo(sample.now + 5 * MINUTE)
    await collecting.collector.beforeEdition()
    const before = sumOf(collecting.loopbackMarket.calls().values())

    const live = collecting.history.current()
    expect(live.now).toBe(sample.now)
    const [was, is] = [editionOf(sample, '2025-11-24'), editionOf(live, '2025-11-24')]
    const differences = differencesIn(figuresOf(was.readings), figuresOf(is.readings))
    expect([...differences.missing, ...differences.more]).toEqual([])
    expect(differences.other).toEqual([])
    expect(Object.keys(figuresOf(is.readings)).length).toBeGreaterThan(300)
    expect(missingIn(is)).toEqual(missingIn(was))

    // Nobody was asked too often, and nobody was asked for what he does not know.
    expect(collecting.loopbackMarket.refused).toEqual([])
    expect(collecting.loopbackMarket.strange).toEqual([])
    expect(monday + before).toBeLessThanOrEqual(300)
    const hourly = passes.filter(({ at }) => at % (8 * HOUR) !== 0 && at % HOUR === 0).slice(24)
    // Two hours after a day its last closes are asked for once more, a call a coin.
    const isRecheck = ({ at }: { at: Instant }) => at % DAY === 2 * HOUR
    expect(hourly.filter((one) => isRecheck(one) && one.calls > 125).map(({ note }) => note)).toEqual([])
    // Lists of instruments and what their marks say are renewed once a day, each by the first question after that.
    // Open interest is read two minutes before every sixth hour, so that 23:58 stands for midnight; these passes do it late, with
    // the hour's other presents: OKX's list of it and CoinGecko's of contracts are two calls more, the others share answers.
    const mostAt = (at: Instant) => (at % (6 * HOUR) === 0 ? 10 : 8)
    const presents = hourly.filter((one) => !isRecheck(one) && one.calls - one.lists > mostAt(one.at))
    expect(presents.map(({ note }) => note)).toEqual([])
    expect(
      hourly.filter((one) => !isRecheck(one) && one.lists > LISTS.length).map(({ note }) => note),
    ).toEqual([])
    expect(hourly.filter(({ lists }) => lists > 1).length).toBeLessThanOrEqual(2 * 14)
    // Binance's intervals hold for six hours.
    expect(hourly.filter(({ lists }) => lists > 0).length).toBeLessThanOrEqual(5 * 14)
    // Between its slots nothing is asked for, but on the first day what is listed and never told: three times more.
    const between = passes.filter(({ at }) => at % HOUR === HOUR / 4)
    expect(between.filter(({ at, calls }) => at >= start + DAY && calls > 0).map(({ note }) => note)).toEqual(
      [],
    )
    const reasons = collecting.lines
      .filter((line) => line.includes(' rows refused'))
      .map((line) => line.replace(/^.*the first of them /, ''))
    expect([...new Set(reasons)].filter((reason) => !NEVER_TOLD.test(reason))).toEqual([])
    expect(collecting.collector.suppliers().filter(({ state }) => state === 'failing')).toEqual([])
    await collecting.close()
  })

  it.each([
    ['00:02', 2 * MINUTE, 297],
    // The caps of 00:00 are asked for coin by coin: 100 calls. Of them all 20 prove what instant a venue's daily open interest
    // stands for, in eight days of daily and hourly rows: without the proof, its past could be filed under the wrong days.
    ['13:05', 13 * HOUR + 5 * MINUTE, 397],
  ])('takes for a first backfill at %s the calls that were planned', async (_, after, planned) => {
    const at = sample.now - 3 * DAY + after
    const collecting = await startCollecting({ history: sample, home: await temporaryFolder(), at })
    await collecting.collector.tick()
    const calls = collecting.loopbackMarket.calls()
    // As docs/sources.md counts them, within a few.
    expect(Math.abs(sumOf(calls.values()) - planned), JSON.stringify([...calls])).toBeLessThanOrEqual(5)
    expect(collecting.loopbackMarket.refused).toEqual([])
    const history = collecting.history.current()
    expect(history.now).toBe(sample.now - 3 * DAY)
    expect(history.dailyCandles('bitcoin')?.times.length).toBeGreaterThan(395)
    expect(history.funding('bitcoin', 'binance')?.times.length).toBeGreaterThan(500)
    await collecting.close()
  })
})

function missingIn({ readings }: Edition): string[] {
  const all: readonly Reading<unknown>[] = Object.values(readings)
  return all.flatMap(({ missing }) => missing.map(({ figure, reason }) => `${figure} ${reason}`))
}
