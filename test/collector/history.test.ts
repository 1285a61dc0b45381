/** A history that went through the record says what it said before, and costs nothing while nothing is new. */
import { beforeAll, describe, expect, it } from 'vitest'
import { observationsOf } from '#src/collector/observations.ts'
import { openHistory } from '#src/collector/history.ts'
import { figuresOf } from '#src/editions/make.ts'
import type { History } from '#src/market/history.ts'
import type { Observation } from '#src/market/observation.ts'
import { DAY, MINUTE } from '#src/market/time.ts'
import { openStore } from '#src/store/open.ts'
import { EVERY_CASE } from '../support/cases.ts'
import { editionOf, readHistory, sampleFolder } from '../support/editions.ts'
import { temporaryFolder } from '../support/folder.ts'
import { smallMarket } from '../support/market/small.ts'

let sample: History

beforeAll(async () => {
  sample = await readHistory(sampleFolder)
})

async function imported(history: History) {
  const store = await openStore(await temporaryFolder())
  await store.record.keep({
    observations: [...observationsOf(history)],
    observedAt: 1,
    assets: history.assets,
  })
  return store
}

describe('a history through the record', () => {
  it.runIf(EVERY_CASE)('makes the same edition, figure by figure', async () => {
    const store = await imported(sample)
    const live = (await openHistory(store.record, () => 0)).current()
    expect({ from: live.from, now: live.now, kind: live.kind }).toEqual({
      from: sample.from,
      now: sample.now,
      kind: 'live',
    })
    const [was, is] = [editionOf(sample, '2025-11-24'), editionOf(live, '2025-11-24')]
    expect(figuresOf(is.readings)).toEqual(figuresOf(was.readings))
    expect(Object.values(is.readings).flatMap(({ missing }) => missing)).toEqual(
      Object.values(was.readings).flatMap(({ missing }) => missing),
    )
    expect(Object.keys(figuresOf(is.readings)).length).toBeGreaterThan(300)
    await store.close()
  })

  it('stays the same object until something new is kept, and shares what has not changed', async () => {
    const store = await imported(smallMarket(sample, 12))
    const history = await openHistory(store.record, () => 0)
    const before = history.current()
    expect(await history.refresh()).toBe(false)
    expect(history.current()).toBe(before)
    await store.record.keep({
      observedAt: 2,
      observations: [
        {
          table: 'prices_daily',
          of: { asset: 'bitcoin' },
          time: sample.now,
          values: { close: 87_000 },
          source: 'Binance',
        },
      ],
    })
    expect(await history.refresh()).toBe(true)
    const after = history.current()
    expect(after.dailyCandles('bitcoin')?.times.at(-1)).toBe(sample.now)
    expect(before.dailyCandles('bitcoin')?.times.at(-1)).not.toBe(sample.now)
    expect(after.dailyCandles('ethereum')?.close).toBe(before.dailyCandles('ethereum')?.close)
    // One asset's candle is not yet a day of the market.
    expect(after.now).toBe(before.now)
    expect(after.suppliers('prices_daily')).toContain('Binance')
    await store.close()
  })
})

it('holds a cap of the list against the close of midnight where it was read within ten minutes of it', async () => {
  const small = smallMarket(sample, 12)
  const { now } = small
  const all = [...observationsOf(small)]
  const isNewCap = ({ table, time }: Observation) => table === 'market_caps' && time === now
  const off = all.filter(isNewCap).map((one, at): Observation => {
    const { market_cap_usd: cap = 0 } = one.values
    // Each by its own share, up to a twentieth either way.
    return { ...one, values: { market_cap_usd: cap * (1 + ((at % 7) - 3) / 60) } }
  })
  const withheldAt = async (minutes: number) => {
    const store = await openStore(await temporaryFolder())
    const { assets } = small
    await store.record.keep({ observations: all.filter((one) => !isNewCap(one)), observedAt: 1, assets })
    await store.record.keep({ observations: off, observedAt: now + minutes * MINUTE })
    const { withheld = [] } = (await openHistory(store.record, () => now + DAY)).current()
    await store.close()
    return withheld.filter(({ table }) => table === 'market_caps').length
  }
  expect(off.length).toBeGreaterThan(10)
  expect(await withheldAt(5)).toBeGreaterThan(3)
  expect(await withheldAt(40)).toBe(0)
  // Nobody reads the list so late: this is the past, told of midnight itself.
  expect(await withheldAt(90)).toBeGreaterThan(3)
})
