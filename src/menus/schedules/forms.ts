/** What the builder's buttons ask for, and what becomes of a plan with the answers. */
import type { Form } from '#src/chat/action.ts'
import { parseAddress } from '#src/chat/address.ts'
import type { Plan } from '#src/chat/schedule.ts'
import { RequestError } from '#src/errors.ts'
import type { Words } from '#src/i18n/words.ts'
import { plainText, quotable } from '#src/bot/arguments/input.ts'
import type { Draft } from './draft.ts'
import { HOUR, inTopic, readHours, readPercent } from './plan.ts'
import { readZone } from '#src/bot/arguments/zones.ts'
import { printTime, readTime, readWeekday, WEEKDAYS } from './when.ts'

type Values = Readonly<Record<string, string>>

/** The form of a button, filled with what the plan says; undefined for a button that asks nothing. */
export function formNamed(choice: string, { plan }: Pick<Draft, 'plan'>, words: Words): Form | undefined {
  const { when, zone, grace, late, coverage, what, target } = plan
  const weekly = when.kind === 'weekly' ? when : undefined
  const field = (name: FieldName, value: string, optional = false) => ({
    name,
    label: words.say(`schedules:forms.${name}`),
    ...(value !== '' && { value }),
    ...(optional && { optional }),
  })
  const title = (name: 'time' | 'advanced' | 'options' | 'topic') => words.say(`schedules:titles.${name}`)
  switch (choice) {
    case 'time': {
      const day = WEEKDAYS[(weekly?.weekday ?? 0) - 1]
      return {
        title: title('time'),
        fields: [
          field('day', day ? words.say(`schedules:weekdays.${day}`) : '', true),
          field('time', weekly ? printTime(weekly) : '', true),
          field('zone', zone),
          { ...field('cron', when.kind === 'cron' ? when.expression : '', true), placeholder: '30 9 * * 1' },
        ],
      }
    }
    case 'advanced':
      return {
        title: title('advanced'),
        fields: [
          field('grace', String(grace / HOUR)),
          field('late', words.say(`schedules:lateWords.${late}`)),
          ...(what.kind === 'brief'
            ? [
                field('least', String(Math.round(coverage.least * 100))),
                field('patience', String(coverage.patience / HOUR)),
                field('windowZone', what.windowZone),
              ]
            : []),
        ],
      }
    case 'options':
      return what.kind === 'brief'
        ? undefined
        : {
            title: title('options'),
            fields: [{ ...field('args', optionsText(what.args), true), placeholder: 'asset:eth window:30d' }],
          }
    case 'topic':
      return {
        title: title('topic'),
        fields: [{ ...field('topic', parseAddress(target).topic ?? '', true), placeholder: '42' }],
      }
    default:
      return undefined
  }
}

/** The plan with a form's answers. Throws RequestError for those that cannot be. `read` understands a command's options. */
export function withAnswers(
  choice: string,
  values: Values,
  plan: Plan,
  read: (command: string, typed: Values) => Values,
): Plan {
  switch (choice) {
    case 'time':
      return withTime(values, plan)
    case 'advanced':
      return withAdvanced(values, plan)
    case 'options':
      if (plan.what.kind === 'brief') return plan
      return { ...plan, what: { ...plan.what, args: read(plan.what.name, readOptions(values.args ?? '')) } }
    case 'topic':
      return withTopic(plan, plainText(values.topic ?? ''))
    default:
      return plan
  }
}

/** `asset:eth window:30d`. Throws RequestError for a word without a name. */
export function readOptions(typed: string): Values {
  const pairs = plainText(typed)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => {
      const [, name, value] = /^([a-z]+)[:=](.+)$/iu.exec(word) ?? []
      if (name === undefined || value === undefined) {
        throw new RequestError('schedules.badOptions', { typed: quotable(word) })
      }
      return [name.toLowerCase(), value] as const
    })
  return Object.fromEntries(pairs)
}

function optionsText(args: Values): string {
  return Object.entries(args)
    .map(([name, value]) => `${name}:${value}`)
    .join(' ')
}

function withTime({ day = '', time = '', zone = '', cron = '' }: Values, plan: Plan): Plan {
  const read = readZone(zone)
  if (read === undefined) throw new RequestError('schedules.badZone', { typed: quotable(zone) })
  // Day and time stand there already: an expression is only there where somebody wants it.
  const expression = plainText(cron)
  if (expression !== '') {
    return { ...plan, zone: read, when: { kind: 'cron', expression } }
  }
  const weekday = readWeekday(day)
  if (weekday === undefined) throw new RequestError('schedules.badDay', { typed: quotable(day) })
  const clock = readTime(time)
  if (clock === undefined) throw new RequestError('schedules.badTime', { typed: quotable(time) })
  return { ...plan, zone: read, when: { kind: 'weekly', weekday: WEEKDAYS.indexOf(weekday) + 1, ...clock } }
}

/** Hours after which even a patient recap is stale, and a missed one news of yesterday. */
const MOST_GRACE = 72
const MOST_PATIENCE = 24

function withAdvanced(values: Values, plan: Plan): Plan {
  const { what, coverage } = plan
  const late = plainText(values.late ?? '').toLowerCase()
  const isSkip = late === 'skip' || late === '見送る'
  if (!isSkip && late !== 'post' && late !== '投稿する') throw new RequestError('schedules.badLate')
  const common = {
    ...plan,
    grace: readHours(values.grace ?? '', MOST_GRACE),
    late: isSkip ? 'skip' : 'post',
  } as const
  if (what.kind === 'command') return common
  const windowZone = readZone(values.windowZone ?? '')
  if (windowZone === undefined) {
    throw new RequestError('schedules.badZone', { typed: quotable(values.windowZone ?? '') })
  }
  return {
    ...common,
    what: { ...what, windowZone },
    coverage: {
      least: values.least === undefined ? coverage.least : readPercent(values.least),
      patience: readHours(values.patience ?? '', MOST_PATIENCE),
    },
  }
}

/** Topics are numbers; none is the chat itself. Throws RequestError. */
function withTopic(plan: Plan, topic: string): Plan {
  if (topic === '') return inTopic(plan, undefined)
  if (!/^\d{1,12}$/u.test(topic)) throw new RequestError('schedules.badTopic', { typed: quotable(topic) })
  return inTopic(plan, topic)
}

type FieldName =
  | 'day'
  | 'time'
  | 'zone'
  | 'cron'
  | 'grace'
  | 'late'
  | 'least'
  | 'patience'
  | 'windowZone'
  | 'args'
  | 'topic'
