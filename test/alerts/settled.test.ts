/** What the record says of watched series: the newest value that has settled, and none that is too old. */
import { expect, it } from 'vitest'
import { lastsFor, settledValue } from '#src/alerts/settled.ts'
import { buildHistory } from '../support/history.ts'

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]

it('a snapshot is the newest value as long as two are of the last five days', () => {
  const history = buildHistory({ marketCaps: { bitcoin: ['2025-11-17', 1.9e12, 2e12] } })
  const valueAt = (now: number) => settledValue({ kind: 'cap', of: 'bitcoin' }, history, now)?.value
  const first = Date.parse('2025-11-17')
  expect([valueAt(first + DAY - 1), valueAt(first + DAY)]).toEqual([1.9e12, 2e12])
  expect([valueAt(first + 5 * DAY - 1), valueAt(first + 5 * DAY)]).toEqual([2e12, undefined])
})

it('a settlement is waited for by ten minutes, in which venues still report theirs', () => {
  const history = buildHistory({
    funding: {
      bitcoin: {
        binance: [
          ['2025-11-24T00:00:00Z', 0.0001, 8],
          ['2025-11-24T08:00:00Z', 0.0002, 8],
        ],
      },
    },
    now: '2025-11-24T08:00:00Z',
  })
  const settled = Date.parse('2025-11-24T08:00:00Z')
  const valueAt = (now: number) => settledValue({ kind: 'funding', asset: 'bitcoin' }, history, now)?.value
  expect(valueAt(settled + 10 * MINUTE - 1)).toBeCloseTo(0.0001, 12)
  expect(valueAt(settled + 10 * MINUTE)).toBeCloseTo(0.0002, 12)
  expect(valueAt(settled - HOUR)).toBeCloseTo(0.0001, 12)
})

it('an extreme of one figure stands for a week, of any figure for two days', () => {
  expect([lastsFor('openinterest.total.usd'), lastsFor('any')]).toEqual([7 * DAY, 2 * DAY])
})

it('a settlement is credited to the venues that settled then, of that coin alone', () => {
  const prints = [
    ['2025-11-23T16:00:00Z', 0.0001, 8],
    ['2025-11-24T00:00:00Z', 0.0001, 8],
  ] as const
  const history = buildHistory({
    funding: { bitcoin: { binance: prints, hyperliquid: prints }, ethereum: { binance: prints } },
    now: '2025-11-24T08:00:00Z',
  })
  const creditsOf = (asset: string) =>
    settledValue({ kind: 'funding', asset }, history, Date.parse('2025-11-24T01:00:00Z'))?.evidence.sources
  expect([creditsOf('bitcoin'), creditsOf('ethereum')]).toEqual([['binance', 'hyperliquid'], ['binance']])
})
