/** Discord for a process that posts and answers no questions: its REST API alone, without a gateway. */
import { REST, Routes } from 'discord.js'
import type { Poster } from '#src/chat/posting.ts'
import { pause } from '#src/clock.ts'
import { createOutage } from '#src/outage.ts'
import { createChannels } from './post/channels.ts'
import type { DiscordParts } from './connection.ts'
import { describeFailure } from './failures.ts'
import { createPacing } from './pacing.ts'
import { createPoster } from './post/poster.ts'
import { attempt, restOptions, watchRefusals, watchToken } from './api.ts'
import { badToken } from './refusals.ts'

export interface Sender {
  readonly poster: Poster
  state(): string
  close(): Promise<void>
}

/** Milliseconds before the second try to read our own identity. */
const FIRST = 5000

/** Resolves when Discord has said who we are. Rejects with ConfigError where it refuses the token. */
export async function startDiscordSender(
  parts: Pick<
    DiscordParts,
    'settings' | 'draw' | 'clock' | 'log' | 'share' | 'signal' | 'random' | 'onFatal' | 'isPrivate'
  >,
): Promise<Sender> {
  const { settings, draw, clock, log } = parts
  const rest = new REST(restOptions(settings.api)).setToken(settings.token)
  watchRefusals(rest, log)
  const user = await whoAmI(rest, parts)
  watchToken(rest, () => parts.onFatal?.(badToken('Discord (401)')))
  const channels = createChannels(rest, clock)
  const pacing = createPacing(rest, clock, parts.share ?? (() => 1))
  log.info('Discord: posts go out')
  return {
    poster: createPoster({ rest, channels, pacing, user, draw, clock, log, isPrivate: parts.isPrivate }),
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
  { clock, log, signal, random }: Pick<DiscordParts, 'clock' | 'log' | 'signal' | 'random'>,
): Promise<string> {
  const outage = createOutage({ ...{ name: 'Discord', clock, log, first: FIRST }, ...(random && { random }) })
  for (;;) {
    const asking = rest.get(Routes.user(), signal ? { signal } : {}) as Promise<{ readonly id: string }>
    const known = await attempt(() => asking)
    if ('value' in known) {
      outage.works()
      return known.value.id
    }
    if (known.failure.kind === 'refused') throw badToken(`Discord (${describeFailure(known.failure)})`)
    if (!signal?.aborted) await pause(clock, outage.failed(describeFailure(known.failure)), signal)
    if (signal?.aborted) throw new Error('connecting to Discord was called off')
  }
}
