/**
 * Prices of a minute for 50 watched coins at four exchanges over the loopback, asked for by a call each and pushed: what it costs, and
 * how old prices are when alerts are judged. `node bench/minuteprices.ts`
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { createMinutePrices } from '../src/app/livevalues.ts'
import { systemClock } from '../src/clock.ts'
import { EXCHANGES } from '../src/sources/exchanges/index.ts'
import { DEFAULT_EXCHANGES } from '../src/sources/names.ts'
import { sampleHistory } from '../test/support/histories.ts'
import { startMarket } from '../test/support/market/server.ts'
import { createStreams, type StreamingVenue } from '../test/support/market/streams.ts'
import { median, print } from './print.ts'

/** Coins that are watched; pushes of each a second and venue; seconds of pushing; minute calls that are measured. */
const [COINS, PUSHES, SECONDS, MINUTES] = [50, 2, 32, 20]
/** Rows of the venues' whole lists, as they are in life. */
const ROWS = { binance: 3500, bybit: 650, okx: 900, hyperliquid: 220 } as const
const IDS: Readonly<Record<StreamingVenue, (symbol: string) => string>> = {
  binance: (symbol) => `${symbol}USDT`,
  bybit: (symbol) => `${symbol}USDT`,
  okx: (symbol) => `${symbol}-USDT`,
}
/** Fields beside those that are read, in pushes of OKX, and in the rows of OKX and Bybit. */
const REST = Object.fromEntries(
  'lastSz askSz bidSz open24h high24h low24h sodUtc0 sodUtc8 volCcy24h vol24h'
    .split(' ')
    .map((name) => [name, '31500.12345678']),
)

interface Counted {
  readonly calls: number
  readonly bytes: number
  readonly pushes: number
}

/** The venues, in a process of their own, so that their work is not counted. */
async function serve(): Promise<void> {
  const sample = await sampleHistory()
  const ahead = sample.now - Date.now()
  const now = () => Date.now() + ahead
  const market = await startMarket(sample, now, { unlimited: true })
  const streams = createStreams(market.server, now)
  const symbols = watchedOf(sample.assets).map(({ symbol }) => symbol)
  let [bytes, pushes] = [0, 0]
  for (const venue of DEFAULT_EXCHANGES) {
    market.garble(venue, (_, body) => {
      const whole = padded(body, ROWS[venue as keyof typeof ROWS])
      bytes += JSON.stringify(whole).length
      return whole
    })
  }
  let turn = 0
  const pushing = setInterval(() => {
    turn += 1
    for (const venue of ['binance', 'bybit', 'okx'] as const) {
      for (const symbol of symbols) {
        if (!streams.subscribed(venue).includes(IDS[venue](symbol))) continue
        pushes += 1
        streams.push(venue, IDS[venue](symbol), 100 + turn / 1000, venue === 'okx' ? REST : {})
      }
    }
  }, 1000 / PUSHES)
  process.on('message', () => {
    const calls = [...market.calls().values()].reduce((sum, count) => sum + count, 0)
    process.send?.({ calls, bytes, pushes } satisfies Counted)
    market.forget()
    ;[bytes, pushes] = [0, 0]
  })
  process.on('disconnect', () => {
    clearInterval(pushing)
    streams.close()
    void market.close()
  })
  process.send?.(Object.fromEntries(DEFAULT_EXCHANGES.map((name) => [name, market.url(name)])))
}

function watchedOf(assets: Awaited<ReturnType<typeof sampleHistory>>['assets']) {
  return assets.filter(({ kind }) => kind === 'coin').slice(0, COINS)
}

/** The longest list of a body, filled up to so many rows by instruments of other names. */
function padded(body: unknown, rows: number): unknown {
  if (Array.isArray(body) && body.length === 2 && 'universe' in (body[0] as object)) return body
  const lists = Array.isArray(body) ? [body] : listsIn(body)
  const list = lists.toSorted((one, other) => other.length - one.length)[0]
  const first = list?.[0]
  if (!list || list.length < 5 || typeof first !== 'object') return body
  for (let count = list.length; count < rows; count++) {
    const named = { ...(first as object), ...(rows < 1000 && REST) } as Record<string, unknown>
    for (const name of ['instId', 'symbol']) if (name in named) named[name] = `OTHER${count}-BTC`
    list.push(named)
  }
  return body
}

function listsIn(body: unknown): unknown[][] {
  if (typeof body !== 'object' || body === null) return []
  return Object.values(body).flatMap((one) => (Array.isArray(one) ? [one] : listsIn(one)))
}

async function measure(
  urls: Readonly<Record<string, string>>,
  isStreamed: boolean,
  counted: () => Promise<Counted>,
) {
  const sample = await sampleHistory()
  const ahead = sample.now - Date.now()
  // What is kept for half a minute is asked for anew: minutes pass as fast as calls do.
  let passed = 0
  const now = () => Date.now() + ahead + passed
  const venues = DEFAULT_EXCHANGES.flatMap(
    (name) =>
      EXCHANGES[name]?.({
        ...{ url: urls[name], now, assets: () => sample.assets },
        pause: (milliseconds) => pause(milliseconds),
      }) ?? [],
  )
  const log = { info: () => {}, warn: print, error: print }
  const prices = createMinutePrices({ venues, isStreamed, clock: { ...systemClock, now }, log })
  const coins = watchedOf(sample.assets).map(({ id }) => id)
  await prices.ask(coins)
  await pause(3000)
  await counted()
  const name = isStreamed ? 'stream' : 'on    '
  const before = process.cpuUsage()
  const [waits, ages]: [number[], number[]] = [[], []]
  const ask = async () => {
    const began = performance.now()
    const answer = await prices.ask(coins)
    waits.push(performance.now() - began)
    const pushed = [...answer.prices.values()].flat().filter(({ venue }) => venue in IDS)
    ages.push(median(pushed.map(({ time }) => Math.max(0, now() - passed - time))))
  }
  const minutes = isStreamed ? SECONDS / 60 : MINUTES
  if (isStreamed) {
    await pause(SECONDS * 1000)
    await ask()
  } else {
    for (let minute = 0; minute < MINUTES; minute++) {
      passed += 60_000
      await ask()
    }
  }
  const { user, system } = process.cpuUsage(before)
  const { calls, bytes, pushes } = await counted()
  const cpu = (user + system) / 1000 / minutes
  print(
    `${name} a minute: ${Math.round(isStreamed ? calls : calls / minutes)} calls, ${(bytes / minutes / 1e6).toFixed(2)} MB of answers, ` +
      `${Math.round(pushes / minutes)} pushes, ${cpu.toFixed(0)} ms of CPU; prices are there after ${median(waits).toFixed(0)} ms, ` +
      `${median(ages).toFixed(0)} ms old at p50`,
  )
  prices.close()
  await Promise.all(venues.map((venue) => venue.close()))
}

async function bench(): Promise<void> {
  const child = fork(import.meta.filename, ['serve'])
  const [urls] = (await once(child, 'message')) as [Readonly<Record<string, string>>]
  const counted = async () => {
    child.send('count')
    return ((await once(child, 'message')) as [Counted])[0]
  }
  print(`${COINS} coins, ${PUSHES} pushes of each a second and venue; venues answer at once`)
  await measure(urls, false, counted)
  await measure(urls, true, counted)
  child.disconnect()
}

if (import.meta.main) await (process.argv[2] === 'serve' ? serve() : bench())
