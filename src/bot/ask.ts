/** Answering a command. */

import type { Memory } from '#src/chat/memory.ts'
import type { CommandAsk, Reply } from '#src/chat/request.ts'
import type { Log } from '#src/log.ts'
import type { Answers } from './answers.ts'
import type { Command } from './command.ts'
import { mustBeAllowed, mustFindCommand } from './find.ts'
import { type ReadArguments, readArguments, UnclearError } from './read.ts'
import type { Replies } from './reply.ts'
import { askerOf, readingOf, type Turn } from './turn.ts'

export interface AskParts {
  readonly commands: readonly Command[]
  readonly memory: Memory
  readonly log: Log
  readonly answers: Answers
  readonly replies: Replies
}

/** Throws RequestError for what cannot be answered. */
export async function answerCommand(ask: CommandAsk, turn: Turn, parts: AskParts): Promise<Reply> {
  const command = mustFindCommand(parts.commands, ask.name)
  mustBeAllowed(command, turn.request, turn.views.private.words)
  try {
    const read = readArguments(command, ask, readingOf(turn))
    return await answerRead(command, read, turn, parts)
  } catch (error) {
    if (error instanceof UnclearError) return parts.replies.offer(command, error, turn)
    throw error
  }
}

/** A new answer to a question that is understood. */
export async function answerRead(
  command: Command,
  read: ReadArguments,
  turn: Turn,
  { answers, replies, memory, log }: AskParts,
): Promise<Reply> {
  const { request, views, history, progress } = turn
  // Elsewhere the whole chat is one member's, or one message cannot be shown to one member.
  const isPrivate = request.place === 'guild' && (read.private ?? command.private ?? views.isPrivate)
  const view = isPrivate ? views.private : views.public
  const made = await answers.make({ command, read, view, history, asker: askerOf(turn) }, progress)
  if (made.asset) {
    memory
      .countUse(request.chat, made.asset.id)
      .catch((error: unknown) => log.warn(`Counting a use failed: ${String(error)}`))
  }
  return replies.reply({ command, read, made, view, isPrivate: isPrivate && made.isPublic !== true }, turn)
}
