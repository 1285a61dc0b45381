/** Correcting an edition: only for those who run the bot. */
import { RequestError } from '#src/errors.ts'
import { type CommandContext, type MessageAnswer, requirePersonal } from '../command.ts'
import { quotable } from '../arguments/input.ts'

/** Throws RequestError for everybody else, and for an edition that there is not. */
export async function correctEdition(edition: string, context: CommandContext): Promise<MessageAnswer> {
  const { isOwner, correct } = requirePersonal(context)
  const { words } = context
  if (!isOwner) throw new RequestError('chat.ownerOnly')
  if (!correct) throw new RequestError('schedules.noEditions')
  const result = await correct(edition)
  if (result.kind === 'unknown')
    throw new RequestError('schedules.unknownEdition', { typed: quotable(edition) })
  if (result.kind === 'same') throw new RequestError('schedules.sameEdition', { edition })
  if (result.kind === 'accepted') {
    const title = words.say('schedules:corrected.accepted', { name: quotable(edition) })
    return { kind: 'message', message: { title, blocks: [], images: [], footer: [] } }
  }
  const { changes, edited, failed } = result
  return {
    kind: 'message',
    message: {
      title: words.say('schedules:corrected.title', { edition: result.edition }),
      blocks: [
        { kind: 'paragraph', text: words.say('schedules:corrected.posts', { edited, failed }) },
        ...(changes.length > 0 ? [{ kind: 'bullets' as const, items: changes.slice(0, 20) }] : []),
      ],
      images: [],
      footer: [],
    },
  }
}
