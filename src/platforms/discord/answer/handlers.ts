/**
 * Interactions answered: acknowledged at once, then shown, whatever happens in between.
 *
 * An answer that is ready within a blink is the first response; a slower one is announced ("is thinking …") and put in
 * its place when it comes. Every way ends in an answer or a sentence.
 */
import type { REST } from 'discord.js'
import { type Form, parsePayload } from '#src/chat/action.ts'
import type { Message } from '#src/chat/message.ts'
import { createRecentAnswers } from '#src/chat/recentanswers.ts'
import type { Reply, Request, Suggestion } from '#src/chat/request.ts'
import { within } from '#src/clock.ts'
import { traceOf } from '#src/errors.ts'
import { shorten } from '#src/platforms/layout/clean.ts'
import { askerOf, readerLanguage, requestOf } from '../receive/torequest.ts'
import { type Acknowledgement, type Callback, createCallback, type First, idOf } from './callback.ts'
import { type PreparedMessage, packText } from '../render/prepared.ts'
import { describeFailure, type Failure } from '../failures.ts'
import { modalOf } from '../receive/form.ts'
import { type Incoming, type Interaction, readIncoming } from '../receive/incoming.ts'
import { GIVE_UP, instead, createResponses, type Made, type ResponseParts } from './responses.ts'
import { lostParts, notice } from '../render/notice.ts'
import type { Result } from '../api.ts'

/** What the adapter needs of the bot. */
export interface DiscordBot {
  answer(request: Request): Promise<Reply>
  /** The form that a button opens, recovered after any restart. */
  formOf(payload: string, request: Omit<Request, 'input'>): Promise<Form | undefined>
  suggest(
    request: Omit<Request, 'input'> & {
      readonly command: string
      readonly argument: string
      readonly typed: string
      readonly given: Readonly<Record<string, string>>
    },
  ): Promise<readonly Suggestion[]>
}

export interface HandlerParts extends Omit<ResponseParts, 'recent'> {
  readonly bot: DiscordBot
  readonly rest: REST
  /** Whether the chat wants answers for the asker alone, where the asker has not said. */
  readonly prefersPrivate: (request: Request) => Promise<boolean>
}

export interface Handlers {
  /** Takes an event as it came. Never throws. */
  receive(data: unknown): void
  /** How many answers are being made. */
  readonly running: number
  /** Answers those to come with a request for patience, and waits for those in flight, at most so many milliseconds. */
  stop(patience: number): Promise<void>
}

/** Milliseconds in which an answer is shown without being announced. */
const BLINK = 120

/** Milliseconds in which suggestions are sent, with or without the bot's. */
const SUGGEST = 700

/** Milliseconds for which an answer that is ready may wait for Discord to take it. */
export const WANTED_FOR = 30_000

/** Milliseconds in which a form is found; without one, the click is answered as it is. */
const FIND_FORM = 1500

/** Interactions remembered, so that none is answered twice when the gateway delivers it again. */
const REMEMBERED = 10_000

/** Further messages that an interaction may have where the member alone has the bot. */
const FOLLOWS = 5

/** Of suggestions. */
const CHOICES = { count: 25, characters: 100 } as const

export function createHandlers(parts: HandlerParts): Handlers {
  const { bot, rest, clock, log, prefersPrivate, choiceOf } = parts
  const recent = createRecentAnswers(clock)
  const { make, makeWithFiles, gaveUp } = createResponses({ ...parts, recent })
  const seen = new Set<string>()
  const tasks = new Set<Promise<void>>()
  let stopping = false

  return {
    receive(data) {
      const incoming = readIncoming(data)
      if (!incoming) return log.warn('a malformed interaction of Discord was left unanswered')
      if (!remember(incoming.id)) return
      const task = handle(incoming, createCallback(incoming, rest, clock))
        .catch((error: unknown) => log.error(`an interaction of Discord failed: ${traceOf(error)}`))
        .finally(() => tasks.delete(task))
      tasks.add(task)
    },
    get running() {
      return tasks.size
    },
    async stop(patience) {
      stopping = true
      await within(clock, patience, Promise.allSettled(tasks))
    },
  }

  function remember(id: string): boolean {
    if (seen.has(id)) return false
    seen.add(id)
    const oldest = seen.values().next().value
    if (seen.size > REMEMBERED && oldest !== undefined) seen.delete(oldest)
    return true
  }

  async function handle(incoming: Incoming, callback: Callback): Promise<void> {
    if (incoming.kind === 'typing') return suggest(incoming, callback)
    if (stopping) return say(incoming, callback, notice(readerLanguage(incoming, true), 'stopping'))
    if (incoming.kind === 'command') return answer(incoming, callback).finally(() => recent.end(incoming))
    if (incoming.kind === 'click' && parsePayload(incoming.payload)) return click(incoming, callback)
    return say(incoming, callback, notice(readerLanguage(incoming, true), 'unknown'))
  }

  async function suggest(incoming: Extract<Incoming, { kind: 'typing' }>, callback: Callback): Promise<void> {
    const { name: command, argument, typed, given } = incoming
    const asked = stopping
      ? Promise.resolve([])
      : bot.suggest({ ...askerOf(incoming), command, argument, typed, given }).catch((error: unknown) => {
          log.error(`suggestions for /${command} failed: ${traceOf(error)}`)
          return []
        })
    const found = (await within(clock, SUGGEST, asked)) ?? []
    const choices = found
      .filter(({ value }) => value !== '' && value.length <= CHOICES.characters)
      .slice(0, CHOICES.count)
      .map(({ label, value }) => ({ name: shorten(label, CHOICES.characters) || value, value }))
    // Suggestions that come too late are no loss: the member has typed on.
    await callback.acknowledge({ type: 'suggestions', choices })
  }

  async function answer(incoming: Extract<Incoming, { kind: 'command' }>, callback: Callback): Promise<void> {
    const request = requestOf(incoming, choiceOf)
    const responses = incoming.files.length > 0 ? makeWithFiles(incoming) : make(incoming, request)
    const preference = wantsPrivate(request, incoming.options.private)
    const made = await within(clock, BLINK, responses)
    if (made) return show(incoming, callback, made, 'message')
    // Settings that are not there by now are taken for the safe one.
    const alone = (await within(clock, BLINK, preference)) ?? true
    if (!taken(await callback.acknowledge({ type: 'deferred', alone }), incoming)) return
    // That there is none is for the asker, as every refusal; in a private chat nobody else reads.
    const late =
      (await within(clock, GIVE_UP, responses)) ?? gaveUp(incoming, alone || incoming.guild !== undefined)
    if (late.alone && !alone) {
      // What was announced in public cannot become private: it is taken away, and the answer sent apart.
      const removed = await callback.remove()
      if ('failure' in removed) return void report('the announcement could not be removed', removed.failure)
      return followAll(incoming, callback, late.preparedMessages, true)
    }
    await edit(incoming, callback, late)
    await followAll(incoming, callback, late.preparedMessages.slice(1), alone)
  }

  async function click(incoming: Extract<Incoming, { kind: 'click' }>, callback: Callback): Promise<void> {
    if (incoming.opensForm) {
      const form = await formOf(incoming)
      // A form has to be the first response; what was asked before it cannot be announced.
      if (form)
        return void taken(
          await callback.acknowledge({ type: 'form', modal: modalOf(incoming.payload, form) }),
          incoming,
        )
    }
    const responses = make(incoming, requestOf(incoming))
    const made = await within(clock, BLINK, responses)
    if (made && !made.remove && !made.unchanged)
      return show(incoming, callback, made, made.edit ? 'update' : 'message')
    if (!taken(await callback.acknowledge({ type: 'deferredUpdate' }), incoming)) return
    const late = made ?? (await within(clock, GIVE_UP, responses)) ?? gaveUp(incoming, true)
    if (late.unchanged) return
    if (late.remove) {
      if (incoming.message !== undefined) recent.forget(askerOf(incoming).chat, incoming.message)
      return report('the removal of an answer', failureIn(await callback.remove()).failure)
    }
    if (!late.edit) return followAll(incoming, callback, late.preparedMessages, late.alone)
    await edit(incoming, callback, late)
    await followAll(incoming, callback, late.preparedMessages.slice(1), late.alone)
  }

  async function formOf(incoming: Extract<Incoming, { kind: 'click' }>): Promise<Form | undefined> {
    try {
      return await within(clock, FIND_FORM, bot.formOf(incoming.payload, askerOf(incoming)))
    } catch (error) {
      log.error(`the form of a button could not be found: ${traceOf(error)}`)
      return undefined
    }
  }

  /** Whether an announcement is for the asker alone: as they say, else as the chat does; a private chat is both. */
  function wantsPrivate(request: Request, said: string | undefined): Promise<boolean> {
    if (request.place === 'private') return Promise.resolve(false)
    if (said !== undefined) return Promise.resolve(said === 'true')
    return prefersPrivate(request).catch(() => true)
  }

  async function show(
    incoming: Incoming,
    callback: Callback,
    made: Made,
    type: 'message' | 'update',
  ): Promise<void> {
    const first = (preparedMessage: PreparedMessage): First =>
      type === 'update' ? { type, preparedMessage } : { type, preparedMessage, alone: made.alone }
    const [preparedMessage] = made.preparedMessages
    if (!preparedMessage) return say(incoming, callback, notice(readerLanguage(incoming, true), 'failed'))
    let result = await callback.acknowledge(first(preparedMessage))
    noteShown(incoming, made, result.kind === 'done' ? result.message : undefined)
    const other = result.kind === 'failed' ? instead(incoming, made, result.failure) : undefined
    if (other) {
      report('an answer', result.kind === 'failed' ? result.failure : undefined)
      result = await callback.acknowledge({ type: 'message', preparedMessage: other, alone: made.alone })
    }
    if (!taken(result, incoming) || other) return
    await followAll(incoming, callback, made.preparedMessages.slice(1), made.alone)
  }

  async function edit(incoming: Incoming, callback: Callback, made: Made): Promise<void> {
    const [preparedMessage = packText(notice(readerLanguage(incoming, made.alone), 'failed'))[0]] =
      made.preparedMessages
    if (!preparedMessage) return
    const edited = await within(clock, WANTED_FOR, callback.edit(preparedMessage))
    noteShown(incoming, made, edited && 'value' in edited ? idOf(edited.value) : undefined)
    if (!edited) {
      log.info('an answer that Discord did not take in time was dropped')
      // Of a click the message stays as it is.
      if (incoming.kind === 'command') await callback.remove()
      return
    }
    const { failure } = failureIn(edited)
    if (!failure) return
    report('an answer', failure)
    const other = instead(incoming, made, failure)
    if (other) report('the sentence in its place', failureIn(await callback.edit(other)).failure)
  }

  /** Keeps where an answer is that others may be shown the way to. */
  function noteShown(incoming: Incoming, { claim, question, edit }: Made, message: string | undefined): void {
    if (message !== undefined) claim?.shown([message])
    else claim?.lost()
    const clicked = incoming.kind === 'click' && edit ? incoming.message : undefined
    if (clicked !== undefined) recent.change(askerOf(incoming).chat, clicked, question?.key)
  }

  async function followAll(
    incoming: Interaction,
    callback: Callback,
    preparedMessages: readonly PreparedMessage[],
    alone: boolean,
  ): Promise<void> {
    const most = incoming.guildInstall || incoming.direct ? preparedMessages.length : FOLLOWS
    const shown = preparedMessages.length > most ? preparedMessages.slice(0, most - 1) : preparedMessages
    const left = preparedMessages.length - shown.length
    const last = left > 0 ? packText(lostParts(readerLanguage(incoming, alone), left)) : []
    for (const preparedMessage of [...shown, ...last]) {
      report('a further message', failureIn(await callback.follow(preparedMessage, alone)).failure)
    }
  }

  async function say(incoming: Incoming, callback: Callback, message: Message): Promise<void> {
    const [preparedMessage] = packText(message)
    if (preparedMessage)
      taken(await callback.acknowledge({ type: 'message', preparedMessage, alone: true }), incoming)
  }

  /** Whether it is ours to go on after a first response. */
  function taken(result: Acknowledgement, incoming: Incoming): boolean {
    if (result.kind === 'taken') log.warn('an interaction of Discord had been answered elsewhere')
    if (result.kind === 'failed') report(`the first response to a ${incoming.kind}`, result.failure)
    // One that got lost may well have arrived: what follows will show.
    return result.kind === 'done' || (result.kind === 'failed' && result.failure.kind === 'lost')
  }

  function report(what: string, failure: Failure | undefined): void {
    if (failure) log.warn(`${what} did not reach Discord: ${describeFailure(failure)}`)
  }
}

function failureIn(result: Result<unknown>): { readonly failure?: Failure } {
  return 'failure' in result ? { failure: result.failure } : {}
}
