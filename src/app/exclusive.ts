/** What one of several processes on one database does at a time: asking Telegram for updates, identifying Discord's shards. */
import { randomUUID } from 'node:crypto'
import { type Clock, pause } from '#src/clock.ts'
import type { Log } from '#src/log.ts'
import type { GatewaySettings } from '#src/platforms/discord/receive/gateway.ts'
import type { TelegramParts } from '#src/platforms/telegram/connection.ts'
import type { Leases } from '#src/store/leases.ts'
import { keepLease } from './lease.ts'

export interface ExclusiveParts {
  readonly leases: Leases
  readonly clock: Clock
  readonly log: Log
}

/** Milliseconds for which Discord takes one shard of a bucket, and a little for clocks that differ. */
const IDENTIFY = 5500
/** Milliseconds between two tries. */
const AGAIN = 500

/** One process alone may ask for a bot's updates: Telegram refuses two. */
export function telegramExclusive({
  leases,
  clock,
  log,
}: ExclusiveParts): NonNullable<TelegramParts['exclusive']> {
  return ({ begin, end }) =>
    keepLease({ name: 'telegram updates', leases, clock, log, onTaken: begin, onLost: end })
}

/** One shard of a bucket every five seconds, whichever process keeps it. */
export function discordIdentify({
  leases,
  clock,
}: Pick<ExclusiveParts, 'leases' | 'clock'>): NonNullable<GatewaySettings['identify']> {
  return async (bucket, signal) => {
    const holder = randomUUID()
    for (;;) {
      signal.throwIfAborted()
      const now = clock.now()
      if (await leases.take(`discord identify ${bucket}`, holder, now, now + IDENTIFY)) return
      await pause(clock, AGAIN, signal)
    }
  }
}
