/** The bot's replies in Discord's form: made within a limit, and what is shown where Discord does not take them. */
import type { Message } from '#src/chat/message.ts'
import type { AnswerPlace, Claim, RecentAnswers } from '#src/chat/recentanswers.ts'
import type { Reply, Request } from '#src/chat/request.ts'
import type { Clock } from '#src/clock.ts'
import type { CommandIds } from '../commandids.ts'
import { traceOf } from '#src/errors.ts'
import { DEFAULT_LOCALE } from '#src/i18n/locale.ts'
import type { Log } from '#src/log.ts'
import { readerLanguage, requestOf } from '../receive/torequest.ts'
import { DISCORD_FILES, readAttached } from '../receive/attachments.ts'
import { type Draw, type PreparedMessage, pack, packText } from '../render/prepared.ts'
import { CODES, type Failure } from '../failures.ts'
import type { Incoming, Interaction } from '../receive/incoming.ts'
import { againNotice, fileNotice, lostPictures, notice } from '../render/notice.ts'

export interface ResponseParts {
  readonly bot: { answer(request: Request): Promise<Reply> }
  readonly draw: Draw
  readonly clock: Clock
  readonly log: Log
  readonly recent: RecentAnswers
  readonly commandIds?: CommandIds
  /** The argument that a command's sub-commands are choices of, where it has such. */
  readonly choiceOf?: (command: string) => string | undefined
  /** Where files that members hand over may be fetched from. */
  readonly fileOrigins?: readonly string[]
}

/** A reply in Discord's form. */
export interface Made {
  readonly preparedMessages: readonly PreparedMessage[]
  readonly alone: boolean
  readonly edit: boolean
  /** The answer that was clicked goes away. */
  readonly remove?: boolean
  /** Nothing is to be shown. */
  readonly unchanged?: boolean
  /** The same without pictures, saying so. */
  readonly small: () => readonly PreparedMessage[]
  readonly question?: Reply['question']
  /** Of an answer that nobody else in the channel is giving. */
  readonly claim?: Claim
}

/** Milliseconds after which an answer is given up; Discord would take it for fifteen minutes. */
export const GIVE_UP = 60_000

export interface Responses {
  make(incoming: Incoming, request: Request): Promise<Made>
  makeWithFiles(incoming: Extract<Incoming, { kind: 'command' }>): Promise<Made>
  /** What is shown where an answer is not ready in time; said in the log, too. */
  gaveUp(incoming: Incoming, alone: boolean): Made
}

export function createResponses(parts: ResponseParts): Responses {
  const { bot, draw, clock, log, recent, choiceOf, fileOrigins = DISCORD_FILES } = parts
  return { make, makeWithFiles, gaveUp }

  /** The same for a command that came with files: they are read first, and an unreadable one is named. */
  async function makeWithFiles(incoming: Extract<Incoming, { kind: 'command' }>): Promise<Made> {
    const read = await Promise.all(incoming.files.map((file) => readAttached(file, fileOrigins, clock)))
    const fault = read.find((one) => typeof one === 'string')
    if (fault !== undefined) return sentence(fileNotice(readerLanguage(incoming, true), fault))
    const files = read.filter((one) => typeof one !== 'string')
    return make(incoming, requestOf(incoming, choiceOf, files))
  }

  /** The bot's reply, packed. Never rejects: what breaks becomes a sentence. */
  async function make(incoming: Incoming, request: Request): Promise<Made> {
    try {
      const reply = await bot.answer(request)
      if (reply.unchanged)
        return { preparedMessages: [], alone: reply.private, edit: true, unchanged: true, small: () => [] }
      const known = await recentOf(incoming, request, reply)
      if (known && 'there' in known) return wayTo(known.there, incoming, reply)
      const language = readerLanguage(incoming, reply.private)
      const note = (lost: 'pictures' | 'tooLarge') => lostPictures(language, lost)
      const message = parts.commandIds?.within(reply.message) ?? reply.message
      const { preparedMessages, reason } = await pack(message, draw, note, {
        limit: incoming.fileLimit,
      })
      if (reason !== undefined) log.warn(`charts for Discord could not be drawn: ${reason}`)
      const small = () => packText({ ...message, footer: [note('tooLarge'), ...message.footer] })
      const { private: alone, edit, remove, question } = reply
      const more = {
        ...(remove && { remove }),
        ...(question && { question }),
        ...(known && { claim: known.claim }),
      }
      return { preparedMessages, alone, edit, small, ...more }
    } catch (error) {
      const what = incoming.kind === 'command' ? `/${incoming.name}` : 'a control'
      log.error(`the answer to ${what} failed: ${traceOf(error)}`)
      return sentence(notice(readerLanguage(incoming, true), 'failed'))
    }
  }

  /** Whether the channel has this answer already; undefined where it is none that others could ask for. */
  async function recentOf(incoming: Incoming, { chat }: Request, { question, edit }: Reply) {
    if (!question || edit || incoming.kind !== 'command') return undefined
    return recent.ask(chat, question.key, incoming)
  }

  /** The way to the answer that the channel has, for the asker alone. */
  function wayTo([id = '']: AnswerPlace, { guild, channel }: Interaction, { question }: Reply): Made {
    const url = `https://discord.com/channels/${guild ?? '@me'}/${channel}/${id}`
    return sentence(againNotice(question?.language ?? DEFAULT_LOCALE, url))
  }

  function gaveUp(incoming: Incoming, alone: boolean): Made {
    log.warn(
      `${incoming.kind === 'command' ? `/${incoming.name}` : 'a control'} got no answer within ${GIVE_UP / 1000} s`,
    )
    const message = notice(readerLanguage(incoming, alone), 'late', { seconds: GIVE_UP / 1000 })
    return { ...sentence(message), alone }
  }
}

function sentence(message: Message): Made {
  const preparedMessages = packText(message)
  return { preparedMessages, alone: true, edit: false, small: () => preparedMessages }
}

/** What to show where Discord refused the form of an answer; undefined where nothing can be shown. */
export function instead(incoming: Interaction, made: Made, failure: Failure): PreparedMessage | undefined {
  if (failure.kind !== 'refused') return undefined
  if (failure.code === CODES.tooLarge || failure.status === 413) return made.small()[0]
  if (failure.code !== CODES.invalidForm && failure.status !== 400) return undefined
  return packText(notice(readerLanguage(incoming, made.alone), 'refused'))[0]
}
