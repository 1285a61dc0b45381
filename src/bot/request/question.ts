/** What was asked, named so that the same question of others is known again. */
import type { Reply } from '#src/chat/request.ts'
import type { Command } from '../command.ts'
import type { RequestContext } from './context.ts'
import type { ReadArguments } from './read.ts'

/** The reply with its question, where it is one that others could ask and would be shown the same. */
export function withQuestion(
  reply: Reply,
  command: Command,
  read: Pick<ReadArguments, 'printed'>,
  { request, views }: RequestContext,
): Reply {
  if (reply.private || reply.result !== undefined) return reply
  if (command.personal === true || command.momentary === true) return reply
  if (request.place !== 'guild' && request.place !== 'group') return reply
  // Where one message can be shown to one member, the way to the answer is theirs alone.
  const { words } = request.place === 'guild' ? views.private : views.public
  const key = JSON.stringify([command.name, read.printed, views.public.key])
  return { ...reply, question: { key, language: words.locale } }
}
