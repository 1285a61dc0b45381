/** Binance's archive beside Binance itself, over the loopback market: what it adds, what it fills, and when it is left alone. */
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type SupplierStatus, withPast } from '#src/collector/status.ts'
import type { History } from '#src/market/history.ts'
import { valueAt } from '#src/market/series.ts'
import { DAY, dayOf, floorToDay, HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import { readHistory, sampleFolder } from '../../support/editions.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { type Collecting, startCollecting } from '../../support/market/collecting.ts'
import { smallMarket } from '../../support/market/small.ts'

const ARCHIVE = 'binance-archive'
let market: History
/** Thursday 06:00, five days before the sample ends. */
let start: Instant
let today: Instant

beforeAll(async () => {
  market = smallMarket(await readHistory(sampleFolder), 3)
  today = floorToDay(market.now) - 4 * DAY
  start = today + 6 * HOUR
})

async function collecting({
  exchanges = ['binance'],
  services = [ARCHIVE],
  at = start,
  fail = (_: Collecting) => {},
} = {}): Promise<Collecting> {
  const one = await startCollecting({
    ...{ history: market, home: await temporaryFolder(), at, exchanges, services, backfilled: true },
  })
  onTestFinished(() => one.close())
  await one.store.record.keep({ observations: [], observedAt: at, assets: market.assets })
  fail(one)
  await pass(one)
  return one
}

/** What a minute of the running bot does, as often as it takes until nothing follows. */
async function pass(one: Collecting): Promise<void> {
  await one.collector.tick()
  for (let round = 0; round < 3; round += 1) {
    one.moveTo(one.now() + MINUTE)
    await one.backfill.work()
  }
}

/** Days back from today of Binance's open interest that are on record, the oldest first. */
function daysOn(one: Collecting, asset = 'bitcoin'): readonly number[] {
  const times = one.history.current().openInterest(asset, 'binance')?.times ?? []
  return [...times].map((time) => (today - time) / DAY)
}

/** From one day back to another. */
function range(from: number, to: number): readonly number[] {
  return Array.from({ length: from - to + 1 }, (_, at) => from - at)
}

/** Files that were asked for, without their checksums: `BTCUSDT 2025-10-20`. */
function filesOf(one: Collecting): readonly string[] {
  return one.loopbackMarket
    .paths(ARCHIVE)
    .flatMap((path) => /(\w+)-metrics-(\S{10})\.zip$/.exec(path)?.slice(1).join(' ') ?? [])
}

function statusOf(one: Collecting): SupplierStatus | undefined {
  const all = one.collector.suppliers().map((its) => withPast(its, one.backfill.status))
  return all.find(({ name }) => name === ARCHIVE)
}

describe('the archive of Binance beside Binance', () => {
  it('reports the days that Binance tells no more, bitcoin first, and as the market had them', async () => {
    const one = await collecting()
    expect(daysOn(one)).toEqual([...range(90, 1), 0])
    expect(daysOn(one, 'ethereum')).toEqual([...range(90, 1), 0])
    const files = filesOf(one)
    const days = range(90, 31).map((back) => dayOf(today - back * DAY))
    expect(files.filter((file) => file.startsWith('BTC')).toSorted()).toEqual(
      days.map((day) => `BTCUSDT ${day}`),
    )
    expect(files.slice(0, 120).map((file) => file.slice(0, 3))).toEqual([
      ...Array.from({ length: 60 }, () => 'BTC'),
      ...Array.from({ length: 60 }, () => 'ETH'),
    ])
    // The newest first.
    expect(files.slice(0, 4).toSorted().at(-1)).toBe(`BTCUSDT ${days.at(-1)}`)
    const series = one.history.current().openInterest('bitcoin', 'binance')
    const whole = market.openInterest('bitcoin', 'binance')
    for (const back of range(90, 1)) {
      const time = today - back * DAY
      expect(series && valueAt(series, time), dayOf(time)).toBeCloseTo(
        (whole && valueAt(whole, time)) ?? Number.NaN,
        0,
      )
    }
    expect(statusOf(one)).toMatchObject({
      ...{ state: 'answering', ofPast: true, tables: [{ table: 'open_interest', fails: false }] },
      lastAnswer: expect.any(Number),
    })
    expect([one.loopbackMarket.refused, one.loopbackMarket.strange]).toEqual([[], []])
  })

  it('goes on to a year in the night, and asks for no file twice', async () => {
    const one = await collecting()
    one.moveTo(today + DAY + HOUR + MINUTE)
    await pass(one)
    expect(daysOn(one).slice(0, 3)).toEqual([365, 364, 363])
    const files = filesOf(one)
    expect(new Set(files).size).toBe(files.length)
    // Of the others nothing is there: a few files, and no more of them.
    expect(files.filter((file) => !/^(BTC|ETH)/.test(file)).length).toBeLessThanOrEqual(10 * 2 * 4)
  })

  it('stands in for Binance where that is not served from here: all days but the last', async () => {
    const one = await collecting({
      fail: ({ loopbackMarket: loopback }) => loopback.fail('binance', 'blocked'),
    })
    expect(daysOn(one)).toEqual(range(90, 2))
    expect(statusOf(one)?.state).toBe('answering')
    one.moveTo(start + DAY)
    await pass(one)
    expect(daysOn(one).slice(-2)).toEqual([2, 1])
  })

  it('fills the days on which Binance did not answer, and none that it told', async () => {
    const one = await collecting()
    one.loopbackMarket.fail('binance', 'down')
    one.loopbackMarket.forget()
    for (const days of [1, 2, 3]) {
      one.moveTo(start + days * DAY)
      await pass(one)
    }
    // Of the first day there is a reading of 18:00, which is none of its end.
    expect(daysOn(one).slice(-3)).toEqual([1, 0, -1])
    expect(
      filesOf(one).filter((file) => file.startsWith('BTC') && file > `BTCUSDT ${dayOf(today - 30 * DAY)}`),
    ).toEqual([`BTCUSDT ${dayOf(today)}`, `BTCUSDT ${dayOf(today + DAY)}`])
  })

  it('holds what Binance tells of those days when it is back against its files', async () => {
    const one = await collecting()
    one.loopbackMarket.fail('binance', 'down')
    for (const days of [1, 2, 3]) {
      one.moveTo(start + days * DAY)
      await pass(one)
    }
    const midnights = [today + DAY, today + 2 * DAY]
    const read = one.history.readings('binance').get('bitcoin') ?? []
    expect(read.flatMap(({ at, ofArchive }) => (ofArchive ? [at] : []))).toEqual(midnights)
    const levels = () =>
      midnights.map((at) => {
        const series = one.history.current().openInterest('bitcoin', 'binance')
        return series && valueAt(series, at - DAY)
      })
    const ofFiles = levels()
    expect(one.history.current().interestStamps?.get('binance')?.at).toBe('start')
    // Back again, its days and its hours tell another quantity than its files: nothing that they agree on is a proof.
    one.loopbackMarket.garble('binance', (path, body) => {
      if (!path.endsWith('openInterestHist')) return body
      const rows = body as readonly {
        timestamp: number
        sumOpenInterest: string
        sumOpenInterestValue: string
      }[]
      const other = (value: string) => String(Number(value) * 1.05)
      return rows.map((row) =>
        row.timestamp <= today
          ? row
          : {
              ...row,
              sumOpenInterest: other(row.sumOpenInterest),
              sumOpenInterestValue: other(row.sumOpenInterestValue),
            },
      )
    })
    one.loopbackMarket.fail('binance', undefined)
    // Its rows of these midnights are refused, and it is looked at anew what its rows stand for.
    for (const hours of [1, 2]) {
      one.moveTo(start + 3 * DAY + hours * HOUR)
      await pass(one)
    }
    const stamp = one.history.current().interestStamps?.get('binance')
    expect([stamp?.at, stamp?.start]).toEqual(['unknown', 2 * 8])
    expect(stamp?.contradicted).toBeGreaterThanOrEqual(2)
    expect(levels()).toEqual(ofFiles)
  })

  it('looks once more, a week later, at files that were young, and says what was corrected', async () => {
    const one = await collecting({
      fail: ({ loopbackMarket: loopback }) => loopback.fail('binance', 'blocked'),
    })
    const corrected = today - 3 * DAY
    const was = valueAt(one.history.current().openInterest('bitcoin', 'binance') ?? never(), corrected) ?? 0
    one.loopbackMarket.mislead(ARCHIVE, {
      ...market,
      openInterest(asset, venue) {
        const series = market.openInterest(asset, venue)
        const values = series?.values.map((value, at) =>
          series.times[at] === corrected ? value * 1.02 : value,
        )
        return series && values && { times: series.times, values }
      },
    })
    one.moveTo(start + 6 * DAY)
    await pass(one)
    const known = () => one.history.current().openInterest('bitcoin', 'binance')
    expect(valueAt(known() ?? never(), corrected)).toBe(was)
    one.moveTo(start + 7 * DAY + HOUR)
    await pass(one)
    expect(valueAt(known() ?? never(), corrected)).toBeCloseTo(was * 1.02, 0)
    const lines = one.lines.filter((line) => line.includes('corrects its open interest'))
    expect(lines.map((line) => /of (\w+ of \S+): \d+/.exec(line)?.[1])).toEqual(
      ['bitcoin', 'ethereum'].map((asset) => `${asset} of ${dayOf(corrected)}`),
    )
  })

  it('comes back after six hours where a file is not there yet', async () => {
    const early = today + 2 * HOUR
    const one = await collecting({
      at: early,
      fail({ loopbackMarket: loopback }) {
        loopback.fail('binance', 'blocked')
        loopback.fail(ARCHIVE, 'frozen')
      },
    })
    expect(daysOn(one)).toEqual(range(90, 3))
    one.loopbackMarket.fail(ARCHIVE, undefined)
    one.moveTo(early + 5 * HOUR)
    await pass(one)
    expect(daysOn(one)).toEqual(range(90, 3))
    one.moveTo(early + 6 * HOUR + 10 * MINUTE)
    await pass(one)
    expect(daysOn(one)).toEqual(range(90, 2))
  })

  it('leaves a gap where its files make no sense, names one of them, and asks three times in all', async () => {
    const one = await collecting({
      fail: ({ loopbackMarket: loopback }) => loopback.fail(ARCHIVE, 'not-a-number'),
    })
    expect(daysOn(one)).toEqual([...range(30, 1), 0])
    expect(one.lines.join('\n')).toMatch(
      /rows of binance-archive interest\.archive bitcoin refused, the first: binance-archive BTCUSDT \d{4}-\d\d-\d\d: .*NaN/,
    )
    for (const hours of [57, 114, 171]) {
      one.moveTo(start + hours * HOUR)
      await one.backfill.work()
    }
    const day = `BTCUSDT ${dayOf(today - 40 * DAY)}`
    expect(filesOf(one).filter((file) => file === day).length).toBe(3)
  })

  it('says since when it fails and why, and is left alone where it is not served from here', async () => {
    const one = await collecting({
      fail: ({ loopbackMarket: loopback }) => loopback.fail(ARCHIVE, 'blocked'),
    })
    expect(statusOf(one)).toMatchObject({
      ...{ state: 'failing', fault: 'blocked', tables: [{ table: 'open_interest', fails: true }] },
      until: expect.any(Number),
    })
    expect(one.lines.some((line) => line.startsWith('backfill: binance-archive is set aside until'))).toBe(
      true,
    )
    expect(one.loopbackMarket.paths(ARCHIVE).length).toBeLessThanOrEqual(8)
    one.loopbackMarket.fail(ARCHIVE, undefined)
    one.moveTo(start + DAY + HOUR)
    await pass(one)
    expect(daysOn(one).length).toBeGreaterThanOrEqual(91)
    expect(statusOf(one)?.state).toBe('answering')
  })

  it('is not asked where Binance is not, and where it is off', async () => {
    const without = await collecting({ exchanges: ['bybit'] })
    expect(without.loopbackMarket.paths(ARCHIVE)).toEqual([])
    expect(statusOf(without)?.state).toBe('waiting')
    const off = await collecting({ services: [] })
    expect(off.loopbackMarket.paths(ARCHIVE)).toEqual([])
    expect(daysOn(off)).toEqual([...range(30, 1), 0])
  })
})

function never(): never {
  throw new Error('it is on record')
}
