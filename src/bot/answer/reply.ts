/** From a made answer to a reply: with its buttons, and the record behind them. */

import type { ActionRecord, Memory } from '#src/chat/memory.ts'
import type { Message } from '#src/chat/message.ts'
import type { Reply } from '#src/chat/request.ts'
import type { MadeAnswer } from './answers.ts'
import type { Command } from '../command.ts'
import { controlsOf, createActionId, picksOf } from './controls.ts'
import { findCommand } from '../request/find.ts'
import { PRIVATE, type ReadArguments, type UnclearError } from '../request/read.ts'
import { refusalOf } from './refusal.ts'
import type { RequestContext } from '../request/context.ts'
import type { View } from '../request/views.ts'

export interface ReplyParts {
  readonly commands: readonly Command[]
  readonly memory: Memory
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export interface ToReply {
  readonly command: Command
  readonly read: ReadArguments
  readonly made: MadeAnswer
  readonly view: View
  readonly isPrivate: boolean
  /** The record of the answer that is edited; undefined for a new answer. */
  readonly edited?: ActionRecord
}

export interface Replies {
  /** The answer with its buttons. */
  reply(answer: ToReply, requestContext: RequestContext): Promise<Reply>
  /** A question back: a button for each thing that may have been meant. */
  offer(command: Command, error: UnclearError, requestContext: RequestContext): Promise<Reply>
}

export function createReplies({ commands, memory, now }: ReplyParts): Replies {
  const canExplain = findCommand(commands, 'explain') !== undefined
  const save = (
    command: string,
    args: ActionRecord['args'],
    { request }: RequestContext,
    edited?: ActionRecord,
  ) => {
    const { platform, chat, member: asker } = request
    const own = { id: createActionId(), platform, chat, asker }
    const record = { ...own, ...edited, command, args, createdAt: now() }
    return memory.saveAction(record).then(() => record.id)
  }
  return {
    async reply({ command, read, made, view, isPrivate, edited }, requestContext) {
      if (made.guide) {
        const { rows, state, command: other = command.name } = made.guide
        // Nothing to click, nothing to remember.
        if (rows.length === 0) {
          return { message: made.message, private: isPrivate, edit: edited !== undefined }
        }
        const id = await save(
          other,
          { ...state, ...(isPrivate && { [PRIVATE]: 'true' }) },
          requestContext,
          edited,
        )
        const actions = { id, rows }
        return { message: { ...made.message, actions }, private: isPrivate, edit: edited !== undefined }
      }
      const isSection = made.kind === 'section'
      const rows = controlsOf({
        command,
        printed: read.printed,
        words: view.words,
        place: requestContext.request.place,
        isPrivate,
        canRefresh: isSection,
        canExplain:
          isSection && canExplain && view.words.find(`glossary:terms.${command.name}.name`) !== undefined,
        hasClaims: made.statements.some(({ evidence }) => Object.keys(evidence).length > 0),
      })
      const edit = edited !== undefined
      if (rows.length === 0) return { message: made.message, private: isPrivate, edit }
      const args = { ...read.given, ...(isPrivate && { [PRIVATE]: 'true' }) }
      const id = await save(command.name, args, requestContext, edited)
      const message: Message = { ...made.message, actions: { id, rows } }
      return { message, private: isPrivate, edit }
    },
    async offer(command, error, requestContext) {
      const picks = error.choices.map((choice, index) => [`pick.${index + 1}`, choice])
      const id = await save(command.name, { ...error.typed, ...Object.fromEntries(picks) }, requestContext)
      return refusalOf(error, requestContext.views.private.words, { id, rows: picksOf(error.candidates) })
    },
  }
}
