/** Signs on a member's own message, where a message of the bot's would be in everybody's way. */
import type { Clock } from '#src/clock.ts'
import type { Call } from '../api.ts'
import type { Origin } from '../receive/incoming.ts'

/** `wait`: one moment; `unclear`: this cannot be answered as it stands. */
export type Sign = 'wait' | 'unclear'

/** Of the emoji that Telegram has for reactions. */
const EMOJI: Readonly<Record<Sign, string>> = { wait: '🙏', unclear: '🤔' }

/** Milliseconds in which a member gets no second sign in the same chat: a burst is answered by one. */
const APART = 10_000

/** Members whose last sign is remembered. */
const KEPT = 5000

/** Puts a sign on the message that was written. Where the chat allows no reactions, nothing is seen. */
export function createSigns(call: Call, clock: Clock): (to: Origin, sign: Sign) => void {
  const last = new Map<string, number>()
  return ({ chat, member, message }, sign) => {
    const key = `${chat}:${member}`
    const now = clock.now()
    const before = last.get(key)
    if (before !== undefined && now - before < APART) return
    last.delete(key)
    last.set(key, now)
    const oldest = last.keys().next().value
    if (last.size > KEPT && oldest !== undefined) last.delete(oldest)
    // Whether it arrived or not, there is nothing more to say.
    void call('setMessageReaction', {
      chat_id: chat,
      message_id: message,
      reaction: [{ type: 'emoji', emoji: EMOJI[sign] }],
    })
  }
}
