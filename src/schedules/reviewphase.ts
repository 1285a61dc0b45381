/** How a run stands that moderators approve, as its review says it. Pure. */
import { HELD_BACK, type OpenApproval } from '#src/chat/desk.ts'

/**
 * `waiting`, `approved` and `held` as decided, the run still ahead; `posted` after an approval, `unapproved` without one;
 * `skipped` was not posted and still can be, `over` can not; `ended` came to another end, `gone` is not due any more.
 */
export type Phase =
  | 'waiting'
  | 'approved'
  | 'held'
  | 'posted'
  | 'unapproved'
  | 'skipped'
  | 'over'
  | 'ended'
  | 'gone'

/** Nothing more will come. */
const OVER: readonly Phase[] = ['posted', 'unapproved', 'over', 'ended', 'gone']

export function phaseOf({ approval, plan, delivery, isDue }: OpenApproval, now: number): Phase {
  if (!isDue || !plan.approval) return 'gone'
  switch (delivery?.state) {
    case 'sent':
      return approval.state === 'approved' ? 'posted' : 'unapproved'
    case 'skipped':
      if (!HELD_BACK.includes(delivery.code ?? '')) return 'gone'
      // Approved by hand a moment ago, it waits to be sent.
      return now < approval.expiresAt ? 'skipped' : 'over'
    case 'failed':
    case 'dead':
    case 'expired':
    case 'uncertain':
      return 'ended'
    default:
      return approval.state
  }
}

export function isOver(phase: Phase): boolean {
  return OVER.includes(phase)
}

/** What a review shows of a run: another text where it would say something else. */
export function shownOf(phase: Phase, { approval }: OpenApproval): string {
  const { content, by, at, deadline } = approval
  return JSON.stringify([phase, content, by ?? null, at ?? null, deadline])
}

/** The content that a review shows; undefined where it shows none yet. */
export function contentShown(shown: string | undefined): string | undefined {
  if (shown === undefined) return undefined
  const [, content] = JSON.parse(shown) as readonly string[]
  return content
}
