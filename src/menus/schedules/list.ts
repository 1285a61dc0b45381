/** The list of a community's schedules, and one of them with what can be done with it. */
import type { Button, Control } from '#src/chat/action.ts'
import type { Block } from '#src/chat/message.ts'
import type { Schedule } from '#src/chat/schedule.ts'
import { formatCity } from '#src/i18n/dates.ts'
import type { Words } from '#src/i18n/words.ts'
import type { MessageAnswer } from '#src/bot/command.ts'
import type { ScheduleModerator } from '../moderator.ts'
import { attentionTo, lastOf } from './attention.ts'
import {
  describeMissingPermissions,
  formatLocal,
  formatPlace,
  formatPlan,
  formatResult,
  formatRuns,
  formatState,
  formatWhat,
  formatWhen,
  hasNames,
} from './format.ts'
import { button } from './controls.ts'
import { itemState, noted } from './shared.ts'

/** Schedules to a page. */
const PAGE = 10

/** A page of the list, with a choice to open each. `note` is what has just been done. */
export async function listOf(moderator: ScheduleModerator, page = 0, note?: string): Promise<MessageAnswer> {
  const { scheduleService, context, owner, target } = moderator
  const { words } = context
  const [all, unsettled] = await Promise.all([scheduleService.list(owner), scheduleService.unsettled(owner)])
  const first = Math.max(0, Math.min(page, Math.ceil(all.length / PAGE) - 1)) * PAGE
  const shown = all.slice(first, first + PAGE)
  const last = (await Promise.all(all.map((schedule) => scheduleService.history(schedule, 1)))).map(
    ([run]) => run,
  )
  const places = await Promise.all(
    shown.map(async (schedule) =>
      formatPlace(await scheduleService.nameOf(schedule.target), schedule, words),
    ),
  )
  const doubtfulOf = ({ id }: Schedule) => unsettled.filter((one) => one.schedule === id)
  const rows = shown.map((schedule, index) => {
    const run = last[first + index]
    return [
      String(schedule.number),
      formatState(schedule, words),
      formatWhat(schedule.what, words),
      places[index] ?? '–',
      nextOf(schedule, moderator),
      lastOf(run?.delivery, doubtfulOf(schedule), words),
    ]
  })
  const columns = (['number', 'state', 'what', 'target', 'next', 'last'] as const).map((column) => ({
    title: words.say(`schedules:columns.${column}`),
    align: 'left' as const,
  }))
  const list: Block =
    all.length === 0
      ? { kind: 'paragraph', text: words.say('schedules:list.none') }
      : { kind: 'table', columns, rows }
  const pageButtons: Button[] = [
    ...(first > 0 ? [button(`page=${first / PAGE - 1}`, words.say('schedules:buttons.earlier'))] : []),
    ...(first + PAGE < all.length
      ? [button(`page=${first / PAGE + 1}`, words.say('schedules:buttons.later'))]
      : []),
  ]
  const open: Control = {
    kind: 'select',
    label: words.say('schedules:list.open'),
    options: shown.map((schedule, index) => {
      const label = `${schedule.number} ${[formatWhat(schedule.what, words), places[index]].join(' · ')}`
      const isDoubtful = doubtfulOf(schedule).length > 0
      return {
        choice: `open=${schedule.id}`,
        label: isDoubtful ? words.say('schedules:list.doubtful', { label }) : label,
      }
    }),
  }
  return {
    kind: 'message',
    message: {
      title: words.say('schedules:list.title'),
      blocks: [...noted(note), ...attentionTo(all, last, unsettled, words), list],
      images: [],
      footer: [words.say('schedules:list.footer')],
      struck: shown.flatMap((schedule) => skippedRun(schedule, words) ?? []),
    },
    guide: {
      rows: [
        ...(shown.length > 0 ? [[open]] : []),
        ...(pageButtons.length > 0 ? [pageButtons] : []),
        [
          { ...button('new', words.say('schedules:buttons.new')), style: 'main' },
          ...(all.length > 0 ? [button('export', words.say('schedules:buttons.export'))] : []),
        ],
      ],
      state: { owner, target },
      command: 'schedule',
    },
  }
}

/** The next run in a line: one that is passed over, and then the one that comes. */
function nextOf(schedule: Schedule, { scheduleService, context }: ScheduleModerator): string {
  const { nextRunAt, when, zone, state } = schedule
  const { words } = context
  if (when.kind === 'event' && state === 'active') return formatWhen(when, zone, words)
  if (nextRunAt === undefined) return '–'
  const skipped = skippedRun(schedule, words)
  const next = skipped === undefined ? nextRunAt : scheduleService.nextRuns(when, zone, 2)[1]?.at
  const local = formatLocal(next ?? nextRunAt, zone, words)
  const line = skipped === undefined ? local : words.say('schedules:runs.then', { skipped, next: local })
  return words.grammar.aside(line, formatCity(zone, words.locale))
}

function skippedRun({ nextRunAt, skipsNext, zone }: Schedule, words: Words): string | undefined {
  if (nextRunAt === undefined || !skipsNext) return undefined
  return words.say('schedules:runs.skipped', { line: formatLocal(nextRunAt, zone, words) })
}

/** One schedule: how it stands, its next runs, what keeps it from posting, and its buttons. */
export async function itemOf(
  schedule: Schedule,
  moderator: ScheduleModerator,
  note?: string,
): Promise<MessageAnswer> {
  const { scheduleService, context } = moderator
  const { words } = context
  const [lacks, name, [last], choices] = await Promise.all([
    scheduleService.check(schedule),
    scheduleService.nameOf(schedule.target),
    scheduleService.history(schedule, 1),
    hasNames(schedule) ? scheduleService.choices(schedule.target) : undefined,
  ])
  const place = formatPlace(name, schedule, words)
  const isActive = schedule.state === 'active'
  const runs =
    isActive && schedule.when.kind !== 'event'
      ? formatRuns(
          scheduleService.nextRuns(schedule.when, schedule.zone, 3),
          schedule,
          words,
          schedule.skipsNext,
        )
      : undefined
  const state = words.say('schedules:item.state', {
    state: formatState(schedule, words),
    last: last ? formatResult(last.delivery, words) : words.say('schedules:item.never'),
  })
  return {
    kind: 'message',
    message: {
      title: words.say('schedules:item.title', { number: schedule.number }),
      subtitle: formatWhen(schedule.when, schedule.zone, words),
      blocks: [
        ...noted(note),
        { kind: 'paragraph', text: state },
        formatPlan(schedule, place, words, choices),
        ...(runs ? [runs.block] : []),
        describeMissingPermissions(lacks, { target: schedule.target, place }, words),
      ],
      images: [],
      footer: [],
      ...(runs && { instants: runs.instants, struck: runs.struck }),
    },
    guide: {
      rows: [
        // What keeps pictures out lets the words through.
        ...(lacks?.includes('attach') ? [[button('textonly', words.say('schedules:buttons.textOnly'))]] : []),
        ...itemRows(schedule, words),
      ],
      state: itemState(schedule, moderator),
      command: 'schedule',
    },
  }
}

function itemRows(schedule: Schedule, words: Words): readonly (readonly Control[])[] {
  const isActive = schedule.state === 'active'
  // What is posted as it happens cannot be posted before.
  const isTimed = schedule.when.kind !== 'event'
  return [
    [
      button('edit', words.say('schedules:buttons.edit')),
      isActive
        ? button('pause', words.say('schedules:buttons.pause'))
        : { ...button('resume', words.say('schedules:buttons.resume')), style: 'main' },
      ...(isActive && isTimed
        ? [
            schedule.skipsNext
              ? button('unskip', words.say('schedules:buttons.unskip'))
              : button('skip', words.say('schedules:buttons.skip')),
          ]
        : []),
      ...(isTimed
        ? [
            button('run', words.say('schedules:buttons.run')),
            button('test', words.say('schedules:buttons.test')),
          ]
        : []),
    ],
    [
      ...(isTimed ? [button('clone', words.say('schedules:buttons.clone'))] : []),
      button('history', words.say('schedules:buttons.history')),
      { ...button('delete', words.say('schedules:buttons.delete')), style: 'danger' },
      button('list', words.say('schedules:buttons.list')),
    ],
  ]
}
