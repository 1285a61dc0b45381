/** Binance's archive over loopback: what its files say in both their ages, and every way in which one says nothing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '#src/market/asset.ts'
import { DAY, dayOf, floorToDay, type Instant, MINUTE } from '#src/market/time.ts'
import { PACKED, UNPACKED } from '#src/sources/archive/files.ts'
import { createBinanceArchive } from '#src/sources/archive/supplier.ts'
import { type Past, SupplierError } from '#src/sources/supplier.ts'
import { settingsFor } from '../../contracts/supplier.ts'
import { type Asked, type Loopback, type Reply, startLoopback } from '../../support/loopback.ts'
import { checksumOf, fileName, metricsCsv, NO_SUCH_KEY, zipOf } from '../../support/market/archive.ts'

const NOW = Date.UTC(2026, 10, 29, 12)
const [BITCOIN, ETHER, SOLANA]: readonly Asset[] = [
  ['bitcoin', 'BTC'],
  ['ethereum', 'ETH'],
  ['solana', 'SOL'],
].map(([id = '', symbol = '']) => ({ id, symbol, name: id, kind: 'coin', sectors: [] }))
const ASSETS = [BITCOIN, ETHER, SOLANA].filter((one) => one !== undefined)

let server: Loopback
beforeAll(async () => {
  server = await startLoopback()
})
afterAll(() => server.close())

/** Figures that tell every instant from every other. */
function valued(instant: Instant) {
  const coins = 80_000 + ((instant / MINUTE) % 100_000)
  return { coins, usd: coins * 90_000 }
}

/** What the archive holds of a day; undefined where it holds nothing. */
type Content = Buffer | undefined
interface Held {
  readonly zip: Content
  readonly checksum?: string | undefined
}

function packed(name: string, csv: string): Buffer {
  return zipOf([{ name: `${name}.csv`, content: Buffer.from(csv) }])
}

function healthy(symbol: string, day: Instant): Held {
  const name = fileName(symbol, day)
  const zip = packed(name, metricsCsv(symbol, day, valued))
  return { zip, checksum: checksumOf(name, zip) }
}

/** A server that holds what `held` says of a contract's day, for the n-th time that it is asked. */
function serve(held: (symbol: string, day: Instant, turn: number) => Held) {
  const turns = new Map<string, number>()
  server.answer(({ path }: Asked): Reply => {
    const [, symbol = '', date = '', checksum] =
      /^\/data\/futures\/um\/daily\/metrics\/(\w+)\/\1-metrics-(\S{10})\.zip(\.CHECKSUM)?$/.exec(path) ?? []
    const turn = (turns.get(path) ?? 0) + 1
    turns.set(path, turn)
    const one = held(symbol, Date.parse(`${date}T00:00:00Z`), turn)
    const body = checksum ? one.checksum : one.zip
    return body === undefined
      ? { status: 404, body: NO_SUCH_KEY, headers: { 'content-type': 'application/xml' } }
      : { body }
  })
}

function archive(kind: string, now = NOW): Past {
  const supplier = createBinanceArchive(settingsFor(server.url, { now, assets: ASSETS }))
  const past = supplier.pasts?.find((one) => one.kind === kind)
  if (!past) throw new Error(`no past of ${kind}`)
  return past
}

/** One page of four days that ends with `last`. */
async function page(last: Instant, subject = 'bitcoin', now = NOW) {
  const past = archive('interest.archive', now)
  return past.fetch({ subject, from: last + DAY - past.step, to: last + DAY })
}

const DAY_BAD = Date.UTC(2026, 9, 20)

/** A page of four days of which one is spoiled, and how often its file and its checksum were asked for. */
async function withBad(spoil: (symbol: string, turn: number) => Held, subject = 'solana') {
  serve((symbol, day, turn) => (day === DAY_BAD ? spoil(symbol, turn) : healthy(symbol, day)))
  const fetched = await page(DAY_BAD + DAY, subject)
  const ofDay = server.asked.filter(({ path }) => path.includes(dayOf(DAY_BAD)))
  const checksums = ofDay.filter(({ path }) => path.endsWith('.CHECKSUM')).length
  return { ...fetched, asked: [ofDay.length - checksums, checksums] }
}

/** A file of that day with another text, whose checksum is right. */
function rewritten(symbol: string, change: (csv: string) => string): Held {
  const name = fileName(symbol, DAY_BAD)
  const zip = packed(name, change(metricsCsv(symbol, DAY_BAD, valued)))
  return { zip, checksum: checksumOf(name, zip) }
}

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
      calls[id] = server.asked.filter(({ path }) => path.endsWith('.CHECKSUM')).length
    }
    expect(calls).toEqual({ bitcoin: 4, ethereum: 4, solana: 0 })
  })

  it.each<[why: string, change: (csv: string) => string, says: RegExp]>([
    [
      'has 287 rows',
      (csv) =>
        csv
          .split('\n')
          .filter((_, at) => at !== 100)
          .join('\n'),
      /287 rows/,
    ],
    ['has a row twice', (csv) => csv.replace(/\n([^\n]+)\n$/, '\n$1\n$1\n'), /289 rows/],
    [
      'has a blank of coins',
      (csv) => csv.replace(/(\n[^\n,]+,[^,]+),[^,]+(,[^\n]+\n)$/, '$1,$2'),
      /sum_open_interest "" is not a number/,
    ],
    [
      'has a blank of dollars',
      (csv) => csv.replace(/(\n[^\n,]+,[^,]+,[^,]+),[^,]+(,[^\n]+\n)$/, '$1,$2'),
      /sum_open_interest_value "" is not a number/,
    ],
    [
      'has a zero',
      (csv) => csv.replace(/(\n[^\n,]+,[^,]+),[^,]+(,[^\n]+\n)$/, '$1,0.0000$2'),
      /must be above 0/,
    ],
    ['has two rows turned', (csv) => csv.replace(/\n([^\n]+)\n([^\n]+)\n$/, '\n$2\n$1\n'), /row 288 before/],
    ['is of another day', () => metricsCsv('SOLUSDT', DAY_BAD - DAY, valued), /which is not its day/],
    ['is of another contract', (csv) => csv.replaceAll('SOLUSDT', 'SUIUSDT'), /reports "SUIUSDT"/],
    [
      'lacks a column',
      (csv) => csv.replace('sum_open_interest_value', 'value'),
      /no column sum_open_interest_value/,
    ],
    [
      'has a time that is none',
      (csv) => csv.replace('2026-10-20 00:05:00', '20/10/2026 00:05'),
      /where a time is due/,
    ],
    ['has nothing', () => '', /0 rows/],
  ])('names a gap, and no figure, where the file %s', async (_, change, says) => {
    const { observations, refusals, missing, asked } = await withBad((symbol) => rewritten(symbol, change))
    expect(observations.map(({ time }) => (time - DAY_BAD) / DAY)).toEqual([-2, -1, 1])
    expect(refusals).toEqual([
      { where: 'binance-archive SOLUSDT 2026-10-20', reason: expect.stringMatching(says) },
    ])
    expect(missing).toBe('gap')
    // Its checksum says that it was made so: it is not asked for again.
    expect(asked).toEqual([1, 1])
  })

  it('takes blanks in rows and columns without a value for what they are: nothing', async () => {
    const blank = (csv: string) => {
      const lines = csv.split('\n')
      lines[5] = lines[5]?.replace(/^([^,]+,[^,]+),.*/, '$1,,,,,,') ?? ''
      return lines.map((line) => line.replace(/,0\.98000000$/, ',')).join('\n')
    }
    const { observations, missing } = await withBad((symbol) => rewritten(symbol, blank))
    expect([observations.length, missing]).toEqual([4, undefined])
  })

  it('reads a file without a head by the places of its columns', async () => {
    const { observations, missing } = await withBad((symbol) =>
      rewritten(symbol, (csv) => csv.slice(csv.indexOf('\n') + 1)),
    )
    expect([observations.length, missing]).toEqual([4, undefined])
    expect(observations[2]?.values.coins).toBe(valued(DAY_BAD + DAY).coins)
  })

  const csvOf = (symbol: string) => Buffer.from(metricsCsv(symbol, DAY_BAD, valued))
  const named = (symbol: string) => `${fileName(symbol, DAY_BAD)}.csv`
  it.each<[why: string, zip: (symbol: string) => Buffer, says: RegExp]>([
    ['has another CRC', (s) => zipOf([{ name: named(s), content: csvOf(s), crc: 1 }]), /another CRC-32/],
    ['is damaged within', (s) => damaged(zipOf([{ name: named(s), content: csvOf(s) }])), /CRC-32|unpacked/],
    ['is cut off', (s) => zipOf([{ name: named(s), content: csvOf(s) }]).subarray(0, -100), /is no zip/],
    [
      'holds another name',
      (s) => zipOf([{ name: '../etc/passwd', content: csvOf(s) }]),
      /holds "\.\.\/etc\/passwd"/,
    ],
    [
      'holds two files',
      (s) => zipOf([named(s), 'b.csv'].map((name) => ({ name, content: csvOf(s) }))),
      /has 2 entries/,
    ],
    ['holds no file', () => zipOf([]), /has 0 entries/],
    [
      'says that it is too long',
      (s) => zipOf([{ name: named(s), content: csvOf(s), size: 2 ** 31 }]),
      /more than 8388608/,
    ],
    [
      'is a bomb that says less',
      (s) => zipOf([{ name: named(s), content: Buffer.alloc(UNPACKED + 1), size: 30_000 }]),
      /more than 8388608 bytes unpacked/,
    ],
    [
      'is a bomb of the size that it says',
      (s) => zipOf([{ name: named(s), content: Buffer.alloc(64 * 2 ** 20) }]),
      /is 67108864 bytes unpacked/,
    ],
    ['is too long as it is sent', () => Buffer.alloc(PACKED + 1, 'PK'), /more than 1048576 bytes/],
    ['is empty', () => Buffer.alloc(0), /is empty/],
    ['is no zip', () => Buffer.from('PK, but nothing else that a zip would have'), /is no zip/],
  ])('asks once more for a file that %s, and then names a gap', async (_, zipOfSymbol, says) => {
    const other = '0'.repeat(64)
    const { observations, refusals, missing } = await withBad((symbol) => ({
      zip: zipOfSymbol(symbol),
      checksum: `${other}  ${fileName(symbol, DAY_BAD)}.zip\n`,
    }))
    expect(observations.length).toBe(3)
    expect(refusals.map(({ reason }) => reason)).toEqual([expect.stringMatching(says)])
    expect(missing).toBe('gap')
  })

  it('asks once more and takes what is well then', async () => {
    const { observations, missing, asked } = await withBad((symbol, turn) => {
      const well = healthy(symbol, DAY_BAD)
      return turn === 1 && well.zip ? { ...well, zip: damaged(well.zip) } : well
    })
    expect([observations.length, missing, asked]).toEqual([4, undefined, [2, 2]])
  })

  it.each([
    'bitcoin',
    'ethereum',
  ])('asks once more for %s where the checksum is another, then names a gap', async (coin) => {
    const { observations, refusals, missing, asked } = await withBad(
      (symbol) => ({
        ...healthy(symbol, DAY_BAD),
        checksum: checksumOf(fileName(symbol, DAY_BAD), Buffer.from('x')),
      }),
      coin,
    )
    expect([observations.length, missing, asked]).toEqual([3, 'gap', [2, 2]])
    expect(refusals[0]?.reason).toBe('is not what its checksum says')
  })

  it('takes a checksum of another file for none that is right, and needs none where none came', async () => {
    const other = (symbol: string) => ({
      ...healthy(symbol, DAY_BAD),
      checksum: checksumOf(fileName('XRPUSDT', DAY_BAD), healthy(symbol, DAY_BAD).zip as Buffer),
    })
    expect((await withBad(other, 'bitcoin')).missing).toBe('gap')
    const without = (symbol: string) => ({ zip: healthy(symbol, DAY_BAD).zip })
    expect((await withBad(without, 'bitcoin')).missing).toBeUndefined()
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
    server.answer(() => reply)
    const error = await page(DAY_BAD).catch((one: unknown) => one)
    expect(error).toBeInstanceOf(SupplierError)
    expect(error).toMatchObject({ fault, supplier: 'binance-archive' })
  })

  it('asks for four files at once, and for five in a second', async () => {
    let [now, most, running] = [NOW, 0, 0]
    server.answer(async ({ path }) => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setImmediate(resolve))
      running -= 1
      const [, symbol = '', date = ''] = /(\w+)-metrics-(\S{10})\.zip$/.exec(path) ?? []
      return { body: healthy(symbol, Date.parse(`${date}T00:00:00Z`)).zip }
    })
    const supplier = createBinanceArchive({
      ...settingsFor(server.url, { now: NOW, assets: ASSETS }),
      now: () => now,
      async pause(milliseconds) {
        now += milliseconds
      },
    })
    const past = supplier.pasts?.[0] as Past
    for (let to = DAY_BAD; to > DAY_BAD - 20 * DAY; to -= past.step) {
      await past.fetch({ subject: 'solana', from: to - past.step, to })
    }
    expect(server.asked.length).toBe(20)
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
    expect(server.asked.length).toBe(4)
  })

  it('has nothing of a coin that it does not know, and asks for nothing', async () => {
    serve(healthy)
    await expect(page(DAY_BAD, 'dogwifhat')).rejects.toMatchObject({ fault: 'unknown' })
    expect(server.asked).toEqual([])
  })

  it('is tried with the file of the day before yesterday', async () => {
    serve(healthy)
    const supplier = createBinanceArchive(settingsFor(server.url, { now: NOW, assets: ASSETS }))
    expect((await supplier.probe()).newest).toBe(Date.UTC(2026, 10, 28))
    serve(() => ({ zip: undefined }))
    await expect(supplier.probe()).rejects.toMatchObject({ fault: 'stale' })
  })
})

/** One byte within the packed rows is another. */
function damaged(zip: Buffer): Buffer {
  const other = Buffer.from(zip)
  other[200] = (other[200] as number) ^ 0xff
  return other
}
