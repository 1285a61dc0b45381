/** From a made answer to a reply: with its buttons, and the record behind them. */

import type { ActionRecord, Memory } from '#src/chat/memory.ts'
import type { Actions } from '#src/chat/action.ts'
import type { Message } from '#src/chat/message.ts'
import type { Locale } from '#src/i18n/locale.ts'
import { TOPICS } from '#src/market/topic.ts'
import type { Reply } from '#src/chat/request.ts'
import type { MadeAnswer } from './answers.ts'
import type { Command } from '../command.ts'
import { controlsOf, createActionId, picksOf } from './controls.ts'
import { hasAlert } from '../alerts/prefilled.ts'
import { FORM, type Form, SHORT } from './forms.ts'
import { findCommand } from '../request/find.ts'
import { PRIVATE } from '../request/private.ts'
import type { ReadArguments, UnclearError } from '../request/read.ts'
import { refusalOf } from './refusal.ts'
import type { AnswerMemory } from '../request/answermemory.ts'
import type { RequestContext } from '../request/context.ts'
import type { View } from '../request/views.ts'

export interface ReplyParts {
  readonly commands: readonly Command[]
  readonly memory: Memory
  /** The page of the last edition on the public site; undefined where there is none. */
  readonly lastPage?: ((language: Locale) => Promise<string | undefined>) | undefined
  /** Whether alerts are kept: answers then offer one. */
  readonly alerts?: unknown
  /** For answers that are worth giving without their buttons. */
  readonly answerMemory: AnswerMemory
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export interface ToReply {
  readonly command: Command
  readonly read: ReadArguments
  readonly made: MadeAnswer
  readonly view: View
  readonly isPrivate: boolean
  /** Where the answer has two forms, the one that is shown. */
  readonly form?: Form
  /** The record of the answer that is edited; undefined for a new answer. */
  readonly edited?: ActionRecord
}

export interface Replies {
  /** The answer with its buttons. */
  reply(answer: ToReply, requestContext: RequestContext): Promise<Reply>
  /** A question back: a button for each thing that may have been meant. */
  offer(command: Command, error: UnclearError, requestContext: RequestContext): Promise<Reply>
}

export function createReplies({
  commands,
  lastPage,
  memory,
  alerts,
  answerMemory,
  now,
}: ReplyParts): Replies {
  const canExplain = findCommand(commands, 'explain') !== undefined
  const recordOf = (
    command: string,
    args: ActionRecord['args'],
    { request }: RequestContext,
    edited?: ActionRecord,
  ) => {
    const { platform, chat, member: asker } = request
    const own = { id: createActionId(), platform, chat, asker }
    return { ...own, ...edited, command, args, createdAt: now() }
  }
  /** Where the site has the section of a topic. What fails there keeps nobody from an answer. */
  const pageOf = async ({ name }: Command, { words }: View) => {
    if (!(TOPICS as readonly string[]).includes(name)) return undefined
    const page = await lastPage?.(words.locale).catch(() => undefined)
    return page === undefined ? undefined : `${page}#${name}`
  }
  /** The controls with the record behind them; undefined where that cannot be kept. */
  const controlled = async (record: ActionRecord, rows: Actions['rows'], edited?: ActionRecord) => {
    const isSaved = await answerMemory.saveAction(record)
    // Those that are there already go on from the record as it was.
    return isSaved || edited ? { id: record.id, rows } : undefined
  }
  return {
    async reply({ command, read, made, view, isPrivate, form = SHORT, edited }, requestContext) {
      if (made.guide) {
        const { rows, state, command: other = command.name } = made.guide
        // Nothing to click, nothing to remember.
        if (rows.length === 0) {
          return { message: made.message, private: isPrivate, edit: edited !== undefined }
        }
        const args = { ...state, ...(isPrivate && { [PRIVATE]: 'true' }) }
        const record = recordOf(other, args, requestContext, edited)
        // A menu is nothing without its buttons.
        await memory.saveAction(record)
        const actions = { id: record.id, rows }
        const { staysFor } = made
        const message = { ...made.message, actions }
        return {
          ...{ message, private: isPrivate, edit: edited !== undefined },
          ...(staysFor !== undefined && { staysFor }),
        }
      }
      const isSection = made.kind === 'section'
      const { short } = made
      const shown: Message = !short
        ? made.message
        : form.kind === 'short'
          ? short
          : { ...made.message, part: form.part }
      const rows = controlsOf({
        page: isSection ? await pageOf(command, view) : undefined,
        ...(short && { form }),
        command,
        printed: read.printed,
        words: view.words,
        place: requestContext.request.place,
        isPrivate,
        canRefresh: isSection,
        canExplain:
          isSection && canExplain && view.words.find(`glossary:terms.${command.name}.name`) !== undefined,
        canAlert: isSection && alerts !== undefined && hasAlert(command.name),
        hasClaims: made.statements.some(({ evidence }) => Object.keys(evidence).length > 0),
      })
      const edit = edited !== undefined
      if (rows.length === 0) return { message: shown, private: isPrivate, edit }
      const args = {
        ...read.given,
        ...(isPrivate && { [PRIVATE]: 'true' }),
        ...(short && form.kind === 'full' && { [FORM]: 'full' }),
      }
      const actions = await controlled(recordOf(command.name, args, requestContext, edited), rows, edited)
      const message: Message = { ...shown, ...(actions && { actions }) }
      return { message, private: isPrivate, edit }
    },
    async offer(command, error, requestContext) {
      const picks = error.choices.map((choice, index) => [`pick.${index + 1}`, choice])
      const args = { ...error.typed, ...Object.fromEntries(picks) }
      const record = recordOf(command.name, args, requestContext)
      const actions = await controlled(record, picksOf(error.candidates))
      return refusalOf(error, requestContext.views.private.words, actions)
    },
  }
}
