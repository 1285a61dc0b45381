/** A schedule in the making: kept with the message that builds it, so that it outlives a restart. */
import { parsePlan } from '#src/chat/planschema.ts'
import type { Plan, Schedule } from '#src/chat/schedule.ts'
import { RequestError } from '#src/errors.ts'
import type { ButtonClick } from '#src/bot/command.ts'
import { type Mistake, parseMistakes } from './mistakes.ts'
import { planOf } from './plan.ts'
import type { ChatScope } from '#src/bot/request/scope.ts'

export interface Draft {
  readonly plan: Plan
  readonly screen: Screen
  /** Of a screen that has several. */
  readonly page?: number
  /** The schedule that is changed, as it was when its editing began; undefined for a new one. */
  readonly edits?: Pick<Schedule, 'id' | 'revision'>
  /** What was typed and could not be read; nothing is saved before that is settled. */
  readonly mistakes?: readonly Mistake[]
}

export const SCREENS = ['main', 'what', 'sections', 'when', 'zone', 'look', 'target', 'fix'] as const
export type Screen = (typeof SCREENS)[number]

/** Milliseconds for which a draft can be gone on with. */
export const DRAFT_KEPT = 24 * 3_600_000

export function newDraft(plan: Plan): Draft {
  return { plan, screen: 'main' }
}

export function draftToEdit(schedule: Schedule): Draft {
  const { id, revision } = schedule
  return { ...newDraft(planOf(schedule)), edits: { id, revision } }
}

/** What a builder's message keeps. */
export function stateOf(
  { plan, screen, page, edits, mistakes = [] }: Draft,
  { owner, target }: ChatScope,
): Record<string, string> {
  return {
    owner,
    target,
    screen,
    plan: JSON.stringify(plan),
    ...(page !== undefined && { page: String(page) }),
    ...(edits && { id: edits.id, revision: String(edits.revision) }),
    ...(mistakes.length > 0 && { mistakes: JSON.stringify(mistakes) }),
  }
}

/** The draft that a message keeps; undefined where it keeps none. Throws RequestError where it is too old. */
export function draftOf(
  { state, changedAt }: Pick<ButtonClick, 'state' | 'changedAt'>,
  now: number,
): Draft | undefined {
  const { plan, screen, page, id, revision, mistakes } = state
  if (plan === undefined) return undefined
  if (now - changedAt > DRAFT_KEPT) throw new RequestError('schedules.draftExpired')
  return {
    plan: parsePlan(plan),
    screen: SCREENS.find((one) => one === screen) ?? 'main',
    ...(page !== undefined && { page: Number(page) }),
    ...(id !== undefined && revision !== undefined && { edits: { id, revision: Number(revision) } }),
    mistakes: parseMistakes(mistakes),
  }
}
