/**
 * Reconnecting to Discord's gateway: the library does so by itself, twice a second for as long as the gateway is away. Here it
 * is made to wait ever longer, and the log has one line when connections are lost and one when all are back.
 */
import { SimpleShardingStrategy } from 'discord.js'
import type { Clock } from '#src/clock.ts'
import type { Log } from '#src/log.ts'
import { createOutage, type Outage } from '#src/outage.ts'

export interface Reconnecting {
  /** For the library: its way to keep shards, with our waits. */
  strategy(manager: Manager): SimpleShardingStrategy
  /** What a shard's connection complained of. */
  heard(shard: number, reason: string): void
  /** A shard's connection has ended, or could not be made. */
  lost(shard: number): void
  /** A shard has its session. */
  back(shard: number): void
  /** No shard connects again. */
  stop(): void
}

type Manager = ConstructorParameters<typeof SimpleShardingStrategy>[0]

export interface ReconnectingParts {
  readonly clock: Clock
  readonly log: Log
  readonly random?: () => number
}

/** Milliseconds before the second try. The first is made at once. */
const FIRST = 1000
/** Milliseconds that a session must have held for the next loss to be one of its own. */
const HELD = 60_000

interface Shard {
  readonly waits: Outage
  /** Milliseconds before its next connection; undefined where it is connected. */
  wait: number | undefined
  /** When its session began; never, where it has none. */
  since: number
  /** To connect, since a session of its own held. */
  tries: number
}

export function createReconnecting({ clock, log, random }: ReconnectingParts): Reconnecting {
  const shards = new Map<number, Shard>()
  const away = new Set<number>()
  const reasons = new Map<number, string>()
  const chance = random ? { random } : {}
  // Shards wait each by itself; the log speaks of all of them.
  const outage = createOutage({ name: "Discord's gateway", clock, log, first: FIRST, ...chance })
  let stopped = false
  return {
    strategy(manager) {
      const { options } = manager
      const { retrieveSessionInfo } = options
      // Asked for right before a connection is made, and while one lasts: only the first has to wait.
      options.retrieveSessionInfo = async (shard) => {
        await waitFor(shard)
        return retrieveSessionInfo(shard)
      }
      return new SimpleShardingStrategy(manager)
    },
    heard: (shard, reason) => void reasons.set(shard, reason),
    lost(shard) {
      const one = shardOf(shard)
      if (clock.now() - one.since > HELD) {
        one.waits.works()
        one.tries = 0
      }
      one.since = Number.POSITIVE_INFINITY
      const next = one.tries === 0 ? 0 : one.waits.failed('')
      one.wait = next
      one.tries += 1
      away.add(shard)
      // Discord asks every connection to come anew now and then: an outage it is where the first try fails, too.
      if (one.tries > 1)
        outage.failed(
          `connection of shard ${shard} lost${reasons.has(shard) ? ` (${reasons.get(shard)})` : ''}`,
        )
    },
    back(shard) {
      const one = shardOf(shard)
      one.wait = undefined
      one.since = clock.now()
      reasons.delete(shard)
      away.delete(shard)
      if (away.size === 0) outage.works()
    },
    stop() {
      stopped = true
    },
  }

  function shardOf(shard: number): Shard {
    const known = shards.get(shard)
    if (known) return known
    const quiet = { info: () => {}, warn: () => {} }
    const waits = createOutage({ name: '', clock, log: quiet, first: FIRST, ...chance })
    const one: Shard = { waits, wait: undefined, since: Number.POSITIVE_INFINITY, tries: 0 }
    shards.set(shard, one)
    return one
  }

  /** Never ends once all is stopped: the library would connect again after its own farewell. */
  async function waitFor(shard: number): Promise<void> {
    const one = shards.get(shard)
    const wait = one?.wait
    if (one === undefined || wait === undefined) return
    one.wait = undefined
    if (wait > 0) await new Promise<void>((resolve) => void clock.after(wait, resolve))
    if (stopped) await new Promise(() => {})
  }
}
