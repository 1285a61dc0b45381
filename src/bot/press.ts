/** Answering a pressed button: the stored question, changed as the button says. */
import { type Form, parsePayload } from '#src/chat/action.ts'
import type { ActionRecord } from '#src/chat/memory.ts'
import type { CommandAsk, PressAsk, Reply } from '#src/chat/request.ts'
import { RequestError } from '#src/errors.ts'
import { type AskParts, answerRead } from './ask.ts'
import { claimsOf } from './claims.ts'
import type { Command } from './command.ts'
import { findCommand, mustBeAllowed } from './find.ts'
import { keptArguments } from './kept.ts'
import { PRIVATE, readArguments } from './read.ts'
import { askerOf, readingOf, type Turn } from './turn.ts'

/** An answer may be refreshed this many milliseconds after it was. */
const REFRESH_EVERY = 30_000
/** Refreshed answers whose time is kept. */
const REFRESHED_KEPT = 5000
/** Pressed by anybody: they show something to the presser alone and change nothing for the others. */
const FOR_ALL = ['help', 'why', 'private']

export interface PressParts extends AskParts {
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export interface Presses {
  press(ask: PressAsk, turn: Turn): Promise<Reply>
  /** What a button asks for before it is pressed. */
  formOf(payload: string, turn: Turn): Promise<Form | undefined>
}

interface Found {
  readonly record: ActionRecord
  readonly command: Command
  readonly choice: string
}

/** A press that a command answers itself has no arguments. */
const NOTHING = { values: {}, given: {}, printed: {}, private: undefined } as const

/** Gives functions that throw RequestError for what cannot be done. */
export function createPresses(parts: PressParts): Presses {
  const refreshed = new Map<string, number>()
  return {
    press: async (ask, turn) => {
      const found = await findAllowed(ask, turn)
      return found.command.press ? guide(found, ask, turn) : press(found, turn)
    },
    async formOf(payload, turn) {
      const { record, command, choice } = await findAllowed({ kind: 'press', payload }, turn)
      const { views, history } = turn
      const question = { command, view: views.private, history, asker: askerOf(turn) }
      return command.form?.({ choice, state: stateOf(record) }, parts.answers.contextOf(question))
    },
  }

  async function press({ record, command, choice }: Found, turn: Turn): Promise<Reply> {
    if (choice === 'help') return explain(command, turn)
    const asked = changed(record, choice)
    const named = keptArguments(command, asked.named ?? {}, turn.history)
    const read = readArguments(command, { ...asked, named }, readingOf(turn))
    const wasPrivate = record.args[PRIVATE] === 'true'
    if (choice === 'private' || choice === 'public') {
      return answerRead(command, { ...read, private: choice === 'private' }, turn, parts)
    }
    if (choice.startsWith('pick.')) {
      return answerRead(command, { ...read, private: wasPrivate || undefined }, turn, parts)
    }
    const { views, history, progress } = turn
    const view = wasPrivate || choice === 'why' ? views.private : views.public
    const make = () => parts.answers.make({ command, read, view, history, asker: askerOf(turn) }, progress)
    if (choice === 'why') {
      return {
        message: claimsOf(await make(), views.private.words, (id) => history.asset(id)?.symbol ?? id),
        private: true,
        edit: false,
      }
    }
    if (choice === 'refresh') mustBeDue(record.id)
    const made = await make()
    if (choice === 'refresh') remember(record.id)
    return parts.replies.reply({ command, read, made, view, isPrivate: wasPrivate, edited: record }, turn)
  }

  /** A press that the command answers itself: in the message that it was pressed on, or in a new one. */
  async function guide({ record, command, choice }: Found, ask: PressAsk, turn: Turn): Promise<Reply> {
    const wasPrivate = record.args[PRIVATE] === 'true'
    const view = wasPrivate ? turn.views.private : turn.views.public
    const made = await parts.answers.press(
      { command, view, history: turn.history, asker: askerOf(turn) },
      {
        choice,
        values: ask.values ?? {},
        chosen: ask.chosen ?? [],
        state: stateOf(record),
        changedAt: record.createdAt,
      },
    )
    const isPrivate = wasPrivate && made.isPublic !== true
    const edited = made.isNew === true ? undefined : record
    return parts.replies.reply(
      { command, read: NOTHING, made, view, isPrivate, ...(edited && { edited }) },
      turn,
    )
  }

  async function findAllowed(ask: PressAsk, turn: Turn): Promise<Found> {
    const found = await find(ask, turn)
    const { record, command, choice } = found
    mustBeAllowed(command, turn.request, turn.views.private.words)
    const isDriver = turn.request.member === record.asker || turn.request.manager
    if (!isDriver && (command.press || !FOR_ALL.includes(choice))) {
      throw new RequestError('chat.notYours', { command: command.name })
    }
    return found
  }

  async function find({ payload }: PressAsk, { request }: Turn): Promise<Found> {
    const parsed = parsePayload(payload)
    const record = parsed && (await parts.memory.action(parsed.id, parts.now()))
    // A button of another chat says no more than one that has expired.
    if (!parsed || record?.platform !== request.platform || record.chat !== request.chat) {
      throw new RequestError('chat.expired')
    }
    const command = findCommand(parts.commands, record.command)
    if (!command) throw new RequestError('chat.unknownPress')
    return { record, command, choice: parsed.choice }
  }

  /** The glossary's entry of what a command is about. */
  async function explain({ name }: Command, turn: Turn): Promise<Reply> {
    const command = findCommand(parts.commands, 'explain')
    if (!command) throw new RequestError('chat.unknownPress')
    const { views, history, progress } = turn
    const read = readArguments(command, { kind: 'command', name: 'explain', words: [name] }, readingOf(turn))
    const question = { command, read, view: views.private, history, asker: askerOf(turn) }
    const { message } = await parts.answers.make(question, progress)
    return { message, private: true, edit: false }
  }

  function mustBeDue(id: string): void {
    const wait = (refreshed.get(id) ?? Number.NEGATIVE_INFINITY) + REFRESH_EVERY - parts.now()
    if (wait <= 0) return
    throw new RequestError('chat.refreshedJustNow', { seconds: String(Math.ceil(wait / 1000)) })
  }

  function remember(id: string): void {
    refreshed.delete(id)
    refreshed.set(id, parts.now())
    const oldest = refreshed.keys().next().value
    if (refreshed.size > REFRESHED_KEPT && oldest !== undefined) refreshed.delete(oldest)
  }
}

/** What a command kept with its message: all but what the router keeps there. */
function stateOf({ args }: ActionRecord): Readonly<Record<string, string>> {
  const { [PRIVATE]: _, ...state } = args
  return state
}

/** The stored question as a press changes it; throws RequestError for a press that means nothing. */
function changed({ command, args }: ActionRecord, choice: string): CommandAsk {
  const stored = Object.fromEntries(
    Object.entries(args).filter(([name]) => name !== PRIVATE && !name.startsWith('pick.')),
  )
  if (['refresh', 'why', 'private', 'public'].includes(choice)) {
    return { kind: 'command', name: command, named: stored }
  }
  const change = choice.startsWith('pick.') ? args[choice] : choice
  const [, name, value] = /^([a-z]+)=(.+)$/su.exec(change ?? '') ?? []
  if (name === undefined || value === undefined) throw new RequestError('chat.unknownPress')
  return { kind: 'command', name: command, named: { ...stored, [name]: value } }
}
