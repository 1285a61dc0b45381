/** What Discord reports of the servers that the bot is in, written into the record. */
import { parseAddress, printAddress } from '#src/chat/address.ts'
import type { Guilds } from '#src/chat/guilds.ts'
import type { Clock } from '#src/clock.ts'
import type { Log } from '#src/log.ts'
import type { DiscordParts } from '#src/platforms/discord/connection.ts'

const addressOf = (community: string) => printAddress({ platform: 'discord', community })

/** What cannot be recorded is reported in the log, and made up for at the next start. */
export function recordGuilds(
  guilds: Guilds,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Required<Pick<DiscordParts, 'onGuild' | 'onGuilds'>> {
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
  }
}
