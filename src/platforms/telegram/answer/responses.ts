/** The bot's replies in Telegram's form, and the way to the answer that a group has already. */
import type { Form } from '#src/chat/action.ts'
import type { Message } from '#src/chat/message.ts'
import type { AnswerPlace, Claim, RecentAnswers } from '#src/chat/recentanswers.ts'
import type { LanguageCode, Reply, Request, RequestInput, Suggestion } from '#src/chat/request.ts'
import { traceOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import { shownText } from '../render/html.ts'
import type { ClickUpdate, Origin } from '../receive/incoming.ts'
import type { Rights } from '../receive/rights.ts'
import { chatOf, languageIn, requestOf } from '../receive/torequest.ts'
import { lostPictures, notice } from '../render/notice.ts'
import { type Draw, pack, packText, type PreparedMessage } from '../render/prepared.ts'

/** What the adapter needs of the bot. */
export interface TelegramBot {
  readonly commands: readonly { readonly name: string; readonly aliases?: readonly string[] }[]
  answer(request: Request): Promise<Reply>
  /** Suggestions for an argument while it is typed. */
  suggest?(
    request: Omit<Request, 'input'> & {
      readonly command: string
      readonly argument: string
      readonly typed: string
    },
  ): Promise<readonly Suggestion[]>
  /** The questions that a button asks first, as it stands; undefined where it asks none. */
  formOf?(payload: string, request: Request): Promise<Form | undefined>
}

export interface ResponseParts {
  readonly bot: TelegramBot
  /** Without the `@`. */
  readonly botName: string
  readonly rights: Rights
  readonly recent: RecentAnswers
  readonly draw: Draw
  readonly log: Log
}

/** A reply in Telegram's form. */
export interface Made {
  readonly message: Message
  readonly preparedMessages: readonly PreparedMessage[]
  readonly alone: boolean
  readonly edit: boolean
  /** The answer that was clicked goes away. */
  readonly remove?: boolean
  /** Nothing is to be shown. */
  readonly unchanged?: boolean
  readonly result?: Reply['result']
  /** Milliseconds after which it goes again in a group. */
  readonly staysFor?: number
  /** Whether it was asked by one of those who decide there. */
  readonly manager?: boolean
  readonly question?: Reply['question']
  /** Of an answer that nobody else in the group is giving. */
  readonly claim?: Claim
  /** The answer that is there already: this only shows the way to it. */
  readonly there?: AnswerPlace
}

export interface Responses {
  /** The bot's reply, packed. Never rejects: what breaks becomes a sentence. */
  make(origin: Origin, input: RequestInput): Promise<Made>
  packed(message: Message, language: LanguageCode): Promise<readonly PreparedMessage[]>
  /** The questions that a button asks first; undefined where it asks none, or they cannot be had. */
  formOf(update: ClickUpdate, payload: string): Promise<Form | undefined>
  /** What is shown where an answer is not ready after so many seconds; said in the log, too. */
  gaveUp(origin: Origin, seconds: number): Made
}

/** Characters of an answer for one member that are short enough to be shown to a group instead. */
const ASIDE = 400

export function createResponses(parts: ResponseParts): Responses {
  const { bot, botName, rights, recent, draw, log } = parts
  return { make, packed, formOf, gaveUp }

  async function make(origin: Origin, input: RequestInput): Promise<Made> {
    try {
      const managing = await rights.ofOrigin(origin)
      // What is kept of the group is only now moving along.
      if (managing === 'moved') return sentence(notice(languageIn(origin), 'moved'))
      const manager = managing === 'may'
      const reply = await bot.answer(requestOf(origin, managing, input, botName))
      if (reply.unchanged) {
        return {
          message: reply.message,
          preparedMessages: [],
          alone: reply.private,
          edit: true,
          unchanged: true,
        }
      }
      const known = await recentOf(origin, input, reply)
      if (known && 'there' in known) {
        const message = notice(reply.question?.language ?? languageIn(origin), 'again')
        return { ...sentence(message), alone: false, there: known.there }
      }
      const preparedMessages = await packed(reply.message, languageIn(origin))
      const { message, private: alone, edit, remove, result, question, staysFor } = reply
      return {
        ...{ message, preparedMessages, alone, edit, manager },
        ...(remove && { remove }),
        ...(result && { result }),
        ...(staysFor !== undefined && { staysFor }),
        ...(question && { question }),
        ...(known && { claim: known.claim }),
      }
    } catch (error) {
      log.error(`the answer to ${nameOf(input)} failed: ${traceOf(error)}`)
      return { ...sentence(notice(languageIn(origin), 'failed')), result: 'failed' }
    }
  }

  /** Whether the group has this answer already; undefined where it is none that others could ask for. */
  async function recentOf(origin: Origin, input: RequestInput, { question, edit }: Reply) {
    if (!question || edit || input.kind !== 'command' || origin.type === 'private') return undefined
    return recent.ask(chatIn(origin), question.key, origin)
  }

  async function packed(message: Message, language: LanguageCode): Promise<readonly PreparedMessage[]> {
    const { preparedMessages, reason } = await pack(message, draw, (lost) => lostPictures(language, lost))
    if (reason !== undefined) log.warn(`charts for Telegram could not be drawn: ${reason}`)
    return preparedMessages
  }

  async function formOf(update: ClickUpdate, payload: string): Promise<Form | undefined> {
    try {
      const managing = await rights.ofOrigin(update)
      return await bot.formOf?.(payload, requestOf(update, managing, { kind: 'click', payload }, botName))
    } catch (error) {
      log.error(`the questions of a button failed: ${traceOf(error)}`)
      return undefined
    }
  }

  function gaveUp(origin: Origin, seconds: number): Made {
    log.warn(`an answer on Telegram was given up after ${seconds} s`)
    return { ...sentence(notice(languageIn(origin), 'late', { seconds })), result: 'failed' }
  }
}

/** The chat or topic, as recent answers are kept by. */
export function chatIn({ chat, topic }: Origin): string {
  return chatOf(chat, topic)
}

/** A hint on what was typed, or a link to the private chat: short enough to stand where it was asked for. */
export function isAside({ message, preparedMessages }: Made): boolean {
  const [preparedMessage] = preparedMessages
  if (preparedMessages.length !== 1 || preparedMessage?.call.method !== 'sendMessage') return false
  return message.images.length === 0 && shownText(preparedMessage.call.params.text).length <= ASIDE
}

/** Whether a refusal is kept from the group; not one to those who set the bot up there, unless they have asked too often. */
export function isSilent({ result, manager }: Made): boolean {
  if (result === undefined || result === 'held') return result === 'held'
  return manager !== true
}

function sentence(message: Message): Made {
  return { message, preparedMessages: packText(message), alone: true, edit: false }
}

function nameOf(input: RequestInput): string {
  return input.kind === 'command' ? 'a command' : 'a click'
}
