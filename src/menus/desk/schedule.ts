/** One schedule at the desk: whether its posts are approved first, until when, and what stands above them. */
import { DEADLINES } from '#src/chat/additions.ts'
import type { Schedule } from '#src/chat/schedule.ts'
import { RequestError } from '#src/errors.ts'
import type { ButtonClick, MessageAnswer } from '#src/bot/command.ts'
import { button } from '../schedules/controls.ts'
import { formatPlace, formatRule } from '../schedules/format.ts'
import { HOUR, planOf } from '../schedules/plan.ts'
import { noted } from '../schedules/shared.ts'
import { requireReview, ruleRows, withRule } from './rule.ts'
import { textsBlock } from './edition.ts'
import { type DeskModerator, stateOf } from './scope.ts'
import { formOf, readTyped } from './texts.ts'

/** Hours, where none were chosen. */
const USUAL = 3

interface Shown {
  readonly note?: string
  readonly problems?: readonly string[]
  readonly kept?: Readonly<Record<string, string>>
}

export async function scheduleCard(
  schedule: Schedule,
  moderator: DeskModerator,
  { note, problems = [], kept = {} }: Shown = {},
): Promise<MessageAnswer> {
  const { context, scheduleService } = moderator
  const { words } = context
  const { approval, intro } = schedule
  const place = formatPlace(await scheduleService.nameOf(schedule.target), schedule, words)
  const hours = DEADLINES.filter((one) => one * HOUR < schedule.grace)
  const isWrong = kept['typed.kind'] === 'intro'
  return {
    kind: 'message',
    message: {
      title: words.say('desk:schedule.title', { number: schedule.number }),
      subtitle: place,
      blocks: [
        ...noted(note),
        ...(problems.length > 0 ? [{ kind: 'bullets' as const, items: problems }] : []),
        {
          kind: 'fields',
          items: [{ name: words.say('desk:schedule.fields.approval'), value: formatRule(approval, words) }],
        },
        textsBlock('intro', intro, words),
        { kind: 'paragraph', text: words.say('desk:schedule.text') },
        { kind: 'paragraph', text: words.say('desk:schedule.intro') },
      ],
      images: [],
      footer: [words.say('desk:edition.marks')],
    },
    guide: {
      rows: [
        ...ruleRows(approval, hours, words),
        [
          {
            ...button('intro', words.say(isWrong ? 'desk:edition.buttons.fix' : 'desk:schedule.introButton')),
            form: formOf('intro', intro ?? {}, kept, words),
          },
          button('menu', words.say('desk:menu.buttons.back')),
        ],
      ],
      state: stateOf(moderator, { open: schedule.id, ...kept }),
      command: 'desk',
    },
  }
}

/** Changes the rule of approval. Throws RequestError where there is nowhere to review, or no time for it. */
export async function changeRule(
  name: 'mode' | 'hours',
  value: string,
  schedule: Schedule,
  moderator: DeskModerator,
): Promise<MessageAnswer> {
  const plan = withRule(name, value, planOf(schedule), { deadlines: DEADLINES, usual: usualHours(schedule) })
  const { approval } = plan
  if (approval && approval.hours * HOUR >= schedule.grace) {
    throw new RequestError('desk.graceShort', { hours: String(schedule.grace / HOUR) })
  }
  await requireReview(plan, moderator)
  return save(schedule, plan, moderator)
}

/** Saves what the form of the intro was answered with, or says what is wrong with it and keeps it. */
export async function writeIntro(
  { values }: Pick<ButtonClick, 'values'>,
  schedule: Schedule,
  moderator: DeskModerator,
): Promise<MessageAnswer> {
  const typed = readTyped('intro', values, moderator.context.words)
  if (typed.kind === 'wrong') return scheduleCard(schedule, moderator, typed)
  const { intro: before, ...plan } = planOf(schedule)
  const after = Object.entries({ ...before, ...typed.texts }).filter(([, text]) => text !== null)
  const intro = after.length === 0 ? {} : { intro: Object.fromEntries(after) as NonNullable<typeof before> }
  return save(schedule, { ...plan, ...intro }, moderator)
}

async function save(
  schedule: Schedule,
  plan: ReturnType<typeof planOf>,
  moderator: DeskModerator,
): Promise<MessageAnswer> {
  const { scheduleService, deskService, by, context } = moderator
  const saved = await scheduleService.change(schedule, plan, by)
  deskService.changed()
  return scheduleCard(saved, moderator, { note: context.words.say('schedules:done.changed') })
}

/** The usual deadline, or the longest that lies inside the grace. */
function usualHours({ grace }: Schedule): number {
  return DEADLINES.findLast((one) => one <= USUAL && one * HOUR < grace) ?? DEADLINES[0]
}
