/** What decides and posts flashes, over a store and a record that tests hold: each begun anew as after a kill. */
import type { Trouble } from '#src/chat/delivery.ts'
import { createFlashTick } from '#src/alerts/flashes.ts'
import type { MakePosts } from '#src/delivery/makeposts.ts'
import { createPreparing } from '#src/delivery/prepared.ts'
import { startWorker, type Worker } from '#src/delivery/worker.ts'
import { createEditions } from '#src/editions/freeze.ts'
import { createFlashes } from '#src/editions/flashes.ts'
import type { History } from '#src/market/history.ts'
import { editFlash } from '#src/schedules/correct.ts'
import { createDeskService, type DeskService } from '#src/schedules/deskservice.ts'
import { makeFlashPosts } from '#src/schedules/flashposts.ts'
import { reviewRound } from '#src/schedules/reviewing.ts'
import { makeReview } from '#src/schedules/reviewpost.ts'
import type { Store } from '#src/store/open.ts'
import { eventually, type FakeClock } from './clock.ts'
import { noticesInto } from './notices.ts'
import type { FakePoster } from './posters.ts'

export interface FlashLoopParts {
  readonly store: Store
  readonly clock: FakeClock
  readonly poster: FakePoster
  readonly history: () => History
  /** What moderators are told is put there. */
  readonly notices?: Trouble[]
}

export interface FlashLoop {
  /** One look; how many posts it decided on. */
  tick(): Promise<number>
  work(): Worker
  /** Brings reviews up to date. */
  review(): Promise<void>
  readonly desk: DeskService
}

/** A process as it starts, with nothing but the store. */
export function beginFlashes({ store, clock, poster, history, notices = [] }: FlashLoopParts): FlashLoop {
  const { flashes: flashStore, memory, ledger } = store
  const ownerOf = async (id: string) => (await store.schedules.get(id))?.owner
  const log = { info() {}, warn() {}, error() {} }
  const flashes = createFlashes(flashStore)
  const making = {
    ...{ flashes, flashStore, memory, ownerOf, desk: store.desk, history, clock, log },
    ...{ editions: createEditions(store.editions), poster: () => poster },
  }
  const makePosts: MakePosts = (order) =>
    order.reason === 'review' ? makeReview(order, making) : makeFlashPosts(order, making)
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
        notices: noticesInto(notices),
      }),
    review: () =>
      reviewRound({ ...making, ledger, makePosts, prepare: createPreparing(), isMine: async () => true }),
    desk: createDeskService({
      ...{ ...making, schedules: store.schedules, onChange: () => {} },
      deliveries: store.deliveries({ awaits: () => undefined, onPending: () => {} }),
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
