/** The guided builder: one message in which a schedule is put together, which says at every step what it will do. */
import { SECTIONS } from '#src/briefing/section.ts'
import type { Button, Control, Select } from '#src/chat/action.ts'
import { platformOf } from '#src/chat/address.ts'
import type { Block } from '#src/chat/message.ts'
import { type Ability, can } from '#src/chat/platform.ts'
import { POST_LANGUAGES } from '#src/i18n/locale.ts'
import { CURRENCIES } from '#src/i18n/money.ts'
import type { MissingPermission, PostOptions } from '#src/chat/posting.ts'
import type { WordKey } from '#src/i18n/keys.ts'
import type { Words } from '#src/i18n/words.ts'
import type { MessageAnswer } from '#src/bot/command.ts'
import { type Draft, stateOf } from './draft.ts'
import { formNamed } from './forms.ts'
import { scheduledOf } from './plan.ts'
import type { ScheduleModerator } from '../moderator.ts'
import { describeMissingPermissions, formatPlace, formatPlan, formatRuns } from './format.ts'
import { OFFERED_ZONES } from '#src/bot/arguments/zones.ts'
import { printTime, WEEKDAYS } from './when.ts'

/** Runs that are shown before a schedule is saved. */
const RUNS = 3
const MINUTES = [0, 15, 30, 45]

export async function builderOf(draft: Draft, moderator: ScheduleModerator): Promise<MessageAnswer> {
  const { scheduleService, context } = moderator
  const { words } = context
  const { plan } = draft
  const runs = scheduleService.nextRuns(plan.when, plan.zone, RUNS)
  const [lacks, name] = await Promise.all([scheduleService.check(plan), scheduleService.nameOf(plan.target)])
  const place = formatPlace(name, plan, words)
  const formatted = formatRuns(runs, plan, words)
  const blocks: Block[] = [
    formatPlan(plan, place, words),
    formatted.block,
    describeMissingPermissions(lacks, { target: plan.target, place }, words),
  ]
  const key: WordKey = draft.edits ? 'schedules:builder.edit' : 'schedules:builder.add'
  return {
    kind: 'message',
    message: {
      title: words.say(key),
      subtitle: words.say(`schedules:builder.screens.${draft.screen}`),
      blocks,
      images: [],
      footer: [words.say('schedules:builder.footer')],
      instants: formatted.instants,
    },
    guide: {
      rows: withWordsAlone(ROWS[draft.screen](draft, words, moderator), draft, lacks, words),
      state: stateOf(draft, moderator),
      command: 'schedule',
    },
  }
}

type Rows = readonly (readonly Control[])[]

/** Offers to post the words alone, beside what ends the main screen, where pictures would be refused. */
function withWordsAlone(
  rows: Rows,
  { screen }: Draft,
  lacks: readonly MissingPermission[] | undefined,
  words: Words,
): Rows {
  if (screen !== 'main' || !lacks?.includes('attach')) return rows
  const offer = button('textonly', words.say('schedules:buttons.textOnly'))
  return rows.map((row, index) => (index === rows.length - 1 ? [...row, offer] : row))
}

/** At most five rows a screen, in which a select is a row of its own: what Discord takes. */
const ROWS: Readonly<
  Record<Draft['screen'], (draft: Draft, words: Words, moderator: ScheduleModerator) => Rows>
> = {
  main: (draft, words, { context, target }) => {
    const { what, language } = draft.plan
    const isBrief = what.kind === 'brief'
    const names = ['weekly', ...scheduledOf(context.commands)]
    const chosen = isBrief ? 'weekly' : what.name
    const languages = POST_LANGUAGES.map((one) => ({
      ...button(`language=${one}`, words.say(`schedules:languages.${one}`)),
      active: language === one,
    }))
    return [
      [
        select(words.say('schedules:builder.what'), names, chosen, (name) => [
          `what=${name}`,
          words.find(`commands:schedule.args.what.choices.${name}`) ?? name,
        ]),
      ],
      ...(isBrief ? [[sectionsSelect(what.sections ?? SECTIONS, words)]] : []),
      languages,
      [
        button('screen=when', words.say('schedules:buttons.when')),
        // A page posts to itself alone.
        ...(can(platformOf(target), 'singleReader')
          ? []
          : [button('screen=target', words.say('schedules:buttons.target'))]),
        button('screen=look', words.say('schedules:buttons.look')),
        withForm('advanced', words.say('schedules:buttons.advanced'), draft, words),
        ...(isBrief ? [] : [withForm('options', words.say('schedules:buttons.options'), draft, words)]),
      ],
      [
        button('preview', words.say('schedules:buttons.preview')),
        { ...button('save', words.say('schedules:buttons.save')), style: 'main' },
        button('cancel', words.say('schedules:buttons.cancel')),
      ],
    ]
  },
  when: (draft, words) => {
    const { when, zone } = draft.plan
    const weekly = when.kind === 'weekly' ? when : undefined
    const hours = Array.from({ length: 24 }, (_, hour) => String(hour))
    const zones = [...new Set([zone, ...OFFERED_ZONES])]
    return [
      [
        select(
          words.say('schedules:builder.weekday'),
          WEEKDAYS.map((_, index) => String(index + 1)),
          weekly && String(weekly.weekday),
          (day) => [`weekday=${day}`, words.say(`schedules:weekdays.${WEEKDAYS[Number(day) - 1] ?? 'mon'}`)],
        ),
      ],
      [
        select(words.say('schedules:builder.hour'), hours, weekly && String(weekly.hour), (hour) => [
          `hour=${hour}`,
          printTime({ hour: Number(hour), minute: weekly?.minute ?? 0 }),
        ]),
      ],
      [
        ...MINUTES.map((minute) => ({
          ...button(`minute=${minute}`, `:${String(minute).padStart(2, '0')}`),
          active: weekly?.minute === minute,
        })),
        withForm('time', words.say('schedules:buttons.type'), draft, words),
      ],
      [select(words.say('schedules:builder.zone'), zones, zone, (one) => [`zone=${one}`, one])],
      [back(words)],
    ]
  },
  look: (draft, words) => {
    const { what, theme, colors, currency = 'usd' } = draft.plan
    const { textOnly = false } = draft.plan.options
    const length = what.kind === 'brief' ? what.length : undefined
    const toggle = (name: string, value: string, label: string, active: boolean): Button => ({
      ...button(`${name}=${value}`, label),
      active,
    })
    return [
      ...(length === undefined
        ? [
            [
              { ...button('pictures', words.say('schedules:buttons.pictures')), active: !textOnly },
              { ...button('textonly', words.say('schedules:buttons.noPictures')), active: textOnly },
            ],
          ]
        : [
            (['full', 'compact', 'text'] as const).map((one) =>
              toggle('length', one, words.say(`schedules:lengths.${one}`), one === length),
            ),
          ]),
      (['dark', 'light'] as const).map((one) =>
        toggle('theme', one, words.say(`schedules:themes.${one}`), one === theme),
      ),
      (['standard', 'jp', 'cvd'] as const).map((one) =>
        toggle('colors', one, words.say(`schedules:colors.${one}`), one === colors),
      ),
      CURRENCIES.map((one) =>
        toggle('currency', one, words.say(`schedules:currencies.${one}`), one === currency),
      ),
      [back(words)],
    ]
  },
  target: (draft, words, { target }) => {
    const { options } = draft.plan
    const has = (ability: Ability) => can(platformOf(target), ability)
    const toggles = POST_OPTIONS.filter(([, ability]) => has(ability)).map(([name]) => ({
      ...button(`option=${name}`, words.say(`schedules:options.${name}`)),
      active: options[name] === true,
    }))
    const pick = (of: 'channel' | 'role'): Control[] => [
      { kind: 'pick', of, choice: of, label: words.say(`schedules:builder.${of}`) },
    ]
    const hasRole = has('mention') && options.role !== undefined
    return [
      ...(has('pick') ? [pick('channel')] : []),
      ...(has('pick') && has('mention') ? [pick('role')] : []),
      toggles,
      [
        ...(hasRole ? [button('norole', words.say('schedules:buttons.noRole'))] : []),
        ...(has('topics') ? [withForm('topic', words.say('schedules:buttons.topic'), draft, words)] : []),
        ...(has('tags') ? [withForm('tags', words.say('schedules:buttons.tags'), draft, words)] : []),
        back(words),
      ],
    ]
  },
}

/** Options of a post that are on or off, each with what the platform has to be able to do for it. */
const POST_OPTIONS = [
  ['thread', 'threads'],
  ['crosspost', 'crosspost'],
  ['silent', 'silent'],
  ['pin', 'pin'],
  ['protect', 'protect'],
] as const satisfies readonly (readonly [name: keyof PostOptions, ability: Ability])[]

function button(choice: string, label: string): Button {
  return { kind: 'button', choice, label }
}

function back(words: Words): Button {
  return button('screen=main', words.say('schedules:buttons.back'))
}

/** A button that asks first; the form is in the message, and can be had again from the record behind it. */
function withForm(choice: string, label: string, draft: Draft, words: Words): Button {
  const form = formNamed(choice, draft, words)
  return { ...button(choice, label), ...(form && { form }) }
}

function select(
  label: string,
  values: readonly string[],
  chosen: string | undefined,
  option: (value: string) => readonly [choice: string, label: string],
): Select {
  return {
    kind: 'select',
    label,
    options: values.map((value) => {
      const [choice, own] = option(value)
      return { choice, label: own, ...(value === chosen && { active: true }) }
    }),
  }
}

function sectionsSelect(chosen: readonly string[], words: Words): Select {
  return {
    kind: 'select',
    label: words.say('schedules:builder.sections'),
    options: SECTIONS.map((name) => ({
      choice: name,
      label: words.say(`headings.${name}`),
      ...(chosen.includes(name) && { active: true }),
    })),
    many: { choice: 'sections', least: 1, most: SECTIONS.length },
  }
}
