/** What each chat, and each member who is answered there, may still have: by the platform's limits and our own fairness. */
import { type Allowance, createAllowance } from './allowance.ts'

export interface PaceLimits {
  /** Messages a second, overall. */
  readonly perSecond: number
  /** Messages a second in one chat. */
  readonly perChatSecond?: number
  /** Messages a minute in one group. */
  readonly perGroupMinute?: number
  /** Of those, what answers leave to posts; none unless set. */
  readonly groupReserve?: number
  /** Messages a minute in one group that answer the same member; as many as the group takes unless set. */
  readonly perMemberMinute?: number
  /** The share of `perSecond` that posts leave to answers, and that answers have while posts wait: 0.1. */
  readonly reserve: number
  /** The share of `perSecond` that is this process's: 1 unless several send as one bot. Asked again every time. */
  readonly share?: () => number
}

export interface Chat {
  readonly second: Allowance | undefined
  readonly minute: Allowance
  /** What answers may have of the minute. */
  readonly answers: Allowance
  /** By member; those that nobody is named for are one. */
  readonly askers: Map<string, Asker>
  isGroup: boolean
  heldUntil: number
  /** How many of it wait. */
  waiting: number
}

/** Who takes turns: a member in a chat; a chat's posts are one. */
export interface Asker {
  readonly chat: Chat
  /** Of a group's minute. */
  readonly minute: Allowance | undefined
  waiting: number
}

export interface Chats {
  of(name: string): Chat
  askerIn(chat: Chat, member: string | undefined): Asker
  /** The first moment at which the chat takes a post, or an answer to the asker, of so much weight. */
  postAt(chat: Chat, weight: number, now: number): number
  answerAt(asker: Asker, weight: number, now: number): number
  takePost(chat: Chat, weight: number, now: number): void
  takeAnswer(asker: Asker, weight: number, now: number): void
}

/** Chats that have gone quiet are forgotten when there are this many more than after the last time. */
const SWEEP = 1000
/** The same for the members of one chat. */
const SWEEP_MEMBERS = 100

const MINUTE = 60_000

/** `slack` is by how many milliseconds what left in time may arrive closer together. */
export function createChats(limits: PaceLimits, slack: number, time: () => number): Chats {
  const { perChatSecond, perGroupMinute = Number.POSITIVE_INFINITY } = limits
  const { groupReserve = 0, perMemberMinute } = limits
  const chats = new Map<string, Chat>()
  let sweepAt = SWEEP
  return {
    of(name) {
      const known = chats.get(name)
      if (known) return known
      if (chats.size >= sweepAt) sweep()
      const chat: Chat = {
        second:
          perChatSecond === undefined ? undefined : createAllowance(1000 + 2 * slack, () => perChatSecond),
        minute: createAllowance(MINUTE + 2 * slack, () => perGroupMinute),
        answers: createAllowance(MINUTE + 2 * slack, () => perGroupMinute - groupReserve),
        askers: new Map(),
        isGroup: false,
        heldUntil: 0,
        waiting: 0,
      }
      chats.set(name, chat)
      return chat
    },
    askerIn(chat, member) {
      const key = member ?? ''
      const known = chat.askers.get(key)
      if (known) return known
      if (chat.askers.size >= SWEEP_MEMBERS) forgetQuiet(chat, time())
      const isLimited = member !== undefined && perMemberMinute !== undefined
      const minute = isLimited ? createAllowance(MINUTE, () => perMemberMinute) : undefined
      const asker: Asker = { chat, minute, waiting: 0 }
      chat.askers.set(key, asker)
      return asker
    },
    postAt,
    answerAt({ chat, minute }, weight, now) {
      const at = postAt(chat, weight, now)
      if (!chat.isGroup) return at
      return Math.max(at, chat.answers.freeAt(now, weight), minute?.freeAt(now, weight) ?? now)
    },
    takePost,
    takeAnswer({ chat, minute }, weight, now) {
      takePost(chat, weight, now)
      if (!chat.isGroup) return
      chat.answers.take(now, weight)
      minute?.take(now, weight)
    },
  }

  function postAt({ heldUntil, second, isGroup, minute }: Chat, weight: number, now: number): number {
    return Math.max(heldUntil, second?.freeAt(now, weight) ?? now, isGroup ? minute.freeAt(now, weight) : now)
  }

  function takePost({ second, isGroup, minute }: Chat, weight: number, now: number): void {
    second?.take(now, weight)
    if (isGroup) minute.take(now, weight)
  }

  function sweep(): void {
    const now = time()
    for (const [name, chat] of chats) {
      const isQuiet = chat.waiting === 0 && chat.heldUntil <= now && (chat.second?.idle(now) ?? true)
      if (isQuiet && chat.minute.idle(now)) chats.delete(name)
    }
    sweepAt = chats.size + SWEEP
  }
}

function forgetQuiet({ askers }: Chat, now: number): void {
  for (const [key, { waiting, minute }] of askers)
    if (waiting === 0 && (minute?.idle(now) ?? true)) askers.delete(key)
}
