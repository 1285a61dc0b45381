/** What a run would post now, as moderators approve it: a recap's frozen edition with what is added, or a flash as it was frozen last. */
import type { Edition } from '#src/briefing/edition.ts'
import type { Additions } from '#src/chat/additions.ts'
import type { Plan } from '#src/chat/schedule.ts'
import type { Clock } from '#src/clock.ts'
import type { Flashes, NamedFlash } from '#src/editions/flashes.ts'
import type { Editions } from '#src/editions/freeze.ts'
import type { History } from '#src/market/history.ts'
import { addedTo, type AdditionParts, contentOf } from './additions.ts'
import { type ApprovalTimes, flashTimes, recapTimes } from './approvaltimes.ts'
import { endOfWeek, weekOf } from './weeks.ts'

export interface RunContentParts extends AdditionParts {
  readonly editions: Pick<Editions, 'ready'>
  readonly flashes: Pick<Flashes, 'revisions'>
  readonly history: () => History
  readonly clock: Clock
}

export interface RunContent extends ApprovalTimes {
  /** What the desk knows it by. */
  readonly edition: string
  /** The hash of it. */
  readonly content: string
  readonly additions: Additions
}

/** A run; of a flash `edition` is what the desk knows it by. */
export interface Run {
  readonly schedule: string
  readonly fireAt: number
  readonly edition: string | undefined
}

/** Undefined before an edition is frozen, and for a flash that is withdrawn. */
export async function contentOfRun(
  { schedule, fireAt, edition: first }: Run,
  plan: Plan,
  parts: RunContentParts,
): Promise<RunContent | undefined> {
  if (plan.what.kind === 'flash') {
    const flash = first === undefined ? undefined : (await parts.flashes.revisions(first)).at(-1)
    return flash && !flash.edition.withdrawn ? flashContent(flash, plan, fireAt) : undefined
  }
  const edition = await frozenFor(plan, fireAt, parts)
  if (!edition) return undefined
  const { additions } = await addedTo(edition, { plan, schedule }, parts)
  return {
    ...{ edition: edition.week.edition, content: contentOf(edition, additions, plan), additions },
    ...recapTimes(plan, fireAt),
  }
}

/** Caps, topics and quiet hours are no content: a chat that changes them is not asked again. */
export function flashContent({ id, first, edition }: NamedFlash, plan: Plan, fireAt: number): RunContent {
  const content = contentOf({ id, revision: edition.revision }, {}, { ...plan, what: 'flash' })
  return { edition: first, content, additions: {}, ...flashTimes(plan, fireAt, edition.settledAt) }
}

/** The edition of a run; undefined before its week has ended, and while its figures are not complete. */
async function frozenFor(
  { what, coverage }: Plan,
  fireAt: number,
  { history: current, editions, clock }: RunContentParts,
): Promise<Edition | undefined> {
  if (what.kind !== 'brief') return undefined
  const [history, now] = [current(), clock.now()]
  const week = weekOf(what.windowZone, fireAt, history)
  if (now < endOfWeek(what.windowZone, fireAt)) return undefined
  const { least, patience } = coverage
  const ready = await editions.ready(history, week, { least, deadline: fireAt + patience, now })
  return ready.kind === 'frozen' ? ready.edition : undefined
}
