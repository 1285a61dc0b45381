/** The public archive of Binance: one zip a day and contract, and its checksum, from a market's history. */
import { createHash } from 'node:crypto'
import { crc32, deflateRawSync } from 'node:zlib'
import { DAY, dayOf, HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import { bySymbol, interestAt, perpsOf, priceAt } from './quotes.ts'
import type { Call, Moment } from './server.ts'

/** Rows are labelled by their beginning from this day on; before it, by the instant that they hold. */
export const LATER_LABELS = Date.UTC(2026, 5, 25)
/** A day's file comes so long after its end. */
const COMES = 5 * HOUR
const HEAD =
  'create_time,symbol,sum_open_interest,sum_open_interest_value,count_toptrader_long_short_ratio,' +
  'sum_toptrader_long_short_ratio,count_long_short_ratio,sum_taker_long_short_vol_ratio'
const PATH = /^\/data\/futures\/um\/daily\/metrics\/(\w+)\/(\1-metrics-(\d{4}-\d\d-\d\d))\.zip(\.CHECKSUM)?$/

/** A file before it is packed: what spoils its rows spoils its checksum alike. */
export interface ArchivedFile {
  readonly name: string
  readonly csv: string
  readonly as: 'zip' | 'checksum'
}

export const NO_SUCH_KEY =
  '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>'

/** The file that a path names; `absent` where the archive has none yet, undefined for a path that it does not know. */
export function archived({ path }: Call, { history, now }: Moment): ArchivedFile | 'absent' | undefined {
  const [, symbol = '', name = '', date = '', checksum] = PATH.exec(path) ?? []
  if (date === '') return undefined
  const day = Date.parse(`${date}T00:00:00Z`)
  const asset = bySymbol(perpsOf(history, 'binance'), symbol.replace(/USDT$/, ''))
  const first = history.openInterest(asset, 'binance')?.times[0]
  if (first === undefined || day < first || day + DAY + COMES > now) return 'absent'
  const valued = (instant: Instant) => {
    const usd = interestAt(history, 'binance', asset, instant) as number
    return { usd, coins: usd / priceAt(history, asset, instant) }
  }
  return { name, csv: metricsCsv(symbol, day, valued), as: checksum ? 'checksum' : 'zip' }
}

/** 288 rows in the labels of their time; `valued` tells the figures of an instant. */
export function metricsCsv(
  symbol: string,
  day: Instant,
  valued: (instant: Instant) => { readonly usd: number; readonly coins: number | string },
): string {
  const shift = day >= LATER_LABELS ? 5 * MINUTE : 0
  const rows = Array.from({ length: 288 }, (_, row) => {
    const instant = day + (row + 1) * 5 * MINUTE
    const { usd, coins } = valued(instant)
    const label = new Date(instant - shift).toISOString().slice(0, 19).replace('T', ' ')
    return `${label},${symbol},${coins},${usd},1.61000000,1.12000000,1.45000000,0.98000000`
  })
  return `${[HEAD, ...rows].join('\n')}\n`
}

/** `BTCUSDT-metrics-2026-11-20`. */
export function fileName(symbol: string, day: Instant): string {
  return `${symbol}-metrics-${dayOf(day)}`
}

/** A zip with these entries, packed by deflate; `crc` and `size` in place of an entry's own lie about it. */
export function zipOf(
  entries: readonly {
    readonly name: string
    readonly content: Buffer
    readonly crc?: number
    readonly size?: number
  }[],
): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, content, crc = crc32(content), size = content.length } of entries) {
    const packed = deflateRawSync(content)
    const title = Buffer.from(name)
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(8, 4)
    shared.writeUInt32LE(crc, 10)
    shared.writeUInt32LE(packed.length, 14)
    shared.writeUInt32LE(size, 18)
    shared.writeUInt16LE(title.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, title, packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(at, 10)
    const made = Buffer.from('PK\x01\x02\x14\x00', 'latin1')
    directory.push(Buffer.concat([made, shared, rest, title]))
    locals.push(local)
    at += local.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, list, end])
}

/** The file as it is sent: packed, or the checksum of what is. */
export function packedFile(
  { name, as }: Pick<ArchivedFile, 'name' | 'as'>,
  csv: Buffer | string,
): Buffer | string {
  const zip = zipOf([{ name: `${name}.csv`, content: Buffer.from(csv) }])
  return as === 'zip' ? zip : checksumOf(name, zip)
}

export function checksumOf(name: string, zip: Buffer): string {
  return `${createHash('sha256').update(zip).digest('hex')}  ${name}.zip\n`
}
