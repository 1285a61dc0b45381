/** What became of a schedule's runs. */
import type { Button } from '#src/chat/action.ts'
import type { Block } from '#src/chat/message.ts'
import type { Delivery, DeliveryState } from '#src/chat/delivery.ts'
import type { Schedule } from '#src/chat/schedule.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Delivered } from '#src/schedules/service.ts'
import type { MessageAnswer } from '#src/bot/command.ts'
import type { ScheduleModerator } from '../moderator.ts'
import { button } from './controls.ts'
import { causeOf, changesOf, namesOf } from './audit.ts'
import { formatLocal, formatResult, formatWhat } from './format.ts'
import { itemState, noted } from './shared.ts'

/** Runs of a history. */
export const HISTORY = 8
/** Runs that posted nothing, as their platform or the time did not let them. */
const REFUSED: readonly DeliveryState[] = ['failed', 'dead', 'expired']
/** Runs that are under way, or were not to be posted. */
const PASSED_OVER: readonly DeliveryState[] = ['pending', 'claimed', 'sending', 'skipped']

/** What became of the last runs, with links to the posts and what can be done about those that did not arrive. */
export async function historyOf(
  schedule: Schedule,
  moderator: ScheduleModerator,
  note?: string,
): Promise<MessageAnswer> {
  const { scheduleService, context } = moderator
  const { words } = context
  const [runs, revisions] = await Promise.all([
    scheduleService.history(schedule, HISTORY),
    scheduleService.revisions(schedule),
  ])
  const names = await namesOf(revisions, schedule, moderator)
  const items = runs.map(({ delivery, links }, index) => {
    const at = (instant: number | undefined) =>
      instant === undefined ? '–' : formatLocal(instant, schedule.zone, words)
    const line = words.say('schedules:history.line', {
      index: index + 1,
      planned: at(delivery.fireAt),
      ended: at(delivery.endedAt),
      result: formatResult(delivery, words),
      cause: causeOf(delivery, revisions, names, words),
    })
    return [line, ...links.slice(0, 1)].join(' ')
  })
  const blocks: Block[] =
    items.length === 0
      ? [{ kind: 'paragraph', text: words.say('schedules:history.none') }]
      : [{ kind: 'bullets', items }]
  const changes = changesOf(schedule, revisions, names, words)
  if (changes.length > 0) {
    blocks.push({ kind: 'bullets', heading: words.say('schedules:history.changes'), items: changes })
  }
  const mendable = runs.flatMap(({ delivery }, index) =>
    buttonsFor(delivery, { index: index + 1, canRetry: canRetry(delivery, runs, schedule) }, words),
  )
  return {
    kind: 'message',
    message: {
      title: words.say('schedules:history.title', { number: schedule.number }),
      subtitle: formatWhat(schedule.what, words),
      blocks: [...noted(note), ...blocks],
      images: [],
      footer: [words.say('schedules:history.footer', { zone: schedule.zone })],
    },
    guide: {
      rows: [...chunks(mendable.slice(0, 16), 4), [button('item', words.say('schedules:buttons.back'))]],
      state: {
        ...itemState(schedule, moderator),
        ...Object.fromEntries(runs.map(({ delivery }, index) => [`run${index + 1}`, delivery.id])),
      },
      command: 'schedule',
    },
  }
}

/** Whether a run can be posted by hand: of flashes the last alone, as by hand it is always that one. */
export function canRetry(
  { id, state }: Delivery,
  runs: readonly Pick<Delivered, 'delivery'>[],
  { what }: Pick<Schedule, 'what'>,
): boolean {
  if (!REFUSED.includes(state)) return false
  return (
    what.kind !== 'flash' ||
    runs.find(({ delivery }) => !PASSED_OVER.includes(delivery.state))?.delivery.id === id
  )
}

function buttonsFor(
  { state }: Delivery,
  { index, canRetry: isOffered }: { readonly index: number; readonly canRetry: boolean },
  words: Words,
): Button[] {
  if (state === 'uncertain') {
    return [
      button(`resend=${index}`, words.say('schedules:buttons.resend', { index })),
      button(`arrived=${index}`, words.say('schedules:buttons.arrived', { index })),
    ]
  }
  return isOffered ? [button(`retry=${index}`, words.say('schedules:buttons.retry', { index }))] : []
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
