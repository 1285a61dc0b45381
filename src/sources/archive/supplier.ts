/**
 * Binance's public archive: open interest of its USDT perpetuals at the end of each day, for the backfill alone.
 *
 * Root `https://data.binance.vision`, no key, no published limit; 5 calls a second are kept.
 * - `GET /data/futures/um/daily/metrics/SYM/SYM-metrics-YYYY-MM-DD.zip`: one CSV of 288 rows of five minutes; read are
 *   `create_time`, `symbol`, `sum_open_interest` (coins), `sum_open_interest_value` (USDT), both of one side. The file of
 *   a day comes some hours after it; until then 404 with XML, `NoSuchKey`.
 * - `GET …zip.CHECKSUM`: `<64 hex digits of SHA-256>  <file name>`.
 *
 * It is Binance's own series: USDT is reported as USD there too.
 */
import type { AssetId } from '#src/market/asset.ts'
import type { Observation } from '#src/market/observation.ts'
import { archiveOf } from '#src/market/stamp.ts'
import { DAY, dayOf, floorToDay, type Instant } from '#src/market/time.ts'
import { type Client, createClient, probeOf } from '../client.ts'
import { meantBy } from '../exchanges/symbols.ts'
import { createRows } from '../rows.ts'
import {
  type Past,
  type PastQuery,
  type PastPage,
  type Supplier,
  SupplierError,
  type SupplierSettings,
} from '../supplier.ts'
import { type DayFile, dayFile, pathOf } from './files.ts'

/** The venue that the series is of. */
const VENUE = 'binance'
const NAME = archiveOf(VENUE)
const SOURCE = 'Binance'
const CALLS = 5
const PER = 1000
/** Files of one page, which are asked for at once. */
const AT_ONCE = 4
const WEEK = 7 * DAY
/** Most valued coins whose past is fetched. */
const COINS = 10
/** Those of every day of a year, whose files are held against their checksums. */
const PROVED: readonly AssetId[] = ['bitcoin', 'ethereum']
/** Days that Binance's own answers reach back, that are fetched within the first hour, and in all. */
const RECENT = 30
const SOON = 90
/** The queue may come to Binance's own answers a day or two after it was planned. */
const SLIP = 2
const YEAR = 365
const AGAIN = 'interest.again'
/** A file of a day that ended so long ago is there, or never will be. */
const SETTLED = 7 * DAY

export function createBinanceArchive(settings: SupplierSettings): Supplier {
  const client = createClient({
    supplier: NAME,
    root: 'https://data.binance.vision',
    settings,
    calls: CALLS,
    per: PER,
  })
  const past = (kind: string, days: Pick<Past, 'days' | 'newest'>, more: Kind): Past => ({
    kind,
    ...{ tables: ['open_interest'], venue: VENUE, ...days },
    ...(more.fills && { fills: 'interest.daily' as const, again: AGAIN }),
    ...(kind === AGAIN && { corrects: true }),
    step: AT_ONCE * (more.mondays ? WEEK : DAY),
    ...(more.atNight && { atNight: true }),
    subjects: (coins) => more.of(coins.slice(0, COINS)),
    fetch: (query, signal) => pageOf(client, settings, { ...query, mondays: more.mondays === true }, signal),
  })
  const all = (coins: readonly AssetId[]) => [...first(coins), ...others(coins)]
  const first = (coins: readonly AssetId[]) => PROVED.filter((id) => coins.includes(id))
  const others = (coins: readonly AssetId[]) => coins.filter((id) => !PROVED.includes(id))
  const ofYear = { days: YEAR, newest: SOON }
  return {
    name: NAME,
    title: 'Binance archive',
    feeds: [],
    pasts: [
      past('interest.archive', { days: SOON, newest: RECENT }, { of: all }),
      past('interest.recent', { days: RECENT + SLIP }, { of: all, fills: true }),
      // Follows from the pages of the one before.
      past(AGAIN, { days: RECENT + SLIP }, { of: () => [] }),
      past('interest.year', ofYear, { of: first, atNight: true }),
      past('interest.mondays', ofYear, { of: others, atNight: true, mondays: true }),
    ],
    async probe(signal) {
      // That of yesterday may still be to come.
      const day = floorToDay(settings.now()) - 2 * DAY
      const query = { symbol: 'BTCUSDT', day, proved: false }
      const file = await dayFile(client, query, signal)
      if (file.is === 'there') return probeOf(file.answer, day + DAY)
      const [fault, why] =
        file.is === 'absent' ? (['stale', 'is not there'] as const) : (['malformed', file.why] as const)
      throw new SupplierError({ supplier: NAME, fault, detail: `${pathOf(query)} ${why}` })
    },
    budget: client.left,
    close: async () => {},
  }
}

interface Kind {
  of(coins: readonly AssetId[]): readonly AssetId[]
  /** Values of Monday 00:00 alone, which the files of Sundays end with. */
  readonly mondays?: boolean
  readonly atNight?: boolean
  /** Only days that Binance's own answers left out. */
  readonly fills?: boolean
}

async function pageOf(
  client: Client,
  { now, assets }: SupplierSettings,
  { subject, from, to, mondays }: PastQuery & { readonly mondays: boolean },
  signal?: AbortSignal,
): Promise<PastPage> {
  const symbol = contractOf(subject, assets())
  const days = daysOf(from, to, mondays)
  const proved = PROVED.includes(subject)
  // All of them end before one that failed is reported: nothing is left running behind a page.
  const settled = await Promise.allSettled(
    days.map((day) => dayFile(client, { symbol, day, proved }, signal)),
  )
  signal?.throwIfAborted()
  const files = settled.map((one): DayFile => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
  const rows = createRows(NAME, now())
  for (const [at, file] of files.entries()) {
    const day = days[at] as Instant
    const label = `${symbol} ${dayOf(day)}`
    if (file.is === 'bad') rows.refuse(label, file.why)
    else if (file.is === 'there') rows.row(label, () => observationOf(subject, day, file.end))
  }
  const absent = files.filter(({ is }) => is === 'absent').length
  // The contract was not traded yet: one file alone may be a hole.
  if (absent > 1 && absent === files.length && to <= now() - SETTLED) return { ...rows.page(), end: true }
  const isBad = files.some(({ is }) => is === 'bad')
  const missing = absent > 0 ? 'not-yet' : isBad ? 'gap' : undefined
  const page = rows.page()
  const readings = readingsOf(page.observations, now())
  return { ...page, ...(readings.length > 0 && { readings }), ...(missing && { missing }) }
}

/** Midnights of which Binance's own answers report as well, or will once it answers again: they must agree. */
function readingsOf(observations: readonly Observation[], now: Instant): readonly Observation[] {
  return observations
    .filter(({ time }) => time > now - RECENT * DAY)
    .map(({ of: { asset = '' }, time, values, source }) => ({
      ...{ table: 'interest_reading', of: { venue: NAME, asset }, time: time + DAY, values, source },
    }))
}

/** A row is dated by the day at whose end it was open. */
function observationOf(
  asset: AssetId,
  day: Instant,
  { usd, coins }: { usd: number; coins: number },
): Observation {
  return {
    table: 'open_interest',
    of: { venue: VENUE, asset },
    time: day,
    values: { open_interest_usd: usd, coins },
    source: SOURCE,
  }
}

/** `BTCUSDT`. Rejects one whose ticker means another coin there: nothing is guessed. */
function contractOf(subject: AssetId, assets: ReturnType<SupplierSettings['assets']>): string {
  const symbol = assets.find(({ id }) => id === subject)?.symbol
  const meant = symbol === undefined ? undefined : meantBy(VENUE, symbol, assets)
  if (meant?.asset !== subject || !/^[A-Z\d]+$/.test(symbol ?? '')) {
    throw new SupplierError({ supplier: NAME, fault: 'unknown', detail: `has no contract of ${subject}` })
  }
  return `${symbol}USDT`
}

/** Days whose files are of `from <= time < to`. */
function daysOf(from: Instant, to: Instant, mondays: boolean): readonly Instant[] {
  const days: Instant[] = []
  for (let day = floorToDay(from); day < to; day += DAY) {
    if (day >= from && (!mondays || new Date(day).getUTCDay() === 0)) days.push(day)
  }
  return days
}
