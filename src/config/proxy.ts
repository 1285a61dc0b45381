/** A proxy that the environment names: every connection of this process goes through it, but those to this machine. */
import http from 'node:http'
import https from 'node:https'
import { ConfigError, type SettingProblem } from '#src/errors.ts'
import { passwordAlone } from './passwords.ts'

export interface ProxyInUse {
  /** Its address without a name and password: `http://proxy.example:3128`. */
  readonly address: string
  readonly host: string
  readonly port: number
  /** The variable that names it: `HTTPS_PROXY`. */
  readonly setting: string
  /** Hosts that are reached without it, as `NO_PROXY` lists them; empty where it lists none. */
  readonly except: string
  /** The password, and the name with it: never to be printed. */
  readonly secrets: readonly string[]
  /** Connections go straight again. */
  restore(): void
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Switches Node's own proxy support on where `HTTPS_PROXY` or `HTTP_PROXY` is set, in upper or lower case, and gives the
 * connections that it leaves out an agent that has it. Undefined where neither is set. To be called before anything is
 * asked. Throws ConfigError for an address that Node cannot use, as SOCKS is.
 */
export function useProxy(environment: Environment): ProxyInUse | undefined {
  const names = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']
  const given = names.flatMap((name) => {
    const value = environment[name]?.trim()
    return value ? [{ name, value }] : []
  })
  const [first] = given
  if (!first) return undefined
  const problems = given.filter(({ value }) => !isAddress(value)).map(({ name }) => problemOf(name))
  if (problems.length > 0) throw new ConfigError(problems)
  const except = (environment.no_proxy ?? environment.NO_PROXY ?? '').trim()
  const addressIn = (...wanted: string[]) => given.find(({ name }) => wanted.includes(name))?.value
  const [secure, plain] = [addressIn('https_proxy', 'HTTPS_PROXY'), addressIn('http_proxy', 'HTTP_PROXY')]
  const restoreNode = http.setGlobalProxyFromEnv({
    ...(secure && { HTTPS_PROXY: secure }),
    ...(plain && { HTTP_PROXY: plain }),
    NO_PROXY: [except, ...HERE].filter((one) => one !== '').join(','),
  })
  const restoreSockets = [http, https].map(agentForSockets)
  const { hostname, port, protocol, username, password } = new URL(first.value)
  return {
    address: `${protocol}//${hostname}${port === '' ? '' : `:${port}`}`,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (protocol === 'https:' ? 443 : 80),
    setting: first.name,
    except,
    secrets: passwordAlone(decodeURIComponent(username), decodeURIComponent(password)),
    restore() {
      for (const restore of restoreSockets) restore()
      restoreNode()
    },
  }
}

/** What is on this machine is never reached through a proxy. */
const HERE = ['localhost', '127.0.0.1', '::1']

function isAddress(value: string): boolean {
  return /^https?:\/\/[^/]/i.test(value) && URL.canParse(value)
}

function problemOf(name: string): SettingProblem {
  return {
    name,
    problem: 'is no http:// or https:// address of a proxy (SOCKS is not supported)',
    example: 'http://proxy.example:3128',
  }
}

type Module = typeof http | typeof https
type Options = { agent?: unknown; createConnection?: unknown }

/**
 * The library of Discord's gateway (ws) connects by a function of its own and without an agent, which Node takes for a
 * wish to have no proxy: it gets the global agent. Returns what undoes it.
 */
function agentForSockets(module: Module): () => void {
  const request = module.request
  const withAgent = (...args: unknown[]) => {
    const [options, ...rest] = args as [Options, ...unknown[]]
    const isBare =
      typeof options === 'object' && options.agent === undefined && options.createConnection !== undefined
    return Reflect.apply(request, module, [
      isBare ? Object.assign(options, { agent: module.globalAgent }) : options,
      ...rest,
    ])
  }
  Object.assign(module, { request: withAgent })
  return () => Object.assign(module, { request })
}
