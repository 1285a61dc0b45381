/** Discord, connected: commands published, interactions answered, posts sent, until it is closed. */
import type { Poster } from '#src/chat/posting.ts'
import type { Request } from '#src/chat/request.ts'
import { type Clock, pause } from '#src/clock.ts'
import { ConfigError } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import { createOutage } from '#src/outage.ts'
import type { DiscordCommand } from './receive/definitions.ts'
import { createCommandIds } from './commandids.ts'
import type { Draw } from './render/prepared.ts'
import { describeFailure, failureOf } from './failures.ts'
import {
  connectGateway,
  type Gateway,
  type GatewaySettings,
  type GuildChange,
  type GuildList,
} from './receive/gateway.ts'
import type { GuildArrival } from './receive/arrival.ts'
import { createHandlers, type DiscordBot } from './answer/handlers.ts'
import { createPacing } from './pacing.ts'
import { inviteLinks } from './post/permissions.ts'
import { createPoster } from './post/poster.ts'
import { publishCommands } from './receive/publication.ts'
import { createInteractionRest, watchRefusals } from './api.ts'

export interface DiscordParts {
  readonly settings: GatewaySettings
  readonly bot: DiscordBot
  /** What is to be registered, made by `discordCommands`. */
  readonly commands: readonly DiscordCommand[]
  /** The members who run the bot, and what only they are offered, in the servers that they own. */
  readonly operators?: { readonly members: readonly string[]; readonly commands: readonly DiscordCommand[] }
  /** Draws a chart's spec as a PNG. */
  readonly draw: Draw
  readonly clock: Clock
  readonly log: Log
  /** Whether a chat wants answers for the asker alone; none does unless set. */
  readonly prefersPrivate?: (request: Request) => Promise<boolean>
  /** The argument that a command's sub-commands are choices of, where it has such. */
  readonly choiceOf?: (command: string) => string | undefined
  /** Where files that members hand over may be fetched from: Discord's own addresses unless set. */
  readonly fileOrigins?: readonly string[]
  /** Whether a chat is known to be the private one with a member: none is unless set. */
  readonly isPrivate?: (target: string) => Promise<boolean>
  /** A server has taken the bot in or turned it out. */
  readonly onGuild?: (change: GuildChange) => void
  /** A server says when the bot came: a new one, and each that a session begins with. */
  readonly onArrival?: (arrival: GuildArrival) => void
  /** All servers of a shard, each time that it begins a session: what came and went meanwhile shows in them. */
  readonly onGuilds?: (list: GuildList) => void
  /** The connection has ended for good: Discord does not take the token, the shards or the bot any more. */
  readonly onFatal?: (error: Error) => void
  /** What part of Discord's limits is this process's, 0 to 1: all unless set. */
  readonly share?: () => number
  /** Called off where the program stops before it is connected. */
  readonly signal?: AbortSignal
  /** What waits between tries are drawn with, 0 to 1. */
  readonly random?: () => number
}

export interface Discord {
  readonly application: string
  readonly invite: { readonly guild: string; readonly member: string }
  /** `ready`, or how many shards of how many are. */
  state(): string
  /** Answers being made. */
  running(): number
  /** For what is posted unasked. */
  readonly poster: Poster
  /** Takes no more events, lets answers in flight end for at most `patience` milliseconds (10,000), disconnects. */
  close(patience?: number): Promise<void>
}

/** Milliseconds before the second try to connect. */
const FIRST = 5000

/** Milliseconds before the operators' commands are published again where that has failed; doubled each time up to a day. */
const [OFFER_AGAIN, LONGEST_OFFER] = [60_000, 86_400_000]

/**
 * Connects and resolves when commands can be used; tries until it can where Discord is out of reach. Rejects with
 * ConfigError where a setting keeps it from ever connecting.
 */
export async function startDiscord(parts: DiscordParts): Promise<Discord> {
  const { settings, bot, commands, draw, clock, log } = parts
  const rest = createInteractionRest(settings.api)
  watchRefusals(rest, log)
  const commandIds = createCommandIds()
  const interactions = createHandlers({
    bot,
    rest,
    draw,
    clock,
    log,
    commandIds,
    prefersPrivate: parts.prefersPrivate ?? (() => Promise.resolve(false)),
    ...(parts.choiceOf && { choiceOf: parts.choiceOf }),
    ...(parts.fileOrigins && { fileOrigins: parts.fileOrigins }),
  })
  const owned = new Set<string>()
  let offer = (guild: string) => void owned.add(guild)
  const gateway = await connect(parts, interactions.receive, (guild) => offer(guild))
  const { application, user, client, channels } = gateway
  const pacing = createPacing(client.rest, clock, parts.share ?? (() => 1))
  const invite = inviteLinks(application)
  await publishCommands(application, commands, {
    ...{ rest: client.rest, clock, log },
    learn: commandIds.learn,
  })
  const closing = new AbortController()
  const offered = new Set<string>()
  offer = (guild) => {
    if (offered.has(guild)) return
    offered.add(guild)
    void offerIn(guild)
  }
  /** Publishes the operators' commands in a server of theirs, again and again later until Discord has taken them. */
  async function offerIn(guild: string): Promise<void> {
    const to = { rest: client.rest, clock, log, learn: commandIds.learn }
    const operatorCommands = parts.operators?.commands ?? []
    for (let wait = OFFER_AGAIN; !closing.signal.aborted; wait = Math.min(2 * wait, LONGEST_OFFER)) {
      if ((await publishCommands(application, operatorCommands, to, guild)) !== 'failed') return
      await pause(clock, wait, closing.signal)
    }
  }
  for (const guild of owned) offer(guild)
  log.info(`Discord: connected. Add the bot to a server: ${invite.guild}`)
  log.info(`Discord: or to your own account: ${invite.member}`)
  return {
    application,
    invite,
    state: () => gateway.state(),
    running: () => interactions.running,
    poster: createPoster({
      ...{ rest: client.rest, channels, pacing, user, draw, clock, log, commandIds },
      isPrivate: parts.isPrivate,
    }),
    async close(patience = 10_000) {
      closing.abort()
      await interactions.stop(patience)
      await gateway.close()
      rest.clearHandlerSweeper()
      rest.clearHashSweeper()
    },
  }
}

async function connect(
  parts: DiscordParts,
  interaction: (data: unknown) => void,
  owned: (guild: string) => void,
): Promise<Gateway> {
  const { settings, clock, log, signal, random } = parts
  const outage = createOutage({ ...{ name: 'Discord', clock, log, first: FIRST }, ...(random && { random }) })
  for (;;) {
    try {
      const gateway = await connectGateway(
        settings,
        {
          interaction,
          guild: (change) => {
            log.info(`Discord: a server ${change.kind === 'joined' ? 'has added' : 'has removed'} the bot`)
            parts.onGuild?.(change)
          },
          arrival: (arrival) => parts.onArrival?.(arrival),
          guilds: (list) => parts.onGuilds?.(list),
          owned: (guild, owner) => {
            if (parts.operators?.members.includes(owner)) owned(guild)
          },
          fatal: (error) => parts.onFatal?.(error),
        },
        { log, clock, ...(random && { random }) },
        signal,
      )
      outage.works()
      return gateway
    } catch (error) {
      if (error instanceof ConfigError || signal?.aborted) throw error
      await pause(clock, outage.failed(describeFailure(failureOf(error))), signal)
      if (signal?.aborted) throw error
    }
  }
}
