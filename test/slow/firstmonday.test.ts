/** From an empty record on a Friday evening to the first Monday edition, on a fake clock, over the loopback market. */
import { readFile, writeFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { openHistory } from '#src/collector/history.ts'
import { observationsOf } from '#src/collector/observations.ts'
import { figuresOf } from '#src/editions/make.ts'
import type { History } from '#src/market/history.ts'
import type { Observation } from '#src/market/observation.ts'
import { DAY, floorToDay, HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import { openStore } from '#src/store/open.ts'
import { bothLanguages, editionOf, linesOf, readHistory, sampleFolder } from '../support/editions.ts'
import { eventually } from '../support/clock.ts'
import { temporaryFolder } from '../support/folder.ts'
import { type Collecting, startCollecting } from '../support/market/collecting.ts'
import { dvolAt } from '../support/market/deribit.ts'
import { differencesIn } from '../support/market/figures.ts'
import { KINDS, spokenIn } from '../support/market/kinds.ts'

const MONDAY = '2025-11-24'
const TABLE = new URL('../../docs/firstmonday.md', import.meta.url)

let sample: History
/** Friday 18:07. */
let friday: Instant

beforeAll(async () => {
  sample = await readHistory(sampleFolder)
  friday = sample.now - 3 * DAY + 18 * HOUR + 7 * MINUTE
})

function sumOf(counts: Iterable<number>): number {
  return [...counts].reduce((a, b) => a + b, 0)
}

/** What is planned, within a few calls: more of them are a source that is asked twice, or is new. */
function expectNear(calls: number, planned: number): void {
  expect(Math.abs(calls - planned), `${calls} calls, not ${planned}`).toBeLessThanOrEqual(5)
}

/** Live passes at each hour, and the backfill beside them, up to a time. */
async function runUntil(one: Collecting, end: Instant) {
  for (let hour = Math.ceil(one.now() / HOUR) * HOUR; hour <= end; hour += HOUR) {
    one.moveTo(hour + 2 * MINUTE)
    await one.collector.tick()
    await one.backfill.work()
  }
}

/** Days of a venue's open interest of bitcoin that are over and on record, back to the first hole. */
function daysOf(one: Collecting, venue: string): readonly Instant[] {
  const times = [...(one.history.current().openInterest('bitcoin', venue)?.times ?? [])]
  const today = floorToDay(one.now())
  const hole = times.findLastIndex((time, at) => at > 0 && time - (times[at - 1] as number) > DAY)
  return times.slice(Math.max(0, hole)).filter((time) => time < today)
}

/** Venues that 90 days of open interest are told of (Binance's by its archive): Hyperliquid, without a past, is no part of a sum with a peak. */
const PAST_VENUES = ['binance', 'bybit', 'okx']

function withPastVenues(history: History): History {
  return {
    ...history,
    openInterestVenues: (asset) =>
      history.openInterestVenues(asset).filter((venue) => asset === 'total' || PAST_VENUES.includes(venue)),
  }
}

/** Days that free sources tell of the past of each table, by venue where they differ; what is not named has no past. */
const REACH: Readonly<Record<string, number | Readonly<Record<string, number>>>> = {
  prices_daily: 400,
  prices_hourly: 45,
  market_caps: 365,
  funding: { binance: 400, bybit: 400, hyperliquid: 400, okx: 92 },
  // Binance's own 30 days, and its archive.
  open_interest: { binance: 365, bybit: 365, okx: 100 },
  spot_volume: 365,
  perp_volume: 365,
  cross_assets: 400,
  macro: 400,
  rate_odds: 400,
  yield_curves: 400,
  sentiment: 400,
  implied_volatility: 4000,
  calendar: 4000,
}

/** Deribit's index by day, as the market tells it: the sample has none. */
function impliedOf(until: Instant): Observation[] {
  const days = Array.from({ length: 1000 }, (_, index) => until - (index + 1) * DAY)
  return Object.entries({ bitcoin: 'BTC', ethereum: 'ETH' }).flatMap(([asset, currency]) =>
    days.map((time): Observation => {
      const values = { close: dvolAt(currency, time + DAY) }
      return { table: 'implied_volatility', of: { asset, venue: 'deribit' }, time, values, source: 'Deribit' }
    }),
  )
}

/** The record of a bot that was installed so long before the sample's end, and ran since. */
async function recordAfter(weeks: number): Promise<History> {
  const installed = friday - weeks * 7 * DAY
  const isKnown = ({ table, of, time }: Observation) => {
    const reach = REACH[table] ?? 0
    const days = typeof reach === 'number' ? reach : (reach[of.venue ?? ''] ?? 0)
    return time >= installed - days * DAY
  }
  const store = await openStore(await temporaryFolder())
  const observations = [...observationsOf(sample), ...impliedOf(sample.now)].filter(isKnown)
  await store.record.keep({ observations, observedAt: sample.now, assets: sample.assets })
  const history = await openHistory(store.record, () => sample.now + 5 * MINUTE)
  await store.close()
  return history.current()
}

function cellOf(keys: readonly string[]): string {
  const names = [...new Set(keys.map((key) => key.split('.')[1] ?? key))]
  return names.length === 0 ? '–' : `${names.slice(0, 3).join(', ')}${names.length > 3 ? ' …' : ''}`
}

function tableOf(columns: readonly (readonly (readonly string[])[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    row(['Kind', 'First Monday', 'Week 1', 'Week 4', 'Week 13', 'Week 52']),
    row(Array.from({ length: 6 }, () => '---')),
    ...KINDS.map(([name], at) => row([name, ...columns.map((spoken) => cellOf(spoken[at] ?? []))])),
  ].join('\n')
}

describe('the first Monday', () => {
  it('says the kinds that free sources hold the past of', { timeout: 900_000 }, async () => {
    const parts = { history: sample, home: await temporaryFolder(), at: friday, backfilled: true }
    const one = await startCollecting(parts)
    const minutes = () => (one.now() - friday) / MINUTE
    await one.collector.tick()
    // Prices of bitcoin and ether within a minute; last week's edition needs nothing more of them.
    expect(minutes()).toBeLessThanOrEqual(1)
    // As docs/sources.md counts them, within a few: it is renewed with these numbers.
    const calls = () => sumOf(one.loopbackMarket.calls().values())
    expectNear(calls(), 233)
    for (const asset of ['bitcoin', 'ethereum']) {
      expect(one.history.current().dailyCandles(asset)?.times.length).toBeGreaterThan(395)
    }
    const lastWeek = spokenIn(editionOf(one.history.current(), '2025-11-17'))
    expect(lastWeek.filter((keys) => keys.length > 0).length).toBeGreaterThanOrEqual(6)

    await one.backfill.work()
    expect(minutes()).toBeLessThanOrEqual(20)
    const archived = one.loopbackMarket.paths('binance-archive').length
    expectNear(calls() - archived, 233 + 260)
    expectNear(one.loopbackMarket.calls().get('coingecko') ?? 0, 161)
    expect(one.loopbackMarket.refused).toEqual([])
    expect(one.loopbackMarket.strange).toEqual([])
    const jobs = await one.store.backfill.all()
    // Nothing waits but what is left to the night.
    const left = jobs.filter(({ state, retryAt }) => state === 'waiting' && retryAt <= one.now())
    expect([...left, ...jobs.filter(({ state }) => state === 'gap')]).toEqual([])
    expect(
      jobs.filter(({ state }) => state === 'waiting').map(({ kind, subject }) => [kind, subject]),
    ).toEqual(
      expect.arrayContaining([
        ['interest.year', 'bitcoin'],
        ['interest.mondays', 'solana'],
      ]),
    )
    // Days 31 to 90 of bitcoin and ether, each with its checksum; of others the loopback market has none.
    expect(daysOf(one, 'binance').length).toBe(90)
    expect(
      one.loopbackMarket.paths('binance-archive').filter((path) => path.endsWith('.CHECKSUM')).length,
    ).toBe(120)

    await runUntil(one, sample.now - HOUR)
    // After the first night, a year.
    expect(daysOf(one, 'binance').length).toBeGreaterThanOrEqual(365)
    one.loopbackMarket.forget()
    one.moveTo(sample.now + 2 * MINUTE)
    await one.collector.tick()
    expectNear(calls(), 234)
    one.moveTo(sample.now + 5 * MINUTE)
    await one.collector.beforeEdition()
    expectNear(calls(), 254)
    expect(one.loopbackMarket.refused).toEqual([])

    const made = editionOf(one.history.current(), MONDAY)
    const spoken = spokenIn(made)
    expect(KINDS.filter((_, at) => spoken[at]?.length === 0).map(([name]) => name)).toEqual([])
    expect(spoken[0]).toEqual(['marketcap.levelOnly', 'marketcap.hundred'])
    for (const version of Object.values(bothLanguages(made))) {
      expect(linesOf(version).join('\n')).toMatch(/today’s hundred largest|現在の上位100銘柄/i)
    }
    // What is told is what the sample's own files tell of the same venues, but for what stands on how far a record reaches.
    const whole = figuresOf(editionOf(withPastVenues(sample), MONDAY).readings)
    const differences = differencesIn(whole, figuresOf(made.readings))
    // Live rows have a proved hour; those of a folder a range over the hours that they may be of.
    const ofReach =
      /\.run:|^marketcap\.drawdown|^openinterest\.total|coins\w+(High|Low):|Percentile|recordStart|highestSince|lowestSince|[pP]eak/
    expect(differences.other.filter((line) => !ofReach.test(line))).toEqual([])
    expect(Object.keys(figuresOf(made.readings)).length).toBeGreaterThan(250)

    const later = await Promise.all([1, 4, 13, 52].map(recordAfter))
    const columns = [spoken, ...later.map((history) => spokenIn(editionOf(history, MONDAY)))]
    const table = tableOf(columns)
    const page = await readFile(TABLE, 'utf8')
    const between = /(<!-- made by test\/slow\/firstmonday.test.ts -->\n)[\s\S]*?(\n<!-- end -->)/
    const renewed = page.replace(between, (_, first, last) => `${first}\n${table}\n${last}`)
    if (process.env.UPDATE_GOLDEN) await writeFile(TABLE, renewed)
    else expect(page).toBe(renewed)
    await one.close()
  })

  it('loses no page to a kill, and asks for none twice', { timeout: 300_000 }, async () => {
    const home = await temporaryFolder()
    let pages = 0
    const parts = {
      history: sample,
      home,
      at: friday,
      backfilled: true,
      exchanges: [],
      services: ['coingecko'],
    }
    const killed = await startCollecting({
      ...parts,
      kept() {
        pages += 1
        if (pages > 60) throw new Error('killed')
      },
    })
    await killed.collector.tick().catch(() => undefined)
    pages = 0
    await killed.backfill.attend()
    await eventually(() => killed.lines.some((line) => line.includes('killed')))
    const charts = (one: Collecting) =>
      one.loopbackMarket
        .paths('coingecko')
        .filter((path) => /market_chart$/.test(path) && !path.includes('/bitcoin/'))
    await killed.close()
    const first = charts(killed)
    const again = await startCollecting({ ...parts, at: friday + HOUR })
    await again.collector.tick()
    await again.backfill.work()
    const all = [...first, ...charts(again)]
    expect(first.length).toBeGreaterThan(10)
    // What was asked for and not kept when it was killed is asked for again: one page at most.
    expect(all.length - new Set(all).size).toBeLessThanOrEqual(1)
    const lacking = sample.assets.filter(
      ({ id }) => (again.history.current().marketCaps(id)?.times.length ?? 0) < 30,
    )
    expect(lacking.map(({ id }) => id)).toEqual([])
    await again.close()
  })
})
