/**
 * One part of a post sent, and posts edited: to text and announcement channels, threads and forums. Nothing is sent
 * twice by itself; how each call ends is reported so that a ledger can decide what to do next.
 */
import { parseAddress } from '#src/chat/address.ts'
import { type REST, Routes } from 'discord.js'
import type { Destination, Found, Outcome, Posted, PostFault } from '#src/chat/posting.ts'
import type { Clock } from '#src/clock.ts'
import type { Log } from '#src/log.ts'
import { cleanLine, shorten } from '#src/platforms/layout/clean.ts'
import { ANNOUNCEMENTS, type Channel, type Channels, isForum, isThread } from './channels.ts'
import type { PreparedMessage } from '../render/prepared.ts'
import { CODES, describeFailure, type Failure } from '../failures.ts'
import { NONCE, THREAD_NAME } from '../limits.ts'
import { type FindParts, findPart } from './find.ts'
import { marked } from './mark.ts'
import { outcomeOf } from './outcomes.ts'
import type { Roles } from './roles.ts'
import type { Pacing } from '../pacing.ts'
import type { TextDisplay } from '../render/payload.ts'
import { attempt, persist, type Result } from '../api.ts'

export interface PostingParts {
  /** The bot's own. */
  readonly rest: REST
  readonly channels: Channels
  readonly pacing: Pacing
  readonly roles: Roles
  readonly clock: Clock
  readonly log: Log
}

/** One part on its way. */
export interface Dispatch {
  readonly preparedMessage: PreparedMessage
  /** Whether it is the first of its post: it calls the role, and a thread begins at it. */
  readonly first: boolean
  readonly to: Destination
  /** What its thread is called; as the post is, where it is not told. */
  readonly threadTitle?: string | undefined
}

/** Sends one part; never rejects. */
export async function sendPart(
  { preparedMessage, first, to, threadTitle }: Dispatch,
  parts: PostingParts,
): Promise<Outcome> {
  const { rest, channels } = parts
  const id = channelIn(to.target)
  if (id === undefined || to.nonce.length > NONCE)
    return { kind: 'refused', reason: 'invalid', code: 'target' }
  const found = await channels.find(id)
  if ('failure' in found) return outcomeOf(found.failure, true)
  const channel = found.value
  const role = first ? calledRole(channel, to, parts) : undefined
  const { body, files } = calling(role, preparedMessage)
  const lost = first && to.options.role !== undefined && role === undefined ? [GONE_ROLE] : []
  if (isForum(channel) && to.thread === undefined) {
    const opened = await openInForum(channel, { body, files }, to, parts)
    return opened.kind === 'sent' ? withFaults(opened, lost) : opened
  }
  const into = to.thread ?? id
  const result = await attempt(
    () =>
      rest.post(Routes.channelMessages(into), {
        body: {
          ...body,
          components: marked(body.components, to.nonce),
          nonce: to.nonce,
          enforce_nonce: true,
        },
        files,
      }) as Promise<{ readonly id: string }>,
  )
  if ('failure' in result) {
    // A deleted message is not made again by its nonce: it had been sent.
    return codeOf(result.failure) === CODES.unknownMessage
      ? { kind: 'sent', messages: [] }
      : outcomeOf(result.failure, true)
  }
  const { message, faults } = await placed(channel, result.value.id, { first, to, threadTitle }, parts)
  return withFaults({ kind: 'sent' as const, messages: [message] }, [...lost, ...faults])
}

/** The mention of a role that was deleted would be words without a meaning. */
const GONE_ROLE: PostFault = { kind: 'role', code: 'deleted' }

function calledRole(channel: Channel, { options }: Destination, { roles }: PostingParts): string | undefined {
  const { role } = options
  const { guild } = channel
  return role !== undefined && guild !== undefined && roles.isGone(guild, role) ? undefined : role
}

function withFaults<There extends { readonly messages: readonly Posted[] }>(
  there: There,
  faults: readonly PostFault[],
): There & { readonly faults?: readonly PostFault[] } {
  return faults.length === 0 ? there : { ...there, faults }
}

/**
 * Looks for a part that may have been sent so many milliseconds ago; never rejects. What is there is completed: it may
 * have been sent without the thread that begins at it.
 */
export async function findSent(
  dispatch: Omit<Dispatch, 'preparedMessage'>,
  age: number,
  parts: PostingParts & FindParts,
): Promise<Found> {
  const id = channelIn(dispatch.to.target)
  if (id === undefined) return { kind: 'absent' }
  const { channel, ...found } = await findPart(id, dispatch.to, age, parts)
  const [message] = found.kind === 'there' ? found.messages : []
  if (!channel || !message || message.thread !== undefined) return found
  const { message: whole, faults } = await placed(channel, message.id, dispatch, parts)
  return withFaults({ kind: 'there' as const, messages: [whole] }, faults)
}

/** A message that is there, with the thread that it is in or that begins at it. */
async function placed(
  channel: Channel,
  message: string,
  { first, to, threadTitle }: Omit<Dispatch, 'preparedMessage'>,
  parts: PostingParts,
): Promise<{ readonly message: Posted; readonly faults: readonly PostFault[] }> {
  const opens = first && to.options.thread === true && to.thread === undefined && isRoomy(channel)
  if (!opens)
    return { message: { id: message, ...(to.thread !== undefined && { thread: to.thread }) }, faults: [] }
  const fault = await openThread(channel.id, message, { ...to, title: threadTitle ?? to.title }, parts)
  if (fault) return { message: { id: message }, faults: [fault] }
  // A message's thread has the message's id.
  return { message: { id: message, thread: message }, faults: [] }
}

/**
 * Puts a post into another form, message by message. What has been deleted since stays deleted; messages that are too
 * many are taken away, and parts that are too many follow as further messages.
 */
export async function editPost(
  preparedMessages: readonly PreparedMessage[],
  to: Destination,
  posted: readonly Posted[],
  parts: PostingParts,
): Promise<Outcome> {
  const { rest, clock, pacing, channels } = parts
  const id = channelIn(to.target)
  if (id === undefined) return { kind: 'refused', reason: 'invalid', code: 'target' }
  const there: Posted[] = []
  const channel = channels.known(id)
  const role = channel ? calledRole(channel, to, parts) : to.options.role
  for (const [index, message] of posted.entries()) {
    const place = placeOf(id, message)
    const preparedMessage = preparedMessages[index]
    await pacing.post(to.target, 1)
    const edited = preparedMessage && (index === 0 ? calling(role, preparedMessage) : preparedMessage)
    const result: Result<unknown> = await persist(clock, () =>
      edited
        ? rest.patch(Routes.channelMessage(place, message.id), { body: edited.body, files: edited.files })
        : rest.delete(Routes.channelMessage(place, message.id)),
    )
    const deleted = 'failure' in result && codeOf(result.failure) === CODES.unknownMessage
    if ('failure' in result && !deleted) return outcomeOf(result.failure, true)
    if (edited && !deleted) there.push(message)
  }
  if (there.length === 0) return { kind: 'refused', reason: 'gone', code: String(CODES.unknownMessage) }
  const thread = there.at(-1)?.thread
  for (const [index, preparedMessage] of preparedMessages.entries()) {
    if (index < posted.length) continue
    const nonce = `${to.nonce.slice(0, NONCE - 3)}.${index}`
    await pacing.post(to.target, 1)
    const outcome = await sendPart(
      { preparedMessage, first: false, to: { ...to, nonce, ...(thread !== undefined && { thread }) } },
      parts,
    )
    if (outcome.kind !== 'sent') return outcome
    there.push(...outcome.messages)
  }
  return { kind: 'sent', messages: there }
}

/** Milliseconds until what may not have arrived is asked for again: Discord publishes nothing twice. */
const CROSSPOST_AGAIN = 5 * 60_000

/** Gives an announcement to the channels that follow; gives what is not with them, and when Discord is to be asked again. */
export async function crosspost(
  to: Destination,
  posted: readonly Posted[],
  { rest, channels, pacing, log }: PostingParts,
): Promise<readonly PostFault[]> {
  const id = channelIn(to.target)
  const type = id === undefined ? undefined : channels.known(id)?.type
  if (id === undefined || (type !== undefined && type !== ANNOUNCEMENTS)) return []
  let fault: PostFault | undefined
  // What is in a thread stays there.
  for (const message of posted.filter((one) => placeOf(id, one) === id)) {
    await pacing.post(to.target, 1)
    const result = await attempt(() => rest.post(Routes.channelMessageCrosspost(id, message.id)))
    if (!('failure' in result) || DONE.has(codeOf(result.failure) ?? 0)) continue
    log.warn(
      `a post reached its channel but not the channels that follow it: ${describeFailure(result.failure)}`,
    )
    fault = crosspostFault(result.failure)
    // The rest is behind the same limit.
    if (fault.retryAfter !== undefined) break
  }
  return fault ? [fault] : []
}

/** With the channels that follow already, or taken away by a moderator. */
const DONE: ReadonlySet<number> = new Set([CODES.alreadyCrossposted, CODES.unknownMessage])

function crosspostFault(failure: Failure): PostFault {
  const fault = { kind: 'crosspost', code: shortCode(failure) } as const
  if (failure.kind === 'refused') return fault
  return { ...fault, retryAfter: failure.kind === 'busy' ? failure.retryAfter : CROSSPOST_AGAIN }
}

/** The channel of a target `discord:<channel>`. */
export function channelIn(target: string): string | undefined {
  const { platform, chat, topic } = parseAddress(target)
  return platform === 'discord' && topic === undefined && /^\d{1,20}$/.test(chat ?? '') ? chat : undefined
}

/** Where a message is: a thread's first message, which has the thread's id, is in the channel unless that is a forum. */
function placeOf(channel: string, { id, thread }: Posted): string {
  return thread === undefined || thread === id ? channel : thread
}

/** A forum's post is a thread, whose making knows no nonce: one that is not confirmed must not be repeated. */
async function openInForum(
  channel: Channel,
  { body, files }: PreparedMessage,
  to: Destination,
  { rest }: PostingParts,
): Promise<Outcome> {
  const tags = to.options.tags?.slice(0, 5)
  const result = await attempt(
    () =>
      rest.post(Routes.threads(channel.id), {
        body: {
          name: threadName(to),
          message: { ...body, components: marked(body.components, to.nonce) },
          ...(tags && { applied_tags: tags }),
        },
        files,
      }) as Promise<{ readonly id: string }>,
  )
  if ('failure' in result) return outcomeOf(result.failure, false)
  // A forum's first message has the id of its thread.
  return { kind: 'sent', messages: [{ id: result.value.id, thread: result.value.id }] }
}

/** Opens the thread of a message; gives why none could be opened, which does not unmake the message. */
async function openThread(
  channel: string,
  message: string,
  to: Destination,
  { rest, pacing, log }: PostingParts,
): Promise<PostFault | undefined> {
  await pacing.ask(to.target)
  const result = await attempt(() =>
    rest.post(Routes.threads(channel, message), { body: { name: threadName(to) } }),
  )
  if (!('failure' in result) || codeOf(result.failure) === CODES.threadExists) return undefined
  log.warn(`a post has no thread of its own: ${describeFailure(result.failure)}`)
  return { kind: 'thread', code: shortCode(result.failure) }
}

function isRoomy(channel: Channel): boolean {
  return channel.guild !== undefined && !isThread(channel)
}

/** Calls one role on top of a message. */
function calling(role: string | undefined, { body, files }: PreparedMessage): PreparedMessage {
  if (role === undefined) return { body, files }
  const mention: TextDisplay = { type: 10, content: mentionOf(role) }
  const allowed_mentions = { parse: [], roles: [role] } as const
  return { body: { ...body, components: [mention, ...body.components], allowed_mentions }, files }
}

/** What calls a role. */
export function mentionOf(role: string): string {
  return `<@&${role}>`
}

function threadName({ title }: Destination): string {
  return shorten(cleanLine(title), THREAD_NAME) || '—'
}

function codeOf(failure: Failure): number | undefined {
  return failure.kind === 'refused' ? failure.code : undefined
}

/** Discord's own number, or the kind of failure. */
function shortCode(failure: Failure): string {
  return failure.kind === 'refused' ? String(failure.code || failure.status) : failure.kind
}
