/** Binance’s archive over loopback: what its files say in both their ages, what is asked for, and how it fails. */
import { describe, expect, it } from 'vitest'
import { DAY, floorToDay, type Instant } from '#src/market/time.ts'
import { createBinanceArchive } from '#src/sources/archive/supplier.ts'
import { type Past, SupplierError } from '#src/sources/supplier.ts'
import { settingsFor } from '../../contracts/supplier.ts'
import type { Reply } from '../../support/loopback.ts'
import { metricsCsv } from '../../support/market/archive.ts'
import { ASSETS, DAY_BAD, healthy, NOW, servedArchive, valued } from './served.ts'

const { answer, archive, asked, page, serve, url, withBad } = servedArchive()

describe('the archive of Binance', () => {
  it.each([
    ['before the labels changed', Date.UTC(2026, 5, 20)],
    ['across the change', Date.UTC(2026, 5, 26)],
    ['after it', Date.UTC(2026, 9, 20)],
  ])('tells the open interest of the end of each day, %s', async (_, last) => {
    serve(healthy)
    const { observations, refusals, missing, end } = await page(last)
    expect([refusals, missing, end]).toEqual([[], undefined, undefined])
    const days = [3, 2, 1, 0].map((back) => last - back * DAY)
    // By hand: what was open at 00:00 of the day after, dated by the day that ends there.
    expect(observations).toEqual(
      days.map((day) => ({
        table: 'open_interest',
        of: { venue: 'binance', asset: 'bitcoin' },
        time: day,
        values: { coins: valued(day + DAY).coins, open_interest_usd: valued(day + DAY).usd },
        source: 'Binance',
      })),
    )
  })

  it('reports midnights of the last days as readings too, for Binance’s own rows to be held against', async () => {
    serve(healthy)
    const last = floorToDay(NOW) - 2 * DAY
    const { observations, readings } = await page(last)
    expect(observations).toHaveLength(4)
    expect(readings).toEqual(
      observations.map(({ time, values, source }) => ({
        ...{ table: 'interest_reading', of: { venue: 'binance-archive', asset: 'bitcoin' } },
        ...{ time: time + DAY, values, source },
      })),
    )
    expect((await page(last - 40 * DAY)).readings).toBeUndefined()
  })

  it('has one label in two files of June 2026, and tells each of its own day', async () => {
    const [before, after] = [Date.UTC(2026, 5, 24), Date.UTC(2026, 5, 25)]
    const labels = (day: Instant) =>
      metricsCsv('BTCUSDT', day, valued)
        .split('\n')
        .map((row) => row.slice(0, 19))
    expect(labels(before).at(-2)).toBe('2026-06-25 00:00:00')
    expect(labels(after)[1]).toBe('2026-06-25 00:00:00')
    serve(healthy)
    const { observations } = await page(after)
    expect(observations.slice(-2).map(({ time, values }) => [time, values.coins])).toEqual([
      [before, valued(after).coins],
      [after, valued(after + DAY).coins],
    ])
  })

  it('asks for the checksum of bitcoin and ether, and of others only where something is wrong', async () => {
    const calls: Record<string, number> = {}
    for (const { id } of ASSETS) {
      serve(healthy)
      await page(DAY_BAD, id)
      calls[id] = asked().filter(({ path }) => path.endsWith('.CHECKSUM')).length
    }
    expect(calls).toEqual({ bitcoin: 4, ethereum: 4, solana: 0 })
  })

  it('looks later for a file that is not there yet, and keeps the others', async () => {
    const { observations, missing, end } = await withBad(() => ({ zip: undefined }))
    expect([observations.length, missing, end]).toEqual([3, 'not-yet', undefined])
  })

  it('ends where none of a page is there and none is to come', async () => {
    serve(() => ({ zip: undefined }))
    expect(await page(DAY_BAD)).toMatchObject({ end: true, observations: [] })
    // Of the last week they may all still come.
    expect(await page(NOW - (NOW % DAY) - DAY)).toMatchObject({ missing: 'not-yet' })
  })

  it.each<[what: string, reply: Reply, fault: string]>([
    [
      'is led elsewhere',
      { status: 302, body: '', headers: { location: 'http://127.0.0.1:1/' } },
      'malformed',
    ],
    ['finds a page', { body: '<!doctype html><title>Just a moment</title>' }, 'malformed'],
    ['finds words', { body: 'Too Many Requests' }, 'limited'],
    ['finds a 404 that is not the archive’s', { status: 404, body: '{}' }, 'malformed'],
    ['is not served from here', { status: 451, body: '' }, 'blocked'],
    ['is turned away', { status: 403, body: '<Error><Code>AccessDenied</Code></Error>' }, 'blocked'],
    ['is asked to wait', { status: 429, body: '', headers: { 'retry-after': '90' } }, 'limited'],
    ['finds it down', { status: 503, body: '<Error><Code>SlowDown</Code></Error>' }, 'down'],
    ['loses the connection', 'reset', 'unreached'],
  ])('fails by name where it %s, and takes it for no gap', async (_, reply, fault) => {
    answer(() => reply)
    const error = await page(DAY_BAD).catch((one: unknown) => one)
    expect(error).toBeInstanceOf(SupplierError)
    expect(error).toMatchObject({ fault, supplier: 'binance-archive' })
  })

  it('asks for four files at once, and for five in a second', async () => {
    let [now, most, running] = [NOW, 0, 0]
    answer(async ({ path }) => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setImmediate(resolve))
      running -= 1
      const [, symbol = '', date = ''] = /(\w+)-metrics-(\S{10})\.zip$/.exec(path) ?? []
      return { body: healthy(symbol, Date.parse(`${date}T00:00:00Z`)).zip }
    })
    const supplier = createBinanceArchive({
      ...settingsFor(url(), { now: NOW, assets: ASSETS }),
      now: () => now,
      async pause(milliseconds) {
        now += milliseconds
      },
    })
    const past = supplier.pasts?.[0] as Past
    for (let to = DAY_BAD; to > DAY_BAD - 20 * DAY; to -= past.step) {
      await past.fetch({ subject: 'solana', from: to - past.step, to })
    }
    expect(asked().length).toBe(20)
    expect(most).toBeLessThanOrEqual(4)
    // Five at once, and fifteen more in three seconds.
    expect(now - NOW).toBe(3000)
  })

  it('asks first for bitcoin and ether, of ten coins; of a year for every day of the two, and Mondays of the others', async () => {
    const coins = ['solana', 'ethereum', 'bitcoin', ...Array.from({ length: 20 }, (_, at) => `coin${at}`)]
    expect(archive('interest.archive').subjects(coins).slice(0, 4)).toEqual([
      'bitcoin',
      'ethereum',
      'solana',
      'coin0',
    ])
    expect(archive('interest.archive').subjects(coins).length).toBe(10)
    expect(archive('interest.year').subjects(coins)).toEqual(['bitcoin', 'ethereum'])
    const mondays = archive('interest.mondays')
    expect(mondays.subjects(coins).length).toBe(8)
    serve(healthy)
    const { observations } = await mondays.fetch({
      subject: 'solana',
      from: DAY_BAD - mondays.step,
      to: DAY_BAD,
    })
    expect(observations.map(({ time }) => new Date(time + DAY).getUTCDay())).toEqual([1, 1, 1, 1])
    expect(asked().length).toBe(4)
  })

  it('has nothing of a coin that it does not know, and asks for nothing', async () => {
    serve(healthy)
    await expect(page(DAY_BAD, 'dogwifhat')).rejects.toMatchObject({ fault: 'unknown' })
    expect(asked()).toEqual([])
  })

  it('is tried with the file of the day before yesterday', async () => {
    serve(healthy)
    const supplier = createBinanceArchive(settingsFor(url(), { now: NOW, assets: ASSETS }))
    expect((await supplier.probe()).newest).toBe(Date.UTC(2026, 10, 28))
    serve(() => ({ zip: undefined }))
    await expect(supplier.probe()).rejects.toMatchObject({ fault: 'stale' })
  })
})
