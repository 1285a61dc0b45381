/** Telegram, connected: commands published, updates answered, posts sent, until it is closed. */
import type { Poster } from '#src/chat/posting.ts'
import { type Clock, within } from '#src/clock.ts'
import { ConfigError, traceOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import { createHandlers } from './answer/handlers.ts'
import type { TelegramBot } from './answer/responses.ts'
import { type ApiSettings, createTelegramApi, type TelegramApi } from './api.ts'
import { chatOf } from './receive/torequest.ts'
import { type ChatChange, changeOf } from './receive/membership.ts'
import type { TelegramCommandList } from './receive/definitions.ts'
import { createAnswerThread } from './answer/answerthread.ts'
import { createFleeting, type FleetingMemory } from './answer/fleeting.ts'
import { describeFailure } from './failures.ts'
import { introduce, onceRefused, outageOf, waitOut } from './introduction.ts'
import { ALLOWED, type CommandUpdate, type Incoming, readIncoming, updateId } from './receive/incoming.ts'
import { createInline } from './answer/inline.ts'
import { createTelegramPace } from './pacing.ts'
import { publishProfile, type TelegramProfile } from './profile.ts'
import type { Draw } from './render/prepared.ts'
import { createPhotos } from './post/photos.ts'
import { type Polling, startPolling } from './receive/polling.ts'
import { createPoster } from './post/poster.ts'
import { publishCommands } from './receive/publication.ts'
import { createRichSupport } from './render/rich.ts'
import { createMoves } from './receive/moves.ts'
import { createRights } from './receive/rights.ts'
import { openDedupe } from './receive/dedupe.ts'
import { createTurns } from './receive/turns.ts'
import { listenForUpdates, type WebhookSettings } from './receive/webhook.ts'

export interface TelegramSettings extends ApiSettings {
  /** A private chat of the operator's for first uploads of photos. */
  readonly storeChat?: number
  /** Updates are posted to us instead of asked for. */
  readonly webhook?: WebhookSettings
}

export interface TelegramParts {
  readonly settings: TelegramSettings
  readonly bot: TelegramBot
  /** What is to be listed, made by `telegramCommands`. */
  readonly commands: readonly TelegramCommandList[]
  /** What Telegram shows of the bot, by language; without it that is left as it is. */
  readonly profiles?: readonly TelegramProfile[]
  /** Draws a chart's spec as a PNG. */
  readonly draw: Draw
  readonly clock: Clock
  readonly log: Log
  /** Keeps what is to be removed again, over a restart. */
  readonly memory?: FleetingMemory
  /** A file that keeps which updates were taken, over a restart. */
  readonly seenFile?: string
  /** The share of Telegram's limits that is this process's: 1 unless several send as one bot. */
  readonly share?: () => number
  /**
   * Asked where other processes have the same token, of which one alone may ask for updates: calls `begin` and `end` as
   * this one's turn comes and goes. Undefined where there are no others.
   */
  readonly exclusive?: (lease: { begin(): void; end(): void }) => { close(): Promise<void> }
  /** A chat has taken the bot in, turned it out, or moved to another address. */
  readonly onChat?: (change: ChatChange) => void
  /**
   * Somebody has followed the link that adds the bot to a group: whether the group is greeted for that, so that nothing
   * else is to be said.
   */
  readonly onInvited?: (change: ChatChange) => Promise<boolean>
  /** The connection has ended for good: Telegram does not know the token any more. */
  readonly onFatal?: (error: Error) => void
  /** What waits between tries are drawn with, 0 to 1. */
  readonly random?: () => number
  /** Called off where the program stops before it is connected. */
  readonly signal?: AbortSignal
}

export interface Telegram {
  /** Without the `@`. */
  readonly name: string
  readonly poster: Poster
  /** `ready`, or why not. */
  state(): string
  /** Updates being dealt with. */
  running(): number
  /** Takes no more updates, lets answers in flight end for at most `patience` milliseconds (10,000), confirms them. */
  close(patience?: number): Promise<void>
}

/** Updates that are dealt with at once; more wait at Telegram. */
const AT_ONCE = 500

/**
 * Connects and resolves when commands can be used; tries until it can where Telegram is out of reach. Rejects with
 * ConfigError where Telegram refuses the token.
 */
export async function startTelegram(parts: TelegramParts): Promise<Telegram> {
  const { settings, bot, commands, draw, clock, log } = parts
  const { storeChat } = settings
  const pace = createTelegramPace(clock, parts.share)
  const moves = createMoves()
  const refused = onceRefused(parts)
  const api = createTelegramApi(
    settings,
    { onBusy: pace.hold, onRefused: () => refused(), onMoved: moved },
    clock,
  )
  const me = await introduce(api, parts)
  refused.begin()
  const photos = createPhotos()
  const rich = createRichSupport()
  const rights = createRights(api.ask)
  const answerThread = createAnswerThread({ api, photos, rich, pace, clock })
  const fleeting = createFleeting({ call: api.answer, memory: parts.memory, clock, log })
  const answering = createHandlers({
    ...{ bot, botName: me.name, api, answerThread, rights, fleeting },
    ...{ draw, clock, log, follow: moves.follow },
  })
  const inline = createInline({
    bot,
    api,
    photos,
    rich,
    pace,
    draw,
    clock,
    log,
    ...(storeChat !== undefined && { store: storeChat }),
  })
  const seen = await openDedupe(me.id, parts.seenFile, log)
  const tasks = new Set<Promise<void>>()
  /** Updates that are being written down as taken. */
  let receiving = 0
  const inLine = createTurns()
  await publishCommands(commands, untilStopped, log)
  parts.signal?.throwIfAborted()
  const updates = await begin()
  await fleeting.begin()
  const stop = new AbortController()
  // Nobody waits for it: it is as it was until then.
  const introducing = parts.profiles && publishProfile(parts.profiles, api.post, log, stop.signal)
  log.info(`Telegram: connected as @${me.name}. Add it to a group: https://t.me/${me.name}?startgroup=true`)
  return {
    name: me.name,
    poster: createPoster({ api, photos, rich, pace, rights, draw, log, me: me.id, name: me.name }),
    state: updates.state,
    running: () => receiving + tasks.size,
    async close(patience = 10_000) {
      stop.abort()
      answering.stop()
      fleeting.close()
      await introducing
      await updates.stop()
      await within(clock, patience, Promise.allSettled(tasks))
      await updates.confirm()
    },
  }

  /** A call of the start: given up where the program stops meanwhile. */
  function untilStopped(...[method, params]: Parameters<TelegramApi['answer']>) {
    return api.answer(method, params, parts.signal)
  }

  async function begin() {
    const { webhook } = settings
    if (!webhook) {
      // An address that was set earlier would keep everything from being asked for.
      const removed = await untilStopped('deleteWebhook', {})
      if ('failure' in removed)
        log.warn(`Telegram: an earlier webhook may be left: ${describeFailure(removed.failure)}`)
      return parts.exclusive ? pollExclusively(parts.exclusive) : poll()
    }
    const listening = await listenForUpdates(webhook, receive)
    try {
      await setWebhook(webhook)
    } catch (error) {
      await listening.close(0)
      throw error
    }
    return { state: () => 'ready', stop: () => listening.close(), confirm: () => Promise.resolve() }
  }

  /** Tries until Telegram has the address. Throws ConfigError where it does not take it. */
  async function setWebhook({ url, secret }: WebhookSettings): Promise<void> {
    const params = { url, secret_token: secret, allowed_updates: ALLOWED }
    const outage = outageOf(parts)
    for (;;) {
      const result = await untilStopped('setWebhook', params)
      if ('value' in result) return outage.works()
      if (result.failure.kind === 'refused') {
        const problem = `was not taken by Telegram: ${describeFailure(result.failure)}`
        const example = 'https://bot.example.org/telegram'
        throw new ConfigError([{ name: 'TELEGRAM_WEBHOOK_URL', problem, example }])
      }
      await waitOut(outage, result.failure, parts)
    }
  }

  function poll(): Polling {
    return startPolling({ api, clock, log, receive, onRefused: refused, random: parts.random })
  }

  /** One that waits for its turn is ready to take over. */
  function pollExclusively(exclusive: NonNullable<TelegramParts['exclusive']>) {
    let current: Polling | undefined
    let ending: Promise<unknown> = Promise.resolve()
    const lease = exclusive({
      begin() {
        log.info('Telegram: this process asks for updates now')
        // An earlier turn of its own may still be waiting for its last answer.
        ending = ending.then(() => {
          current = poll()
        })
      },
      end() {
        log.warn('Telegram: another process may ask for updates now')
        ending = ending.then(async () => {
          await current?.stop()
          current = undefined
        })
      },
    })
    return {
      state: () => current?.state() ?? 'ready',
      async stop() {
        await ending
        await current?.stop()
      },
      async confirm() {
        await current?.confirm()
        await lease.close()
      },
    }
  }

  /** Begins to deal with an update, each once. Waits only where too many are under way. */
  async function receive(update: unknown): Promise<void> {
    const id = updateId(update)
    if (id === undefined) return
    receiving += 1
    const isNew = await seen.take(id).finally(() => {
      receiving -= 1
    })
    if (!isNew) return
    const incoming = readIncoming(update, me.name)
    if (!incoming) return
    const task = inLine(incoming, () => handle(incoming))
      .catch((error: unknown) => log.error(`an update of Telegram failed: ${traceOf(error)}`))
      .finally(() => tasks.delete(task))
    tasks.add(task)
    while (tasks.size >= AT_ONCE) await Promise.race(tasks)
  }

  function handle(incoming: Incoming): Promise<void> | void {
    switch (incoming.kind) {
      case 'command':
        return command(moves.follow(incoming))
      case 'click':
        return answering.click(moves.follow(incoming))
      case 'text':
        return answering.words(incoming)
      case 'inline':
        return inline(incoming)
      case 'member':
        log.info(`Telegram: a chat ${incoming.state === 'joined' ? 'has added' : 'has removed'} the bot`)
        return parts.onChat?.(changeOf(incoming, me.name, clock.now()))
      case 'moved':
        return moved(incoming.chat, incoming.to)
    }
  }

  /** A group became a supergroup: it says so itself, or a call to its old address does. */
  function moved(from: number, to: number): void {
    if (moves.note(from, to)) parts.onChat?.({ chat: chatOf(from), state: 'moved', to: chatOf(to) })
  }

  async function command(incoming: CommandUpdate): Promise<void> {
    const { invitation } = incoming
    if (invitation && (await parts.onInvited?.(changeOf(invitation, me.name, clock.now())))) return
    await answering.command(incoming)
  }
}
