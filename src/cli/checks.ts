/** What `doctor` tries: each exchange and data service that is asked, each platform that has a token. */
import type { Asset } from '#src/market/asset.ts'
import { getJson } from '#src/sources/http.ts'
import { DEFAULT_EXCHANGES, EXCHANGES } from '#src/sources/exchanges/index.ts'
import type { Supplier, SupplierSettings } from '#src/sources/supplier.ts'
import { SUPPLIERS, type SupplierEntry } from '#src/sources/suppliers.ts'
import type { Check } from './doctor.ts'

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

/** Time, for everything that is tried. */
export type CheckClock = Pick<SupplierSettings, 'now' | 'pause'>

export function checksOf({ sources, discord, telegram }: CheckedSettings, clock: CheckClock): Check[] {
  const { exchanges = DEFAULT_EXCHANGES, off, urls, keys } = sources
  const settings = (name: string): SupplierSettings => ({
    ...clock,
    url: urls[name],
    key: keys[name],
    assets: () => [BITCOIN],
  })
  const checks = exchanges.flatMap((name) => {
    const open = EXCHANGES[name]
    return open ? [exchangeCheck(open(settings(name)), clock)] : []
  })
  for (const [name, entry] of Object.entries<SupplierEntry>(SUPPLIERS)) {
    // One that answers nobody without a key is not asked without one.
    if (off.includes(name) || !(entry.keyless || keys[name])) continue
    checks.push({ ...checkOf('service', entry.create(settings(name))), key: entry.key })
  }
  if (discord) {
    const headers = { authorization: `Bot ${discord.token}` }
    checks.push(platformCheck('discord', `${discord.api}/v10/users/@me`, discord.token, headers, clock))
  }
  if (telegram) {
    const url = `${telegram.root}/bot${telegram.token}/getMe`
    checks.push(platformCheck('telegram', url, telegram.token, {}, clock))
  }
  return checks
}

const BITCOIN: Asset = { id: 'bitcoin', symbol: 'BTC', name: 'Bitcoin', kind: 'coin', sectors: [] }

/** A venue's clock may answer where its market does not: the price of bitcoin is asked for, too. */
function exchangeCheck(supplier: Supplier, { now }: CheckClock): Check {
  return {
    ...checkOf('exchange', supplier),
    async probe(signal) {
      const probe = await supplier.probe(signal)
      const feed = supplier.feeds.find(({ name }) => name === 'prices')
      if (!feed) return probe
      const times: number[] = []
      const ask = { assets: [BITCOIN.id], from: now(), to: now() }
      for await (const { observations } of feed.fetch(ask, signal)) {
        times.push(...observations.map(({ time }) => time))
      }
      return times.length === 0 ? probe : { ...probe, newest: Math.max(...times) }
    },
  }
}

function checkOf(kind: Check['kind'], supplier: Supplier): Check {
  return {
    kind,
    name: supplier.name,
    probe: (signal) => supplier.probe(signal),
    budget: () => supplier.budget(),
    close: () => supplier.close(),
  }
}

/** Asks who the bot is: that shows whether the token is good, and changes nothing. */
function platformCheck(
  name: string,
  url: string,
  token: string,
  headers: Readonly<Record<string, string>>,
  { now }: CheckClock,
): Check {
  return {
    kind: 'platform',
    name,
    async probe(signal) {
      const { latency, skew } = await getJson({
        ...{ supplier: name, url, headers, secrets: [token], signal, now },
      })
      return { latency, ...(skew === undefined ? {} : { skew }) }
    },
    close: async () => {},
  }
}
