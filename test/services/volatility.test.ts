import { describe, expect, it } from 'vitest'
import { DAY, HOUR, isoOf } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { readVolatility } from '#src/services/volatility.ts'
import { buildHistory, type Dated, generate, instantOf } from '../support/history.ts'

const week = weekEnding('2025-06-16')
const SERIES_A = [100, 102, 101, 105, 103, 104, 108, 107]

/** Closes of the days up to the one given, the last value last. */
function closesUpTo(day: string, values: readonly (number | null)[]): Dated {
  return [isoOf(Date.parse(day) - (values.length - 1) * DAY), ...values]
}

function read(values: readonly (number | null)[], edition = week) {
  return readVolatility(buildHistory({ daily: { bitcoin: closesUpTo('2025-06-15', values) } }), edition, [
    'bitcoin',
  ])
}

/** A price that moves by one percent a day: 19.1 % a year. */
const calm = generate(400, (index) => (index % 2 === 0 ? 100 : 101))

describe('volatility of daily closes', () => {
  it('is 45.5084030991 % in the worked example', () => {
    const { value } = read(SERIES_A)
    expect(100 * (value.rows[0]?.rv7d ?? 0)).toBeCloseTo(45.5084030991, 10)
  })

  it('has 30 days only with 31 closes', () => {
    expect(read(calm.slice(0, 31)).value.rows[0]?.rv30d).toBeGreaterThan(0)
    expect(read(calm.slice(0, 29)).missing).toContainEqual({
      figure: 'volatility.bitcoin.rv30d',
      reason: 'record-too-short',
      source: 'prices_daily',
    })
  })

  it('does not bridge a missing close', () => {
    // One missing candle leaves the open of the next; after two, a price at a boundary is missing.
    const broken = [...calm.slice(0, 34), null, null, ...calm.slice(36, 40)]
    expect(read(broken).missing).toContainEqual(
      expect.objectContaining({ figure: 'volatility.bitcoin.rv7d', reason: 'gap' }),
    )
  })

  it('knows a week ago, its year, and since when it was not as high', () => {
    const spike = [...calm.slice(0, 380), 120, ...calm.slice(381, 399), 115]
    const [row] = read(spike).value.rows
    expect(row?.rv7dWeekAgo).toBeCloseTo(Math.sqrt((365 * 7 * Math.log(1.01) ** 2) / 7), 12)
    expect(row?.rv7dPercentile1y).toBeGreaterThan(0.95)
    // The last window that held one of both moves of the spike ended seven days after it.
    expect(row?.highestSince).toBe('2025-06-03')
    expect(row?.lowestSince).toBe('2025-06-14')
    expect(row?.recordStart).toBe('2024-05-18')
    expect(row?.series).toHaveLength(365)
    expect(row?.series.at(-1)).toEqual([instantOf('2025-06-15'), row?.rv7d])
  })

  it('dates the one of a week ago by that week', () => {
    const { figures } = read(calm)
    expect(figures['volatility.bitcoin.rv7d']?.asOf).toBe(week.end)
    expect(figures['volatility.bitcoin.rv7dWeekAgo']?.asOf).toBe(week.start)
  })

  it('is an extreme of the whole record where none was like it', () => {
    const [row] = read([...calm, 150]).value.rows
    expect(row?.highestSince).toBeNull()
  })

  it('is compared with no more than 365 earlier days', () => {
    const { figures } = read(calm)
    expect(figures['volatility.bitcoin.rv7dPercentile1y']?.coverage).toEqual({ used: 365, expected: 365 })
  })

  it('has no percentile with fewer than 180 days before it', () => {
    const reading = read(calm.slice(0, 186))
    expect(reading.missing).toContainEqual(
      expect.objectContaining({ figure: 'volatility.bitcoin.rv7dPercentile1y', reason: 'record-too-short' }),
    )
    expect(reading.value.rows[0]?.band).toBeUndefined()
    expect(read(calm.slice(0, 187)).value.rows[0]?.rv7dPercentile1y).toBeDefined()
  })

  it('is missing where the last candle is not closed, never silently older', () => {
    const history = buildHistory({ now: '2025-06-15', daily: { bitcoin: closesUpTo('2025-06-15', calm) } })
    const reading = readVolatility(history, week, ['bitcoin'])
    expect(reading.value.rows).toEqual([])
    expect(reading.missing).toContainEqual({
      figure: 'volatility.bitcoin.rv7d',
      reason: 'no-data',
      source: 'prices_daily',
    })
  })

  it('counts a leap day as a day', () => {
    const history = buildHistory({ daily: { bitcoin: closesUpTo('2024-03-03', SERIES_A) } })
    const [row] = readVolatility(history, weekEnding('2024-03-04'), ['bitcoin']).value.rows
    expect(100 * (row?.rv7d ?? 0)).toBeCloseTo(45.5084030991, 10)
  })
})

describe('volatility in another zone', () => {
  /** Hourly closes up to an instant: 100 in the first half of a Tokyo day, 102 and so on at its midnights. */
  function tokyoHours(end: number): Dated {
    const hours = 8 * 24
    return [
      isoOf(end - hours * HOUR),
      ...generate(hours, (index) =>
        (index + 1) % 24 === 0 ? (SERIES_A[(index + 1) / 24 - 1] as number) : 100,
      ),
    ]
  }

  it('reads hourly prices at the midnights of that zone', () => {
    const tokyo = weekEnding('2025-06-16', 'Asia/Tokyo')
    const history = buildHistory({
      now: '2025-06-16',
      hourly: { bitcoin: tokyoHours(tokyo.end) },
      daily: { bitcoin: closesUpTo('2025-06-15', calm) },
    })
    const { value, figures } = readVolatility(history, tokyo, ['bitcoin'])
    expect(100 * (value.rows[0]?.rv7d ?? 0)).toBeCloseTo(45.5084030991, 10)
    expect(figures['volatility.bitcoin.rv7d']?.asOf).toBe(tokyo.end)
    expect(figures['volatility.bitcoin.rv7dHourly']?.value).toBeGreaterThan(0)
  })

  it('falls back to 00:00 UTC where there are no hourly prices, and says as of when', () => {
    const tokyo = weekEnding('2025-06-16', 'Asia/Tokyo')
    const history = buildHistory({ daily: { bitcoin: closesUpTo('2025-06-14', [...SERIES_A]) } })
    const reading = readVolatility(history, tokyo, ['bitcoin'])
    expect(100 * (reading.value.rows[0]?.rv7d ?? 0)).toBeCloseTo(45.5084030991, 10)
    expect(reading.figures['volatility.bitcoin.rv7d']?.asOf).toBe(Date.parse('2025-06-15'))
  })

  it('has no hourly figure where the midnight of the zone lies beyond the record', () => {
    const hours = generate(400, (index) => 100 + (index % 2))
    const history = buildHistory({
      hourly: { bitcoin: [isoOf(week.end - 400 * HOUR), ...hours] },
      daily: { bitcoin: closesUpTo('2025-06-15', SERIES_A) },
    })
    expect(readVolatility(history, week, ['bitcoin']).value.rows[0]?.rv7dHourly).toBeGreaterThan(0)
    const newYork = readVolatility(history, weekEnding('2025-06-16', 'America/New_York'), ['bitcoin'])
    expect(newYork.missing).toContainEqual({
      figure: 'volatility.bitcoin.rv7dHourly',
      reason: 'zone',
      source: 'prices_hourly',
    })
    expect(newYork.value.rows[0]?.rv7d).toBeGreaterThan(0)
  })
})

it('needs every one of the 168 hourly returns', () => {
  const hours: (number | null)[] = generate(169, (index) => (index % 2 === 0 ? 100 : 100.5))
  const readHours = (values: readonly (number | null)[]) =>
    readVolatility(
      buildHistory({
        now: '2025-06-16',
        hourly: { bitcoin: [isoOf(week.end - values.length * HOUR), ...values] },
      }),
      week,
      ['bitcoin'],
    )
  expect(readHours(hours).figures['volatility.bitcoin.rv7dHourly']?.value).toBeCloseTo(
    Math.log(1.005) * Math.sqrt(8760),
    10,
  )
  expect(readHours(hours.slice(1)).missing).toContainEqual(
    expect.objectContaining({ figure: 'volatility.bitcoin.rv7dHourly', reason: 'record-too-short' }),
  )
  expect(readHours([100, 100, ...hours.with(80, null)]).missing).toContainEqual(
    expect.objectContaining({ figure: 'volatility.bitcoin.rv7dHourly', reason: 'gap' }),
  )
})
