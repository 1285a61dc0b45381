/** Discord for a process that posts and answers nobody: its REST API alone, without a gateway. */
import { REST, Routes } from 'discord.js'
import type { Poster } from '#src/chat/posting.ts'
import { pause } from '#src/clock.ts'
import { ConfigError } from '#src/errors.ts'
import { createChannels } from './post/channels.ts'
import type { DiscordParts } from './connection.ts'
import { describeFailure } from './failures.ts'
import { createPacing } from './pacing.ts'
import { createPoster } from './post/poster.ts'
import { persist, restOptions, watchRefusals } from './api.ts'

export interface Sender {
  readonly poster: Poster
  state(): string
  close(): Promise<void>
}

/** Milliseconds between tries to be told who we are: 5 s, doubling, at most 5 minutes. */
const AGAIN = { first: 5000, most: 300_000 } as const

/** Resolves when Discord has said who we are. Rejects with ConfigError where it refuses the token. */
export async function startDiscordSender(
  parts: Pick<DiscordParts, 'settings' | 'draw' | 'clock' | 'log' | 'share' | 'signal'>,
): Promise<Sender> {
  const { settings, draw, clock, log } = parts
  const rest = new REST(restOptions(settings.api)).setToken(settings.token)
  watchRefusals(rest, log)
  const user = await whoAmI(rest, parts)
  const channels = createChannels(rest, clock)
  const pacing = createPacing(rest, clock, parts.share ?? (() => 1))
  log.info('Discord: posts go out')
  return {
    poster: createPoster({ rest, channels, pacing, user, draw, clock, log }),
    state: () => 'ready',
    async close() {
      rest.clearHandlerSweeper()
      rest.clearHashSweeper()
    },
  }
}

/** The bot's own id as a member. */
async function whoAmI(
  rest: REST,
  { clock, log, signal }: Pick<DiscordParts, 'clock' | 'log' | 'signal'>,
): Promise<string> {
  for (let wait: number = AGAIN.first; ; wait = Math.min(2 * wait, AGAIN.most)) {
    const known = await persist(clock, () => rest.get(Routes.user()) as Promise<{ readonly id: string }>)
    if ('value' in known) return known.value.id
    if (known.failure.kind === 'refused') {
      const problem = `was refused by Discord (${describeFailure(known.failure)}): copy the bot's token anew`
      throw new ConfigError([{ name: 'DISCORD_TOKEN', problem, example: 'MTA…' }])
    }
    if (signal?.aborted) throw new Error('connecting to Discord was called off')
    log.warn(`Discord cannot be reached: ${describeFailure(known.failure)}; next try in ${wait / 1000} s`)
    await pause(clock, wait, signal)
    if (signal?.aborted) throw new Error('connecting to Discord was called off')
  }
}
