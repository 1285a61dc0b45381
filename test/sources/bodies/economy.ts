/** Small bodies of statistics offices and of FRED. */
import { DAY, dayOf, startOfDay } from '#src/market/time.ts'
import type { Spoiled } from '../../contracts/supplier.ts'
import type { Asked, Reply } from '../../support/loopback.ts'
import { days, valued } from './week.ts'

const MONTHS: readonly (readonly [month: string, payrolls: number, rate: number, cpi: number])[] = [
  ['2024-09', 159_000, 4.1, 315.301],
  ['2025-07', 159_539, 4.2, 323.048],
  ['2025-08', 159_561, 4.3, 323.976],
  ['2025-09', 159_680, 4.4, 324.8],
]

export function bls({ body }: Asked, spoiled: Spoiled): Reply {
  const ids: readonly string[] = (JSON.parse(body || '{}') as { seriesid?: string[] }).seriesid ?? []
  const columns: Readonly<Record<string, 1 | 2 | 3>> = { CES0000000001: 1, LNS14000000: 2, CUUR0000SA0: 3 }
  const series = ids.map((seriesID) => ({
    seriesID,
    data: monthsOf(spoiled, columns[seriesID] ?? 1).map(([month, value]) => ({
      ...{ year: month.slice(0, 4), period: `M${month.slice(5)}`, footnotes: [{}] },
      value: typeof value === 'number' ? String(value) : value,
    })),
  }))
  return { body: { status: 'REQUEST_SUCCEEDED', message: [], Results: { series } } }
}

const COLUMNS: Readonly<Record<string, 1 | 2 | 3>> = {
  ...{ PAYEMS: 1, UNRATE: 2, CPIAUCNS: 3 },
  ...{ CPILFENS: 3, PCEPI: 3, PCEPILFE: 3 },
}

/** Rows of one series of FRED: months, weeks that end on Saturday, or days. */
function fredRows(id: string, spoiled: Spoiled) {
  const text = (value: unknown) => (typeof value === 'number' ? String(value) : value)
  const column = COLUMNS[id]
  if (column)
    return monthsOf(spoiled, column).map(([month, value]) => ({ date: `${month}-01`, value: text(value) }))
  const all = days(spoiled, (time, value) => ({ date: dayOf(time), value: text(value) }), 4)
  // The last Saturday that was told of is that of a week before.
  const week = ({ date }: { date: string }) => dayOf(startOfDay(date) - 8 * DAY)
  return id === 'ICSA' ? all.slice(-1).map((row) => ({ ...row, date: week(row) })) : all
}

/** As FRED writes its files. */
export function fredCsv({ path, query }: Asked, spoiled: Spoiled): Reply | undefined {
  if (path !== '/graph/fredgraph.csv') return undefined
  const lines = fredRows(query.id ?? '', spoiled).map(({ date, value }) => `${date},${value}`)
  const body = [`observation_date,${query.id}`, ...lines, ...(spoiled.none ? [] : ['2025-11-22,.'])]
  return { body: `${body.join('\n')}\n` }
}

export function fred({ query }: Asked, spoiled: Spoiled): Reply {
  const observations = fredRows(query.series_id ?? '', spoiled)
  return { body: { observations: spoiled.none ? [] : [...observations, { date: '2025-11-22', value: '.' }] } }
}

/** The first one was updated again a year later; October was published on 19 November. */
const RATES: readonly (readonly [month: string, updated: string, rate: number])[] = [
  ['2024-10', '2025-11-18T00:00:00.000Z', 2.3],
  ['2025-08', '2025-09-16T23:00:00.000Z', 3.8],
  ['2025-09', '2025-10-21T23:00:00.000Z', 3.8],
  ['2025-10', '2025-11-19T00:00:00.000Z', 3.6],
]

export function ons({ path }: Asked, spoiled: Spoiled): Reply | undefined {
  if (path !== '/economy/inflationandpriceindices/timeseries/d7g7/mm23/data') return undefined
  const shift = spoiled.shift ?? 0
  const months = RATES.map(([month, updated, rate], index) => {
    const began = new Date(Date.parse(`${month}-01T00:00:00Z`) + shift)
    const value = index === RATES.length - 1 && 'value' in spoiled ? spoiled.value : String(rate)
    return {
      ...{ date: month, value, label: month, year: String(began.getUTCFullYear()), quarter: '' },
      month: began.toLocaleString('en', { month: 'long', timeZone: 'UTC' }),
      ...{ sourceDataset: 'MM23', updateDate: new Date(Date.parse(updated) + shift).toISOString() },
    }
  })
  return { body: { years: [], quarters: [], months: spoiled.none ? [] : months } }
}

function monthsOf(spoiled: Spoiled, column: 1 | 2 | 3): (readonly [month: string, value: unknown])[] {
  if (spoiled.none) return []
  return MONTHS.map((row, index) => {
    const time =
      Date.parse(`${row[0]}-15T00:00:00Z`) +
      (spoiled.shift ?? 0) * (spoiled.shift && spoiled.shift > 0 ? 10 : 1)
    return [dayOf(time).slice(0, 7), index === MONTHS.length - 1 ? valued(spoiled, row[column]) : row[column]]
  })
}
