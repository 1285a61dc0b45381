/** What the builder's buttons ask for. */
import type { Form } from '#src/chat/action.ts'
import { parseAddress } from '#src/chat/address.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Draft } from './draft.ts'
import { HOUR } from './plan.ts'
import { printTime, timeOf, WEEKDAYS } from './when.ts'

type Values = Readonly<Record<string, string>>

/** The form of a button, filled with what the plan says; undefined for a button that asks nothing. */
export function formNamed(choice: string, { plan }: Pick<Draft, 'plan'>, words: Words): Form | undefined {
  const { when, zone, grace, late, coverage, what, target } = plan
  const timed = timeOf(when)
  const field = (name: FieldName, value: string, optional = false) => ({
    name,
    label: words.say(`schedules:forms.${name}`),
    ...(value !== '' && { value }),
    ...(optional && { optional }),
  })
  const title = (name: 'time' | 'advanced' | 'options' | 'topic') => words.say(`schedules:titles.${name}`)
  switch (choice) {
    case 'time': {
      const day = when.kind === 'daily' ? 'every' : when.kind === 'weekly' && WEEKDAYS[when.weekday - 1]
      return {
        title: title('time'),
        fields: [
          field('day', day ? words.say(`schedules:weekdays.${day}`) : '', true),
          field('time', timed ? printTime(timed) : '', true),
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
          ...(what.kind === 'command'
            ? []
            : [
                field('least', String(Math.round(coverage.least * 100))),
                field('patience', String(coverage.patience / HOUR)),
              ]),
          ...(what.kind === 'brief' ? [field('windowZone', what.windowZone)] : []),
        ],
      }
    case 'options':
      return what.kind !== 'command'
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

function optionsText(args: Values): string {
  return Object.entries(args)
    .map(([name, value]) => `${name}:${value}`)
    .join(' ')
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
