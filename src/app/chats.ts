/** Telegram chats that take the bot in or become others, recorded. */
import type { Clock } from '#src/clock.ts'
import type { Log } from '#src/log.ts'
import type { ChatChange } from '#src/platforms/telegram/connection.ts'
import type { Store } from '#src/store/open.ts'

/** Keeps track of chats. The member who adds the bot finds the chat among their own: a channel is configured only from there. */
export function recordChats(
  { ledger, memory }: Pick<Store, 'ledger' | 'memory'>,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): (change: ChatChange) => void {
  return ({ chat, state, to, by }) => {
    if (state === 'joined' && by) {
      const [{ member }, at] = [by, clock.now()]
      Promise.all([
        memory.rememberChat({ platform: 'telegram', chat, ...by, at }),
        memory.arrive({ chat, member, at }),
      ]).catch(() => log.error(`who has added the bot to ${chat} could not be recorded`))
    }
    if (state === 'moved' && to !== undefined) {
      ledger
        .moveChat(chat, to, clock.now())
        .catch(() => log.error(`that ${chat} is ${to} now could not be recorded`))
    }
  }
}
