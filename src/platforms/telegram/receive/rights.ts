/** Who decides in a chat, asked of Telegram at the very moment: rights are taken away without notice. */
import type { Call } from '../api.ts'
import type { Origin } from './incoming.ts'

export interface Rights {
  /** Whether the sender or the member who clicked may configure the chat. False where Telegram does not say. */
  ofOrigin(origin: Origin): Promise<boolean>
  /** Whether a user, or a chat that writes in its own name, may configure a chat. */
  ofMember(chat: number, member: string): Promise<boolean>
}

export function createRights(call: Call): Rights {
  return {
    ofOrigin({ chat, type, member, sender }) {
      if (type === 'private') return Promise.resolve(true)
      // Only administrators post in a channel, and only they write as the group itself.
      if (sender === chat) return Promise.resolve(true)
      return sender === undefined ? isAdministrator(chat, member) : isLinked(chat, sender)
    },
    ofMember(chat, member) {
      if (String(chat) === member) return Promise.resolve(true)
      return member.startsWith('-') ? isLinked(chat, Number(member)) : isAdministrator(chat, member)
    },
  }

  async function isAdministrator(chat: number, member: string): Promise<boolean> {
    const result = await call('getChatMember', { chat_id: chat, user_id: Number(member) })
    const status = 'value' in result ? (result.value as { status?: unknown } | undefined)?.status : undefined
    return status === 'creator' || status === 'administrator'
  }

  /** A channel and its discussion group are run by the same people; any other channel is a stranger. */
  async function isLinked(chat: number, sender: number): Promise<boolean> {
    const result = await call('getChat', { chat_id: chat })
    return (
      'value' in result &&
      (result.value as { linked_chat_id?: unknown } | undefined)?.linked_chat_id === sender
    )
  }
}
