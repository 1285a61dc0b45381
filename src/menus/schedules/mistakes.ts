/** What a moderator typed for a schedule and could not be read: kept beside what could, until it is put right. */
import type { Button, Control } from '#src/chat/action.ts'
import type { Block } from '#src/chat/message.ts'
import type { RequestError } from '#src/errors.ts'
import type { Words } from '#src/i18n/words.ts'
import { formatRefusal } from '#src/bot/answer/refusal.ts'
import { WEEKDAYS } from './when.ts'

/** Parts of a plan, in the order in which they are told. */
const PARTS = {
  what: ['what'],
  words: ['what', 'options'],
  sections: ['sections', 'what'],
  options: ['options', 'what'],
  day: ['weekday', 'time'],
  time: ['hour', 'minute', 'time'],
  cron: ['time'],
  zone: ['zone', 'time'],
  language: ['language'],
  target: ['channel', 'topic', 'intopic', 'inchat'],
  grace: ['advanced'],
  late: ['advanced'],
  least: ['advanced'],
  patience: ['advanced'],
  windowZone: ['advanced'],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type Part = keyof typeof PARTS

export interface Mistake {
  readonly part: Part
  /** What is wrong, and what can be typed instead. */
  readonly text: string
  /** What may have been meant, as buttons of the builder. */
  readonly offers: readonly { readonly label: string; readonly choice: string }[]
}

/** Buttons in which one mistake is put right. */
const OFFERED = 5

export function mistakeOf(part: Part, error: RequestError, words: Words): Mistake {
  const offers = (CHOICES[part] === undefined ? [] : error.candidates).slice(0, OFFERED)
  return {
    part,
    text: formatRefusal(error, words),
    offers: offers.map(({ label, value }) => ({ label, choice: `${CHOICES[part]}=${value}` })),
  }
}

/** The clicks that a candidate becomes. */
const CHOICES: Readonly<Partial<Record<Part, string>>> = { zone: 'zone', what: 'what', words: 'what' }

/** The mistakes that a click of the builder leaves. */
export function mistakesAfter(mistakes: readonly Mistake[], action: string): readonly Mistake[] {
  return mistakes.filter(({ part }) => !(PARTS[part] as readonly string[]).includes(action))
}

/** Nothing where there is none. */
export function describeMistakes(mistakes: readonly Mistake[], words: Words): readonly Block[] {
  if (mistakes.length === 0) return []
  const items = mistakes.map(({ text }) => text)
  return [{ kind: 'bullets', heading: words.say('schedules:mistakes.heading'), items }]
}

/** The mistakes of a message's state; none where it holds none that can be read. */
export function parseMistakes(json: string | undefined): readonly Mistake[] {
  return json === undefined ? [] : (JSON.parse(json) as readonly Mistake[])
}

/**
 * The controls that go on from mistakes: what may have been meant, the days of the week, the forms and screens of the parts
 * that are wrong, and the way on without them. `withForm` makes a button that asks first.
 */
export function mistakeRows(
  mistakes: readonly Mistake[],
  words: Words,
  withForm: (choice: 'time' | 'options' | 'advanced', label: string) => Button,
): readonly (readonly Control[])[] {
  const has = (...parts: readonly Part[]) => mistakes.some(({ part }) => parts.includes(part))
  const button = (choice: string, label: string): Button => ({ kind: 'button', choice, label })
  const ways = [
    ...(has('day', 'time', 'zone', 'cron')
      ? [
          withForm('time', words.say('schedules:buttons.type')),
          button('screen=when', words.say('schedules:buttons.when')),
        ]
      : []),
    ...(has('options') ? [withForm('options', words.say('schedules:buttons.options'))] : []),
    ...(has('target') ? [button('screen=target', words.say('schedules:buttons.target'))] : []),
    ...(has('grace', 'late', 'least', 'patience', 'windowZone')
      ? [withForm('advanced', words.say('schedules:buttons.advanced'))]
      : []),
    ...(has('what', 'words', 'sections', 'language')
      ? [button('screen=main', words.say('schedules:buttons.content'))]
      : []),
  ]
  return [
    mistakes
      .flatMap(({ offers }) => offers)
      .slice(0, OFFERED)
      .map(({ label, choice }) => button(choice, label)),
    has('day')
      ? WEEKDAYS.map((day, index) => button(`weekday=${index + 1}`, words.say(`schedules:weekdays.${day}`)))
      : [],
    ways.slice(0, OFFERED),
    [
      button('asshown', words.say('schedules:buttons.asShown')),
      button('cancel', words.say('schedules:buttons.cancel')),
    ],
  ].filter((row) => row.length > 0)
}
