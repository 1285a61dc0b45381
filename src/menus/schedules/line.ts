/** From what was typed in one line, or as options, to a plan: what can be read is kept, and the rest is said. */
import { chatBeside } from '#src/chat/address.ts'
import type { Plan, What, When } from '#src/chat/schedule.ts'
import { editDistance } from '#src/distance.ts'
import { RequestError } from '#src/errors.ts'
import { nameKey, plainText, quotable } from '#src/bot/arguments/input.ts'
import { readSections } from '#src/bot/arguments/sections.ts'
import { requireManagedTarget, type ScheduleModerator } from '../moderator.ts'
import type { Tried } from './arguments.ts'
import { type Mistake, mistakeOf, type Part } from './mistakes.ts'
import { contentName, contentsOf, newPlan, sectionsOf, whatOf, withWhat } from './plan.ts'
import { withTopicName } from './topics.ts'
import { onDay, readTime, timeOf, WEEKDAYS, type Weekday } from './when.ts'

/** What was said of a schedule; undefined is left as it is. */
export interface PlanInput {
  readonly what?: Tried<string | undefined> | undefined
  readonly day?: Tried<Weekday | undefined> | undefined
  readonly time?: Tried<string | undefined> | undefined
  readonly zone?: Tried<string | undefined> | undefined
  readonly language?: Tried<Plan['language'] | undefined> | undefined
  readonly channel?: string | undefined
  /** Of a recap. */
  readonly sections?: string | undefined
  /** Of a command, and every word that nothing else takes. */
  readonly options?: string | undefined
}

/** Whether anything was typed for it. */
export function isSaid(tried: Tried<unknown> | undefined): boolean {
  return tried !== undefined && ('error' in tried || tried.value !== undefined)
}

export interface ReadPlan {
  readonly plan: Plan
  readonly mistakes: readonly Mistake[]
}

export async function planFrom(input: PlanInput, moderator: ScheduleModerator): Promise<ReadPlan> {
  const { context, target: own } = moderator
  const mistakes: Mistake[] = []
  const note = (part: Part, error: RequestError) => mistakes.push(mistakeOf(part, error, context.words))
  /** Undefined, and a mistake, for what is refused. */
  const attempt = async <Value>(
    part: Part,
    run: () => Value | Promise<Value>,
  ): Promise<Awaited<Value> | undefined> => {
    try {
      return await run()
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      note(part, error)
      return undefined
    }
  }
  const valueIn = <Value>(part: Part, tried: Tried<Value> | undefined): Value | undefined => {
    if (tried === undefined || 'value' in tried) return tried?.value
    note(part, tried.error)
    return undefined
  }
  const plan = newPlan(own, context)
  const name = valueIn('what', input.what) ?? 'weekly'
  const words = plainText(input.options ?? '')
    .split(' ')
    .filter((word) => word !== '')
  const what = await attempt('what', () => whatOf(name, plan.what, context.commands))
  const withArgs = await argumentsIn(what ?? plan.what, words, isSaid(input.what), moderator, attempt)
  const sections = await attempt('sections', () => withSections(withArgs, input.sections))
  const day = valueIn('day', input.day)
  const time = valueIn('time', input.time)
  const { channel } = input
  const target =
    channel === undefined
      ? own
      : await attempt('target', async () => {
          const chosen = channelIn(channel, moderator)
          await requireManagedTarget(chosen, moderator)
          return chosen
        })
  const content = withWhat(plan, sections ?? withArgs)
  const planned: Plan = {
    ...content,
    target: target ?? own,
    when: whenIn(content.when, day, time),
    zone: valueIn('zone', input.zone) ?? plan.zone,
    language: valueIn('language', input.language) ?? plan.language,
  }
  return { plan: await withTopicName(planned, moderator), mistakes }
}

/** The time of the content with the day and the time of day that were typed. */
function whenIn(before: When, day: Weekday | undefined, time: string | undefined): When {
  const clock = (time === undefined ? undefined : readTime(time)) ?? timeOf(before) ?? { hour: 9, minute: 30 }
  if (day) return onDay(WEEKDAYS.indexOf(day) + 1, clock)
  return before.kind === 'daily' ? { kind: 'daily', ...clock } : { ...onDay(1, clock) }
}

type Attempt = <Value>(part: Part, run: () => Value | Promise<Value>) => Promise<Awaited<Value> | undefined>

/** The content with the words that nothing else takes, as its command reads them; a recap takes none. */
async function argumentsIn(
  what: What,
  words: readonly string[],
  isNamed: boolean,
  { personal, context }: ScheduleModerator,
  attempt: Attempt,
): Promise<What> {
  if (words.length === 0) return what
  if (what.kind === 'command') {
    const read = (some: readonly string[]) => personal.read(what.name, {}, some)
    const args = await attempt('options', () => read(words))
    if (args) return { ...what, args }
    const kept = readable(words, read)
    return { ...what, args: kept.length === 0 ? {} : read(kept) }
  }
  const names = contentsOf(context.commands)
  await attempt('words', () => {
    throw new RequestError(
      'schedules.unknownWords',
      { typed: quotable(words.join(' ')), names: names.join(context.words.grammar.comma) },
      isNamed ? [] : nearest(words[0] ?? '', names).map((name) => ({ label: name, value: name })),
    )
  })
  return what
}

/** The words that can be read, each beside those before it. */
function readable(words: readonly string[], read: (some: readonly string[]) => unknown): readonly string[] {
  const kept: string[] = []
  for (const word of words) {
    kept.push(word)
    try {
      read(kept)
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      kept.pop()
    }
  }
  return kept
}

/** Names that a mistyped one may have meant. */
function nearest(typed: string, names: readonly string[]): readonly string[] {
  const key = nameKey(typed)
  return names.filter((name) => editDistance(key, name) <= 2)
}

/** Throws RequestError for a name that is no section's, and for sections of what has none. */
function withSections(what: What, typed: string | undefined): What {
  if (typed === undefined) return what
  if (what.kind !== 'brief') throw new RequestError('schedules.noSections', { command: contentName(what) })
  const sections = sectionsOf(readSections(typed))
  return sections ? { ...what, sections } : what
}

/** `<#123>`, `123`. Throws RequestError. */
function channelIn(typed: string, { target }: ScheduleModerator): string {
  const [, id] = /^(?:<#)?(-?\d{1,20})>?$/u.exec(typed.trim()) ?? []
  if (id === undefined) throw new RequestError('schedules.badChannel', { typed: quotable(typed) })
  return chatBeside(target, id)
}
