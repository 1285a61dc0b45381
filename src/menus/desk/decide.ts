/** Decisions on a review: what was decided, in words, or why not. Rights were asked for before. */
import type { Decision } from '#src/chat/desk.ts'
import { RequestError } from '#src/errors.ts'
import type { ButtonClick, MessageAnswer } from '#src/bot/command.ts'
import { formatDateTime } from '#src/i18n/dates.ts'
import { quietEnd } from '#src/schedules/approvaltimes.ts'
import { button } from '../schedules/controls.ts'
import { formatPlace } from '../schedules/format.ts'
import { memberNames } from '../membernames.ts'
import { type DeskModerator, stateOf } from './scope.ts'

const DECISIONS = { approve: 'approve', hold: 'hold', postnow: 'postNow' } as const

export function isDecision(choice: string): choice is keyof typeof DECISIONS {
  return Object.hasOwn(DECISIONS, choice)
}

/** A new message; the review itself is edited where it stands. Throws RequestError for what cannot be decided. */
export async function decide(
  choice: keyof typeof DECISIONS,
  { state }: Pick<ButtonClick, 'state'>,
  moderator: DeskModerator,
): Promise<MessageAnswer> {
  const { deskService, personal, owner, by, context } = moderator
  const { words } = context
  const { schedule = '', run = '', content = '' } = state
  const { twoPeople = false } = await personal.memory.settings(owner)
  const fireAt = Number(run)
  const of = await moderator.scheduleService.get(schedule)
  if (of?.owner !== owner) throw new RequestError('desk.gone')
  const what = DECISIONS[choice]
  const decision = await deskService.decide(what, {
    ...{ schedule, fireAt, content, by, at: personal.now },
    ...{ isOperator: personal.isOwner, twoPeople },
  })
  const place = formatPlace(await moderator.scheduleService.nameOf(of.target), of, words)
  const message = (title: string, text: string) => ({ title, blocks: [{ kind: 'paragraph' as const, text }] })
  if (decision.kind === 'over') {
    const text = words.say(`desk:done.over.${decision.canPost ? 'canPost' : 'closed'}`)
    return {
      ...answer(message(words.say('desk:done.over.title'), text)),
      ...(decision.canPost && {
        guide: {
          rows: [
            [{ ...button('postnow', words.say('desk:review.buttons.postnow')), style: 'main' as const }],
          ],
          state: stateOf(moderator, { schedule, run, content }),
          command: 'desk',
        },
      }),
    }
  }
  if (decision.kind !== 'done') throw await refusalOf(decision, what === 'hold', moderator)
  const { approval } = decision
  // Until its deadline a flash keeps to quiet hours.
  const quiet = personal.now < approval.deadline ? quietEnd(of, personal.now) : undefined
  const due = Math.max(approval.fireAt, quiet ?? 0)
  const values = { place, due, until: approval.expiresAt }
  const isAhead = what !== 'hold' && due > personal.now
  const key = isAhead ? 'approve.ahead' : what === 'approve' ? 'approve.now' : (`${what}.text` as const)
  return answer(message(words.say(`desk:done.${what}.title`), words.say(`desk:done.${key}`, values)))
}

function answer(message: Pick<MessageAnswer['message'], 'title' | 'blocks'>): MessageAnswer {
  return { kind: 'message', message: { ...message, images: [], footer: [] }, isNew: true }
}

async function refusalOf(
  decision: Exclude<Decision, { readonly kind: 'done' | 'over' }>,
  isHold: boolean,
  moderator: DeskModerator,
): Promise<RequestError> {
  if (decision.kind !== 'already') return new RequestError(`desk.${decision.kind}`)
  const { words } = moderator.context
  const called = (await memberNames([decision.by], moderator)).get(decision.by) ?? decision.by
  const isNamed = ![moderator.by, 'system', 'deleted'].includes(decision.by)
  return new RequestError(isHold ? 'desk.alreadyHeld' : 'desk.already', {
    at: formatDateTime(decision.at, words),
    name: isNamed ? words.say('desk:member', { name: called }) : called,
  })
}
