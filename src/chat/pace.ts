/**
 * The pace at which a platform lets messages be sent, kept so that it never has to refuse one: overall, in one chat and
 * in one group; alerts and posts before answers, and answers fair over those who ask.
 */
import { type Clock, pause } from '#src/clock.ts'
import { createAllowance } from './pace/allowance.ts'
import { type Asker, createChats, type PaceLimits } from './pace/chats.ts'
import { createLine, type Waiting } from './pace/line.ts'

/**
 * What goes by itself goes first, and leaves answers their reserve: alerts before posts, with half of what both may have
 * while posts wait.
 */
export type Lane = 'answer' | PostLane
export type PostLane = 'alert' | 'post'

export interface Turn {
  /** What is waited for no longer when it fires. */
  readonly signal?: AbortSignal | undefined
  readonly isGroup?: boolean
  /** Who is answered: members of one chat take turns. */
  readonly member?: string | undefined
}

export interface Pace {
  /**
   * Resolves when something of so much weight may be sent to a chat, and counts it; an album of n weighs n. Rejects with
   * the signal's reason when that fires first, and counts nothing.
   */
  waitForSlot(chat: string, weight: number, lane: Lane, turn?: Turn): Promise<void>
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

export function createPace(limits: PaceLimits, clock: Clock): Pace {
  const { reserve } = limits
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
  /** What alerts have while posts wait. */
  const forAlerts = createAllowance(1000, () => Math.max(1, Math.floor(postRate() / 2 + 1e-9)))
  /** What answers have while posts wait. */
  const reserved = createAllowance(1000 + SLACK, () => Math.max(1, Math.floor(rate() * reserve + 1e-9)))
  const chats = createChats(limits, SLACK, time)
  const lines = { answer: createLine<Asker>(), alert: createLine<Asker>(), post: createLine<Asker>() }
  let waiting = 0
  let heldUntil = 0
  /** When the next post is due in an even rhythm. */
  let rhythm = 0
  let alarm: { readonly at: number; readonly cancel: () => void } | undefined

  return {
    waitForSlot(name, weight, lane, { signal, isGroup = false, member } = {}) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const chat = chats.of(name)
        const asker = chats.askerIn(chat, lane === 'answer' ? member : undefined)
        chat.isGroup ||= isGroup
        const leave = () => {
          chat.waiting--
          asker.waiting--
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
        asker.waiting++
        waiting++
        lines[lane].add(asker, one)
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
        const chat = chats.of(name)
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
      const own = nextOwn(now)
      const post = own?.found
      const answer = lines.answer.next(now, (asker, { weight }) => chats.answerAt(asker, weight, now))
      const at = {
        post: post ? roomAt(false, post[1].weight, now) : Number.POSITIVE_INFINITY,
        answer: answer ? roomAt(true, answer[1].weight, now) : Number.POSITIVE_INFINITY,
      }
      if (post && answer) at.answer = Math.max(at.answer, reserved.freeAt(now, answer[1].weight))
      const isOwn = at.post <= now
      const lane: Lane = isOwn ? (own?.lane ?? 'post') : 'answer'
      const found = isOwn ? post : answer
      if (!found || (isOwn ? at.post : at.answer) > now) {
        const returns = Object.values(lines).map((line) => line.nextReturn())
        wakeAt(Math.min(at.post, at.answer, ...returns), now)
        return
      }
      const [asker, one] = found
      lines[lane].serve()
      count(asker, one.weight, lane, now)
      one.go()
    }
  }

  /** The next of what goes by itself: an alert, unless posts wait and alerts have had their half. */
  function nextOwn(now: number) {
    const next = (lane: PostLane) => {
      const found = lines[lane].next(now, ({ chat }, { weight }) => chats.postAt(chat, weight, now))
      return found && { lane, found }
    }
    const [alert, post] = [next('alert'), next('post')]
    if (!alert || !post) return alert ?? post
    return forAlerts.freeAt(now, alert.found[1].weight) <= now ? alert : post
  }

  function roomAt(isAnswer: boolean, weight: number, now: number): number {
    const at = Math.max(heldUntil, whole.freeAt(now, weight))
    return isAnswer ? at : Math.max(at, forPosts.freeAt(now, weight), rhythm)
  }

  function count(asker: Asker, weight: number, lane: Lane, now: number): void {
    whole.take(now, weight)
    if (lane !== 'answer') {
      if (lane === 'alert') forAlerts.take(now, weight)
      forPosts.take(now, weight)
      chats.takePost(asker.chat, weight, now)
      rhythm = Math.max(rhythm, now - CATCH_UP) + (weight * 1000) / postRate()
    } else {
      reserved.take(now, weight)
      chats.takeAnswer(asker, weight, now)
    }
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
