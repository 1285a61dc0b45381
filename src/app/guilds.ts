/** What Discord reports of the servers that the bot is in, written into the record; new ones are greeted. */
import { parseAddress, printAddress } from '#src/chat/address.ts'
import type { Guilds } from '#src/chat/guilds.ts'
import type { Memory } from '#src/chat/memory.ts'
import type { Poster } from '#src/chat/posting.ts'
import type { Clock } from '#src/clock.ts'
import { traceOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import { greet, type NewChat, recordArrival } from '#src/menus/notices/arrival.ts'
import type { DiscordParts } from '#src/platforms/discord/connection.ts'
import type { GuildArrival } from '#src/platforms/discord/receive/arrival.ts'

export interface GuildRecordParts {
  readonly clock: Clock
  readonly log: Log
  readonly memory: Memory
  /** Discord as it is posted to, once it is connected. */
  readonly poster: Promise<Poster>
}

const addressOf = (community: string) => printAddress({ platform: 'discord', community })

/** Milliseconds after which a server that added the bot while it was away is not greeted any more. */
const STILL_NEW = 24 * 3_600_000

/** What cannot be recorded is reported in the log, and made up for at the next start. */
export function recordGuilds(
  guilds: Guilds,
  { clock, log, memory, poster }: GuildRecordParts,
): Required<Pick<DiscordParts, 'onGuild' | 'onGuilds' | 'onArrival'>> {
  return {
    onGuild({ kind, guild }) {
      const change = kind === 'joined' ? guilds.join : guilds.leave
      change(addressOf(guild), clock.now()).catch(() =>
        log.error('that a server added or removed the bot could not be recorded'),
      )
    },
    onGuilds({ guilds: ids, covers }) {
      const present = ids.map(addressOf)
      const isCovered = (address: string) => {
        const { platform, community } = parseAddress(address)
        return platform === 'discord' && community !== undefined && covers(community)
      }
      guilds
        .reconcile(present, (known) => known.filter(isCovered), clock.now())
        .catch(() => log.error('the list of servers could not be recorded'))
    },
    onArrival(arrival) {
      if (arrival.at < clock.now() - STILL_NEW) return
      welcome(arrival).catch((error: unknown) =>
        log.error(`a server that added the bot could not be greeted: ${traceOf(error)}`),
      )
    },
  }

  /** A server that is there again after a reconnection arrived when it did, and was greeted then. */
  async function welcome({ guild, at, language, channel, adder }: GuildArrival): Promise<void> {
    const owner = addressOf(guild)
    const member = await adder()
    const place = channel === undefined ? undefined : printAddress({ platform: 'discord', chat: channel })
    const found: NewChat = {
      ...{ platform: 'discord', kind: 'guild', owner, target: place ?? owner, place, member, language, at },
    }
    const settled = await recordArrival(found, { memory })
    if (settled !== undefined) await greet(found, settled, await poster, { memory, clock, log })
  }
}
