/** Questions before what cannot be taken back. */
import type { Button } from '#src/chat/action.ts'
import type { Schedule } from '#src/chat/schedule.ts'
import type { MessageAnswer } from '#src/bot/command.ts'
import type { ScheduleModerator } from '../moderator.ts'
import { button } from './controls.ts'
import { formatPlace, formatWhat } from './format.ts'
import { itemState } from './shared.ts'

/** Asks before a schedule is deleted. */
export function confirmOf(schedule: Schedule, moderator: ScheduleModerator): MessageAnswer {
  const { words } = moderator.context
  return askBefore(schedule, moderator, words.say('schedules:item.confirm', { number: schedule.number }), [
    { ...button('reallydelete', words.say('schedules:buttons.reallyDelete')), style: 'danger' },
    button('item', words.say('schedules:buttons.keep')),
  ])
}

/** Asks before a post that is not due. */
export async function confirmRun(schedule: Schedule, moderator: ScheduleModerator): Promise<MessageAnswer> {
  const { scheduleService, context } = moderator
  const { words } = context
  const place = formatPlace(await scheduleService.nameOf(schedule.target), schedule, words)
  const what = formatWhat(schedule.what, words)
  return askBefore(schedule, moderator, words.say('schedules:item.confirmRun', { what, place }), [
    { ...button('reallyrun', words.say('schedules:buttons.reallyRun')), style: 'main' },
    button('item', words.say('schedules:buttons.notNow')),
  ])
}

function askBefore(
  schedule: Schedule,
  moderator: ScheduleModerator,
  text: string,
  buttons: readonly Button[],
): MessageAnswer {
  const { words } = moderator.context
  return {
    kind: 'message',
    message: {
      title: words.say('schedules:item.title', { number: schedule.number }),
      subtitle: formatWhat(schedule.what, words),
      blocks: [{ kind: 'paragraph', text }],
      images: [],
      footer: [],
    },
    guide: { rows: [buttons], state: itemState(schedule, moderator), command: 'schedule' },
  }
}
