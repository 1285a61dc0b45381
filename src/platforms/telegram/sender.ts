/** Telegram for a process that posts and answers no questions: no updates are asked for, no commands listed. */
import type { Poster } from '#src/chat/posting.ts'
import { createTelegramApi } from './api.ts'
import type { TelegramParts } from './connection.ts'
import { introduce, onceRefused } from './introduction.ts'
import { createTelegramPace } from './pacing.ts'
import { createPhotos } from './post/photos.ts'
import { createPoster } from './post/poster.ts'
import { createRichSupport } from './render/rich.ts'
import { createRights } from './receive/rights.ts'

export interface Sender {
  readonly poster: Poster
  state(): string
  close(): Promise<void>
}

/** Resolves when Telegram has said who we are. Rejects with ConfigError where it refuses the token. */
export async function startTelegramSender(
  parts: Pick<
    TelegramParts,
    'settings' | 'draw' | 'clock' | 'log' | 'share' | 'signal' | 'random' | 'onFatal'
  >,
): Promise<Sender> {
  const { settings, draw, clock, log } = parts
  const pace = createTelegramPace(clock, parts.share)
  const refused = onceRefused(parts)
  const api = createTelegramApi(settings, { onBusy: pace.hold, onRefused: refused }, clock)
  const me = await introduce(api, parts)
  refused.begin()
  const [photos, rich, rights] = [createPhotos(), createRichSupport(), createRights(api.ask)]
  log.info(`Telegram: posts go out as @${me.name}`)
  return {
    poster: createPoster({ api, photos, rich, pace, rights, draw, log, me: me.id, name: me.name }),
    state: () => 'ready',
    close: async () => {},
  }
}
