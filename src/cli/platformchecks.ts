/** The checks of what is no supplier: the proxy, Discord's API and its gateway, Telegram's API. */
import type { SupplierSettings } from '#src/sources/supplier.ts'
import { connect } from 'node:net'
import { getJson } from '#src/sources/http.ts'
import { fieldOf } from '#src/sources/rows.ts'
import { type Probe, SupplierError } from '#src/sources/supplier.ts'
import type { Check } from './check.ts'

/** Time, for everything that is tried. */
export type CheckClock = Pick<SupplierSettings, 'now' | 'pause'>

/** The proxy that all of them are asked through, where there is one. */
export interface CheckedProxy {
  readonly host: string
  readonly port: number
}

/** Whether something takes connections there; whether it leads on is seen by all others. */
export function proxyCheck({ host, port }: CheckedProxy): Check {
  return {
    kind: 'platform',
    name: 'proxy',
    async probe(signal) {
      const started = performance.now()
      await new Promise<void>((resolve, reject) => {
        const socket = connect({ host, port, signal })
        socket.once('connect', () => resolve(void socket.destroy()))
        socket.once('error', (error: NodeJS.ErrnoException) => {
          const why = signal.aborted ? 'no answer in time' : (error.code ?? error.name)
          reject(unreached('proxy', `${host}:${port} cannot be reached (${why})`))
        })
      })
      return { latency: Math.round(performance.now() - started) }
    },
    close: async () => {},
  }
}

interface Discord {
  readonly token: string
  /** The API's root without a version. */
  readonly api: string
}

/** Asks who the bot is: that shows whether the token is good, and changes nothing. */
export function discordCheck({ token, api }: Discord, clock: CheckClock): Check {
  const asks = { name: 'discord', url: `${api}/v10/users/@me`, token, headers: bot(token) }
  return apiCheck(asks, clock, (body) => typeof fieldOf(body, 'id') === 'string')
}

/** Asks where the gateway is, and waits for its greeting: posts go by the API, but commands come by the gateway. */
export function gatewayCheck({ token, api }: Discord, clock: CheckClock): Check {
  const name = 'discord-gateway'
  const isAddress = (body: unknown) => /^wss?:\/\//.test(String(fieldOf(body, 'url')))
  const asks = { name, url: `${api}/v10/gateway/bot`, token, headers: bot(token) }
  return {
    kind: 'platform',
    name,
    async probe(signal) {
      const { body, probe } = await askApi(asks, clock, signal, isAddress)
      const started = performance.now()
      await greeting(`${fieldOf(body, 'url')}/?v=10&encoding=json`, name, signal)
      return { ...probe, latency: Math.round(performance.now() - started) }
    },
    close: async () => {},
  }
}

export function telegramCheck(
  { token, root }: { readonly token: string; readonly root: string },
  clock: CheckClock,
): Check {
  const asks = { name: 'telegram', url: `${root}/bot${token}/getMe`, token, headers: {} }
  return apiCheck(asks, clock, (body) => typeof fieldOf(body, 'result', 'id') === 'number')
}

interface Asks {
  readonly name: string
  readonly url: string
  readonly token: string
  readonly headers: Readonly<Record<string, string>>
}

function apiCheck(asks: Asks, clock: CheckClock, isRight: (body: unknown) => boolean): Check {
  return {
    kind: 'platform',
    name: asks.name,
    probe: async (signal) => (await askApi(asks, clock, signal, isRight)).probe,
    close: async () => {},
  }
}

/** Rejects with SupplierError `malformed` for a body that is not what the platform answers. */
async function askApi(
  { name, url, headers, token }: Asks,
  { now }: CheckClock,
  signal: AbortSignal,
  isRight: (body: unknown) => boolean,
): Promise<{ readonly body: unknown; readonly probe: Probe }> {
  const request = { supplier: name, url, headers, secrets: [token], signal, now }
  const { body, latency, skew } = await getJson(request)
  if (!isRight(body)) {
    const detail = `${new URL(url).host} answered with another shape`
    throw new SupplierError({ supplier: name, fault: 'malformed', detail })
  }
  return { body, probe: { latency, ...(skew === undefined ? {} : { skew }) } }
}

function bot(token: string): Readonly<Record<string, string>> {
  return { authorization: `Bot ${token}` }
}

const HELLO = 10

/** Resolves with the first frame of a gateway, which greets every connection (op 10). */
function greeting(address: string, name: string, signal: AbortSignal): Promise<void> {
  const { host } = new URL(address)
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address)
    const end = (finish: () => void) => {
      signal.removeEventListener('abort', abort)
      socket.close()
      finish()
    }
    const abort = () => end(() => reject(signal.reason))
    signal.addEventListener('abort', abort)
    socket.onerror = () => end(() => reject(unreached(name, `${host} cannot be reached by WebSocket`)))
    socket.onclose = () => end(() => reject(unreached(name, `${host} hung up before it greeted`)))
    socket.onmessage = ({ data }) => {
      const greets = opOf(data) === HELLO
      const detail = `${host} greets with another shape`
      end(() =>
        greets ? resolve() : reject(new SupplierError({ supplier: name, fault: 'malformed', detail })),
      )
    }
  })
}

function opOf(data: unknown): unknown {
  try {
    return fieldOf(JSON.parse(String(data)), 'op')
  } catch {
    return undefined
  }
}

function unreached(supplier: string, detail: string): SupplierError {
  return new SupplierError({ supplier, fault: 'unreached', detail })
}
