/**
 * The pace at which a platform lets messages be sent, kept so that it never has to refuse one: overall, in one chat and
 * in one group; fair over chats, answers before posts.
 */
import { type Clock, pause } from '#src/clock.ts'
import { type Allowance, createAllowance } from './pace/allowance.ts'
import { createLine, type Waiting } from './pace/line.ts'

export interface PaceLimits {
  /** Messages a second, overall. */
  readonly perSecond: number
  /** Messages a second in one chat. */
  readonly perChatSecond?: number
  /** Messages a minute in one group. */
  readonly perGroupMinute?: number
  /** The share of `perSecond` that posts leave to answers: 0.1. */
  readonly reserve: number
  /** The share of `perSecond` that is this process's: 1 unless several send as one bot. Asked again every time. */
  readonly share?: () => number
}

/** Answers wait for other answers alone; posts leave them their reserve. */
export type Lane = 'answer' | 'post'

export interface Pace {
  /**
   * Resolves when something of so much weight may be sent to a chat, and counts it; an album of n weighs n. Rejects with
   * the signal's reason when that fires first, and counts nothing.
   */
  waitForSlot(
    chat: string,
    weight: number,
    lane: Lane,
    signal?: AbortSignal,
    isGroup?: boolean,
  ): Promise<void>
  /**
   * Resolves when what had its turn may really leave: at once, unless so many others were held up on their way here that
   * they would leave together. Only ever fractions of a second.
   */
  depart(weight: number): Promise<void>
  /** The platform has said to wait so many milliseconds: with everything, or in one chat. */
  hold(milliseconds: number, chat?: string): void
  /** How many wait. */
  readonly waiting: number
}

/**
 * Requests take unequal time to arrive, so that what left a second apart may arrive a little closer: stretches are
 * longer by so many milliseconds. Posts need none of it overall, as they leave evenly and the reserve is above them.
 */
const SLACK = 50

/** Milliseconds of its even rhythm that a post may catch up after the process was busy. */
const CATCH_UP = 100

/** Chats that have gone quiet are forgotten when there are this many more than after the last time. */
const SWEEP = 1000

interface Chat {
  readonly name: string
  readonly second: Allowance | undefined
  readonly minute: Allowance
  isGroup: boolean
  heldUntil: number
  /** How many of it wait. */
  waiting: number
}

export function createPace(limits: PaceLimits, clock: Clock): Pace {
  const { perChatSecond, perGroupMinute = Number.POSITIVE_INFINITY, reserve } = limits
  const share = () => limits.share?.() ?? 1
  const rate = () => limits.perSecond * share()
  const postRate = () => rate() * (1 - reserve)
  const time = forwardOnly(clock)
  const whole = createAllowance(1000 + SLACK, () => Math.max(1, Math.floor(rate() + 1e-9)))
  // Half the reserve stays free above those that leave together: arriving a tenth of a second closer, they still fit.
  const departed = createAllowance(1000 + SLACK, () =>
    Math.max(1, Math.ceil(rate() * (1 - reserve / 2) - 1e-9)),
  )
  let departing: Promise<void> = Promise.resolve()
  const forPosts = createAllowance(1000, () => Math.max(1, Math.ceil(postRate() - 1e-9)))
  const chats = new Map<string, Chat>()
  const lines = { answer: createLine<Chat>(), post: createLine<Chat>() }
  let sweepAt = SWEEP
  let waiting = 0
  let heldUntil = 0
  /** When the next post is due in an even rhythm. */
  let rhythm = 0
  let alarm: { readonly at: number; readonly cancel: () => void } | undefined

  return {
    waitForSlot(name, weight, lane, signal, isGroup = false) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const chat = chatOf(name)
        chat.isGroup ||= isGroup
        const leave = () => {
          chat.waiting--
          waiting--
          signal?.removeEventListener('abort', stop)
        }
        const stop = () => {
          one.dropped = true
          leave()
          reject(signal?.reason)
        }
        const one: Waiting = {
          weight,
          dropped: false,
          go() {
            leave()
            resolve()
          },
        }
        signal?.addEventListener('abort', stop, { once: true })
        chat.waiting++
        waiting++
        lines[lane].add(chat, one)
        pump()
      })
    },
    depart(weight) {
      departing = departing.then(async () => {
        for (let now = time(); ; now = time()) {
          const at = departed.freeAt(now, weight)
          if (at <= now) return departed.take(now, weight)
          await pause(clock, Math.ceil(at - now))
        }
      })
      return departing
    },
    hold(milliseconds, name) {
      const until = time() + milliseconds
      if (name === undefined) heldUntil = Math.max(heldUntil, until)
      else {
        const chat = chatOf(name)
        chat.heldUntil = Math.max(chat.heldUntil, until)
      }
    },
    get waiting() {
      return waiting
    },
  }

  /** Releases those that may go, and runs again when the next one may. */
  function pump(): void {
    for (;;) {
      const now = time()
      const answer = lines.answer.next(now, (chat, { weight }) => readyAt(chat, weight, now))
      // A post never overtakes an answer that waits for room.
      const lane: Lane = answer ? 'answer' : 'post'
      const found = answer ?? lines.post.next(now, (chat, { weight }) => readyAt(chat, weight, now))
      const at = found ? roomAt(lane, found[1].weight, now) : Number.POSITIVE_INFINITY
      if (!found || at > now) {
        wakeAt(Math.min(at, lines.answer.nextReturn(), lines.post.nextReturn()), now)
        return
      }
      const [chat, one] = found
      lines[lane].serve()
      count(chat, one.weight, lane, now)
      one.go()
    }
  }

  function readyAt(chat: Chat, weight: number, now: number): number {
    return Math.max(
      chat.heldUntil,
      chat.second?.freeAt(now, weight) ?? now,
      chat.isGroup ? chat.minute.freeAt(now, weight) : now,
    )
  }

  function roomAt(lane: Lane, weight: number, now: number): number {
    const at = Math.max(heldUntil, whole.freeAt(now, weight))
    return lane === 'answer' ? at : Math.max(at, forPosts.freeAt(now, weight), rhythm)
  }

  function count(chat: Chat, weight: number, lane: Lane, now: number): void {
    whole.take(now, weight)
    forPosts.take(now, weight)
    chat.second?.take(now, weight)
    if (chat.isGroup) chat.minute.take(now, weight)
    if (lane === 'post') rhythm = Math.max(rhythm, now - CATCH_UP) + (weight * 1000) / postRate()
  }

  function wakeAt(at: number, now: number): void {
    if (alarm?.at === at) return
    alarm?.cancel()
    alarm = undefined
    if (at === Number.POSITIVE_INFINITY) return
    const cancel = clock.after(Math.max(1, Math.ceil(at - now)), () => {
      alarm = undefined
      pump()
    })
    alarm = { at, cancel }
  }

  function chatOf(name: string): Chat {
    const known = chats.get(name)
    if (known) return known
    if (chats.size >= sweepAt) sweep()
    const chat: Chat = {
      name,
      second:
        perChatSecond === undefined ? undefined : createAllowance(1000 + 2 * SLACK, () => perChatSecond),
      minute: createAllowance(60_000 + 2 * SLACK, () => perGroupMinute),
      isGroup: false,
      heldUntil: 0,
      waiting: 0,
    }
    chats.set(name, chat)
    return chat
  }

  function sweep(): void {
    const now = time()
    for (const { name, second, minute, heldUntil: held, waiting: some } of chats.values()) {
      const quiet = some === 0 && held <= now && (second?.idle(now) ?? true) && minute.idle(now)
      if (quiet) chats.delete(name)
    }
    sweepAt = chats.size + SWEEP
  }
}

/** Time that stands still where the machine's clock is set back, until that has caught up with where it began to. */
function forwardOnly(clock: Clock): () => number {
  let ahead = 0
  let last = clock.now()
  return () => {
    const now = clock.now()
    if (now + ahead < last) ahead = last - now
    last = now + ahead
    return last
  }
}
