/** The flashes of one chat: what is posted, how often and when, each choice a press. */
import type { Control } from '#src/chat/action.ts'
import { platformOf } from '#src/chat/address.ts'
import { FLASH_MOST, FLASH_WEEKS, type FlashRule, USUAL_FLASHES } from '#src/chat/flash.ts'
import type { Block } from '#src/chat/message.ts'
import { can } from '#src/chat/platform.ts'
import type { MissingPermission } from '#src/chat/posting.ts'
import type { Plan, Schedule } from '#src/chat/schedule.ts'
import { isReplay } from '#src/market/asof.ts'
import { POST_LANGUAGES } from '#src/i18n/locale.ts'
import type { MessageAnswer } from '#src/bot/command.ts'
import { FLASH_TOPICS } from '#src/services/flash/candidate.ts'
import type { ScheduleModerator } from '../moderator.ts'
import { button, pick } from '../schedules/controls.ts'
import { describeMissingPermissions, formatPlace, formatPlan, hasNames } from '../schedules/format.ts'
import { HOUR, newPlan } from '../schedules/plan.ts'
import { noted } from '../schedules/shared.ts'
import { printedHours, QUIET_HOURS } from '../settings/quiet.ts'
import { type ApprovalScreen, approvalScreen } from './approval.ts'

export const SCREENS = ['main', 'topics', 'language', 'role', 'approval'] as const
export type Screen = (typeof SCREENS)[number]

/** A chat's flashes, as they are kept. */
export type FlashSchedule = Schedule & { readonly what: { readonly kind: 'flash' } & FlashRule }

/** Those of the moderator's chat; undefined where it has none. */
export async function flashesOf({
  scheduleService,
  owner,
  target,
}: ScheduleModerator): Promise<FlashSchedule | undefined> {
  const all = await scheduleService.list(owner)
  return all.filter(isOfFlashes).find((one) => one.target === target)
}

export function isOfFlashes(schedule: Schedule): schedule is FlashSchedule {
  return schedule.what.kind === 'flash'
}

/** As a chat begins with them. */
export function newFlashes({ target, context }: ScheduleModerator): Plan {
  return {
    ...newPlan(target, context),
    what: { kind: 'flash', ...USUAL_FLASHES },
    when: { kind: 'event' },
    options: {},
    grace: 12 * HOUR,
    coverage: { least: 0, patience: 0 },
  }
}

/** The card of a chat's flashes. `note` is what has just been done. */
export async function flashCard(
  schedule: FlashSchedule,
  moderator: ScheduleModerator,
  { screen = 'main', note }: { readonly screen?: Screen; readonly note?: string } = {},
): Promise<MessageAnswer> {
  const { scheduleService, context } = moderator
  const { words } = context
  const [lacks, name, choices, approval] = await Promise.all([
    scheduleService.check(schedule),
    scheduleService.nameOf(schedule.target),
    hasNames(schedule) ? scheduleService.choices(schedule.target) : undefined,
    screen === 'approval' ? approvalScreen(schedule, moderator) : undefined,
  ])
  const place = formatPlace(name, schedule, words)
  const state = schedule.state === 'active' ? 'on' : schedule.trouble === undefined ? 'off' : 'troubled'
  const reason = schedule.trouble && words.say(`schedules:troubles.${schedule.trouble}`)
  return {
    kind: 'message',
    message: {
      title: words.say('schedules:what.flash'),
      subtitle: words.say(`schedules:flash.states.${state}`, { place, reason: reason ?? '' }),
      blocks: [
        ...noted(note),
        ...stillHint(moderator),
        formatPlan(schedule, place, words, choices),
        ...(approval?.blocks ?? []),
        ...(screen === 'main' && lacks?.length !== 0
          ? [describeMissingPermissions(lacks, { target: schedule.target, place }, words)]
          : []),
      ],
      images: [],
      footer: [words.say('schedules:flash.footer')],
    },
    guide: {
      rows: rowsOf(screen, schedule, moderator, approval),
      state: stateOf(moderator),
      command: 'flash',
    },
  }
}

/** Where none are posted: what they are, or what keeps them from being posted. */
export async function offCard(
  moderator: ScheduleModerator,
  lacks: readonly MissingPermission[] = [],
  said: Readonly<Record<string, unknown>> = {},
): Promise<MessageAnswer> {
  const { context, scheduleService, target } = moderator
  const { words } = context
  const place = formatPlace(await scheduleService.nameOf(target), { target }, words)
  const isRefused = lacks.length > 0
  return {
    kind: 'message',
    message: {
      title: words.say('schedules:what.flash'),
      subtitle: words.say('schedules:flash.states.off', { place, reason: '' }),
      blocks: [
        {
          kind: 'paragraph',
          text: words.say(`schedules:flash.${isRefused ? 'refused' : 'about'}`, { place }),
        },
        ...(isRefused ? [describeMissingPermissions(lacks, { target, place }, words)] : stillHint(moderator)),
      ],
      images: [],
      footer: [],
    },
    guide: {
      rows: [
        [
          {
            ...button('on', words.say(`schedules:flash.buttons.${isRefused ? 'again' : 'on'}`)),
            style: 'main',
          },
        ],
      ],
      state: { ...stateOf(moderator), ...(isRefused && { rule: JSON.stringify(said) }) },
      command: 'flash',
    },
  }
}

/** A record that stands still has no news. */
function stillHint({ context }: ScheduleModerator): readonly Block[] {
  const { history, words } = context
  return history.kind === 'live' || isReplay(history)
    ? []
    : [{ kind: 'paragraph', text: words.say('schedules:flash.still') }]
}

function stateOf({ owner, target }: ScheduleModerator): Readonly<Record<string, string>> {
  return { owner, target }
}

function rowsOf(
  screen: Screen,
  { what, state, language, options, target }: FlashSchedule,
  { context, personal }: ScheduleModerator,
  approval: ApprovalScreen | undefined,
): readonly (readonly Control[])[] {
  const { words } = context
  const toggle = (choice: string, label: string, active: boolean) => ({ ...button(choice, label), active })
  const back = [button('screen=main', words.say('schedules:buttons.back'))]
  switch (screen) {
    case 'topics': {
      const chosen = what.topics ?? FLASH_TOPICS
      const all = FLASH_TOPICS.map((topic) =>
        toggle(`topic=${topic}`, words.say(`headings.${topic}`), chosen.includes(topic)),
      )
      return [all.slice(0, 4), all.slice(4), back]
    }
    case 'language':
      return [
        POST_LANGUAGES.map((one) =>
          toggle(`language=${one}`, words.say(`schedules:languages.${one}`), one === language),
        ),
        back,
      ]
    case 'role':
      return [
        [pick('role', words.say('schedules:builder.role'), options.role)],
        [toggle('norole', words.say('schedules:flash.buttons.noRole'), options.role === undefined), ...back],
      ]
    case 'approval':
      return [...(approval?.rows ?? []), back]
    case 'main':
      return [
        FLASH_WEEKS.map((weeks) =>
          toggle(
            `weeks=${weeks}`,
            words.say('schedules:flash.buttons.weeks', { weeks }),
            weeks === what.weeks,
          ),
        ),
        FLASH_MOST.map((most) =>
          toggle(`most=${most}`, words.say('schedules:flash.most', { most }), most === what.most),
        ),
        [
          toggle('quiet=none', words.say('settings:quiet.off'), what.quiet === undefined),
          ...QUIET_HOURS.map((hours) =>
            toggle(
              `quiet=${hours}`,
              words.say('settings:quiet.hours', printedHours(hours)),
              what.quiet === hours,
            ),
          ),
        ],
        [
          button('screen=topics', words.say('schedules:flash.fields.topics')),
          button('screen=language', words.say('schedules:fields.language')),
          ...(can(platformOf(target), 'pick')
            ? [button('screen=role', words.say('schedules:fields.role'))]
            : []),
          ...(personal.deskService
            ? [button('screen=approval', words.say('schedules:fields.approval'))]
            : []),
        ],
        [
          state === 'active'
            ? button('off', words.say('schedules:flash.buttons.off'))
            : { ...button('on', words.say('schedules:flash.buttons.on')), style: 'main' },
          button('list', words.say('schedules:buttons.list')),
        ],
      ]
  }
}
