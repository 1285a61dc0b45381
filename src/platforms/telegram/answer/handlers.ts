/**
 * Commands, clicks and answers to questions, answered. Every way ends in an answer or a sentence; every click ends its
 * waiting; and no member waits for another's answer.
 */
import { type Form, payloadIn } from '#src/chat/action.ts'
import type { Message } from '#src/chat/message.ts'
import { createRecentAnswers } from '#src/chat/recentanswers.ts'
import type { RequestInput } from '#src/chat/request.ts'
import { type Clock, within } from '#src/clock.ts'
import type { Log } from '#src/log.ts'
import type { TelegramApi } from '../api.ts'
import { languageIn } from '../receive/torequest.ts'
import { commandInput } from '../receive/attachments.ts'
import { alertText, type AnswerThread, withoutControls } from './answerthread.ts'
import { describeFailure, type Failure, isRefused, WORDS } from '../failures.ts'
import type { FleetingMessages } from './fleeting.ts'
import { createForms, type Question } from './forms.ts'
import type { ClickUpdate, CommandUpdate, Origin } from '../receive/incoming.ts'
import { formNotice, lostPictures, notice, say, startNotice } from '../render/notice.ts'
import { type Draw, packText } from '../render/prepared.ts'
import { type Clicked, readClick } from '../render/payload.ts'
import type { Rights } from '../receive/rights.ts'
import type { Recipient } from '../post/send.ts'
import { chatIn, createResponses, isAside, isSilent, type Made, type TelegramBot } from './responses.ts'
import { createMemberSet } from './memberset.ts'
import { createSigns } from './signs.ts'
import { showTyping } from './typingindicator.ts'

export interface HandlerParts {
  readonly bot: TelegramBot
  /** Without the `@`. */
  readonly botName: string
  readonly api: TelegramApi
  readonly answerThread: AnswerThread
  readonly rights: Rights
  readonly fleeting: Pick<FleetingMessages, 'add'>
  /** Where what comes of a chat belongs now. */
  readonly follow: <One extends Origin>(origin: One) => One
  readonly draw: Draw
  readonly clock: Clock
  readonly log: Log
}

export interface Handlers {
  command(update: CommandUpdate): Promise<void>
  click(update: ClickUpdate): Promise<void>
  words(update: Origin & { readonly text: string }): Promise<void>
  /** From now on everybody is asked for patience. */
  stop(): void
}

/** Milliseconds in which a click may get its hint as an alert; after that its waiting is ended without one. */
const ALERT_WITHIN = 6000

/** Milliseconds after which an answer is given up. */
export const GIVE_UP = 60_000

/** Milliseconds after a question in which its answer is wanted in a group: it may have to wait for the group's pace. */
export const WANTED_FOR = 30_000

/** Members of whom it is known that they were told how to open a private chat. */
const INVITED_KEPT = 5000

export function createHandlers(parts: HandlerParts): Handlers {
  const { bot, api, answerThread, clock, log } = parts
  const forms = createForms(api.answer, clock)
  const sign = createSigns(api.post, clock)
  const recent = createRecentAnswers(clock)
  const invited = createMemberSet(INVITED_KEPT)
  const { make, packed, formOf, gaveUp } = createResponses({ ...parts, recent })
  const known = new Set(bot.commands.flatMap(({ name, aliases = [] }) => [name, ...aliases]))
  let stopping = false

  return {
    command: (update) => command(update).finally(() => recent.end(update)),
    click,
    words,
    stop() {
      stopping = true
    },
  }

  async function command(update: CommandUpdate): Promise<void> {
    const { type, member, name, addressed } = update
    if (type === 'private') {
      if (name === 'skip' && forms.isAsking(member)) return words({ ...update, text: '/skip' })
      const open = forms.cancel(member)
      if (name === 'cancel')
        return open ? notifyIn(update, formNotice(languageIn(update), 'cancelled')) : undefined
    } else if (!known.has(name) && !addressed) {
      // In a group it may be another bot's.
      return
    }
    if (stopping && type !== 'private') return sign(update, 'wait')
    if (stopping) return notifyIn(update, notice(languageIn(update), 'stopping'))
    const input = clickIn(update) ?? (await commandInput(update, api))
    if (!input) return notifyIn(update, notice(languageIn(update), 'file'))
    const until = clock.now() + WANTED_FOR
    const making = make(update, input)
    const signs = showTyping(update, api, clock)
    const made = (await within(clock, GIVE_UP, making)) ?? gaveUp(update, GIVE_UP / 1000)
    signs()
    if (type !== 'private' && isSilent(made)) return refuse(update, made)
    if (made.alone && type === 'group' && !isAside(made)) return whisper(update, made)
    if (type === 'private') return void (await show(made, update, placeOf(update)))
    await showToAll(update, made, until)
  }

  /** An answer in a group, in its turn; or the way to the one that is there. */
  async function showToAll(update: CommandUpdate, made: Made, until: number): Promise<void> {
    const wanted = { member: update.member, until }
    const [there] = made.there ?? []
    const replyTo = there === undefined ? update.message : Number(there)
    const to = { ...placeOf(update), replyTo, ...(there !== undefined && { onlyReply: true }) }
    const sent = await answerThread.send(made.preparedMessages, to, wanted)
    if (there !== undefined && isRefused(sent.failure, WORDS.noMessage)) {
      // Somebody has deleted it meanwhile.
      recent.forget(chatIn(update), there)
      const input = await commandInput(update, api)
      return input && showToAll(update, await make(update, input), until)
    }
    if (made.staysFor !== undefined)
      for (const { id } of sent.messages) await parts.fleeting.add(update.chat, id, made.staysFor)
    if (sent.messages.length > 0) made.claim?.shown(sent.messages.map(({ id }) => String(id)))
    else made.claim?.lost()
    if (sent.dropped) {
      log.info('an answer for a group on Telegram came too late for its pace, and was dropped')
      return sign(update, 'wait')
    }
    await settle(sent, made, update)
  }

  /**
   * In a group a refusal is for its member: a sign on what they wrote, and the words in their private chat. Who has none
   * reads once in the group what is wrong and how to open one.
   */
  async function refuse(update: CommandUpdate, made: Made): Promise<void> {
    if (made.result === 'held') return sign(update, 'wait')
    sign(update, 'unclear')
    const { member, sender } = update
    // A channel in whose name somebody writes has no private chat.
    if (sender !== undefined) return
    const { failure } = await answerThread.send(made.preparedMessages, { chat: Number(member) })
    if (failure?.kind !== 'refused' || !invited.add(member)) return
    await notifyIn(update, startNotice(languageIn(update), parts.botName, made.message))
  }

  async function click(update: ClickUpdate): Promise<void> {
    const clicked = readClick(update.payload, update.buttons)
    if (stopping || !clicked) {
      const { blocks } = notice(languageIn(update), stopping ? 'stopping' : 'unknown')
      const [block] = blocks
      return answerThread.acknowledge(update, block?.kind === 'paragraph' ? block.text : '', true)
    }
    if (clicked.kind === 'form') {
      const form = await formOf(update, clicked.payload)
      if (form) return question(update, clicked.payload, form)
    }
    const making = make(update, inputOfClick(clicked))
    const quick = await within(clock, ALERT_WITHIN, making)
    if (quick) return showClicked(update, quick, false)
    await answerThread.acknowledge(update)
    const signs = showTyping(update, api, clock)
    const late = (await within(clock, GIVE_UP - ALERT_WITHIN, making)) ?? gaveUp(update, GIVE_UP / 1000)
    signs()
    await showClicked(update, late, true)
  }

  async function words(update: Origin & { readonly text: string }): Promise<void> {
    // Groups talk among themselves.
    if (update.type !== 'private') return
    if (stopping) return notifyIn(update, notice(languageIn(update), 'stopping'))
    const taken = await forms.take(update.member, update.text)
    if (!taken) return notifyIn(update, notice(languageIn(update), 'words'))
    if (taken.kind === 'asking') return
    if (taken.kind === 'expired') return notifyIn(update, formNotice(taken.language, 'expired'))
    return finishForm(taken.question, taken.values)
  }

  /** Asks the questions of a button where only the member who clicked sees them. */
  async function question(update: ClickUpdate, payload: string, form: Form): Promise<void> {
    const language = languageIn(update)
    const asked = await forms.ask({ form, payload, click: update, language })
    if ('value' in asked) {
      const elsewhere = update.type === 'private' ? undefined : say(language, 'telegram:form.asked')
      return answerThread.acknowledge(update, elsewhere)
    }
    report('a question', asked.failure)
    await answerThread.acknowledge(update, say(language, 'telegram:notice.startFirst.text'), true)
  }

  /** The click that the answers belong to. Who may click is asked again: an hour may have passed. */
  async function finishForm(
    { click, payload }: Question,
    values: Readonly<Record<string, string>>,
  ): Promise<void> {
    const from = parts.follow(click)
    const made =
      (await within(clock, GIVE_UP, make(from, { kind: 'click', payload, values }))) ??
      gaveUp(from, GIVE_UP / 1000)
    const home = from.type === 'private' ? placeOf(from) : { chat: Number(from.member) }
    // A menu moves below the questions, where its member looks; in a group it stays.
    if (made.edit && from.type !== 'private')
      return settle(await answerThread.replace(made.preparedMessages, from), made, from)
    const sent = await show(made, from, home)
    if (made.edit && sent) await answerThread.remove(from)
  }

  async function showClicked(update: ClickUpdate, made: Made, acknowledged: boolean): Promise<void> {
    const { alone, edit, message, preparedMessages } = made
    if (made.remove) return removeClicked(update, acknowledged)
    if (made.unchanged) return acknowledged ? undefined : answerThread.acknowledge(update)
    const hint = alone && !edit ? alertText(message, preparedMessages) : undefined
    if (!acknowledged && hint !== undefined) return answerThread.acknowledge(update, hint, true)
    if (alone && !edit && update.type !== 'private') return whisper(update, made, acknowledged)
    const ending = acknowledged ? undefined : answerThread.acknowledge(update)
    if (edit) {
      const sent = await answerThread.replace(preparedMessages, update)
      const place = sent.messages.map(({ id }) => String(id))
      recent.change(chatIn(update), String(update.message), made.question?.key, place)
      await settle(sent, made, update)
    } else await show(made, update, placeOf(update))
    await ending
  }

  /** Says so where Telegram does not let the answer go. */
  async function removeClicked(update: ClickUpdate, acknowledged: boolean): Promise<void> {
    const isGone = await answerThread.remove(update)
    if (isGone) recent.forget(chatIn(update), String(update.message))
    if (acknowledged) return
    if (isGone) return answerThread.acknowledge(update)
    await answerThread.acknowledge(update, say(languageIn(update), 'telegram:notice.notDeleted'), true)
  }

  /**
   * Sends to a member what a group should not see: into their private chat, as Telegram has no messages for one member.
   * Members without a private chat with the bot learn how to open one.
   */
  async function whisper(
    update: CommandUpdate | ClickUpdate,
    made: Made,
    acknowledged = false,
  ): Promise<void> {
    const language = languageIn(update)
    const message = withoutControls(made.message)
    const preparedMessages =
      message === made.message ? made.preparedMessages : await packed(message, language)
    const { failure } = await answerThread.send(preparedMessages, { chat: Number(update.member) })
    if (failure && failure.kind !== 'refused') report('an answer for one member', failure)
    if (update.kind === 'command') {
      const told = failure ? startNotice(language, parts.botName) : notice(language, 'sentPrivately')
      return notifyIn(update, told)
    }
    if (acknowledged) return
    const text = failure
      ? say(language, 'telegram:notice.startFirst.text')
      : say(language, 'telegram:notice.sentPrivately.title')
    await answerThread.acknowledge(update, text, failure !== undefined)
  }

  /** Whether it arrived, in its own form or as the sentence that stands for it. */
  async function show(made: Made, origin: Origin, to: Recipient): Promise<boolean> {
    const sent = await answerThread.send(made.preparedMessages, to)
    await settle(sent, made, origin)
    return !sent.failure
  }

  /** Says so where Telegram did not take an answer as it was. */
  async function settle(
    { failure, messages }: { readonly failure?: Failure; readonly messages: readonly unknown[] },
    made: Made,
    origin: Origin,
  ): Promise<void> {
    if (!failure) return
    report('an answer', failure)
    // Somebody who has blocked the bot, or a chat that keeps it silent, hears nothing either way.
    if (failure.kind !== 'refused' || failure.status !== 400) return
    const language = languageIn(origin)
    const { images } = made.message
    const text = { ...withoutControls(made.message), images: [] }
    const instead =
      images.length > 0 && messages.length === 0
        ? packText(text, lostPictures(language, 'tooLarge'))
        : packText(notice(language, 'refused'))
    report('the words in its place', (await answerThread.send(instead, placeOf(origin))).failure)
  }

  async function notifyIn(origin: Origin, message: Message): Promise<void> {
    const to = { ...placeOf(origin), ...(origin.type !== 'private' && { replyTo: origin.message }) }
    report('a notice', (await answerThread.send(packText(message), to)).failure)
  }

  function report(what: string, failure: Failure | undefined): void {
    if (failure) log.warn(`${what} did not reach Telegram: ${describeFailure(failure)}`)
  }
}

/** The click that a private chat was opened with: `/start a-…`. */
function clickIn({ type, name, words: [word = ''] }: CommandUpdate): RequestInput | undefined {
  const payload = type === 'private' && name === 'start' ? payloadIn(word) : undefined
  return payload === undefined ? undefined : { kind: 'click', payload }
}

function inputOfClick(clicked: Clicked): RequestInput {
  const { payload } = clicked
  return clicked.kind === 'many'
    ? { kind: 'click', payload, chosen: clicked.chosen }
    : { kind: 'click', payload }
}

function placeOf({ chat, topic }: Origin): { readonly chat: number; readonly topic?: number } {
  return { chat, ...(topic !== undefined && { topic }) }
}
