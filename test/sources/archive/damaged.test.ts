/** Files of Binance’s archive that say something wrong, or nothing: a gap by name, never a figure. */
import { describe, expect, it } from 'vitest'
import { DAY } from '#src/market/time.ts'
import { PACKED, UNPACKED } from '#src/sources/archive/files.ts'
import { checksumOf, fileName, metricsCsv, zipOf } from '../../support/market/archive.ts'
import { DAY_BAD, healthy, type Held, packed, servedArchive, valued } from './served.ts'

const { withBad } = servedArchive()

/** A file of that day with another text, whose checksum is right. */
function rewritten(symbol: string, change: (csv: string) => string): Held {
  const name = fileName(symbol, DAY_BAD)
  const zip = packed(name, change(metricsCsv(symbol, DAY_BAD, valued)))
  return { zip, checksum: checksumOf(name, zip) }
}

describe('the archive of Binance', () => {
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
})

/** One byte within the packed rows is another. */
function damaged(zip: Buffer): Buffer {
  const other = Buffer.from(zip)
  other[200] = (other[200] as number) ^ 0xff
  return other
}
