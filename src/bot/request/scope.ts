/** For which community a request acts: the one it comes from, or a chat of its own. */
import { ownerOf } from '#src/chat/address.ts'
import type { Request } from '#src/chat/request.ts'

export interface ChatScope {
  /** Whose schedules and settings they are: `discord:guild:<id>`, `telegram:<chat>`, `preview:<channel>`. */
  readonly owner: string
  /** The chat that new schedules are for, and that the member's rights are asked in. */
  readonly target: string
}

/** The scope of the chat that a request comes from. */
export function scopeOf({ community, chat }: Pick<Request, 'community' | 'chat'>): ChatScope {
  return { owner: community ?? ownerOf(chat), target: chat }
}
