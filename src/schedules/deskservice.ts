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
import type { Schedule, Schedules } from '#src/chat/schedule.ts'
import type { Editions } from '#src/editions/freeze.ts'
import type { Clock } from '#src/clock.ts'
import type { History } from '#src/market/history.ts'
import { DAY, dayOf, startOfDay } from '#src/market/time.ts'
import { lastWeekAt } from '#src/market/week.ts'
import { addedTo, type AdditionParts, contentOf } from './additions.ts'
import { frozenFor } from './reviewing.ts'
import { isOver, phaseOf } from './reviewphase.ts'
import { weekOf } from './weeks.ts'

export interface DeskServiceParts extends AdditionParts {
  readonly desk: Desk
  readonly schedules: Pick<Schedules, 'list' | 'get'>
  readonly editions: Pick<Editions, 'ready'>
  readonly history: () => History
  readonly clock: Clock
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
  decide(what: 'approve' | 'hold' | 'postNow', deciding: Deciding): Promise<Decision>
  /** Whether a schedule may post now by hand: what needs an approval may with content that has one. */
  mayRun(schedule: Schedule): Promise<boolean>
  /** A schedule, the review channel or a rule was changed: reviews follow. */
  changed(): void
}

const WEEK = 7 * DAY

export function createDeskService(parts: DeskServiceParts): DeskService {
  const { desk, schedules, history: current, clock, onChange } = parts
  const openOf = async (owner: string) => (await desk.open()).filter((one) => one.approval.owner === owner)
  /** The content that a run would have now; undefined where its edition is not frozen. */
  const contentNow = async (schedule: Schedule, fireAt: number) => {
    const edition = await frozenFor(schedule, fireAt, parts)
    if (!edition) return undefined
    const { additions } = await addedTo(edition, { plan: schedule, schedule: schedule.id }, parts)
    return contentOf(edition, additions, schedule)
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
      const open = (await openOf(owner)).filter((one) => !isOver(phaseOf(one, now)))
      const upcoming = (await schedules.list(owner)).flatMap(({ what, nextRunAt }) =>
        what.kind === 'brief' && nextRunAt !== undefined
          ? [weekOf(what.windowZone, nextRunAt, history).edition]
          : [],
      )
      const waiting = open.map(({ approval }) => approval.edition)
      const [first = mondayAfter(lastWeekAt(now).edition)] = [...waiting, ...upcoming].toSorted()
      const all = new Set([first, ...waiting, ...upcoming, mondayAfter(first)])
      return [...all].toSorted()
    },
    open: openOf,
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
    async mayRun(schedule) {
      if (schedule.approval?.mode !== 'approved') return true
      const runs = (await desk.open()).filter(({ approval }) => approval.schedule === schedule.id)
      for (const { approval } of runs) {
        const isApproved = approval.state === 'approved'
        if (isApproved && approval.content === (await contentNow(schedule, approval.fireAt))) return true
      }
      return false
    },
    changed: onChange,
  }
}

function mondayAfter(edition: string): string {
  return dayOf(startOfDay(edition) + WEEK)
}
