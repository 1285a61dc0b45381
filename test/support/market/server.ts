/**
 * A market on the loopback: one HTTP server that speaks the wire formats of venues and data services, from any
 * history, at the time of any clock. It counts calls, refuses what is beyond a venue's limit, and fails on demand.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { History } from '#src/market/history.ts'
import { DAY, HOUR, type Instant } from '#src/market/time.ts'
import { EXCHANGES } from '#src/sources/exchanges/index.ts'
import { type ArchivedFile, archived, NO_SUCH_KEY, packedFile } from './archive.ts'
import { binance } from './binance.ts'
import { bybit } from './bybit.ts'
import { coingecko } from './coingecko.ts'
import { bodyWithFault, type Fault, STATUS_FAULTS } from './faults.ts'
import { deribitDvol } from './deribit.ts'
import { fredCsv } from './fred.ts'
import { hyperliquid } from './hyperliquid.ts'
import { kraken } from './kraken.ts'
import { okx } from './okx.ts'
import type { Refusal } from './refusals.ts'
import { type Spoil, spoiled, SPOILS } from './spoiled.ts'
import { alternative, bls, defillama, kalshi, mof, ons, polymarket, treasury, yahoo } from './services.ts'

export interface Call {
  readonly path: string
  readonly query: URLSearchParams
  readonly body: Readonly<Record<string, unknown>>
}

/** What the market is asked about, as it stands at a moment. */
export interface Moment {
  readonly history: History
  readonly now: Instant
}

/** JSON, or bytes of another kind. */
export type Answer = object | Buffer | string

/** Answers a call in a supplier's words; undefined where it knows no such path. */
export type Speaker = (call: Call, moment: Moment) => Answer | undefined

/** As a speaker, of a store of files: what is spoiled is the text, before it is packed. */
type FileSpeaker = (call: Call, moment: Moment) => ArchivedFile | 'absent' | undefined

/** A supplier's published limit: so much weight in any `per` milliseconds. */
interface Limit {
  readonly tokens: number
  readonly per: number
  weight?(call: Call): number
}

interface Speaking {
  readonly speak: Speaker
  readonly limit: Limit
}

interface Keeping {
  readonly files: FileSpeaker
  readonly limit: Limit
}

const SPEAKERS: Readonly<Record<string, Speaking | Keeping>> = {
  binance: { speak: binance, limit: { tokens: 2400, per: 60_000, weight: weightOfBinance } },
  bybit: { speak: bybit, limit: { tokens: 600, per: 5000 } },
  okx: { speak: okx, limit: { tokens: 20, per: 2000 } },
  hyperliquid: { speak: hyperliquid, limit: { tokens: 1200, per: 60_000, weight: weightOfHyperliquid } },
  // Keyless calls share a limit with the neighbourhood: twelve a minute, of the five to fifteen that are published.
  coingecko: { speak: coingecko, limit: { tokens: 12, per: 60_000 } },
  'deribit-dvol': { speak: deribitDvol, limit: { tokens: 20, per: 1000 } },
  bls: { speak: bls, limit: { tokens: 25, per: DAY } },
  'fred-csv': { speak: fredCsv, limit: { tokens: 30, per: 60_000 } },
  ons: { speak: ons, limit: { tokens: 120, per: 10_000 } },
  yahoo: { speak: yahoo, limit: { tokens: 60, per: 60_000 } },
  mof: { speak: mof, limit: { tokens: 30, per: 60_000 } },
  treasury: { speak: treasury, limit: { tokens: 30, per: 60_000 } },
  polymarket: { speak: polymarket, limit: { tokens: 300, per: 10_000 } },
  kalshi: { speak: kalshi, limit: { tokens: 100, per: 1000 } },
  alternative: { speak: alternative, limit: { tokens: 60, per: 60_000 } },
  defillama: { speak: defillama, limit: { tokens: 30, per: 60_000 } },
  // The exchange itself, asked where no exchange in dollars is.
  'kraken-usd': { speak: kraken, limit: { tokens: 20, per: 15_000 } },
  // None is published: twice what is asked.
  'binance-archive': { files: archived, limit: { tokens: 10, per: 1000 } },
}

export const LOOPBACK_SUPPLIERS = Object.keys(SPEAKERS)
export const LOOPBACK_EXCHANGES = LOOPBACK_SUPPLIERS.filter((name) => name in EXCHANGES)
/** Those that tell only what no dataset has: the market makes it up. */
export const BEYOND_DATASETS: readonly string[] = ['deribit-dvol', 'fred-csv']

/** Exchanges that are asked where a test names them. */
const OTHERS: typeof SPEAKERS = { kraken: { speak: kraken, limit: { tokens: 20, per: 15_000 } } }

export interface LoopbackMarket {
  /** What replaces a supplier's own root. */
  url(supplier: string): string
  /** Calls of each supplier since the last `forget`. */
  calls(): ReadonlyMap<string, number>
  /** Paths asked of a supplier, in order. */
  paths(supplier: string): readonly string[]
  /** Calls that were refused for being too many. */
  readonly refused: readonly string[]
  /** Calls that no speaker understood. */
  readonly strange: readonly string[]
  forget(): void
  /** For what is spoken over its port beside HTTP. */
  readonly server: Server
  /** Makes a supplier fail until told otherwise. */
  fail(supplier: string, fault: Fault | undefined): void
  /** Lets a supplier answer every question with a refusal until told otherwise. */
  refuse(supplier: string, refusal: Refusal | undefined): void
  /** Lets a supplier speak from another history; from the market's own again where none is told. */
  mislead(supplier: string, otherwise: History | undefined): void
  /** Changes what a supplier answers, by path; nothing more where no change is told. */
  garble(supplier: string, change: ((path: string, body: unknown) => unknown) | undefined): void
  close(): Promise<void>
}

/** `unlimited` refuses nothing: for tests that ask by another clock than the market's. */
export async function startMarket(
  history: History,
  now: () => number,
  { unlimited = false } = {},
): Promise<LoopbackMarket> {
  const asked: { readonly supplier: string; readonly path: string }[] = []
  const spent = new Map<string, { readonly at: number; readonly weight: number }[]>()
  const faults = new Map<string, Fault>()
  /** Where a supplier stands still: a day before it was told to, though its clock goes on. */
  const frozen = new Map<string, Instant>()
  const refusals = new Map<string, Refusal>()
  const misled = new Map<string, History>()
  const garbled = new Map<string, (path: string, body: unknown) => unknown>()
  const [refused, strange]: [string[], string[]] = [[], []]

  const isBeyond = (supplier: string, limit: Limit, call: Call) => {
    const mine = (spent.get(supplier) ?? []).filter(({ at }) => at + limit.per > now())
    mine.push({ at: now(), weight: limit.weight?.(call) ?? 1 })
    spent.set(supplier, mine)
    return mine.reduce((sum, { weight }) => sum + weight, 0) > limit.tokens
  }
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const [, supplier = '', ...rest] = url.pathname.split('/')
    const path = `/${rest.join('/')}`
    const speaker = SPEAKERS[supplier] ?? OTHERS[supplier]
    const text = await textOf(request)
    const body = text.startsWith('{') ? JSON.parse(text) : {}
    const call: Call = { path, query: url.searchParams, body }
    asked.push({ supplier, path })
    const fault = faults.get(supplier)
    const send = (status: number, content: Buffer | string, type: string, skew = 0) => {
      response.writeHead(status, {
        'content-type': type,
        date: new Date(now() + skew).toUTCString(),
        ...(status === 429 && { 'retry-after': '20' }),
      })
      response.end(content)
    }
    if (!speaker) return send(404, '{}', 'application/json')
    if (!unlimited && isBeyond(supplier, speaker.limit, call)) {
      refused.push(`${supplier}${path}`)
      return send(429, '{"code":-1003,"msg":"Too many requests"}', 'application/json')
    }
    const refusal = refusals.get(supplier)
    if (refusal) {
      const { status, headers = {}, body: answer } = refusal
      const isText = typeof answer === 'string'
      response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json', ...headers })
      return void response.end(isText ? answer : JSON.stringify(answer))
    }
    if (fault === 'reset') return void request.socket.destroy()
    // Never answered: the caller gives up.
    if (fault === 'timeout') return undefined
    const status = fault && STATUS_FAULTS[fault]
    if (status) return send(status, `{"error":"${status}"}`, 'application/json')
    const shift = fault === 'future' ? 3 * DAY : fault === 'stale' ? -15 * DAY : 0
    const moment: Moment = {
      history: isSpoil(fault) ? spoiled(history, fault, now()) : (misled.get(supplier) ?? history),
      now: frozen.get(supplier) ?? now() + shift,
    }
    const skew = fault === 'skew' ? 2 * HOUR : 0
    const file = 'files' in speaker ? speaker.files(call, moment) : undefined
    if (file === 'absent') return send(404, NO_SUCH_KEY, 'application/xml', skew)
    if (file) {
      const { content, type } = bodyWithFault(fault, file.csv, 'text/csv')
      // A page in the place of a file is no file, and neither is nothing.
      const isFile = type === 'text/csv' && content.length > 0
      return send(200, isFile ? packedFile(file, content) : content, isFile ? 'application/zip' : type, skew)
    }
    const spoken = 'speak' in speaker ? speaker.speak(call, moment) : undefined
    if (spoken === undefined) {
      strange.push(`${supplier}${path}${url.search} ${text}`)
      return send(404, '{}', 'application/json')
    }
    const csv = typeof spoken === 'string' || Buffer.isBuffer(spoken)
    const plain = csv ? spoken : JSON.stringify(garbled.get(supplier)?.(path, spoken) ?? spoken)
    const { content, type } = bodyWithFault(fault, plain, csv ? 'text/csv' : 'application/json')
    return send(200, content, type, skew)
  }
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      strange.push(String(error))
      response.writeHead(500).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: (supplier) => `http://127.0.0.1:${port}/${supplier}`,
    calls() {
      const counts = new Map<string, number>()
      for (const { supplier } of asked) counts.set(supplier, (counts.get(supplier) ?? 0) + 1)
      return counts
    },
    paths: (supplier) => asked.filter((one) => one.supplier === supplier).map(({ path }) => path),
    refused,
    strange,
    server,
    forget: () => void asked.splice(0),
    fail(supplier, fault) {
      if (fault === 'frozen') frozen.set(supplier, now() - DAY)
      else frozen.delete(supplier)
      if (fault) faults.set(supplier, fault)
      else faults.delete(supplier)
    },
    refuse: (supplier, refusal) =>
      void (refusal ? refusals.set(supplier, refusal) : refusals.delete(supplier)),
    garble: (supplier, change) => void (change ? garbled.set(supplier, change) : garbled.delete(supplier)),
    mislead: (supplier, otherwise) =>
      void (otherwise ? misled.set(supplier, otherwise) : misled.delete(supplier)),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function isSpoil(fault: Fault | undefined): fault is Spoil {
  return fault !== undefined && (SPOILS as readonly string[]).includes(fault)
}

function weightOfBinance({ path }: Call): number {
  if (path.endsWith('/premiumIndex')) return 10
  if (path === '/fapi/v1/ticker/24hr') return 40
  if (path === '/api/v3/ticker/24hr') return 80
  return path === '/api/v3/ticker/price' ? 4 : path.endsWith('/klines') ? 2 : 1
}

/** 20 a question and, of past settlements, as many as it gives at 20 rows a unit. */
function weightOfHyperliquid({ body }: Call): number {
  if (body.type === 'exchangeStatus') return 2
  return body.type === 'fundingHistory' ? 45 : 20
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
