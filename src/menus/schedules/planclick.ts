/** What the builder's buttons make of a plan. */
import { chatBeside } from '#src/chat/address.ts'
import type { Plan, When } from '#src/chat/schedule.ts'
import { RequestError } from '#src/errors.ts'
import { POST_LANGUAGES } from '#src/i18n/locale.ts'
import { CURRENCIES } from '#src/i18n/money.ts'
import type { ButtonClick } from '#src/bot/command.ts'
import { readZone } from '#src/bot/arguments/zones.ts'
import type { ScheduleModerator } from '../moderator.ts'
import { type FormReading, isForm, withAnswers } from './formanswers.ts'
import type { ReadPlan } from './line.ts'
import { onDay, type TimeOfDay, timeOf } from './when.ts'
import { inChat, sectionsOf, textAlone, whatOf, withWhat } from './plan.ts'

/** The plan as a click changes it, with what of a form could not be read. Throws RequestError for a click that means nothing. */
export function changed(
  plan: Plan,
  action: string,
  value: string,
  click: ButtonClick,
  moderator: ScheduleModerator,
): ReadPlan {
  return isForm(action)
    ? withAnswers(action, click.values, plan, readingIn(moderator))
    : { plan: clicked(plan, action, value, click, moderator), mistakes: [] }
}

export function readingIn({ personal, context, scheduleService }: ScheduleModerator): FormReading {
  return {
    words: context.words,
    read: personal.read,
    checkWhen: (when, zone) => void scheduleService.nextRuns(when, zone, 1),
  }
}

function clicked(
  plan: Plan,
  action: string,
  value: string,
  { chosen }: ButtonClick,
  { context, target }: ScheduleModerator,
): Plan {
  const time = timeOf(plan.when) ?? { hour: 9, minute: 30 }
  const at = (part: Partial<typeof time>): Plan => ({
    ...plan,
    when: onDays(plan.when, { ...time, ...part }),
  })
  const number = (most: number) => within(value, most)
  switch (action) {
    case 'what':
      return withWhat(plan, whatOf(value, plan.what, context.commands))
    case 'sections': {
      if (plan.what.kind !== 'brief') return plan
      const { sections: _, ...what } = plan.what
      const sections = sectionsOf(chosen)
      return { ...plan, what: sections ? { ...what, sections } : what }
    }
    case 'length':
      if (plan.what.kind !== 'brief') return plan
      return { ...plan, what: { ...plan.what, length: oneOf(['full', 'compact', 'text'], value) } }
    case 'language':
      return { ...plan, language: oneOf(POST_LANGUAGES, value) }
    case 'theme':
      return { ...plan, theme: oneOf(['dark', 'light'], value) }
    case 'colors':
      return { ...plan, colors: oneOf(['standard', 'jp', 'cvd'], value) }
    case 'currency':
      return { ...plan, currency: oneOf(CURRENCIES, value) }
    case 'textonly':
      return textAlone(plan)
    case 'pictures': {
      const { textOnly: _, ...options } = plan.options
      return { ...plan, options }
    }
    case 'weekday':
      // 0 is every day.
      return { ...plan, when: onDay(number(7), time) }
    case 'hour':
      return at({ hour: number(23) })
    case 'minute':
      return at({ minute: number(59) })
    case 'zone':
      return { ...plan, zone: readZone(value) ?? plan.zone }
    case 'option': {
      const option = oneOf(['thread', 'crosspost', 'silent', 'pin', 'protect'], value)
      return { ...plan, options: { ...plan.options, [option]: plan.options[option] !== true } }
    }
    case 'channel':
      return chosen[0] === undefined ? plan : inChat(plan, chatBeside(target, chosen[0]))
    case 'inchat':
      return inChat(plan, value)
    case 'role':
      return chosen[0] === undefined ? plan : { ...plan, options: { ...plan.options, role: chosen[0] } }
    case 'norole': {
      const { role: _, ...options } = plan.options
      return { ...plan, options }
    }
    case 'tags': {
      const { tags: _, ...options } = plan.options
      return { ...plan, options: chosen.length === 0 ? options : { ...options, tags: chosen.slice(0, 5) } }
    }
    default:
      throw new RequestError('chat.unknownClick')
  }
}

/** At another time of the same days; where an expression said them, of Mondays. */
function onDays(when: When, time: TimeOfDay): When {
  return when.kind === 'daily'
    ? { kind: 'daily', ...time }
    : onDay(when.kind === 'weekly' ? when.weekday : 1, time)
}

function oneOf<const Value extends string>(values: readonly Value[], value: string): Value {
  const found = values.find((one) => one === value)
  if (found === undefined) throw new RequestError('chat.unknownClick')
  return found
}

/** A number of a click, from 0 on. Throws RequestError beyond `most`. */
export function within(value: string, most: number): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 0 || number > most) throw new RequestError('chat.unknownClick')
  return number
}
