/** A venue that begins later than others is in no figure over venues; the answers name it, in both languages. */
import { expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import type { Series } from '#src/market/series.ts'
import { DAY, HOUR } from '#src/market/time.ts'
import { sampleHistory } from '../support/histories.ts'
import { ask, textOf } from './asking.ts'

const NEW = 'kraken'
const sample = await sampleHistory()

function series(times: readonly number[], value: number): Series {
  return { times: Float64Array.from(times), values: new Float64Array(times.length).fill(value) }
}

const last = sample.now - DAY
const withNewcomer: History = {
  ...sample,
  volumeVenues: (market) => [...sample.volumeVenues(market), NEW],
  volume: (market, venue) => (venue === NEW ? series([last], 1e9) : sample.volume(market, venue)),
  fundingVenues: (asset) => [...sample.fundingVenues(asset), NEW],
  funding(asset, venue) {
    if (venue !== NEW) return sample.funding(asset, venue)
    const times = Float64Array.from([sample.now - 8 * HOUR, sample.now])
    return { times, rates: new Float64Array(2).fill(-1e-3), intervalHours: new Float64Array(2).fill(8) }
  },
}

async function fieldsOf(typed: string, history: History, locale: 'en' | 'ja'): Promise<string> {
  return textOf((await ask(typed, history, locale)).message)
}

it.each([
  [
    '/volume',
    'Left out of spot sums and averages\nKraken (on record for less time than the others)',
    'Venues\n',
  ],
  ['/funding', 'Left out of averages and runs, on record for under two weeks\nKraken', 'Venues\nBinance'],
])('%s names it, and tells the same figures', async (typed, named, venues) => {
  const [before, after] = [await fieldsOf(typed, sample, 'en'), await fieldsOf(typed, withNewcomer, 'en')]
  expect(before).not.toContain('Left out')
  expect(after).toContain(named)
  expect(after).toContain(venues)
  const figures = (text: string) => text.match(/[−+]?\$?\d[\d.,]*(?:%|[BTM]\b)/g) ?? []
  expect(figures(before).length).toBeGreaterThan(8)
  expect(figures(after)).toEqual(figures(before))
  const ja = await fieldsOf(typed, withNewcomer, 'ja')
  expect(ja).toMatch(/から除いた取引所(?:（[^）]+）)?\nKraken/)
})

it('/volume names the venue with a hole, and the day, and tells the figures of the others', async () => {
  const hole = sample.now - 3 * DAY
  const withHole: History = {
    ...sample,
    volume(market, venue) {
      const its = sample.volume(market, venue)
      if (venue !== 'bybit' || market === 'perp' || !its) return its
      const isKept = (_: number, row: number) => its.times[row] !== hole
      return { times: its.times.filter(isKept), values: its.values.filter(isKept) }
    },
  }
  const [en, ja] = [await fieldsOf('/volume', withHole, 'en'), await fieldsOf('/volume', withHole, 'ja')]
  expect(en).toContain(
    'Venues\n3 of 4\nLeft out of spot sums and averages\nBybit (no figure for 21 November)',
  )
  expect(en).toMatch(/Average of the 4 weeks before\n\$/)
  expect(en).not.toContain('Left out of perpetual')
  expect(ja).toContain('現物の合計・平均から除いた取引所\nBybit（11月21日の値が欠損）')
})
