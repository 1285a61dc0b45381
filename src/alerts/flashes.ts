/** Flashes at work: what settled is frozen once, and decided for every chat that wants flashes, each minute. */
import { CAPPED_OVER } from '#src/chat/flash.ts'
import type { Clock } from '#src/clock.ts'
import type { Log } from '#src/log.ts'
import type { History } from '#src/market/history.ts'
import { DAY, type Instant, MINUTE } from '#src/market/time.ts'
import type { FlashChat, FlashStore } from '#src/store/flashport.ts'
import type { StoreTrouble } from '#src/store/trouble.ts'
import { decideFlashes, type RareEvent } from './flash.ts'

export interface FlashParts {
  readonly store: Pick<FlashStore, 'chats' | 'posts' | 'settle' | 'count'>
  readonly flashes: {
    notice(history: History, weeks: readonly number[], now: Instant): Promise<readonly RareEvent[]>
    review(history: History, since: Instant, now: Instant): Promise<void>
    revised(history: History, since: Instant): Promise<readonly string[]>
  }
  readonly history: () => History
  /** Edits what was posted of a flash so that it shows its last revision. */
  readonly edit: (first: string) => Promise<void>
  /** Hears that deliveries wait. */
  readonly onPosted: () => void
  /** Milliseconds since 1970. */
  readonly now: () => Instant
}

/** How long the record of what was posted is held against what is known. */
const REVIEWED = 8 * DAY
/** Milliseconds between two looks at that. */
const REVIEW = 10 * MINUTE

export interface FlashLoopParts extends Omit<FlashParts, 'now'> {
  /** Whether the history goes on: a recorded one has no news. */
  readonly moves: () => boolean
  /** Whether it is this process that decides: two do no harm, one is enough. */
  readonly isMine: () => Promise<boolean>
  readonly clock: Clock
  readonly log: Log
  readonly trouble: StoreTrouble
}

/** Chats that have flashes, and when one was posted last within seven days. */
export interface FlashesNow {
  readonly chats: number
  readonly latest?: Instant
}

export interface FlashLoop {
  /** As the last minute found it; undefined before, and where another process decides. */
  last(): FlashesNow | undefined
  close(): Promise<void>
}

/** Decides each minute until it is closed. */
export function startFlashes(parts: FlashLoopParts): FlashLoop {
  const { store, moves, isMine, clock, log, trouble } = parts
  let found: FlashesNow | undefined
  const tick = createFlashTick({ ...parts, now: clock.now })
  let closed = false
  let cancel = () => {}
  let running: Promise<void> = Promise.resolve()
  const once = async () => {
    await trouble.watch('Flashes could not be decided', async () => {
      if (!moves() || !(await isMine())) {
        found = undefined
        return
      }
      const made = await tick()
      found = await store.count(clock.now() - CAPPED_OVER)
      if (made > 0) log.info(`${made} flashes are posted`)
    })
    if (!closed) next()
  }
  const next = () => {
    cancel = clock.after(MINUTE, () => {
      running = once()
    })
  }
  next()
  return {
    last: () => found,
    async close() {
      closed = true
      cancel()
      await running
    },
  }
}

/** A function that does what there is to do; gives how many posts that made. To be called again and again, never twice at a time. */
export function createFlashTick(parts: FlashParts): () => Promise<number> {
  const { store, flashes, history: current, edit, onPosted, now } = parts
  let reviewed: { readonly history: History; readonly at: Instant } | undefined
  return async () => {
    const chats = (await store.chats()).filter(isOfFlashes)
    if (chats.length === 0) return 0
    const history = current()
    const at = now()
    const weeks = [...new Set(chats.map(({ plan }) => plan.what.weeks))].toSorted((a, b) => a - b)
    const events = await flashes.notice(history, weeks, at)
    let made = 0
    for (const chat of events.length > 0 ? chats : []) made += await settleFor(chat, events, at)
    if (made > 0) onPosted()
    // A past that passes again is not corrected.
    const isRead = history.kind === 'live' && reviewed?.history !== history
    if (isRead && at - (reviewed?.at ?? 0) >= REVIEW) {
      reviewed = { history, at }
      await flashes.review(history, at - REVIEWED, at)
    }
    for (const first of await flashes.revised(history, at - REVIEWED)) await edit(first)
    return made
  }

  async function settleFor(
    { schedule, plan, since }: FlashChatOf,
    events: readonly RareEvent[],
    at: Instant,
  ): Promise<number> {
    const posts = await store.posts(schedule, at - CAPPED_OVER)
    const rules = { rule: plan.what, zone: plan.zone, since, isApproved: plan.approval !== undefined }
    const settled = decideFlashes(rules, events, posts, at)
    return settled.length === 0 ? 0 : store.settle(schedule, settled, at)
  }
}

type FlashChatOf = FlashChat & { readonly plan: { readonly what: { readonly kind: 'flash' } } }

function isOfFlashes(chat: FlashChat): chat is FlashChatOf {
  return chat.plan.what.kind === 'flash'
}
