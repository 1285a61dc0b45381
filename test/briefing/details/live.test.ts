/** What only a running bot prints: ages in minutes, hours and days, rates to come, venues apart, sources that fail. */
import { describe, expect, it } from 'vitest'
import { formatDisagreements, nextFunding, priceNow } from '#src/briefing/details/live.ts'
import { sourcesTable } from '#src/briefing/details/record.ts'
import { silentBlocks, supplierBlocks } from '#src/briefing/details/suppliers.ts'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import type { SupplierSettings } from '#src/sources/supplier.ts'
import { SUPPLIERS } from '#src/sources/suppliers.ts'
import type { PriceNow } from '#src/services/price.ts'
import type { TableRecord } from '#src/services/record.ts'
import { en, ja, printed, week } from './reading.ts'

describe('the price now', () => {
  const priceAged = (age: number, isStale: boolean, words = en) =>
    priceNow(
      { price: 87_000, time: week.end, source: 'Binance', age, isStale, disagreements: [] } as PriceNow,
      words,
    )

  it('is aged by a limit in steps of a quarter of an hour that still holds a little later', () => {
    expect(priceAged(0, false)).toBe('$87,000 (Binance, 00:00 UTC on 24 Nov, less than 15 min old)')
    expect(priceAged(MINUTE, false)).toContain('less than 30 min old')
    expect(priceAged(15 * MINUTE, false)).toContain('less than 30 min old')
    expect(priceAged(16 * MINUTE, false, ja)).toBe(
      '8万7,000ドル（Binance、日本時間11月24日9時、45分以内の値）',
    )
  })

  it('is reported as old in hours, from two days on in days', () => {
    expect(priceAged(2 * HOUR, true)).toContain('out of date: 2 hours old')
    expect(priceAged(47.9 * HOUR, true, ja)).toContain('47時間前の古い値')
    expect(priceAged(48 * HOUR, true)).toContain('out of date: 2 days old')
    expect(priceAged(5.9 * DAY, true, ja)).toContain('5日前の古い値')
  })
})

it('rates to come are reported as predicted, per 8 hours or a year, with the hour at which they settle', () => {
  const rates = [{ venue: 'okx', rate: 0.0001, intervalHours: 4, settlesAt: week.end + 4 * HOUR }]
  const [block] = nextFunding(rates, '8h', ja)
  expect(block?.heading).toBe('予想資金調達率（参考値）')
  expect(printed(nextFunding(rates, '8h', ja))).toEqual([
    '取引所 | 8時間換算 | 間隔 | 確定予定',
    'OKX | +0.0200% | 4時間 | 日本時間11月24日13時',
  ])
  expect(printed(nextFunding(rates, 'apr', en))[1]).toBe('OKX | +21.9% | 4 h | 04:00 UTC on 24 Nov')
  expect(nextFunding([], '8h', en)).toEqual([])
})

it('a venue whose price is apart is named with both prices and the difference', () => {
  const apart = { asset: 'bitcoin', venue: 'okx', price: 90_000, middle: 87_000, time: week.end }
  expect(printed(formatDisagreements([apart], () => 'BTC', en))).toEqual([
    'OKX is out of line: BTC at $90,000 at 00:00 UTC on 24 Nov, +3.4% from the median of all venues ($87,000).',
  ])
})

it('the record is reported table by table: who supplied it, from when to when, how old it is', () => {
  const table = (name: string, last: number): TableRecord =>
    ({
      table: name,
      suppliers: ['binance'],
      first: Date.parse('2025-01-01'),
      last,
      rows: 101_256,
    }) as TableRecord
  const tables = [
    table('prices_daily', week.end - DAY),
    table('funding', week.end - 5 * DAY),
    table('market_caps', week.end - 30 * HOUR),
    table('calendar', week.end + 3 * DAY),
  ]
  const stale = [{ table: 'market_caps', last: week.end - 30 * HOUR }] as never
  const rows = (words: typeof en) => printed(sourcesTable(tables, { now: week.end, stale } as never, words))
  expect(rows(en)).toEqual([
    'Data | Source | From | To | Age | Rows',
    'Daily prices | Binance | 1 Jan 2025 | 23 Nov 2025 | up to date | 101,256',
    'Funding | Binance | 1 Jan 2025 | 19 Nov 2025 | 5 days old | 101,256',
    'Market caps | Binance | 1 Jan 2025 | 22 Nov 2025 | 30 hours old, overdue | 101,256',
    'Calendar | Binance | 1 Jan 2025 | 27 Nov 2025 | ahead | 101,256',
  ])
  expect(rows(ja)[2]).toBe('資金調達率 | Binance | 2025年1月1日 | 2025年11月19日 | 5日前 | 101,256')
})

it('a source that fails is reported with what it lacks, since when, who serves it meanwhile, and when it is asked again', () => {
  const suppliers = [
    {
      title: 'Binance',
      state: 'failing',
      fault: 'timeout',
      since: week.end - 2 * HOUR,
      lastAnswer: week.end - 3 * HOUR,
      until: week.end + HOUR,
      tables: [{ table: 'prices_daily', fails: true }],
    },
    {
      title: 'OKX',
      state: 'answering',
      lastAnswer: week.end,
      tables: [{ table: 'prices_daily', fails: false }],
    },
  ]
  expect(printed(silentBlocks(suppliers, 0, ja))).toEqual([
    'Binance：時間内に応答がありません（日本時間11月24日7時から）。対象のデータ：日次価格。代わりのデータ提供元：日次価格（OKX）。最後の応答：日本時間11月24日6時。次の取得：日本時間11月24日10時。',
  ])
  // A time that has passed is no next attempt.
  const late = (words: typeof en) => printed(silentBlocks(suppliers, week.end + 2 * HOUR, words))[0]
  expect(late(en)).toMatch(/ Next attempt: due now\.$/)
  expect(late(ja)).toMatch(/次の取得：まもなく。$/)
  // What it lacks had no name, and it counted as answering without a word.
  const partly = {
    ...{ title: 'Bybit', state: 'partly', fault: 'limited', since: week.end, lastAnswer: week.end },
    tables: [{ table: 'funding_next', fails: true }],
  }
  expect(printed(supplierBlocks([partly], en))[0]).toMatch(
    /^Bybit: answering, except for Predicted funding \(/,
  )
  expect(printed(supplierBlocks([partly], ja))[0]).toContain('次回の資金調達率（予想）')
  expect(printed(supplierBlocks(suppliers, en))).toEqual([
    'OKX: answering, last answer at 00:00 UTC on 24 Nov',
  ])
})

it('names another source beside what fails only where that one tells the same', () => {
  const row = (title: string, state: string, table: string, series?: readonly string[]) => ({
    ...{ title, state, fault: 'down', since: 0, lastAnswer: 0 },
    tables: [{ table, fails: state === 'failing', ...(series && { series }) }],
  })
  const said = (failing: ReturnType<typeof row>, ...others: readonly ReturnType<typeof row>[]) =>
    printed(silentBlocks([failing, ...others], 0, en)).join('\n')
  const [jgb, ust] = [['jgb'], ['ust']]
  const treasury = row('US Treasury', 'answering', 'yield_curves', ust)
  expect(said(row('Japan MOF', 'failing', 'yield_curves', jgb), treasury)).not.toContain('meanwhile')
  expect(said(row('FRED', 'failing', 'yield_curves', ust), treasury)).toContain(
    'Served by other sources meanwhile: Yield curves (US Treasury).',
  )
  const fred = row('FRED', 'answering', 'macro', ['cpi_yoy', 'pce_yoy'])
  expect(said(row('ONS', 'failing', 'macro', ['uk_cpi_yoy']), fred)).not.toContain('meanwhile')
  expect(said(row('BLS', 'failing', 'macro', ['cpi_yoy', 'payrolls_change']), fred)).not.toContain(
    'meanwhile',
  )
  expect(said(row('BLS', 'failing', 'macro', ['cpi_yoy']), fred)).toContain('Macro releases (FRED)')
  // A venue's own figures, or those of all venues together, are no other venue's.
  for (const table of ['open_interest', 'funding', 'spot_volume', 'perp_volume', 'rate_odds']) {
    expect(said(row('CoinGecko', 'failing', table), row('OKX', 'answering', table))).not.toContain(
      'meanwhile',
    )
  }
})

it('no feed of a table that several tell parts of is without its part', async () => {
  const settings: SupplierSettings = { now: () => 0, pause: async () => {}, assets: () => [] }
  const feeds = Object.values(SUPPLIERS).flatMap(({ create }) => create(settings).feeds)
  for (const table of ['yield_curves', 'macro'] as const) {
    const its = feeds.filter(({ tables }) => tables.includes(table))
    expect(its.length).toBeGreaterThan(1)
    for (const { series } of its) expect(series?.[table]?.length).toBeGreaterThan(0)
  }
})
