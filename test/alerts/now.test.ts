/** What stands on the card of an alert before the engine has judged anything. */
import { expect, it } from 'vitest'
import { valueNow } from '#src/alerts/now.ts'
import { MINUTE } from '#src/market/time.ts'
import { buildHistory } from '../support/history.ts'

const closes = [...Array<number>(30).fill(100), 102]
const history = buildHistory({
  now: '2025-11-21T07:00:00Z',
  hourly: { bitcoin: ['2025-11-20T00:00:00Z', ...closes] },
})

it('has no change of five minutes where the record holds hours alone', () => {
  const price = { price: 102, time: history.now + 20 * MINUTE }
  const live = { price: () => price, checkedAt: price.time } as never
  const at = (window: '5m' | '15m' | '4h' | '24h') =>
    valueNow({ kind: 'change', asset: 'bitcoin', window }, { ...history, live } as never)?.value
  expect([at('5m'), at('15m')]).toEqual([undefined, undefined])
  expect(at('4h')).toBeCloseTo(0.02)
  expect(at('24h')).toBeCloseTo(0.02)
})
