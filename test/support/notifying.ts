/** Both platforms' real clients on loopback platforms, and a worker that posts by them and tells moderators, as in the program. */
import { onTestFinished } from 'vitest'
import type { Delivery } from '#src/chat/delivery.ts'
import type { Message } from '#src/chat/message.ts'
import type { Plan, Schedule } from '#src/chat/schedule.ts'
import { startWorker, type Worker } from '#src/delivery/worker.ts'
import type { Locale } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import { formatResult } from '#src/menus/schedules/format.ts'
import { createTroubles } from '#src/menus/notices/troubles.ts'
import { startDiscordSender } from '#src/platforms/discord/sender.ts'
import { tick } from '#src/schedules/tick.ts'
import type { Poster } from '#src/chat/posting.ts'
import { createFakeClock } from './clock.ts'
import { ALL_DATABASES, type DatabaseUnderTest } from './databases.ts'
import { shownByDiscord } from './discordText.ts'
import { TOKEN } from './discord/server.ts'
import { PNG, quiet as discordQuiet, startSession as startDiscord } from './discord/session.ts'
import { noticesBy } from './notices.ts'
import { planOf } from './plans.ts'
import { DUE, MINUTE, SECOND, silentLog } from './postingworker.ts'
import type { FloodLimits } from './telegram/flood.ts'
import { quiet as telegramQuiet, saidIn, startSession as startTelegram } from './telegram/session.ts'

const POST: Message = {
  title: 'Recap',
  blocks: [{ kind: 'paragraph', text: 'Bitcoin rose' }],
  images: [{ name: 'sheet', spec: {}, alt: 'a sheet', size: { width: 1, height: 1 } }],
  footer: [],
}

type Adding = Plan['options'] & {
  readonly owner?: string
  readonly log?: string
  readonly by?: string
}

/** The clock stands two minutes before schedules are due. Everything ends with the test. */
export async function startNotifying(locale: Locale, limits?: FloodLimits) {
  const clock = createFakeClock(DUE - 2 * MINUTE)
  // Not in threads: the clock passes while nothing is under way, and their work is not seen.
  const store = await (ALL_DATABASES[0] as DatabaseUnderTest).open()
  const discord = await startDiscord({ clock })
  const telegram = await startTelegram({ clock, ...(limits && { loopback: { limits } }) })
  const posters: Record<string, Poster> = {
    discord: discord.discord.poster,
    telegram: telegram.telegram.poster,
  }
  const poster = (platform: string) => posters[platform]
  const begin = (): Worker => {
    const troubles = {
      ...{ memory: store.memory, alerts: store.alerts, now: clock.now },
      revisions: (id: string) => store.schedules.revisions(id),
      approval: async () => undefined,
      edition: async () => undefined,
    }
    const worker = startWorker({
      ...{ ledger: store.ledger, presence: store.presence, clock, log: silentLog, random: () => 0 },
      posters: Object.values(posters),
      makePosts: async ({ fireAt, late }) => ({
        ...{ kind: 'ready', edition: undefined, late },
        posts: [{ language: locale, key: String(fireAt), message: async () => POST }],
      }),
      notices: noticesBy(createTroubles(troubles, poster), poster, clock.now),
    })
    onTestFinished(async () => {
      const stopping = worker.stop()
      clock.advance(10 * SECOND)
      await stopping
    })
    return worker
  }
  let worker = begin()
  const deliveries = store.deliveries({ awaits: () => undefined, onPending: () => worker.wake() })
  const pass = async (milliseconds: number, step = 5 * SECOND) => {
    for (let passed = 0; passed < milliseconds; passed += step) {
      clock.advance(Math.min(step, milliseconds - passed))
      await Promise.all([discordQuiet(discord), telegramQuiet(telegram)])
    }
  }
  return {
    ...{ store, clock, discord, telegram, deliveries, pass },
    /** A schedule, and the chat in which the moderators of its owner read of troubles. */
    async add(target: string, { owner = target, log, by = '42', ...options }: Adding = {}) {
      if (log !== undefined) {
        await store.memory.saveSettings(owner, { logChannel: log, language: locale, zone: 'UTC' })
      }
      const plan = planOf(target, { options, language: locale })
      return store.schedules.add(owner, plan, DUE, by, clock.now())
    },
    /** The minute of the schedules, and some time after it. */
    async due(milliseconds: number, step?: number) {
      clock.advance(DUE - clock.now())
      await tick({ ledger: store.ledger, awaits: () => undefined, now: clock.now, onDue: worker.wake })
      await pass(milliseconds, step)
    },
    /** The process ends, and another begins: Discord's client knows nothing of what was before. */
    async restart() {
      const stopping = worker.stop()
      clock.advance(10 * SECOND)
      await stopping
      const sender = await startDiscordSender({
        ...{ draw: () => Promise.resolve(PNG), clock, log: silentLog, share: () => 1, onFatal: () => {} },
        settings: { token: TOKEN, api: discord.loopback.api, shards: 'auto' },
        signal: new AbortController().signal,
      })
      onTestFinished(() => sender.close())
      posters.discord = sender.poster
      worker = begin()
    },
    /** What a moderator reads of the last run in the history. */
    async result({ id }: Schedule): Promise<string> {
      const [last] = await deliveries.history(id, 1)
      return formatResult(last as Delivery, createWords(locale, 'UTC', clock.now()))
    },
    /** What the bot has said in a channel of Discord, as its members read it. */
    readOnDiscord: (id: string) =>
      (discord.loopback.channels.get(id)?.messages ?? []).map(({ body }) => textIn(body)),
    readOnTelegram: (id: number) => {
      const chat = telegram.loopback.chats.get(id)
      return chat ? saidIn(chat) : []
    },
  }
}

/** Texts of a message with components, in their order. */
function textIn(body: unknown): string {
  if (Array.isArray(body)) return body.map(textIn).filter(Boolean).join('\n')
  if (typeof body !== 'object' || body === null) return ''
  const { content, components, label } = body as Record<string, unknown>
  if (typeof content === 'string') return shownByDiscord(content)
  if (typeof label === 'string') return `[${label}]`
  return textIn(components)
}
