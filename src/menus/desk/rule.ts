/** The rule of approval of a schedule: off, or one of two modes, with a deadline; and where what is to be approved is shown. */
import type { Button } from '#src/chat/action.ts'
import type { ApprovalRule } from '#src/chat/additions.ts'
import type { Plan } from '#src/chat/schedule.ts'
import { RequestError } from '#src/errors.ts'
import type { Words } from '#src/i18n/words.ts'
import type { ScheduleModerator } from '../moderator.ts'
import { button } from '../schedules/controls.ts'
import { formatHours } from '../schedules/format.ts'

const MODES = ['off', 'unless-held', 'approved'] as const

/** A row of modes and, where one is chosen, a row of deadlines in hours. */
export function ruleRows(
  approval: ApprovalRule | undefined,
  deadlines: readonly number[],
  words: Words,
): readonly (readonly Button[])[] {
  return [
    MODES.map((one) => ({
      ...button(`mode=${one}`, words.say(`desk:schedule.modes.${one}`)),
      active: one === (approval?.mode ?? 'off'),
    })),
    approval === undefined
      ? []
      : deadlines.map((one) => ({
          ...button(`hours=${one}`, words.say('desk:schedule.hours', { after: formatHours(one, words) })),
          active: one === approval.hours,
        })),
  ]
}

/**
 * A plan with another mode or deadline; `usual` is the deadline where none was chosen, or one that is not offered, as a file may bring it.
 * Throws RequestError for what is none.
 */
export function withRule<P extends Plan>(
  name: 'mode' | 'hours',
  value: string,
  { approval: before, ...plan }: P,
  { deadlines, usual }: { readonly deadlines: readonly number[]; readonly usual: number },
): Plan {
  const mode = name === 'mode' ? MODES.find((one) => one === value) : before?.mode
  const kept = deadlines.find((one) => one === before?.hours) ?? usual
  const hours = name === 'hours' ? Number(value) : kept
  if (mode === undefined || !deadlines.includes(hours)) throw new RequestError('chat.unknownClick')
  return mode === 'off'
    ? (plan as Plan)
    : { ...(plan as Plan), approval: { mode, hours: hours as ApprovalRule['hours'] } }
}

/** Where a community's reviews go: its review channel, else its log channel. */
export async function reviewTarget({ personal, owner }: ScheduleModerator): Promise<string | undefined> {
  const { reviewChannel, logChannel } = await personal.memory.settings(owner)
  return reviewChannel ?? logChannel
}

/** Throws RequestError where a rule wants reviews, and there is nowhere to show them. */
export async function requireReview({ approval }: Plan, moderator: ScheduleModerator): Promise<void> {
  if (approval && (await reviewTarget(moderator)) === undefined) throw new RequestError('desk.noReview')
}
