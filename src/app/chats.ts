/** Telegram chats that take the bot in or become others: recorded, and greeted. */
import { memberChat } from '#src/chat/address.ts'
import { ARRIVAL } from '#src/chat/memory.ts'
import type { Poster } from '#src/chat/posting.ts'
import { type Clock, pause } from '#src/clock.ts'
import { traceOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import { greet, type NewChat, recordArrival } from '#src/menus/notices/arrival.ts'
import type { TelegramParts } from '#src/platforms/telegram/connection.ts'
import type { ChatArrival } from '#src/platforms/telegram/receive/membership.ts'
import type { Store } from '#src/store/open.ts'

export interface ChatRecordParts {
  readonly clock: Clock
  readonly log: Log
  /** The platform as it is posted to, once it is connected; without it chats are recorded and not greeted. */
  readonly poster?: Promise<Poster>
}

/**
 * Milliseconds before a new chat is greeted: a group that becomes a supergroup is told of as a new chat, too, now before
 * and now after the news that it moved.
 */
const SETTLING = 3000

/**
 * Keeps track of chats. The member who adds the bot finds the chat among their own; the chat gets their language, and is
 * greeted in it. A channel's readers are not greeted: the person who added the bot is told in their private chat.
 */
export function recordChats(
  { ledger, memory, alerts }: Pick<Store, 'ledger' | 'memory' | 'alerts'>,
  { clock, log, poster }: ChatRecordParts,
): Required<Pick<TelegramParts, 'onChat' | 'onInvited'>> {
  /** Chats that others have become, as long as this process runs. */
  const moved = new Set<string>()
  return {
    onChat({ chat, state, to, isPrivate, arrival }) {
      if (state === 'left' && isPrivate) {
        alerts
          .block(chat, 'kicked', clock.now())
          .catch((error: unknown) =>
            log.error(`The alerts of ${chat} could not be paused: ${traceOf(error)}`),
          )
      }
      if (state === 'joined' && arrival) record(chat, arrival)
      if (state === 'moved' && to !== undefined) {
        moved.add(to)
        ledger
          .moveChat(chat, to, clock.now())
          .catch(() => log.error(`that ${chat} is ${to} now could not be recorded`))
      }
    },
    async onInvited({ chat, arrival }) {
      if (!arrival) return false
      // Asked after whatever was told before is recorded: both come of one click.
      const last = await memory.arrivedAt(chat)
      if (last !== undefined) return last >= arrival.at - ARRIVAL
      // Anybody may type what the link says: who added the bot is known when Telegram itself reports it.
      const { member: _, ...rest } = arrival
      record(chat, rest)
      return true
    },
  }

  function record(chat: string, arrival: ChatArrival): void {
    arrive(chat, arrival).catch((error: unknown) =>
      log.error(`that the bot was added to ${chat} could not be recorded: ${traceOf(error)}`),
    )
  }

  async function arrive(chat: string, arrival: ChatArrival): Promise<void> {
    const { member, title, kind } = arrival
    const own = member === undefined ? undefined : memberChat({ platform: 'telegram', member })
    const place = kind === 'channel' ? own : chat
    const found: NewChat = { ...arrival, platform: 'telegram', owner: chat, target: chat, place }
    const language = await recordArrival(found, { memory })
    if (member !== undefined && title !== undefined) {
      await memory.rememberChat({ platform: 'telegram', member, chat, title, at: clock.now() })
    }
    if (language === undefined || !poster) return
    await pause(clock, SETTLING)
    // What the chat had settled before comes along with it.
    if (moved.has(chat)) return
    await greet(found, language, await poster, { memory, clock, log })
  }
}
