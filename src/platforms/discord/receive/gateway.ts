/**
 * The connection to Discord's gateway, kept by discord.js: identifying, heartbeats, resuming, shards.
 *
 * Events are taken raw, and those that are handled here are withheld from the library: it would build objects of them
 * that nothing here needs, keep them in memory, and end the process on a malformed one.
 */
import { Client, DiscordjsError, DiscordjsErrorCodes, GatewayIntentBits } from 'discord.js'
import type { Clock } from '#src/clock.ts'
import { traceOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import { type Channels, createChannels } from '../post/channels.ts'
import { restOptions, watchRefusals, watchToken } from '../api.ts'
import { badToken, refusalOf } from '../refusals.ts'
import { arrivalIn, type GuildArrival } from './arrival.ts'
import { createReconnecting } from './reconnecting.ts'

export interface GatewaySettings {
  readonly token: string
  /** The API's root, `https://discord.com/api` unless set otherwise; the gateway's address is asked of it. */
  readonly api: string | undefined
  readonly shards: Shards
  /**
   * Where other processes keep other shards: resolves when a shard of this bucket may identify, of as many buckets as
   * Discord allows at once. Rejects when `signal` fires.
   */
  readonly identify?: (bucket: number, signal: AbortSignal) => Promise<void>
}

/** Which shards this process keeps: as many as Discord recommends, or a range of a number agreed on. */
export type Shards = 'auto' | { readonly first: number; readonly last: number; readonly of: number }

export interface GuildChange {
  readonly kind: 'joined' | 'left'
  readonly guild: string
}

/** The servers that the bot is in, of those that one shard is notified of. */
export interface GuildList {
  readonly guilds: readonly string[]
  /** Whether a server belongs to that shard. */
  covers(guild: string): boolean
}

export interface GatewayEvents {
  readonly interaction: (data: unknown) => void
  readonly guild: (change: GuildChange) => void
  /** A server says when the bot came: a new one, and each that a session begins with. */
  readonly arrival: (arrival: GuildArrival) => void
  /** A shard begins a session, and is notified of all its servers. */
  readonly guilds: (list: GuildList) => void
  /** A server is there, and this member owns it. */
  readonly owned: (guild: string, owner: string) => void
  /** The connection has ended for good. */
  readonly fatal: (error: Error) => void
}

export interface Gateway {
  readonly client: Client<true>
  readonly channels: Channels
  readonly application: string
  /** The bot's own member. */
  readonly user: string
  /** `ready`, or how many of its shards are. */
  state(): string
  close(): Promise<void>
}

/**
 * Connects, and resolves when every shard has its session. Rejects with ConfigError where Discord refuses the token or
 * the shards, with the library's error where it cannot be reached, and when `signal` calls it off.
 */
export async function connectGateway(
  { token, api, shards, identify }: GatewaySettings,
  events: GatewayEvents,
  { log, clock, random }: { readonly log: Log; readonly clock: Clock; readonly random?: () => number },
  signal?: AbortSignal,
): Promise<Gateway> {
  const reconnecting = createReconnecting({ log, clock, ...(random && { random }) })
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: restOptions(api),
    waitGuildTimeout: 0,
    ws: {
      buildStrategy: reconnecting.strategy,
      ...(identify && { buildIdentifyThrottler: (manager) => inTurn(manager, identify) }),
    },
    ...(shards === 'auto'
      ? { shards: 'auto' }
      : { shards: rangeOf(shards.first, shards.last), shardCount: shards.of }),
  })
  watchRefusals(client.rest, log)
  const channels = createChannels(client.rest, clock)
  const known = new Set<string>()
  const up = new Map<number, boolean>()
  const identity = { application: '', user: '' }
  let [settled, closing] = [false, false]
  let introduced: () => void
  const ready = new Promise<void>((resolve) => {
    introduced = resolve
  })

  let called: (off: Error) => void = () => undefined
  const refused = new Promise<never>((_, reject) => {
    called = reject
    client.on('shardDisconnect', ({ code }, shard) => {
      up.set(shard, false)
      const error = refusalOf(code)
      if (settled) events.fatal(error)
      else reject(error)
    })
  })
  signal?.addEventListener('abort', () => called(new Error('connecting to Discord was called off')))
  // Where connecting fails before, nothing is left to hear of it.
  refused.catch(() => undefined)
  client.on('error', (error) => log.warn(`Discord's connection reports an error: ${traceOf(error)}`))
  client.on('shardError', (error, shard) => reconnecting.heard(shard, codeOf(error)))
  client.on('shardReconnecting', (shard) => {
    up.set(shard, false)
    // The library says so of its own farewell, too.
    if (!closing) reconnecting.lost(shard)
  })
  watchToken(client.rest, () => {
    if (settled) events.fatal(badToken('Discord (401)'))
  })
  client.on('raw', (packet: unknown, shard: number) => {
    try {
      take(packet as Packet, shard)
    } catch (error) {
      log.error(`an event of Discord was left out: ${traceOf(error)}`)
    }
  })

  try {
    await Promise.race([Promise.all([client.login(token), ready]), refused])
    settled = true
  } catch (error) {
    settled = true
    closing = true
    reconnecting.stop()
    await client.destroy()
    throw explained(error)
  }
  return {
    client: client as Client<true>,
    channels,
    ...identity,
    state() {
      const ready = [...up.values()].filter(Boolean).length
      return ready === up.size ? 'ready' : `${ready}/${up.size}`
    },
    close() {
      closing = true
      reconnecting.stop()
      return client.destroy()
    },
  }

  function take(packet: Packet, shard: number): void {
    const { t: name, d: data } = packet
    if (name === 'READY') {
      introduce(data)
      up.set(shard, true)
      reconnecting.back(shard)
      if (up.size >= client.ws.shards.size) introduced()
      return
    }
    // From here on the library has nothing to do with it.
    packet.t = null
    if (name === 'RESUMED') {
      up.set(shard, true)
      reconnecting.back(shard)
      return
    }
    if (name === 'INTERACTION_CREATE') events.interaction(data)
    const guild = idOf(data)
    if (guild === undefined) return
    const owner = (data as { readonly owner_id?: unknown }).owner_id
    if (name === 'GUILD_CREATE' && typeof owner === 'string') events.owned(guild, owner)
    if (name === 'GUILD_CREATE') {
      const arrival = arrivalIn(guild, data, { rest: client.rest, user: identity.user })
      const isNew = !known.has(guild)
      known.add(guild)
      if (isNew) events.guild({ kind: 'joined', guild })
      if (isNew || arrival.at !== undefined) {
        events.arrival({ ...arrival, at: arrival.at ?? clock.now() })
      }
    }
    // An outage takes servers away for a while; that is no leaving.
    if (name === 'GUILD_DELETE' && (data as { unavailable?: unknown }).unavailable !== true) {
      known.delete(guild)
      events.guild({ kind: 'left', guild })
    }
    channels.learn(name ?? '', data)
  }

  function introduce(data: unknown): void {
    const { application, user, guilds, shard } = data as Readonly<Record<string, unknown>>
    identity.application = idOf(application) ?? identity.application
    identity.user = idOf(user) ?? identity.user
    if (!Array.isArray(guilds)) return
    const ids = guilds.map(idOf).filter((id) => id !== undefined)
    const covers = coveredBy(shard)
    // A session that could not be resumed begins anew: meanwhile the bot may have been removed.
    for (const id of known) if (covers(id)) known.delete(id)
    for (const id of ids) known.add(id)
    events.guilds({ guilds: ids, covers })
  }
}

interface Packet {
  t: string | null
  readonly d: unknown
}

/** Shards identify in as many buckets as Discord says, one at a time in each, whichever process keeps them. */
async function inTurn(
  manager: { fetchGatewayInformation(): Promise<{ session_start_limit: { max_concurrency: number } }> },
  identify: NonNullable<GatewaySettings['identify']>,
) {
  const { session_start_limit: limit } = await manager.fetchGatewayInformation()
  return {
    waitForIdentify: (shard: number, signal: AbortSignal) => identify(shard % limit.max_concurrency, signal),
  }
}

function rangeOf(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

/** Which servers a shard `[number, of how many]` is notified of; none where that is not said. */
function coveredBy(shard: unknown): (guild: string) => boolean {
  const [number, of] = Array.isArray(shard) ? (shard as readonly unknown[]) : []
  if (typeof number !== 'number' || typeof of !== 'number' || of < 1) return () => false
  return (guild) => /^\d{1,20}$/.test(guild) && (BigInt(guild) >> 22n) % BigInt(of) === BigInt(number)
}

function idOf(value: unknown): string | undefined {
  const id = typeof value === 'object' && value !== null ? (value as { id?: unknown }).id : undefined
  return typeof id === 'string' ? id : undefined
}

function explained(error: unknown): unknown {
  const invalid = error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid
  return invalid ? badToken() : error
}

function codeOf(error: Error): string {
  const { code } = error as NodeJS.ErrnoException
  return typeof code === 'string' ? code : error.name
}
