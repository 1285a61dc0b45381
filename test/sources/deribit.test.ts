/** Deribit's volatility index: the days that are over, the last one by its last hour, and all of it since 2021. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Observation } from '#src/market/observation.ts'
import { DAY, HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import { createDeribitDvol } from '#src/sources/deribit.ts'
import { settingsFor } from '../contracts/supplier.ts'
import { type Asked, type Loopback, startLoopback } from '../support/loopback.ts'
import { deribitDvol, dvolAt } from '../support/market/deribit.ts'
import { buildHistory } from '../support/history.ts'

/** A Monday. */
const MIDNIGHT = Date.UTC(2025, 10, 24)
const LAST = MIDNIGHT - DAY

let server: Loopback
beforeAll(async () => {
  server = await startLoopback()
})
afterAll(() => server.close())

interface Body {
  readonly result: { readonly data: readonly (readonly number[])[]; readonly continuation: number | null }
}

/** Answers as the market does at a time; `change` sees the rows of each resolution. */
function speakAt(
  now: Instant,
  change: (rows: Body['result']['data'], resolution: string) => Body['result']['data'] = (rows) => rows,
) {
  server.answer(({ path, query }: Asked) => {
    const call = { path, query: new URLSearchParams(query), body: {} }
    const { result, ...rest } = deribitDvol(call, { history: buildHistory({}), now }) as unknown as Body
    return { body: { ...rest, result: { ...result, data: change(result.data, query.resolution ?? '') } } }
  })
  return createDeribitDvol(settingsFor(server.url, { now }))
}

async function feedAt(supplier: ReturnType<typeof speakAt>, from: Instant, to: Instant) {
  const pages = supplier.feeds[0]?.fetch({ assets: ['bitcoin'], from, to }) ?? []
  const [page] = await Array.fromAsync(pages)
  const days = new Map(page?.observations.map(({ time, values }) => [time, values.close]))
  return { days, refusals: page?.refusals ?? [], through: page?.through?.time }
}

const now = MIDNIGHT + 2 * MINUTE

describe('the volatility index', () => {
  it('is reported by day with the value at its end, and without the day that runs', async () => {
    const { days, refusals, through } = await feedAt(speakAt(now), MIDNIGHT - 7 * DAY, now)
    expect([...days.keys()]).toEqual(Array.from({ length: 7 }, (_, index) => MIDNIGHT - (7 - index) * DAY))
    for (const [day, close] of days) expect(close).toBe(dvolAt('BTC', day + DAY))
    expect([refusals, through]).toEqual([[], MIDNIGHT])
    expect(server.asked.map(({ query }) => query.resolution)).toEqual(['1D', '3600'])
  })

  it('has its last day by the last hour where no later day is listed yet', async () => {
    const yetToCome = speakAt(now, (rows, resolution) =>
      resolution === '1D' ? rows.filter(([time]) => (time ?? 0) < MIDNIGHT) : rows,
    )
    const { days } = await feedAt(yetToCome, MIDNIGHT - 7 * DAY, now)
    expect(days.get(LAST)).toBe(dvolAt('BTC', MIDNIGHT))
  })

  it('does not take a day for over that nothing later shows to be: it is asked for again', async () => {
    const still = speakAt(MIDNIGHT - 10 * MINUTE)
    const { days, refusals, through } = await feedAt(
      { ...still, feeds: createDeribitDvol(settingsFor(server.url, { now })).feeds },
      MIDNIGHT - 7 * DAY,
      now,
    )
    expect([days.has(LAST), through]).toEqual([false, LAST])
    expect(refusals).toEqual([{ where: 'Deribit BTC 2025-11-23', reason: 'is not reported as over yet' }])
  })

  it('refuses a last day whose stamp may be its end: hours and days are a day apart', async () => {
    const byEnd = speakAt(now, (rows, resolution) =>
      resolution === '1D'
        ? rows.map(([time = 0, ...rest]) => [time, ...rest.with(-1, dvolAt('BTC', time))])
        : rows,
    )
    const { days, refusals } = await feedAt(byEnd, MIDNIGHT - 7 * DAY, now)
    expect(Math.abs(dvolAt('BTC', LAST) / dvolAt('BTC', MIDNIGHT) - 1)).toBeGreaterThan(0.01)
    expect(days.has(LAST)).toBe(false)
    expect(refusals[0]?.reason).toMatch(/^ends with [\d.]+ by day and [\d.]+ by its last hour$/)
  })

  it('does not store a refused day on a later day: it stays refused until its hour agrees', async () => {
    const wrong = (rows: Body['result']['data'], resolution: string) =>
      resolution === '1D'
        ? rows.map((row) => (row[0] === LAST ? row.with(-1, 2 * (row[4] ?? 0)) : row))
        : rows
    const monday = await feedAt(speakAt(now, wrong), MIDNIGHT - 7 * DAY, now)
    expect([monday.days.has(LAST), monday.through]).toEqual([false, LAST])
    const later = now + 2 * DAY
    const wednesday = await feedAt(speakAt(later, wrong), LAST, later)
    expect([...wednesday.days.keys()]).toEqual([MIDNIGHT, MIDNIGHT + DAY])
    expect([wednesday.refusals.length, wednesday.through]).toEqual([1, LAST])
    const mended = await feedAt(speakAt(later), LAST, later)
    expect(mended.days.get(LAST)).toBe(dvolAt('BTC', MIDNIGHT))
    expect([mended.refusals, mended.through]).toEqual([[], MIDNIGHT + 2 * DAY])
  })

  it('does not take the close of a day whose last hour is not reported', async () => {
    const without = speakAt(now, (rows, resolution) =>
      resolution === '1D' ? rows : rows.filter(([time]) => time !== LAST - HOUR),
    )
    const { days, refusals, through } = await feedAt(without, MIDNIGHT - 7 * DAY, now)
    expect([days.has(LAST - DAY), days.has(LAST), through]).toEqual([false, true, LAST - DAY])
    expect(refusals[0]?.reason).toMatch(/^ends with [\d.]+ by day, and its last hour is not reported$/)
  })

  it('has a past stamped with the end of each day on the right days, by the hours of eight of them', async () => {
    const byEnd = speakAt(now, (rows, resolution) =>
      resolution === '1D'
        ? rows.map(([time = 0, ...rest]) => [time, ...rest.with(-1, dvolAt('BTC', time))])
        : rows,
    )
    const past = byEnd.pasts?.[0]
    const range = { subject: 'bitcoin', from: MIDNIGHT - 500 * DAY, to: MIDNIGHT }
    const observations = (await past?.fetch(range))?.observations ?? []
    expect(observations.length).toBe(500)
    for (const { time, values } of observations) expect(values.close).toBe(dvolAt('BTC', time + DAY))
    // Proved once: a second page asks for days alone.
    const before = server.asked.length
    await past?.fetch({ ...range, from: range.from - DAY, to: range.from })
    expect(server.asked.slice(before).map(({ query }) => query.resolution)).toEqual(['1D'])
  })

  it('reports nothing of the past where hours and days agree on neither stamp', async () => {
    const other = speakAt(now, (rows, resolution) =>
      resolution === '1D' ? rows.map((row) => row.with(-1, 1.5 * (row[4] ?? 0))) : rows,
    )
    const fetched = other.pasts?.[0]?.fetch({ subject: 'bitcoin', from: MIDNIGHT - 50 * DAY, to: MIDNIGHT })
    await expect(fetched).rejects.toMatchObject({ fault: 'malformed' })
  })

  it('is fetched back to its beginning, page by page with its continuations, each day once', async () => {
    const supplier = speakAt(now)
    const past = supplier.pasts?.[0]
    const observations: Observation[] = []
    let calls = 0
    for (let to = MIDNIGHT + DAY; ; to -= past?.step ?? 0) {
      const page = await past?.fetch({ subject: 'ethereum', from: to - past.step, to })
      calls += 1
      observations.push(...(page?.observations ?? []))
      if (!page || page.end) break
    }
    const first = Date.UTC(2021, 2, 24)
    expect(observations.map(({ time }) => time).sort((a, b) => a - b)).toEqual(
      Array.from({ length: (MIDNIGHT - first) / DAY }, (_, index) => first + index * DAY),
    )
    for (const { time, values } of observations) expect(values.close).toBe(dvolAt('ETH', time + DAY))
    expect(calls).toBeLessThanOrEqual(4)
    // One page of all of it takes the continuations.
    const whole = await past?.fetch({ subject: 'ethereum', from: first, to: MIDNIGHT + DAY })
    expect(whole?.observations.length).toBe(observations.length)
    expect(server.asked.slice(-2).map(({ query }) => Number(query.end_timestamp))).toEqual([
      now,
      MIDNIGHT - 999 * DAY - 1,
    ])
  })
})
