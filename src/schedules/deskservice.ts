/** What moderators do at the editor's desk, on any platform: texts for editions, and decisions on runs. */
import type { DeskText, Texts } from '#src/chat/additions.ts'
import type {
  Approval,
  Decision,
  Deciding,
  Desk,
  DeskChange,
  DeskEntry,
  OpenApproval,
} from '#src/chat/desk.ts'
import type { Deliveries } from '#src/chat/delivery.ts'
import type { Schedule, Schedules } from '#src/chat/schedule.ts'
import { DAY, dayOf, startOfDay } from '#src/market/time.ts'
import { lastWeekAt } from '#src/market/week.ts'
import type { FlashEdition } from '#src/briefing/flash/edition.ts'
import type { FlashStore } from '#src/store/flashport.ts'
import { contentOfRun, type RunContentParts } from './runcontent.ts'
import { isOver, phaseOf } from './reviewphase.ts'
import { comingWeekOf } from './weeks.ts'

export interface DeskServiceParts extends RunContentParts {
  readonly desk: Desk
  readonly schedules: Pick<Schedules, 'list' | 'get'>
  readonly deliveries: Pick<Deliveries, 'get'>
  readonly flashStore: Pick<FlashStore, 'lastOf'>
  /** Hears that a review may have to say something else now. */
  readonly onChange: () => void
}

export interface DeskService {
  texts(owner: string, edition: string): Promise<readonly DeskText[]>
  write(change: DeskChange): Promise<void>
  /** The note that an owner's newest post of an edition carries, in the languages it was posted in. */
  postedNote(owner: string, edition: string): Promise<Texts | undefined>
  /** Newest first. */
  entries(owner: string, most: number): Promise<readonly DeskEntry[]>
  /** Editions that a text can be written for, by their closing Mondays: first the one that is posted next. */
  editions(owner: string): Promise<readonly string[]>
  /** An owner's runs that are not over. */
  open(owner: string): Promise<readonly OpenApproval[]>
  approval(schedule: string, fireAt: number): Promise<Approval | undefined>
  /** A flash as it was frozen last, by what the desk knows it by; undefined for anything else. */
  flash(first: string): Promise<FlashEdition | undefined>
  decide(what: 'approve' | 'hold' | 'postNow', deciding: Deciding): Promise<Decision>
  /**
   * Whether a schedule may post now by hand: what needs an approval may with content that has one. `retried` is the time of a run that
   * failed, which was approved and is over.
   */
  mayRun(schedule: Schedule, retried?: number): Promise<boolean>
  /** A schedule, the review channel or a rule was changed: reviews follow. */
  changed(): void
}

const WEEK = 7 * DAY

export function createDeskService(parts: DeskServiceParts): DeskService {
  const { desk, schedules, deliveries, flashStore, flashes, history: current, clock, onChange } = parts
  const openOf = async (owner: string) => (await desk.open()).filter((one) => one.approval.owner === owner)
  /** The content that a run would have now; undefined where there is none. */
  const contentNow = async (schedule: Schedule, fireAt: number) => {
    const edition = (await desk.approval(schedule.id, fireAt))?.edition
    return (await contentOfRun({ schedule: schedule.id, fireAt, edition }, schedule, parts))?.content
  }
  /** Of a flash that is posted again by hand: the last one. */
  const lastFlash = async ({ id }: Schedule) => {
    const { delivery } = (await flashStore.lastOf(id)) ?? {}
    const run = delivery === undefined ? undefined : await deliveries.get(delivery)
    return run && desk.approval(id, run.fireAt)
  }
  const approvalsOf = async ({ id }: Schedule, retried: number | undefined) => {
    const open = (await desk.open()).flatMap(({ approval }) => (approval.schedule === id ? [approval] : []))
    return [...open, retried === undefined ? undefined : await desk.approval(id, retried)]
  }
  return {
    texts: (owner, edition) => desk.texts(owner, edition),
    async write(change) {
      await desk.write(change)
      onChange()
    },
    postedNote: (owner, edition) => desk.postedNote(owner, edition),
    entries: (owner, most) => desk.entries(owner, most),
    async editions(owner) {
      const [history, now] = [current(), clock.now()]
      const runs = (await openOf(owner)).filter(({ plan }) => plan.what.kind === 'brief')
      const open = runs.filter((one) => !isOver(phaseOf(one, now)))
      const upcoming = (await schedules.list(owner)).flatMap(({ what, nextRunAt }) =>
        what.kind === 'brief' && nextRunAt !== undefined
          ? [comingWeekOf(what.windowZone, nextRunAt, history).edition]
          : [],
      )
      const waiting = open.map(({ approval }) => approval.edition)
      const [first = mondayAfter(lastWeekAt(now).edition)] = [...waiting, ...upcoming].toSorted()
      const all = new Set([first, ...waiting, ...upcoming, mondayAfter(first)])
      return [...all].toSorted()
    },
    open: openOf,
    flash: async (first) => (await flashes.revisions(first)).at(-1)?.edition,
    approval: (schedule, fireAt) => desk.approval(schedule, fireAt),
    async decide(what, deciding) {
      const schedule = await schedules.get(deciding.schedule)
      if (!schedule) return { kind: 'gone' }
      // What was seen may be another by now, though nobody has put that down yet.
      const content = what === 'hold' ? deciding.content : await contentNow(schedule, deciding.fireAt)
      onChange()
      if (content !== deciding.content) return { kind: 'changed' }
      const decision = await desk[what](deciding)
      onChange()
      return decision
    },
    async mayRun(schedule, retried) {
      if (schedule.approval?.mode !== 'approved') return true
      const isFlash = schedule.what.kind === 'flash'
      for (const approval of isFlash ? [await lastFlash(schedule)] : await approvalsOf(schedule, retried)) {
        if (approval?.state !== 'approved') continue
        // A recap that is posted by hand is that of the last week, whichever week was approved.
        const posted = isFlash ? approval.fireAt : clock.now()
        if (approval.content === (await contentNow(schedule, posted))) return true
      }
      return false
    },
    changed: onChange,
  }
}

function mondayAfter(edition: string): string {
  return dayOf(startOfDay(edition) + WEEK)
}
