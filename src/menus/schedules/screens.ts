/**
 * The screens of the builder: what each offers. At most five rows where choices are menus that open, each a row of its
 * own, as Discord takes them; where each option is a button, long choices have screens of their own, of at most ten rows.
 */
import { SECTIONS, type SectionName } from '#src/briefing/section.ts'
import type { Button, Select } from '#src/chat/action.ts'
import { OFFERED_ZONES } from '#src/bot/arguments/zones.ts'
import { formatCity } from '#src/i18n/dates.ts'
import { POST_LANGUAGES } from '#src/i18n/locale.ts'
import { CURRENCIES } from '#src/i18n/money.ts'
import type { Words } from '#src/i18n/words.ts'
import { back, button, save, select, withForm } from './controls.ts'
import type { Screen } from './draft.ts'
import { mistakeRows } from './mistakes.ts'
import { pageOf, turns } from './pages.ts'
import { contentName, contentsOf } from './plan.ts'
import { has, hasMenus, type Rows, type Scene, wordsOf } from './scene.ts'
import { targetRows } from './targetscreen.ts'
import { printTime, timeOf, WEEKDAYS } from './when.ts'

export function rowsOf(scene: Scene): Rows {
  return SCREENS[scene.draft.screen](scene)
}

const MINUTES = [0, 15, 30, 45]
/** In the place of a day of the week. */
const EVERY_DAY = '0'
const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

const SCREENS: Readonly<Record<Screen, (scene: Scene) => Rows>> = {
  main(scene) {
    const { draft, lacks } = scene
    const words = wordsOf(scene)
    const { kind } = draft.plan.what
    const isBrief = kind === 'brief'
    const languages = POST_LANGUAGES.map((one) => ({
      ...button(`language=${one}`, words.say(`schedules:languages.${one}`)),
      active: draft.plan.language === one,
    }))
    const options =
      kind !== 'command' ? [] : [withForm('options', words.say('schedules:buttons.options'), draft, words)]
    const opens = [button('screen=what', words.say('schedules:builder.what'))]
    if (isBrief) opens.push(button('screen=sections', words.say('schedules:builder.sections')))
    const content = hasMenus(scene)
      ? [[whatSelect(scene)], ...(isBrief ? [[sectionsSelect(scene)]] : [])]
      : [[...opens, ...options]]
    return [
      ...content,
      languages,
      [
        button('screen=when', words.say('schedules:buttons.when')),
        // A page posts to itself alone.
        ...(has(scene, 'singleReader')
          ? []
          : [button('screen=target', words.say('schedules:buttons.target'))]),
        button('screen=look', words.say('schedules:buttons.look')),
        withForm('advanced', words.say('schedules:buttons.advanced'), draft, words),
        ...(hasMenus(scene) ? options : []),
      ],
      [
        button('preview', words.say('schedules:buttons.preview')),
        save(words),
        button('cancel', words.say('schedules:buttons.cancel')),
        // What keeps pictures out lets the words through.
        ...(lacks?.includes('attach') ? [button('textonly', words.say('schedules:buttons.textOnly'))] : []),
      ],
    ]
  },
  what(scene) {
    const [words, { page = 0 }, all] = [wordsOf(scene), scene.draft, contentsIn(scene)]
    return [[whatSelect(scene, pageOf(all, page))], turns(all, page, words), [back(words)]]
  },
  sections(scene) {
    const [words, { page = 0 }] = [wordsOf(scene), scene.draft]
    return [
      [sectionsSelect(scene, pageOf(SECTIONS, page))],
      turns(SECTIONS, page, words),
      [back(words), save(words)],
    ]
  },
  when(scene) {
    const { draft } = scene
    const words = wordsOf(scene)
    const { when, zone } = draft.plan
    const timed = timeOf(when)
    const isShort = !hasMenus(scene)
    const type = withForm('time', words.say('schedules:buttons.type'), draft, words)
    const minutes = MINUTES.map((minute) => ({
      ...button(`minute=${minute}`, `:${String(minute).padStart(2, '0')}`),
      active: timed?.minute === minute,
    }))
    const days = select(
      words.say('schedules:builder.weekday'),
      [...WEEKDAYS.map((_, index) => String(index + 1)), EVERY_DAY],
      when.kind === 'weekly' ? String(when.weekday) : when.kind === 'daily' ? EVERY_DAY : undefined,
      (day) => {
        const name = WEEKDAYS[Number(day) - 1] ?? 'every'
        return [
          `weekday=${day}`,
          words.say(isShort ? `schedules:shortWeekdays.${name}` : `schedules:weekdays.${name}`),
        ]
      },
    )
    const hours = select(
      words.say('schedules:builder.hour'),
      HOURS.map(String),
      timed && String(timed.hour),
      (hour) => [
        `hour=${hour}`,
        isShort ? hour.padStart(2, '0') : printTime({ hour: Number(hour), minute: timed?.minute ?? 0 }),
      ],
    )
    const zones = [...new Set([zone, ...OFFERED_ZONES])]
    const city = formatCity(zone, words.locale)
    return [
      [days],
      [hours],
      ...(isShort
        ? [
            minutes,
            [button('screen=zone', words.say('schedules:builder.zoneOf', { city }))],
            [type, back(words), save(words)],
          ]
        : [[...minutes, type], [zoneSelect(zones, zone, words)], [back(words), save(words)]]),
    ]
  },
  zone(scene) {
    const { draft } = scene
    const words = wordsOf(scene)
    const { zone } = draft.plan
    const { page = 0 } = draft
    const zones = [...new Set([zone, ...OFFERED_ZONES])]
    return [
      [zoneSelect(pageOf(zones, page), zone, words)],
      turns(zones, page, words),
      [button('screen=when', words.say('schedules:buttons.back'))],
    ]
  },
  look(scene) {
    const { what, theme, colors, currency = 'usd', options } = scene.draft.plan
    const words = wordsOf(scene)
    const length = what.kind === 'brief' ? what.length : undefined
    const textOnly = options.textOnly === true
    const toggle = (name: string, value: string, label: string, active: boolean): Button => ({
      ...button(`${name}=${value}`, label),
      active,
    })
    return [
      length === undefined
        ? [
            { ...button('pictures', words.say('schedules:buttons.pictures')), active: !textOnly },
            { ...button('textonly', words.say('schedules:buttons.noPictures')), active: textOnly },
          ]
        : (['full', 'compact', 'text'] as const).map((one) =>
            toggle('length', one, words.say(`schedules:lengths.${one}`), one === length),
          ),
      (['dark', 'light'] as const).map((one) =>
        toggle('theme', one, words.say(`schedules:themes.${one}`), one === theme),
      ),
      (['standard', 'jp', 'cvd'] as const).map((one) =>
        toggle('colors', one, words.say(`schedules:colors.${one}`), one === colors),
      ),
      CURRENCIES.map((one) =>
        toggle('currency', one, words.say(`schedules:currencies.${one}`), one === currency),
      ),
      [back(words), save(words)],
    ]
  },
  target: targetRows,
  fix: (scene) =>
    mistakeRows(scene.draft.mistakes ?? [], wordsOf(scene), (choice, label) =>
      withForm(choice, label, scene.draft, wordsOf(scene)),
    ),
}

function contentsIn({ moderator }: Scene): readonly string[] {
  return contentsOf(moderator.context.commands)
}

function whatSelect(scene: Scene, names = contentsIn(scene)): Select {
  const words = wordsOf(scene)
  const { what } = scene.draft.plan
  return select(words.say('schedules:builder.what'), names, contentName(what), (name) => [
    `what=${name}`,
    words.find(`commands:schedule.args.what.choices.${name}`) ?? words.find(`headings.${name}`) ?? name,
  ])
}

function sectionsSelect({ draft, moderator }: Scene, names: readonly SectionName[] = SECTIONS): Select {
  const { words } = moderator.context
  const { what } = draft.plan
  const chosen = (what.kind === 'brief' ? what.sections : undefined) ?? SECTIONS
  return {
    kind: 'select',
    label: words.say('schedules:builder.sections'),
    options: names.map((name) => ({
      choice: name,
      label: words.say(`headings.${name}`),
      ...(chosen.includes(name) && { active: true }),
    })),
    many: { choice: 'sections', least: 1, most: names.length },
  }
}

function zoneSelect(zones: readonly string[], chosen: string, words: Words): Select {
  return select(words.say('schedules:builder.zone'), zones, chosen, (one) => [
    `zone=${one}`,
    formatCity(one, words.locale),
  ])
}
