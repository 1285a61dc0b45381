/** What decides and posts flashes, over a store and a record that tests hold: each begun anew as after a kill. */
import { createFlashTick } from '#src/alerts/flashes.ts'
import { startWorker, type Worker } from '#src/delivery/worker.ts'
import { createFlashes } from '#src/editions/flashes.ts'
import type { History } from '#src/market/history.ts'
import { editFlash } from '#src/schedules/correct.ts'
import { makeFlashPosts } from '#src/schedules/flashposts.ts'
import type { Store } from '#src/store/open.ts'
import { eventually, type FakeClock } from './clock.ts'
import { noticesInto } from './notices.ts'
import type { FakePoster } from './posters.ts'

export interface FlashLoopParts {
  readonly store: Store
  readonly clock: FakeClock
  readonly poster: FakePoster
  readonly history: () => History
}

export interface FlashLoop {
  /** One look; how many posts it decided on. */
  tick(): Promise<number>
  work(): Worker
}

/** A process as it starts, with nothing but the store. */
export function beginFlashes({ store, clock, poster, history }: FlashLoopParts): FlashLoop {
  const { flashes: flashStore, memory, ledger } = store
  const log = { info() {}, warn() {}, error() {} }
  const flashes = createFlashes(flashStore)
  const makePosts = (order: Parameters<typeof makeFlashPosts>[0]) =>
    makeFlashPosts(order, { flashes, flashStore, memory })
  const shared = { ledger, makePosts, log, now: clock.now }
  const correcting = { ...shared, flashes, history, poster: () => poster }
  return {
    tick: createFlashTick({
      ...{ store: flashStore, flashes, history, onPosted: () => {}, now: clock.now },
      edit: (first) => editFlash(first, correcting),
    }),
    work: () =>
      startWorker({
        ...{ ...shared, presence: store.presence, posters: [poster], clock },
        notices: noticesInto([]),
      }),
  }
}

/** Lets seconds pass until so many posts are shown, and waits until the ledger knows of all of them. */
export async function untilShown(
  count: number,
  { poster, clock, store }: Pick<FlashLoopParts, 'poster' | 'clock' | 'store'>,
): Promise<void> {
  await eventually(() => {
    if (poster.shown.length === count) return true
    clock.advance(1000)
    return false
  })
  for (;;) {
    const { pending, claimed, sending } = await store.ledger.open()
    if (pending + claimed + sending === 0) return
  }
}
