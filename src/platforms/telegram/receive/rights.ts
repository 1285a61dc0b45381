/** Who decides in a chat, asked of Telegram at the very moment: rights are taken away without notice. */
import type { Managing } from '#src/chat/managing.ts'
import type { Call } from '../api.ts'
import type { Failure } from '../failures.ts'
import { refusalOf } from '../post/refusals.ts'
import type { Origin } from './incoming.ts'

export interface Rights {
  /** Whether the sender or the member who clicked may configure the chat. */
  ofOrigin(origin: Origin): Promise<Managing>
  /** Whether a user, or a chat that writes in its own name, may configure a chat. */
  ofMember(chat: number, member: string): Promise<Managing>
}

/** `ask` asks again by itself where Telegram did not answer. */
export function createRights(ask: Call): Rights {
  /** Questions under way: a burst of one member's is one. */
  const asking = new Map<string, Promise<Managing>>()
  return {
    async ofOrigin({ chat, type, member, sender }) {
      if (type === 'private') return 'may'
      // Only administrators post in a channel, and only they write as the group itself.
      if (sender === chat) return 'may'
      return sender === undefined ? isAdministrator(chat, member) : isLinked(chat, sender)
    },
    async ofMember(chat, member) {
      if (String(chat) === member) return 'may'
      return member.startsWith('-') ? isLinked(chat, Number(member)) : isAdministrator(chat, member)
    },
  }

  function isAdministrator(chat: number, member: string): Promise<Managing> {
    return once(`${chat} ${member}`, async () => {
      const result = await ask('getChatMember', { chat_id: chat, user_id: Number(member) })
      if ('failure' in result) return answerOf(result.failure)
      const status = (result.value as { status?: unknown } | undefined)?.status
      return status === 'creator' || status === 'administrator' ? 'may' : 'mayNot'
    })
  }

  /** A channel and its discussion group are run by the same people; any other channel is a stranger. */
  function isLinked(chat: number, sender: number): Promise<Managing> {
    return once(`${chat} ${sender}`, async () => {
      const result = await ask('getChat', { chat_id: chat })
      if ('failure' in result) return answerOf(result.failure)
      const linked = (result.value as { linked_chat_id?: unknown } | undefined)?.linked_chat_id
      return linked === sender ? 'may' : 'mayNot'
    })
  }

  function once(key: string, work: () => Promise<Managing>): Promise<Managing> {
    const known = asking.get(key)
    if (known) return known
    const one = work().finally(() => asking.delete(key))
    asking.set(key, one)
    return one
  }
}

/** Telegram's words where a group shows its members to administrators alone. */
const HIDDEN = /member list is inaccessible|CHAT_ADMIN_REQUIRED/i

function answerOf(failure: Failure): Managing {
  // Neither no answer nor a token that is refused says anything of a member.
  if (failure.kind !== 'refused' || failure.status === 401 || failure.status === 404) return 'unanswered'
  if (failure.movedTo !== undefined) return 'moved'
  if (HIDDEN.test(failure.text)) return 'hidden'
  const { reason } = refusalOf(failure)
  return failure.status === 403 || reason === 'kicked' || reason === 'gone' ? 'absent' : 'mayNot'
}
