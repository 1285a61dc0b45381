/** The sign in a chat that something is being made: "typing …". */
import type { Clock } from '#src/clock.ts'
import type { TelegramApi } from '../api.ts'
import type { Origin } from '../receive/incoming.ts'

/** Milliseconds before a chat is shown that something is being made, and between two such signs, which last five seconds. */
const SIGN = { first: 250, again: 4500 } as const

/** Shows that something is being made until it is called off. */
export function showTyping(origin: Origin, api: TelegramApi, clock: Clock): () => void {
  // Channels have no such sign.
  if (origin.type === 'channel') return () => {}
  const { chat, topic } = origin
  const show = () => {
    cancel = clock.after(SIGN.again, show)
    void api.post('sendChatAction', {
      chat_id: chat,
      action: 'typing',
      ...(topic !== undefined && { message_thread_id: topic }),
    })
  }
  let cancel = clock.after(SIGN.first, show)
  return () => cancel()
}
