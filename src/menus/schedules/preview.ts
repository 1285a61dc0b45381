/** The real thing, shown to the moderator alone before it is posted, and marked as what it is. */
import { withoutPictures } from '#src/chat/message.ts'
import type { Plan } from '#src/chat/schedule.ts'
import type { MessageAnswer } from '#src/bot/command.ts'
import type { ScheduleModerator } from '../moderator.ts'

/** A new message with no buttons. Throws RequestError where the plan's command understands its options no more. */
export async function previewOf(
  { what, language, zone, theme, colors, currency, options }: Plan,
  { personal, context }: ScheduleModerator,
): Promise<MessageAnswer> {
  const message = await personal.scheduledMessage(what, { language, zone, theme, colors, currency })
  const { actions: _, ...rest } = options.textOnly === true ? withoutPictures(message) : message
  const title = context.words.say('schedules:preview', { title: message.title })
  // The mark is in the title: it stands beside a picture that has one of its own.
  return { kind: 'message', message: { ...rest, title, hidesTitle: false }, isNew: true }
}
