/** The ledger on the live record: a new value costs what is new, and gives what a record read anew would. */
import { expect, it } from 'vitest'
import { openHistory } from '#src/collector/history.ts'
import { observationsOf } from '#src/collector/observations.ts'
import { weekEnding } from '#src/market/week.ts'
import { lookbackOf } from '#src/services/extremes/tracked.ts'
import { readExtremes } from '#src/services/extremes.ts'
import { openStore } from '#src/store/open.ts'
import { temporaryFolder } from '../support/folder.ts'
import { buildHistory, generate } from '../support/history.ts'

const prices = generate(260, (i) => 100 + 20 * Math.sin(i / 3) + i / 10)
const mood = generate(260, (i) => Math.round(50 + 40 * Math.sin(i / 5)))

/** The record as it was known after so many days. */
function after(days: number) {
  return buildHistory({
    daily: { bitcoin: ['2025-01-01', ...prices.slice(0, days)] },
    sentiment: { 'fear-greed': ['2025-01-01', ...mood.slice(0, days)] },
  })
}

it('goes on from what is known as values come in', async () => {
  const store = await openStore(await temporaryFolder())
  const keep = (days: number) =>
    store.record.keep({
      observations: [...observationsOf(after(days))],
      observedAt: days,
      assets: after(days).assets,
    })
  await keep(250)
  const history = await openHistory(store.record, () => 0)
  readExtremes(history.current(), weekEnding('2025-09-08'))
  let seen = 0
  for (let days = 250; days <= 260; days++) {
    if (days > 250) {
      await keep(days)
      expect(await history.refresh()).toBe(true)
    }
    const live = history.current()
    const week = weekEnding('2025-09-15')
    const entries = readExtremes(live, week).map(({ evidence: _, ...entry }) => entry)
    expect(entries).toEqual(readExtremes(after(days), week).map(({ evidence: _, ...entry }) => entry))
    // The week has no value yet.
    if (days === 250) continue
    seen += entries.length
    const { values } = live.sentiment('fear-greed') ?? { values: new Float64Array() }
    // The new value alone: two comparisons, and those of the values that it passes over.
    expect(lookbackOf('sentiment.fearGreed.value', values).comparisons).toBeLessThan(values.length / 4)
  }
  expect(seen).toBeGreaterThan(10)
  await store.close()
})

it('reads a series that did not change without a comparison', async () => {
  const store = await openStore(await temporaryFolder())
  await store.record.keep({
    observations: [...observationsOf(after(250))],
    observedAt: 1,
    assets: after(250).assets,
  })
  const history = await openHistory(store.record, () => 0)
  readExtremes(history.current(), weekEnding('2025-09-08'))
  const before = history.current().sentiment('fear-greed')
  await store.record.keep({
    observations: [
      {
        table: 'prices_daily',
        of: { asset: 'bitcoin' },
        time: after(250).now,
        values: { close: 1 },
        source: 'x',
      },
    ],
    observedAt: 2,
  })
  await history.refresh()
  const now = history.current().sentiment('fear-greed')
  expect(now?.values).toBe(before?.values)
  const name = 'sentiment.fearGreed.value'
  expect(lookbackOf(name, now?.values as Float64Array)).toBe(lookbackOf(name, before?.values as Float64Array))
  await store.close()
})
