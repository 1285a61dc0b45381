/** What `doctor` says of an answer that is dated ahead, and of a call that has a name inside the program alone. */
import { expect, it } from 'vitest'
import { detailOf } from '#src/cli/details.ts'
import { adviceOn, stateOf } from '#src/cli/doctoradvice.ts'
import { createWords } from '#src/i18n/words.ts'
import { createRows } from '#src/sources/rows.ts'
import { SupplierError } from '#src/sources/supplier.ts'

const [en, ja] = [createWords('en', 'UTC', 0), createWords('ja', 'UTC', 0)]

it('a date that is yet to come is a wrong date, and no number that is none', () => {
  const rows = createRows('okx prices', 0)
  const of = { asset: 'bitcoin', venue: 'okx' }
  const values = { price: 1 }
  rows.row('BTC', () => ({ table: 'prices_now', of, time: 3 * 86_400_000, values, source: 'OKX' }))
  const [refusal] = rows.page().refusals
  const detail = `${refusal?.where}: ${refusal?.reason}`
  const error = new SupplierError({ supplier: 'okx', fault: 'malformed', detail, answer: 'senseless' })
  const check = { name: 'okx', kind: 'exchange', probe: async () => ({ latency: 1 }) } as const
  const finding = { check: { ...check, close: async () => {} }, error }
  expect(stateOf(finding)).toBe('misdated')
  expect(adviceOn(en, [finding], undefined)[0]).toContain('dated ahead of now: okx')
  expect(detailOf(error, en)).toContain('dated 1970-01-04T00:00:00Z, which is yet to come')
  expect(adviceOn(ja, [finding], undefined).join()).toContain('日付が現在より先の1970-01-04')
})

it('names no method of the program', () => {
  for (const method of [
    'publicGetV5MarketTime',
    'fapiPublicGetTime',
    'publicPostInfo',
    'publicGetPublicTime',
  ]) {
    const error = new SupplierError({
      ...{ supplier: 'bybit', fault: 'timeout', detail: `${method} did not answer in time` },
    })
    expect(detailOf(error, en)).toBe('bybit: its interface did not answer in time')
    expect(detailOf(error, ja)).toBe('bybit: 取引所から時間内に応答がありません')
  }
})
