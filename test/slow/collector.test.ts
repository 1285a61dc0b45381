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

let sample: History

beforeAll(async () => {
  sample = await readHistory(sampleFolder)
})

/** A pass a few minutes past every quarter of an hour, and what each of them cost. */
async function collectUntil(collecting: Collecting, from: Instant, to: Instant) {
  const passes: { at: Instant; calls: number; told: string }[] = []
  for (let half = from; half <= to; half += HOUR / 4) {
    collecting.moveTo(half + (half % HOUR === 0 ? 2 : 3) * MINUTE)
    collecting.market.forget()
    await collecting.collector.tick()
    const calls = collecting.market.calls()
    const told = `${new Date(half).toISOString()} ${JSON.stringify([...calls])}`
    passes.push({ at: half, calls: sumOf(calls.values()), told })
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
    })
    await collecting.store.record.keep({
      observations: knownAt(sample, start - HOUR),
      observedAt: start - HOUR,
      assets: sample.assets,
    })
    const passes = await collectUntil(collecting, start, sample.now)
    const monday = passes.at(-1)?.calls ?? 0
    collecting.market.forget()
    collecting.moveTo(sample.now + 5 * MINUTE)
    await collecting.collector.beforeEdition()
    const before = sumOf(collecting.market.calls().values())

    const live = collecting.history.current()
    expect(live.now).toBe(sample.now)
    const [was, is] = [editionOf(sample, '2025-11-24'), editionOf(live, '2025-11-24')]
    const differences = differencesIn(figuresOf(was.readings), figuresOf(is.readings))
    expect([...differences.missing, ...differences.more]).toEqual([])
    expect(differences.other).toEqual([])
    expect(Object.keys(figuresOf(is.readings)).length).toBeGreaterThan(300)
    expect(missingIn(is)).toEqual(missingIn(was))

    // Nobody was asked too often, and nobody was asked for what he does not know.
    expect(collecting.market.refused).toEqual([])
    expect(collecting.market.strange).toEqual([])
    expect(monday + before).toBeLessThanOrEqual(300)
    const hourly = passes.filter(({ at }) => at % (8 * HOUR) !== 0 && at % HOUR === 0).slice(24)
    // Two hours after a day its last closes are asked for once more, a call a coin.
    const isRecheck = ({ at }: { at: Instant }) => at % DAY === 2 * HOUR
    expect(hourly.filter((one) => isRecheck(one) && one.calls > 125).map(({ told }) => told)).toEqual([])
    // Lists of instruments and what their marks say are renewed once a day, each by whoever asks first after that.
    const renewing = hourly.filter((one) => !isRecheck(one) && one.calls > 9)
    expect(renewing.filter(({ calls }) => calls > 12).map(({ told }) => told)).toEqual([])
    expect(renewing.length).toBeLessThanOrEqual(2 * 14)
    // Between its slots only what was refused or not yet proved is asked again, and nobody is said to fail.
    const between = passes.filter(({ at }) => at % HOUR === HOUR / 4)
    expect(between.filter(({ calls }) => calls > 25).map(({ told }) => told)).toEqual([])
    expect(sumOf(between.map(({ calls }) => calls))).toBeLessThanOrEqual(45 * 14)
    expect(collecting.collector.suppliers().filter(({ state }) => state === 'failing')).toEqual([])
    await collecting.close()
  })

  it.each([
    ['00:02', 2 * MINUTE],
    // The caps of 00:00 are asked for coin by coin.
    ['13:05', 13 * HOUR + 5 * MINUTE],
  ])('takes less than 350 calls for a first backfill at %s', async (_, after) => {
    const at = sample.now - 3 * DAY + after
    const collecting = await startCollecting({ history: sample, home: await temporaryFolder(), at })
    await collecting.collector.tick()
    const calls = collecting.market.calls()
    expect(sumOf(calls.values()), JSON.stringify([...calls])).toBeLessThanOrEqual(350)
    expect(collecting.market.refused).toEqual([])
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
