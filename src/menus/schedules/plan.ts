/** Plans as builders keep and change them. */
import { topicOf } from '#src/chat/address.ts'
import { SECTIONS } from '#src/briefing/section.ts'
import { platformOf } from '#src/chat/address.ts'
import { can } from '#src/chat/platform.ts'
import type { Plan, What, When } from '#src/chat/schedule.ts'
import { RequestError } from '#src/errors.ts'
import { canBeScheduled } from '#src/bot/answer/scheduledmessage.ts'
import type { Command } from '#src/bot/command.ts'
import { topicsFirst } from '#src/bot/request/find.ts'
import type { View } from '#src/bot/request/views.ts'

/** Milliseconds. */
export const HOUR = 3_600_000

/** Names of the commands whose answers can be scheduled, beside the recap. */
export function scheduledOf(commands: readonly Command[]): readonly string[] {
  return topicsFirst(commands.filter(canBeScheduled).map(({ name }) => name))
}

/** Everything that can be posted by a name: the recap, the daily, and commands. */
export function contentsOf(commands: readonly Command[]): readonly string[] {
  return ['weekly', 'daily', ...scheduledOf(commands)]
}

/** What a plan's content is called among them. */
export function contentName(what: What): string {
  if (what.kind === 'command') return what.name
  return what.kind === 'brief' ? 'weekly' : what.kind
}

/** Monday 09:30 in the zone of the chat's settings, else of its language: in Tokyo half an hour after the week has ended in UTC. */
export function newPlan(
  target: string,
  { words, theme, colors }: Pick<View, 'words' | 'theme' | 'colors'>,
): Plan {
  return {
    target,
    what: { kind: 'brief', length: 'compact', windowZone: 'UTC' },
    when: { kind: 'weekly', weekday: 1, hour: 9, minute: 30 },
    zone: words.clock,
    language: words.locale,
    theme,
    colors,
    ...(words.money && { currency: words.money.currency }),
    options: threaded(target) ? { thread: true } : {},
    grace: 6 * HOUR,
    late: 'post',
    coverage: { least: 0.8, patience: 2 * HOUR },
  }
}

/** The plan with something else to post. Sections go into a thread; one answer needs none, unless a moderator wants it. */
export function withWhat(plan: Plan, what: What): Plan {
  if (what.kind === plan.what.kind) return { ...plan, what }
  const { thread: _, ...options } = plan.options
  const isThreaded = what.kind === 'brief' && threaded(plan.target)
  const when = whenOf(what, plan)
  // A recap alone is approved, and has an intro.
  const { approval: __, intro: ___, ...rest } = plan
  return { ...rest, what, when, options: isThreaded ? { ...options, thread: true } : options }
}

/** At the same time of day: a daily comes every day, a recap every Monday, where it was the other way round. */
function whenOf(what: What, { what: before, when }: Plan): When {
  if (what.kind === 'daily' && when.kind === 'weekly') {
    return { kind: 'daily', hour: when.hour, minute: when.minute }
  }
  if (what.kind === 'brief' && before.kind === 'daily' && when.kind === 'daily') {
    return { ...when, kind: 'weekly', weekday: 1 }
  }
  return when
}

/** Whether the sections of a recap have a thread of their own there. */
function threaded(target: string): boolean {
  return can(platformOf(target), 'threads')
}

/** The plan without its pictures: a recap of words, or a command's answer without its chart. */
export function textAlone(plan: Plan): Plan {
  return plan.what.kind === 'brief'
    ? { ...plan, what: { ...plan.what, length: 'text' } }
    : { ...plan, options: { ...plan.options, textOnly: true } }
}

/** The plan in another chat, without what only the one before has. */
export function inChat(plan: Plan, target: string): Plan {
  if (target === plan.target) return plan
  const { tags: _, topicName: __, ...options } = plan.options
  const { member: ___, ...shared } = plan
  return { ...shared, target, options }
}

/** The plan in a topic of its group, or in the group itself; `name` is what the topic is called, where that is known. */
export function inTopic(plan: Plan, topic: string | undefined, name?: string): Plan {
  const moved = inChat({ ...plan, target: topicOf(plan.target, undefined) }, topicOf(plan.target, topic))
  const { topicName: _, ...options } = moved.options
  return { ...moved, options: { ...options, ...(name !== undefined && { topicName: name }) } }
}

/** The plan alone of a schedule that is kept. */
export function planOf(schedule: Plan): Plan {
  const { target, member, what, when, zone, language, theme, colors, currency, ...rest } = schedule
  const { options, grace, late, coverage, approval, intro } = rest
  const own = {
    ...{ target, what, when, zone, language, theme, colors },
    ...(member !== undefined && { member }),
    ...(currency && { currency }),
  }
  return { ...own, options, grace, late, coverage, ...(approval && { approval }), ...(intro && { intro }) }
}

/** `weekly` is the recap, `daily` the daily; everything else a command. Throws RequestError for one that cannot be scheduled. */
export function whatOf(
  name: string,
  before: What,
  commands: readonly Command[],
  args: Readonly<Record<string, string>> = {},
): What {
  if (name === 'weekly' || name === 'brief') {
    return before.kind === 'brief' ? before : { kind: 'brief', length: 'compact', windowZone: 'UTC' }
  }
  if (name === 'daily') return { kind: 'daily' }
  if (!scheduledOf(commands).includes(name))
    throw new RequestError('schedules.notScheduled', { command: name })
  return { kind: 'command', name, args }
}

/** The sections chosen, in the recap's order; all of them is none said. */
export function sectionsOf(chosen: readonly string[]): readonly string[] | undefined {
  const kept = SECTIONS.filter((name) => chosen.includes(name))
  return kept.length === 0 || kept.length === SECTIONS.length ? undefined : kept
}

/** A share of a form: `80`, `80%`. Throws RequestError. */
export function readPercent(typed: string): number {
  const value = Number(typed.normalize('NFKC').replace(/%$/u, ''))
  if (typed.trim() === '' || !(value >= 0 && value <= 100)) {
    throw new RequestError('schedules.badNumber', { typed, least: '0', most: '100' })
  }
  return value / 100
}

/** Hours of a form, as milliseconds. Throws RequestError beyond 0 to `most`. */
export function readHours(typed: string, most: number): number {
  const value = Number(typed.normalize('NFKC'))
  if (typed.trim() === '' || !(value >= 0 && value <= most)) {
    throw new RequestError('schedules.badNumber', { typed, least: '0', most: String(most) })
  }
  return Math.round(value * HOUR)
}
