/** One day's file of the archive: asked for, unpacked, checked, and asked for once more where it fails a check. */
import { createHash } from 'node:crypto'
import { dayOf, type Instant } from '#src/market/time.ts'
import type { Client } from '../client.ts'
import type { HttpAnswer } from '../http.ts'
import { RowFault } from '../rows.ts'
import { SupplierError } from '../supplier.ts'
import { type EndOfDay, endOfDay } from './metrics.ts'
import { unpackOnly, ZipFault } from './zip.ts'

/** Bytes of a file as it is sent, which has some 9,000, and unpacked. */
export const PACKED = 2 ** 20
export const UNPACKED = 8 * 2 ** 20
/** How often a file is asked for that fails a check. */
const TRIES = 2

export interface FileQuery {
  readonly symbol: string
  /** 00:00 UTC of the day that the file is of. */
  readonly day: Instant
  /** Whether its checksum is asked for though nothing is wrong with it. */
  readonly proved: boolean
}

export type DayFile =
  | { readonly is: 'there'; readonly end: EndOfDay; readonly answer: HttpAnswer<Buffer> }
  | { readonly is: 'absent' }
  | { readonly is: 'bad'; readonly why: string }

/** `/data/futures/um/daily/metrics/BTCUSDT/BTCUSDT-metrics-2026-11-20.zip`. */
export function pathOf({ symbol, day }: Pick<FileQuery, 'symbol' | 'day'>): string {
  return `/data/futures/um/daily/metrics/${symbol}/${nameOf({ symbol, day })}.zip`
}

function nameOf({ symbol, day }: Pick<FileQuery, 'symbol' | 'day'>): string {
  return `${symbol}-metrics-${dayOf(day)}`
}

/** `bad` is what made no sense twice, or makes none though its checksum is right. Rejects with SupplierError where there is no answer. */
export async function dayFile(client: Client, query: FileQuery, signal?: AbortSignal): Promise<DayFile> {
  let why = ''
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const answer = await unlessAbsent(sized(client.bytes(pathOf(query), PACKED, signal)))
    if (answer === undefined) return { is: 'absent' }
    const read = typeof answer === 'string' ? answer : readOf(answer.body, query)
    const trusted = !query.proved && attempt === 1
    if (typeof answer !== 'string' && typeof read !== 'string' && trusted) {
      return { is: 'there', end: read, answer }
    }
    const checksum = await checksumOf(client, query, signal)
    const isSame = typeof answer !== 'string' && checksum === sha256(answer.body)
    // Files came without a checksum: their own CRC is proof enough of the way here.
    if (typeof answer !== 'string' && typeof read !== 'string' && (isSame || checksum === undefined)) {
      return { is: 'there', end: read, answer }
    }
    why = typeof read === 'string' ? read : 'is not what its checksum says'
    // It was made so: asking again gives the same.
    if (isSame) break
  }
  return { is: 'bad', why }
}

/** What its last row says, or why it says nothing. */
function readOf(zip: Buffer, { symbol, day }: FileQuery): EndOfDay | string {
  try {
    const csv = unpackOnly(zip, { name: `${nameOf({ symbol, day })}.csv`, limit: UNPACKED })
    return endOfDay(csv.toString('utf8'), symbol, day)
  } catch (error) {
    if (error instanceof ZipFault || error instanceof RowFault) return error.message
    throw error
  }
}

/** Undefined where there is none; '' where it is of another file or no checksum at all. */
async function checksumOf(
  client: Client,
  query: FileQuery,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const answer = await unlessAbsent(client.text(`${pathOf(query)}.CHECKSUM`, {}, signal))
  if (answer === undefined) return undefined
  const [, hash, name] = /^([0-9a-f]{64})[ *]+(\S+)\s*$/i.exec(answer.body) ?? []
  return name === `${nameOf(query)}.zip` ? (hash?.toLowerCase() ?? '') : ''
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The store's own words for a file that it does not have; any other 404 is not the archive's. */
async function unlessAbsent<Value>(work: Promise<Value>): Promise<Value | undefined> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof SupplierError) || error.fault !== 'unknown') throw error
    if (/ 404: NoSuchKey/.test(error.message)) return undefined
    const { supplier, message } = error
    const detail = message.slice(`${supplier}: `.length)
    throw new SupplierError({ supplier, fault: 'malformed', detail }, { cause: error })
  }
}

/** A file that is empty or too long is a bad one; the others are well all the same. */
async function sized(work: Promise<HttpAnswer<Buffer>>): Promise<HttpAnswer<Buffer> | string> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof SupplierError)) throw error
    if (error.fault === 'empty') return 'is empty'
    if (error.fault === 'malformed' && /sends more than \d+ bytes$/.test(error.message)) {
      return `is more than ${PACKED} bytes`
    }
    throw error
  }
}
