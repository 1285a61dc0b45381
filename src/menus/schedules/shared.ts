/** What the messages about one schedule have in common. */
import type { Block } from '#src/chat/message.ts'
import type { Schedule } from '#src/chat/schedule.ts'
import type { ScheduleModerator } from '../moderator.ts'

/** What a message about a schedule keeps. */
export function itemState({ id }: Schedule, { owner, target }: ScheduleModerator): Record<string, string> {
  return { owner, target, open: id }
}

/** What has just been done, in a paragraph; nothing where nothing was. */
export function noted(note: string | undefined): Block[] {
  return note === undefined ? [] : [{ kind: 'paragraph', text: note }]
}
