/** Statistics of the United States: what is counted from them, and when they are published. */
import { describe, expect, it } from 'vitest'
import { monthBefore, releasedAt, releasesOf } from '#src/sources/releases.ts'

describe('releases of the United States', () => {
  it('counts the change of levels and twelve months of prices, and nothing across a missing month', () => {
    const made = releasesOf(
      {
        payrolls: new Map([
          ['2025-08', 159_561],
          ['2025-09', 159_680],
          ['2025-11', 159_700],
        ]),
        cpi: new Map([
          ['2024-09', 315.301],
          ['2025-09', 324.8],
          ['2025-08', 323.9],
        ]),
      },
      'BLS',
    )
    expect(made.map(({ of, values }) => [of.series, of.period, values.value])).toEqual([
      ['cpi_yoy', '2025-09', 3],
      ['payrolls_change', '2025-09', 119],
    ])
  })

  it('dates them at half past eight in New York, summer and winter, and leaves undated what no schedule has', () => {
    expect(new Date(releasedAt('cpi_yoy', '2025-09') ?? 0).toISOString()).toBe('2025-10-24T12:30:00.000Z')
    expect(new Date(releasedAt('payrolls_change', '2025-09') ?? 0).toISOString()).toBe(
      '2025-11-20T13:30:00.000Z',
    )
    expect(releasedAt('cpi_yoy', '2025-10')).toBeUndefined()
    const [one] = releasesOf({ unemployment: new Map([['2031-02', 4]]) }, 'BLS')
    expect(one).toMatchObject({ time: Date.UTC(2031, 1), text: { dated: 'period' } })
  })

  it('counts months over the turn of a year', () => {
    expect([monthBefore('2025-01', 1), monthBefore('2025-12', -1), monthBefore('2025-09', 12)]).toEqual([
      '2024-12',
      '2026-01',
      '2024-09',
    ])
  })
})
