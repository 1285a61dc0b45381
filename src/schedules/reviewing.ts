/**
 * Reviews kept up to date: a run that needs an approval is shown as soon as its edition is frozen, and edited in place
 * whenever it is decided on, its content changes, or it comes to its end.
 */
import { platformOf } from '#src/chat/address.ts'
import type { Desk, OpenApproval } from '#src/chat/desk.ts'
import type { Memory } from '#src/chat/memory.ts'
import type { Plan } from '#src/chat/schedule.ts'
import type { MakePosts } from '#src/delivery/makeposts.ts'
import type { createPreparing } from '#src/delivery/prepared.ts'
import type { Poster } from '#src/chat/posting.ts'
import type { Log } from '#src/log.ts'
import type { Corrections } from '#src/store/corrections.ts'
import type { StoreTrouble } from '#src/store/trouble.ts'
import { editPosts } from './correct.ts'
import { contentOfRun, type Run, type RunContentParts } from './runcontent.ts'
import { isOver, phaseOf, shownOf } from './reviewphase.ts'

export interface ReviewingParts extends RunContentParts {
  readonly desk: Desk
  readonly ledger: Corrections
  readonly memory: Pick<Memory, 'settings'>
  readonly poster: (platform: string) => Poster | undefined
  readonly makePosts: MakePosts
  readonly prepare: ReturnType<typeof createPreparing>
  /** Whether this process alone does it now. */
  readonly isMine: () => Promise<boolean>
  readonly log: Log
}

/** Milliseconds between two rounds. */
const EVERY = 5000

/** One round. Rejects where the store fails; what cannot be shown or edited now is tried with the next. */
export async function reviewRound(parts: ReviewingParts): Promise<void> {
  const { desk, clock } = parts
  const [unasked, open] = [await desk.unasked(clock.now()), await desk.open()]
  if (unasked.length + open.length === 0 || !(await parts.isMine())) return
  for (const { id, nextRunAt, ...plan } of unasked) {
    if (nextRunAt === undefined) continue
    await ask({ schedule: id, fireAt: nextRunAt, edition: undefined }, plan, parts)
  }
  for (const { approval, plan, ...run } of open) {
    const isAhead = !isOver(phaseOf({ approval, plan, ...run }, clock.now()))
    if (isAhead) await ask(approval, plan, parts)
  }
  // As all of them are now.
  for (const one of await desk.open()) await show(one, parts)
}

/** Rounds every five seconds, and at once after `wake`; `stop` ends them once a running one is done. */
export function startReviewing(parts: ReviewingParts & { readonly trouble: StoreTrouble }): {
  wake(): void
  stop(): Promise<void>
} {
  let [isStopped, isWoken] = [false, false]
  let cancel = () => {}
  let running: Promise<void> | undefined
  const run = () => {
    cancel()
    if (isStopped) return
    if (running) {
      isWoken = true
      return
    }
    running = parts.trouble
      .watch('Reviews could not be kept up to date', () => reviewRound(parts))
      .finally(() => {
        running = undefined
        const isNext = isWoken
        isWoken = false
        if (isNext) run()
        else if (!isStopped) cancel = parts.clock.after(EVERY, run)
      })
  }
  run()
  return {
    wake: run,
    async stop() {
      isStopped = true
      cancel()
      await running
    },
  }
}

/** Asks for the approval of a run's content where there is one; gives whether that changed anything. */
async function ask(run: Run, plan: Plan, parts: ReviewingParts): Promise<boolean> {
  const found = await contentOfRun(run, plan, parts)
  if (!found || !plan.approval) return false
  const { schedule, fireAt } = run
  return parts.desk.ask({ schedule, fireAt, ...found, mode: plan.approval.mode, now: parts.clock.now() })
}

/** Shows a run to its moderators for the first time, or as it is now. */
async function show(open: OpenApproval, parts: ReviewingParts): Promise<void> {
  const { desk, memory, ledger, clock, log, poster } = parts
  const { schedule, fireAt, owner, review, shown } = open.approval
  const phase = phaseOf(open, clock.now())
  const wanted = shownOf(phase, open)
  if (review === undefined) {
    const { reviewChannel, logChannel } = await memory.settings(owner)
    const target = reviewChannel ?? logChannel
    if (isOver(phase)) await desk.shown(schedule, fireAt, wanted, true)
    else if (target !== undefined) await desk.showIn(schedule, fireAt, target, clock.now())
    return
  }
  if (shown === wanted) {
    if (isOver(phase)) await desk.shown(schedule, fireAt, wanted, true)
    return
  }
  const posted = await ledger.postedBy(review)
  if (!posted) {
    // It is not there yet, and is made as it stands then; or it did not arrive, which moderators have been notified of.
    if (isOver(phase)) await desk.shown(schedule, fireAt, wanted, true)
    return
  }
  if (!poster(platformOf(posted.target))) return
  const editing = { ...parts, now: clock.now }
  const done = await editPosts(posted, posted.edition ?? '', parts.prepare, editing).catch(
    (error: unknown) => {
      log.warn(`A review in ${posted.target} was not edited: ${String(error)}`)
      return 'later' as const
    },
  )
  // What cannot be edited is not tried every few seconds: the next change of the run is.
  if (done === 'refused') log.warn(`A review in ${posted.target} cannot be edited: it stays as it is`)
  if (done !== 'later') await desk.shown(schedule, fireAt, wanted, isOver(phase))
}
