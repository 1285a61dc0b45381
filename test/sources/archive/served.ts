/** Binance’s archive over loopback, which holds of each day what a test says. */
import { afterAll, beforeAll } from 'vitest'
import type { Asset } from '#src/market/asset.ts'
import { DAY, dayOf, type Instant, MINUTE } from '#src/market/time.ts'
import { createBinanceArchive } from '#src/sources/archive/supplier.ts'
import type { Past } from '#src/sources/supplier.ts'
import { settingsFor } from '../../contracts/supplier.ts'
import { type Asked, type Loopback, type Reply, startLoopback } from '../../support/loopback.ts'
import { checksumOf, fileName, metricsCsv, NO_SUCH_KEY, zipOf } from '../../support/market/archive.ts'

export const NOW = Date.UTC(2026, 10, 29, 12)
const [BITCOIN, ETHER, SOLANA]: readonly Asset[] = [
  ['bitcoin', 'BTC'],
  ['ethereum', 'ETH'],
  ['solana', 'SOL'],
].map(([id = '', symbol = '']) => ({ id, symbol, name: id, kind: 'coin', sectors: [] }))
export const ASSETS = [BITCOIN, ETHER, SOLANA].filter((one) => one !== undefined)

/** The day that `withBad` spoils. */
export const DAY_BAD = Date.UTC(2026, 9, 20)

/** Figures that tell every instant from every other. */
export function valued(instant: Instant) {
  const coins = 80_000 + ((instant / MINUTE) % 100_000)
  return { coins, usd: coins * 90_000 }
}

/** What the archive holds of a day; undefined where it holds nothing. */
type Content = Buffer | undefined
export interface Held {
  readonly zip: Content
  readonly checksum?: string | undefined
}

export function packed(name: string, csv: string): Buffer {
  return zipOf([{ name: `${name}.csv`, content: Buffer.from(csv) }])
}

export function healthy(symbol: string, day: Instant): Held {
  const name = fileName(symbol, day)
  const zip = packed(name, metricsCsv(symbol, day, valued))
  return { zip, checksum: checksumOf(name, zip) }
}

/** Serves the archive for a file of tests; registers its own beforeAll and afterAll. */
export function servedArchive() {
  let server: Loopback
  beforeAll(async () => {
    server = await startLoopback()
  })
  afterAll(() => server.close())

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

  /** A page of four days of which one is spoiled, and how often its file and its checksum were asked for. */
  async function withBad(spoil: (symbol: string, turn: number) => Held, subject = 'solana') {
    serve((symbol, day, turn) => (day === DAY_BAD ? spoil(symbol, turn) : healthy(symbol, day)))
    const fetched = await page(DAY_BAD + DAY, subject)
    const ofDay = server.asked.filter(({ path }) => path.includes(dayOf(DAY_BAD)))
    const checksums = ofDay.filter(({ path }) => path.endsWith('.CHECKSUM')).length
    return { ...fetched, asked: [ofDay.length - checksums, checksums] }
  }

  return {
    /** Everything that was asked since `serve`. */
    asked: () => server.asked,
    answer: (reply: Parameters<Loopback['answer']>[0]) => server.answer(reply),
    url: () => server.url,
    serve,
    archive,
    page,
    withBad,
  }
}
