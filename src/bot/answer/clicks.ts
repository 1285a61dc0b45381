/** Answering a clicked button: the stored question, changed as the button says. */
import { type Form, parsePayload } from '#src/chat/action.ts'
import { type ActionRecord, EVERYWHERE, type Memory } from '#src/chat/memory.ts'
import type { Message } from '#src/chat/message.ts'
import type { ClickInput, CommandInput, Reply } from '#src/chat/request.ts'
import type { Dailies } from '#src/editions/dailies.ts'
import type { Flashes } from '#src/editions/flashes.ts'
import type { Editions } from '#src/editions/freeze.ts'
import { RequestError } from '#src/errors.ts'
import { answerCommand, type AnswerCommandParts, answerRead } from './answercommand.ts'
import { evidenceMessage } from './evidence.ts'
import { alertQuestion, postedAlertQuestion } from './alertquestion.ts'
import { FORM, formIn, formOfClick } from './forms.ts'
import { answerDailyClick } from './dailyclicks.ts'
import { answerFlashClick } from './flashclicks.ts'
import { answerPostClick } from './postclicks.ts'
import { type Command, UNCHANGED } from '../command.ts'
import { findCommand, requireAllowed } from '../request/find.ts'
import { rightsRefusal } from '../request/rights.ts'
import { storedArguments } from '../request/storedarguments.ts'
import { withQuestion } from '../request/question.ts'
import { PRIVATE } from '../request/private.ts'
import { type ReadArguments, readArguments } from '../request/read.ts'
import { askerOf, readingOf, type RequestContext } from '../request/context.ts'

/** An answer may be refreshed this many milliseconds after it was. */
const REFRESH_EVERY = 30_000
/** Refreshed answers whose time is kept. */
const REFRESHED_KEPT = 5000
/** Clicked by anybody: they show something to the member who clicked alone and change nothing for the others. */
const FOR_ALL = ['help', 'why', 'private', 'alert']
/** The same where one chat can show something to one member. */
const FOR_ALL_APART = 'more'

export interface ButtonClickParts extends AnswerCommandParts {
  readonly memory: Pick<Memory, 'action'>
  /** What was frozen, for the buttons of posts; without it they answer nothing. */
  readonly editions?: Pick<Editions, 'get'>
  readonly dailies?: Pick<Dailies, 'get'>
  readonly flashes?: Pick<Flashes, 'get'>
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export interface ButtonClicks {
  click(input: ClickInput, requestContext: RequestContext): Promise<Reply>
  /** What a button asks for before it is clicked. */
  formOf(payload: string, requestContext: RequestContext): Promise<Form | undefined>
}

interface Found {
  readonly record: ActionRecord
  readonly command: Command
  readonly choice: string
}

/** In the place of an answer that goes away. */
const NO_MESSAGE: Message = { title: '', blocks: [], images: [], footer: [] }

/** Buttons under posts that are about getting them. */
const SUBSCRIBING: readonly string[] = ['mine', 'stopthese']

/** A click that a command answers itself has no arguments. */
const NOTHING = { values: {}, given: {}, printed: {}, private: undefined } as const

/** Gives functions that throw RequestError for what cannot be done. */
export function createButtonClicks(parts: ButtonClickParts): ButtonClicks {
  const refreshed = new Map<string, number>()
  return {
    click: async (input, requestContext) => {
      const found = await findAllowed(input, requestContext)
      const posted = isPosted(found) ? postedAlertQuestion(found, requestContext.history) : undefined
      if (posted) return answerCommand(posted, requestContext, parts)
      if (isPosted(found)) {
        return SUBSCRIBING.includes(found.choice) ? subscribing(found, requestContext) : answerPosted(found)
      }
      const question = questionOf(found) ?? alertQuestion(found, requestContext.history)
      if (question) return answerCommand(question, requestContext, parts)
      return found.command.onClick ? guide(found, input, requestContext) : click(found, requestContext)
    },
    async formOf(payload, requestContext) {
      const { record, command, choice } = await findAllowed({ kind: 'click', payload }, requestContext)
      const { views, history } = requestContext
      const question = { command, view: views.private, history, asker: askerOf(requestContext) }
      return command.form?.({ choice, state: stateOf(record) }, parts.answers.contextOf(question))
    },
  }

  /** To get what was posted privately, or to stop it: `/subscribe` answers, to the member alone. */
  async function subscribing({ record, choice }: Found, requestContext: RequestContext): Promise<Reply> {
    const command = findCommand(parts.commands, 'subscribe')
    if (!command) throw new RequestError('chat.unknownClick')
    const of =
      record.command === 'subscribe' ? record.args.edition : record.command === 'daily' ? 'daily' : 'weekly'
    const view = requestContext.views.private
    const made = await parts.answers.click(
      { command, view, history: requestContext.history, asker: askerOf(requestContext) },
      {
        ...{ choice, values: {}, chosen: [], changedAt: record.createdAt },
        state: { of: of ?? '', ...(record.args.options && { options: record.args.options }) },
      },
    )
    return parts.replies.reply({ command, read: NOTHING, made, view, isPrivate: true }, requestContext)
  }

  function answerPosted({ record, choice }: Found): Promise<Reply> {
    if (record.command === 'daily') return answerDailyClick(record, choice, parts.dailies)
    if (record.command === 'flash') return answerFlashClick(record, choice, parts.flashes)
    return answerPostClick(record, choice, parts.editions)
  }

  async function click({ record, command, choice }: Found, requestContext: RequestContext): Promise<Reply> {
    if (choice === 'help') return explain(command, requestContext)
    if (choice === 'delete') return { message: NO_MESSAGE, private: false, edit: true, remove: true }
    const form = formOfClick(choice) ?? formIn(record)
    const asked = changed(record, choice)
    const named = storedArguments(command, asked.named ?? {}, requestContext.history)
    const read = readArguments(command, { ...asked, named }, readingOf(requestContext))
    const wasPrivate = record.args[PRIVATE] === 'true'
    if (choice === 'private' || choice === 'public') {
      return answerRead(command, { ...read, private: choice === 'private' }, requestContext, parts, form)
    }
    if (choice.startsWith('pick.')) {
      return answerRead(command, { ...read, private: wasPrivate || undefined }, requestContext, parts)
    }
    // The others read on by themselves; the answer that all see stays as it is.
    if (choice === FOR_ALL_APART && !isDriver(record, requestContext)) {
      return answerRead(command, { ...read, private: true }, requestContext, parts, form)
    }
    if (isShown({ record, command, choice }, read, requestContext)) return unchanged(wasPrivate)
    const { views, history, progress } = requestContext
    const view = wasPrivate || choice === 'why' ? views.private : views.public
    const make = () =>
      parts.answers.make({ command, read, view, history, asker: askerOf(requestContext) }, progress)
    if (choice === 'why') {
      return {
        message: evidenceMessage(await make(), views.private.words, (id) => history.asset(id)?.symbol ?? id),
        private: true,
        edit: false,
      }
    }
    if (choice === 'refresh') mustBeDue(record.id)
    const made = await make()
    if (choice === 'refresh') remember(record.id)
    const reply = await parts.replies.reply(
      { command, read, made, view, isPrivate: wasPrivate, form, edited: record },
      requestContext,
    )
    return withQuestion(reply, command, read, requestContext)
  }

  /** A click that the command answers itself: in the message that it was clicked on, or in a new one. */
  async function guide(
    { record, command, choice }: Found,
    input: ClickInput,
    requestContext: RequestContext,
  ): Promise<Reply> {
    const wasPrivate = record.args[PRIVATE] === 'true'
    const isForAll = command.forAll?.(choice) === true
    const isGuild = requestContext.request.place === 'guild'
    const isAlone = !wasPrivate && (isForAll || (isGuild && command.alone?.(choice) === true))
    const view = wasPrivate || isAlone ? requestContext.views.private : requestContext.views.public
    const made = await parts.answers.click(
      { command, view, history: requestContext.history, asker: askerOf(requestContext) },
      {
        choice,
        values: input.values ?? {},
        chosen: input.chosen ?? [],
        state: stateOf(record),
        changedAt: record.createdAt,
      },
    )
    if (made.isUnchanged) return unchanged(wasPrivate)
    const isPrivate = (wasPrivate || isAlone) && made.isPublic !== true
    const edited = made.isNew === true || isAlone ? undefined : record
    return parts.replies.reply(
      { command, read: NOTHING, made, view, isPrivate, ...(edited && { edited }) },
      requestContext,
    )
  }

  async function findAllowed(input: ClickInput, requestContext: RequestContext): Promise<Found> {
    const found = await find(input, requestContext)
    const { record, command, choice } = found
    requireAllowed(command, requestContext.request, requestContext.views.private.words)
    const isForAll =
      FOR_ALL.includes(choice) || (choice === FOR_ALL_APART && requestContext.request.place === 'guild')
    const isOpen = command.onClick ? command.forAll?.(choice) === true : isForAll
    if (!isDriver(record, requestContext) && !isPosted(found) && !isOpen) {
      const { managerUnknown, platform } = requestContext.request
      if (managerUnknown) throw rightsRefusal(managerUnknown, platform)
      if (choice === 'delete') throw new RequestError('chat.notYoursToDelete')
      throw new RequestError('chat.notYours', { command: command.name })
    }
    return found
  }

  async function find({ payload }: ClickInput, { request }: RequestContext): Promise<Found> {
    const parsed = parsePayload(payload)
    const record = parsed && (await parts.memory.action(parsed.id, parts.now()))
    // A button of another chat says no more than one that has expired.
    if (!parsed || record?.platform !== request.platform || !isThere(record, parsed.choice, request)) {
      throw new RequestError('chat.expired')
    }
    const command = findCommand(parts.commands, record.command)
    if (!command) throw new RequestError('chat.unknownClick')
    return { record, command, choice: parsed.choice }
  }

  /** The glossary's entry of what a command is about. */
  async function explain({ name }: Command, requestContext: RequestContext): Promise<Reply> {
    const command = findCommand(parts.commands, 'explain')
    if (!command) throw new RequestError('chat.unknownClick')
    const { views, history, progress } = requestContext
    const read = readArguments(
      command,
      { kind: 'command', name: 'explain', words: [name] },
      readingOf(requestContext),
    )
    const question = { command, read, view: views.private, history, asker: askerOf(requestContext) }
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

/** The question that a button asks anew (`ask.1`), as the message kept it: `funding btc`. */
function questionOf({ record, choice }: Found): CommandInput | undefined {
  const line = choice.startsWith('ask.') ? record.args[choice] : undefined
  if (line === undefined) return undefined
  const [name = '', ...words] = line.split(' ')
  return { kind: 'command', name, words }
}

/** Whether somebody may change an answer for all who see it: the asker, and those who manage the chat. */
function isDriver({ asker }: ActionRecord, { request }: RequestContext): boolean {
  return request.member === asker || request.manager
}

/** Whether an answer shows already what a button of its arguments asks for. */
function isShown(
  { record, command, choice }: Found,
  read: ReadArguments,
  requestContext: RequestContext,
): boolean {
  const [name, value] = choice.split('=')
  if (value === undefined || name === undefined || !Object.hasOwn(command.args, name)) return false
  const { named = {} } = changed(record, 'refresh')
  const before = readArguments(
    command,
    { kind: 'command', name: command.name, named: storedArguments(command, named, requestContext.history) },
    readingOf(requestContext),
  )
  return before.printed[name] === read.printed[name]
}

function unchanged(isPrivate: boolean): Reply {
  return { message: UNCHANGED.message, private: isPrivate, edit: true, unchanged: true }
}

/** What a command kept with its message: all but what the router keeps there. */
function stateOf({ args }: ActionRecord): Readonly<Record<string, string>> {
  const { [PRIVATE]: _, ...state } = args
  return state
}

/** Under a post of a schedule, where anybody may click. */
function isPosted({ record }: Pick<Found, 'record'>): boolean {
  return record.chat === EVERYWHERE
}

/** Whether a button belongs to where it is clicked. Choices that a group does not see are offered in the asker's private chat, alerts in anybody's. */
function isThere(record: ActionRecord, choice: string, request: RequestContext['request']): boolean {
  if ([request.chat, EVERYWHERE].includes(record.chat)) return true
  if (choice === 'alert') return request.place === 'private'
  return choice.startsWith('pick.') && request.place === 'private' && request.member === record.asker
}

/** The stored question as a click changes it; throws RequestError for a click that means nothing. */
function changed({ command, args }: ActionRecord, choice: string): CommandInput {
  const stored = Object.fromEntries(
    Object.entries(args).filter(([name]) => ![PRIVATE, FORM].includes(name) && !name.startsWith('pick.')),
  )
  if (['refresh', 'why', 'private', 'public'].includes(choice) || formOfClick(choice)) {
    return { kind: 'command', name: command, named: stored }
  }
  const change = choice.startsWith('pick.') ? args[choice] : choice
  const [, name, value] = /^([a-z]+)=(.+)$/su.exec(change ?? '') ?? []
  if (name === undefined || value === undefined) throw new RequestError('chat.unknownClick')
  return { kind: 'command', name: command, named: { ...stored, [name]: value } }
}
