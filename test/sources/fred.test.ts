/** FRED with and without a key: the same releases, dated by their offices, and none that the bureau's own service tells. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Observation } from '#src/market/observation.ts'
import { DAY } from '#src/market/time.ts'
import { createFred } from '#src/sources/fred.ts'
import { createFredCsv } from '#src/sources/fred/csv.ts'
import { FURTHER } from '#src/sources/fred/series.ts'
import { askedServices, SERVICE_NAMES } from '#src/sources/names.ts'
import { releasedAt, releasesOf } from '#src/sources/releases.ts'
import { SupplierError } from '#src/sources/supplier.ts'

import { isUsWorkday } from '#src/sources/usdays.ts'
import { settingsFor, tell } from '../contracts/supplier.ts'
import { buildHistory } from '../support/history.ts'
import { type Asked, type Loopback, startLoopback } from '../support/loopback.ts'
import { fredCsv, fredValue } from '../support/market/fred.ts'

const NOW = Date.UTC(2025, 10, 24, 0, 5)
const ASK = { from: NOW - 400 * DAY, to: NOW }

let server: Loopback
beforeAll(async () => {
  server = await startLoopback()
})
afterAll(() => server.close())

/** A file as the market has it. */
function fileOf({ path, query }: Asked): string {
  const call = { path, query: new URLSearchParams(query), body: {} }
  return String(fredCsv(call, { history: buildHistory({}), now: NOW }) ?? '')
}

async function fetchWith(answer: (asked: Asked) => unknown, create = createFredCsv) {
  server.answer((asked) => ({ body: answer(asked) }))
  const [feed] = create(settingsFor(server.url, { now: NOW })).feeds
  if (!feed) throw new Error('has no feed')
  const { observations, pages, error } = await tell(feed, ASK)
  const last = (series: string) => observations.filter(({ of }) => of.series === series).at(-1)
  return { observations, refusals: pages.flatMap(({ refusals }) => refusals), last, error }
}

/** The same as the service with a key has it; of the bureau's series three months. */
function keyedOf({ query }: Asked) {
  const id = query.series_id ?? ''
  const asked = {
    query: { id, cosd: query.observation_start ?? '' },
    path: '/graph/fredgraph.csv',
  } as unknown
  const rows = fileOf(asked as Asked)
    .trim()
    .split('\n')
    .slice(1)
  const observations = rows.map((row) => ({ date: row.split(',')[0], value: row.split(',')[1] }))
  const months = ['2024-09', '2025-08', '2025-09'].map((month) => ({ date: `${month}-01`, value: '100' }))
  return { observations: observations.length > 0 ? observations : months }
}

const at = (time: string) => Date.parse(`${time}:00Z`)

describe('FRED without a key', () => {
  it('reports core prices, those of consumption, claims and the rate, each when it was published', async () => {
    const { last, observations, error, refusals } = await fetchWith(fileOf)
    expect([error, refusals]).toEqual([undefined, []])
    const yearly = (id: string, month: string) => {
      const before = `${Number(month.slice(0, 4)) - 1}${month.slice(4)}-01`
      return Math.round((fredValue(id, `${month}-01`) / fredValue(id, before) - 1) * 1000) / 10
    }
    const shown = (one: Observation | undefined) => [
      one?.of.period,
      one?.time,
      one?.values.value,
      one?.text?.unit,
    ]
    expect(shown(last('core_cpi_yoy'))).toEqual([
      ...['2025-09', at('2025-10-24T12:30'), yearly('CPILFENS', '2025-09'), 'percent'],
    ])
    expect(shown(last('core_pce_yoy'))).toEqual([
      ...['2025-08', at('2025-09-26T12:30'), yearly('PCEPILFE', '2025-08'), 'percent'],
    ])
    expect(shown(last('pce_yoy'))[0]).toBe('2025-08')
    expect(shown(last('initial_claims'))).toEqual([
      ...['2025-11-15', at('2025-11-20T13:30'), fredValue('ICSA', '2025-11-15'), 'persons'],
    ])
    expect(shown(last('fed_funds_rate'))).toEqual([
      ...['2025-11-20', at('2025-11-21T14:00'), 3.88, 'percent'],
    ])
    expect(server.asked.map(({ query }) => query.id)).toEqual(FURTHER.map(({ id }) => id))
    expect(new Set(observations.map(({ source }) => source))).toEqual(new Set(['St. Louis Fed']))
  })

  it('reports nothing that the bureau tells: no release stands twice', async () => {
    const { observations } = await fetchWith(fileOf)
    const level = new Map([
      ['2024-09', 1],
      ['2025-08', 1],
      ['2025-09', 1],
    ])
    const bureau = releasesOf({ payrolls: level, unemployment: level, cpi: level }, 'BLS')
    expect(new Set(bureau.map(({ of }) => of.series)).size).toBe(3)
    const ours = new Set(observations.map(({ of }) => of.series))
    expect(ours.intersection(new Set(bureau.map(({ of }) => of.series)))).toEqual(new Set())
    const keys = observations.map(({ of, time }) => `${of.series} ${of.period} ${time}`)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('reports the same with a key, beside what the bureau tells', async () => {
    const free = await fetchWith(fileOf)
    const keyed = await fetchWith(keyedOf, createFred)
    const sourceless = (list: readonly Observation[]) => list.map(({ source, ...one }) => one)
    const further = new Set(FURTHER.map(({ series }) => series))
    const same = keyed.observations.filter(({ of }) => further.has(of.series ?? ''))
    expect(sourceless(same)).toEqual(sourceless(free.observations))
    expect(keyed.last('unemployment_rate')?.values.value).toBe(100)
  })

  it('reads the older header, and takes a point or nothing for missing', async () => {
    const { last, error } = await fetchWith((asked) =>
      fileOf(asked)
        .replace('observation_date', 'DATE')
        .replace(/^(2025-09-01,).*/m, '$1.')
        .replace(/^(2025-11-20,).*/m, '$1'),
    )
    expect(error).toBeUndefined()
    expect(last('core_cpi_yoy')?.of.period).toBe('2025-08')
    expect(last('fed_funds_rate')?.of.period).toBe('2025-11-19')
  })

  it('loses one series alone that is old, and says so', async () => {
    const { last, error } = await fetchWith((asked) =>
      asked.query.id === 'ICSA' ? fileOf(asked).split('\n').slice(0, -20).join('\n') : fileOf(asked),
    )
    expect(error).toMatchObject({ fault: 'stale', supplier: 'fred-csv' })
    expect([last('initial_claims'), last('fed_funds_rate')?.of.period]).toEqual([undefined, '2025-11-20'])
  })

  it.each([
    [['CPILFENS']],
    [['PCEPI']],
    [['PCEPILFE']],
    [['ICSA']],
    [['PAYEMS', 'UNRATE', 'CPIAUCNS']],
  ])('loses with a key too %j alone where it is old, and has all that follows', async (old) => {
    const { last, error } = await fetchWith((asked) => {
      const { observations } = keyedOf(asked)
      return {
        observations: old.includes(asked.query.series_id ?? '') ? observations.slice(0, 1) : observations,
      }
    }, createFred)
    expect(error).toMatchObject({ fault: 'stale', supplier: 'fred' })
    expect(last('fed_funds_rate')?.of.period).toBe('2025-11-20')
    expect(last('initial_claims')?.of.period).toBe(old.includes('ICSA') ? undefined : '2025-11-15')
  })

  it('loses one tenor of the curve alone, and says so', async () => {
    server.answer(({ query }) => ({
      body: {
        observations: [{ date: query.series_id === 'DGS5' ? '2025-01-02' : '2025-11-20', value: '4' }],
      },
    }))
    const feed = createFred(settingsFor(server.url, { now: NOW })).feeds.find(({ name }) => name === 'curves')
    if (!feed) throw new Error('has no curves')
    const { observations, error } = await tell(feed, ASK)
    expect(error).toMatchObject({ fault: 'stale' })
    expect(observations.map(({ of }) => of.tenor_years)).toEqual(['2', '10', '30'])
  })

  it.each<[what: string, body: string, is: Partial<SupplierError>]>([
    ['a page of HTML', '<!DOCTYPE html><title>Access Denied</title>', { fault: 'malformed', answer: 'page' }],
    ['a limit in words', 'Exceeded the daily hits limit', { fault: 'limited' }],
    ['another file', 'observation_date,OTHER\n2025-11-20,1\n', { fault: 'malformed' }],
    ['an error in words', 'Bad Request', { fault: 'malformed' }],
  ])('takes %s for a refusal, never for data', async (_, body, is) => {
    const { observations, error } = await fetchWith(() => body)
    expect(observations).toEqual([])
    expect(error).toBeInstanceOf(SupplierError)
    expect(error).toMatchObject(is)
  })
})

describe('which services are asked', () => {
  it('is without a key the files, and with one the service', () => {
    expect(askedServices({ off: [], keys: {} })).toContain('fred-csv')
    expect(askedServices({ off: [], keys: {} })).not.toContain('fred')
    expect(askedServices({ off: [], keys: { fred: 'x' } })).toContain('fred')
    expect(askedServices({ off: [], keys: { fred: 'x' } })).not.toContain('fred-csv')
    expect(askedServices({ off: ['fred'], keys: { fred: 'x' } })).toContain('fred-csv')
    expect(askedServices({ off: ['fred-csv'], keys: {} }).filter((name) => name.startsWith('fred'))).toEqual(
      [],
    )
    expect(askedServices({ off: SERVICE_NAMES, keys: {} })).toEqual([])
  })
})

describe('days of US offices', () => {
  it('know weekends, and holidays also where they are kept on Monday', () => {
    const days = [
      '2025-11-27',
      '2025-11-28',
      '2025-11-29',
      '2026-01-19',
      '2026-05-25',
      '2026-07-03',
      '2027-07-05',
    ]
    expect(days.map(isUsWorkday)).toEqual([false, true, false, false, false, true, false])
    expect(['2025-10-13', '2025-09-01', '2025-02-17', '2025-06-19'].map(isUsWorkday)).toEqual([
      ...[false, false, false, false],
    ])
  })

  it.each([
    ['initial_claims', '2025-11-15', '2025-11-20T13:30'],
    // Thanksgiving, and Christmas on a Thursday.
    ['initial_claims', '2025-11-22', '2025-11-26T13:30'],
    ['initial_claims', '2025-12-20', '2025-12-24T13:30'],
    ['initial_claims', '2025-07-12', '2025-07-17T12:30'],
    ['fed_funds_rate', '2025-11-21', '2025-11-24T14:00'],
    ['fed_funds_rate', '2025-11-26', '2025-11-28T14:00'],
    ['pce_yoy', '2025-09', '2025-12-05T15:00'],
    ['core_pce_yoy', '2026-04', '2026-05-28T12:30'],
    ['core_cpi_yoy', '2026-10', '2026-11-10T13:30'],
  ])('date %s of %s', (series, period, expected) => {
    expect(releasedAt(series, period)).toBe(at(expected))
  })

  it('leave undated what the closed government held back, and what no schedule has', () => {
    const undated = [
      ['initial_claims', '2025-10-04'],
      ['core_cpi_yoy', '2025-10'],
      ['pce_yoy', '2031-01'],
    ] as const
    expect(undated.map(([series, period]) => releasedAt(series, period))).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})
