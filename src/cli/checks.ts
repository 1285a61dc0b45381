/** What `doctor` tries: the proxy, each exchange and data service that is asked, each platform that has a token. */
import type { Asset } from '#src/market/asset.ts'
import { DAY, MINUTE } from '#src/market/time.ts'
import { EXCHANGES, type OpenExchange } from '#src/sources/exchanges/index.ts'
import { askedServices, DEFAULT_EXCHANGES, type ServiceEntry, SERVICES } from '#src/sources/names.ts'
import { RowFault } from '#src/sources/rows.ts'
import { type Supplier, SupplierError, type SupplierSettings } from '#src/sources/supplier.ts'
import { SUPPLIERS } from '#src/sources/suppliers.ts'
import type { Check } from './check.ts'
import { discordCheck, gatewayCheck, proxyCheck, telegramCheck } from './platformchecks.ts'
import { type Question, probeRows } from './sense.ts'
import type { CheckClock, CheckedProxy } from './platformchecks.ts'

/** The settings that matter here, as src/config.ts reads them. */
export interface CheckedSettings {
  readonly sources: {
    readonly exchanges: readonly string[] | undefined
    readonly off: readonly string[]
    readonly urls: Readonly<Record<string, string>>
    readonly keys: Readonly<Record<string, string>>
  }
  /** `api` is the root without a version. */
  readonly discord: { readonly token: string; readonly api: string } | undefined
  readonly telegram: { readonly token: string; readonly root: string } | undefined
}

export function checksOf(
  { sources, discord, telegram }: CheckedSettings,
  clock: CheckClock,
  proxy?: CheckedProxy,
): Check[] {
  const { exchanges = DEFAULT_EXCHANGES, off, urls, keys } = sources
  const settings = (name: string): SupplierSettings => ({
    ...clock,
    url: urls[name],
    key: keys[name],
    assets: () => [BITCOIN],
  })
  const checks = proxy ? [proxyCheck(proxy)] : []
  for (const name of exchanges) {
    const open = EXCHANGES[name]
    if (open) checks.push(exchangeCheck(open, settings(name), clock))
  }
  for (const name of askedServices({ exchanges, off, keys })) {
    const { key }: ServiceEntry = SERVICES[name]
    const supplier = SUPPLIERS[name].create(settings(name))
    checks.push({ ...checkOf('service', supplier, cheapestOf(supplier, clock), clock), key: key?.setting })
  }
  if (discord) checks.push(discordCheck(discord, clock), gatewayCheck(discord, clock))
  if (telegram) checks.push(telegramCheck(telegram, clock))
  return checks
}

const BITCOIN: Asset = { id: 'bitcoin', symbol: 'BTC', name: 'Bitcoin', kind: 'coin', sectors: [] }

/** A venue's clock may answer where its market does not, or stands still. */
const OF_EXCHANGES: readonly Question[] = [
  { feed: 'prices', days: 1, longest: 10 * MINUTE },
  { feed: 'funding.next', days: 1 },
  // The youngest candle that is over opened less than two hours ago; one that is not proved yet, less than three.
  { feed: 'candles.hourly', days: 1, longest: 185 * MINUTE },
]

/** Throws what a supplier's code did not expect as what it is: an answer that it cannot read. */
function unreadable(supplier: string, error: unknown): never {
  if (!(error instanceof RowFault)) throw error
  throw new SupplierError({ supplier, fault: 'malformed', detail: error.message, answer: 'senseless' })
}

/** One question, that of the fewest calls; monthly figures are some months old. */
function cheapestOf({ feeds }: Supplier, { now }: CheckClock): readonly Question[] {
  const to = now()
  const questions = feeds
    .filter(({ tables }) => tables.length > 0)
    .map((feed) => {
      const days = feed.name === 'macro' ? 150 : 20
      const calls = feed.cost({ assets: [ASKED[feed.name] ?? BITCOIN.id], from: to - days * DAY, to })
      return { feed: feed.name, days, calls, asset: ASKED[feed.name] }
    })
    .filter(({ calls }) => calls > 0)
    .sort((a, b) => a.calls - b.calls)
  return questions.slice(0, 1)
}

/** What is asked of a feed that is not about coins. */
const ASKED: Readonly<Record<string, string>> = { cross: 'sp500' }

/** Its prices are asked for a second time by a clock that is half a minute ahead: what was answered just now is kept for so long. */
function exchangeCheck(open: OpenExchange, settings: SupplierSettings, clock: CheckClock): Check {
  let ahead = 0
  const supplier = open({ ...settings, now: () => clock.now() + ahead })
  return {
    ...checkOf('exchange', supplier, OF_EXCHANGES, clock),
    async minute(signal) {
      ahead = MINUTE / 2 + 1
      const [before, began] = [supplier.budget()?.left ?? 0, performance.now()]
      const question = { assets: [BITCOIN.id], from: clock.now(), to: clock.now(), live: true as const }
      const prices = supplier.feeds.find(({ name }) => name === 'prices')
      for await (const _ of prices?.fetch(question, signal) ?? []) signal.throwIfAborted()
      const limit = supplier.budget() ?? { left: 0, of: 0, per: 0 }
      return { weight: Math.max(0, before - limit.left), limit, took: performance.now() - began }
    },
  }
}

function checkOf(
  kind: Check['kind'],
  supplier: Supplier,
  questions: readonly Question[],
  { now }: CheckClock,
): Check {
  return {
    kind,
    name: supplier.name,
    probe: (signal) => supplier.probe(signal).catch((error: unknown) => unreadable(supplier.name, error)),
    async read(signal) {
      const newest = await probeRows(supplier, questions, now, signal)
      if (newest !== undefined && newest > now() + MINUTE) {
        const detail = 'its newest data are dated ahead of this machine’s clock'
        throw new SupplierError({ supplier: supplier.name, fault: 'malformed', detail })
      }
      return newest
    },
    budget: () => supplier.budget(),
    close: () => supplier.close(),
  }
}
