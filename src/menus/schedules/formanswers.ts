/** What becomes of a plan with a form's answers: each is read by itself, so that one mistake takes no other answer away. */
import type { Form } from '#src/chat/action.ts'
import type { Plan, When } from '#src/chat/schedule.ts'
import { RequestError } from '#src/errors.ts'
import type { Words } from '#src/i18n/words.ts'
import { formatRefusal } from '#src/bot/answer/refusal.ts'
import { plainText, quotable } from '#src/bot/arguments/input.ts'
import { requireZone } from '#src/bot/arguments/zones.ts'
import type { PersonalContext } from '#src/bot/command.ts'
import type { ReadPlan } from './line.ts'
import { type Mistake, mistakeOf, type Part } from './mistakes.ts'
import { inTopic, readHours, readPercent } from './plan.ts'
import { isEveryDay, onDay, readTime, readWeekday, timeOf, WEEKDAYS } from './when.ts'

type Values = Readonly<Record<string, string>>

export interface FormReading {
  readonly words: Words
  /** Understands a command's options. */
  readonly read: PersonalContext['read']
  /** Throws RequestError for a time that cannot be. */
  readonly checkWhen: (when: When, zone: string) => void
}

const FORMS = ['time', 'advanced', 'options', 'topic'] as const
type FormName = (typeof FORMS)[number]

export function isForm(choice: string): choice is FormName {
  return (FORMS as readonly string[]).includes(choice)
}

/** Hours after which even a patient recap is stale, and a missed one news of yesterday. */
const MOST_GRACE = 72
const MOST_PATIENCE = 24

/** The answers of forms that are read by themselves: each gives its value, or throws RequestError. */
export const READERS = {
  /** 0 is every day. */
  day(typed: string): number {
    if (isEveryDay(typed)) return 0
    const day = readWeekday(typed)
    if (day === undefined) throw new RequestError('schedules.badDay', { typed: quotable(typed) })
    return WEEKDAYS.indexOf(day) + 1
  },
  time(typed: string) {
    const time = readTime(typed)
    if (time === undefined) throw new RequestError('schedules.badTime', { typed: quotable(typed) })
    return time
  },
  zone: requireZone,
  windowZone: requireZone,
  grace: (typed: string) => readHours(typed, MOST_GRACE),
  patience: (typed: string) => readHours(typed, MOST_PATIENCE),
  least: readPercent,
  late(typed: string): Plan['late'] {
    const word = plainText(typed).toLowerCase()
    if (word === 'skip' || word === '見送る') return 'skip'
    if (word === 'post' || word === '投稿する') return 'post'
    throw new RequestError('schedules.badLate', { typed: quotable(typed) })
  },
  /** Topics are numbers; none is the chat itself. */
  topic(typed: string): string | undefined {
    const topic = plainText(typed)
    if (topic === '') return undefined
    if (!/^\d{1,12}$/u.test(topic)) throw new RequestError('schedules.badTopic', { typed: quotable(topic) })
    return topic
  },
}

/** The plan with what of the answers can be read, and what cannot. */
export function withAnswers(choice: FormName, values: Values, plan: Plan, reading: FormReading): ReadPlan {
  const mistakes: Mistake[] = []
  const attempt: Attempt = (part, run) => {
    try {
      return run()
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      mistakes.push(mistakeOf(part, error, reading.words))
      return undefined
    }
  }
  return { plan: PLANS[choice](values, plan, attempt, reading), mistakes }
}

/** The same form, in which each answer is checked by itself where questions are asked one after the other. */
export function checkedForm({ title, fields }: Form, plan: Plan, reading: FormReading): Form {
  const { what } = plan
  const readers: Readonly<Record<string, (typed: string, words: Words) => unknown>> = {
    ...READERS,
    ...(what.kind === 'command' && { args: (typed) => reading.read(what.name, {}, wordsIn(typed)) }),
    cron: (expression: string) => reading.checkWhen({ kind: 'cron', expression }, plan.zone),
  }
  const check = (read: NonNullable<(typeof readers)[string]>) => (typed: string) => {
    try {
      read(typed, reading.words)
      return undefined
    } catch (error) {
      if (error instanceof RequestError) return formatRefusal(error, reading.words)
      throw error
    }
  }
  return {
    title,
    fields: fields.map((field) => {
      const read = readers[field.name]
      return read ? { ...field, check: check(read) } : field
    }),
  }
}

type Attempt = <Value>(part: Part, run: () => Value) => Value | undefined

const PLANS: Readonly<
  Record<FormName, (values: Values, plan: Plan, attempt: Attempt, reading: FormReading) => Plan>
> = {
  time({ day = '', time = '', zone = '', cron = '' }, plan, attempt, { words, checkWhen }) {
    const inZone = attempt('zone', () => READERS.zone(zone, words)) ?? plan.zone
    // Day and time stand there already: an expression is only there where somebody wants it.
    const expression = plainText(cron)
    if (expression !== '') {
      const when: When = { kind: 'cron', expression }
      const checked = attempt('cron', () => {
        checkWhen(when, inZone)
        return when
      })
      return { ...plan, zone: inZone, when: checked ?? plan.when }
    }
    const before = timeOf(plan.when) ?? { hour: 9, minute: 30 }
    const own = dayOf(plan.when)
    // An answer that was left out leaves what there is.
    const weekday = (day === '' ? undefined : attempt('day', () => READERS.day(day))) ?? own
    const clock = (time === '' ? undefined : attempt('time', () => READERS.time(time))) ?? {
      hour: before.hour,
      minute: before.minute,
    }
    return { ...plan, zone: inZone, when: onDay(weekday, clock) }
  },
  advanced(values, plan, attempt, { words }) {
    const { what, coverage } = plan
    const common: Plan = {
      ...plan,
      grace: attempt('grace', () => READERS.grace(values.grace ?? '')) ?? plan.grace,
      late: attempt('late', () => READERS.late(values.late ?? '')) ?? plan.late,
    }
    if (what.kind === 'command' || what.kind === 'flash') return common
    const { least, patience = '', windowZone = '' } = values
    return {
      ...common,
      what:
        what.kind === 'daily'
          ? what
          : {
              ...what,
              windowZone:
                attempt('windowZone', () => READERS.windowZone(windowZone, words)) ?? what.windowZone,
            },
      coverage: {
        least:
          (least === undefined ? undefined : attempt('least', () => READERS.least(least))) ?? coverage.least,
        patience: attempt('patience', () => READERS.patience(patience)) ?? coverage.patience,
      },
    }
  },
  options({ args = '' }, plan, attempt, { read }) {
    const { what } = plan
    if (what.kind !== 'command') return plan
    const kept = attempt('options', () => read(what.name, {}, wordsIn(args))) ?? what.args
    return { ...plan, what: { ...what, args: kept } }
  },
  topic({ topic = '' }, plan, attempt) {
    const read = attempt('target', () => ({ topic: READERS.topic(topic) }))
    return read ? inTopic(plan, read.topic) : plan
  },
}

/** Its day of the week, 0 of every day; Monday where an expression says it. */
function dayOf(when: When): number {
  return when.kind === 'daily' ? 0 : when.kind === 'weekly' ? when.weekday : 1
}

function wordsIn(typed: string): readonly string[] {
  return plainText(typed)
    .split(' ')
    .filter((word) => word !== '')
}
