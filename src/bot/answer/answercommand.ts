/** Answering a command: read, with what is not collected of its coins asked for first, then made. */

import type { Message } from '#src/chat/message.ts'
import type { CommandInput, Reply } from '#src/chat/request.ts'
import { RequestError } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import type { Asset, AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { OnDemand } from '#src/market/ondemand.ts'
import { DAY } from '#src/market/time.ts'
import { lastWeekAt, type Week } from '#src/market/week.ts'
import { emptinessOf, emptyLine } from '#src/briefing/details/emptyrecord.ts'
import { isNewestDue } from '#src/services/latest/due.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Answers, MadeAnswer } from './answers.ts'
import { UnpricedError } from '../arguments/asset.ts'
import type { AnswerMemory } from '../request/answermemory.ts'
import type { Command, StatusFacts } from '../command.ts'
import { isAnsweredHere, requireAllowed, requireCommand } from '../request/find.ts'
import { withQuestion } from '../request/question.ts'
import { type ReadArguments, readArguments, UnclearError } from '../request/read.ts'
import { type Form, SHORT } from './forms.ts'
import type { Replies } from './reply.ts'
import type { PlaceNames } from '../request/placenames.ts'
import { askerOf, readingOf, type RequestContext } from '../request/context.ts'

export interface AnswerCommandParts {
  readonly commands: readonly Command[]
  /** Counts what is asked for. */
  readonly answerMemory: AnswerMemory
  readonly log: Log
  readonly answers: Answers
  readonly replies: Replies
  readonly history: () => History
  readonly status: () => Pick<StatusFacts, 'suppliers'>
  readonly placeNames: PlaceNames
  /** Asks for what is not collected of a coin; without it there is none. */
  readonly fetchPrices?: FetchPrices | undefined
}

/**
 * Once for all who ask. `fetched` has them on record now, `missing` found no supplier that has them, `late` is still being asked,
 * `unasked` was left to another process.
 */
export type FetchPrices = (
  asset: AssetId,
  what?: OnDemand,
) => Promise<'fetched' | 'missing' | 'late' | 'unasked'>

/** Milliseconds that a coin's last close may lie behind the market's before it is fetched anew. */
const LONGEST_LAG = DAY
/** Coins that one question may have fetched. */
const MOST_FETCHED = 5

/** Throws RequestError for what cannot be answered. */
export async function answerCommand(
  input: CommandInput,
  requestContext: RequestContext,
  parts: AnswerCommandParts,
): Promise<Reply> {
  const command = requireCommand(parts.commands, input.name)
  requireAllowed(command, requestContext.request, requestContext.views.private.words)
  // Before what is missing is asked for: it is nobody else's.
  if (command.permission === 'owner' && !requestContext.personal.isOwner)
    throw new RequestError('chat.ownerOnly')
  await requireAnsweredHere(command, requestContext, parts)
  try {
    const ready = await withNewest(
      command,
      await readWithPrices(command, input, requestContext, parts),
      parts,
    )
    refuseEmpty(command, ready.requestContext, parts)
    return await answerRead(command, ready.read, ready.requestContext, parts)
  } catch (error) {
    // Before anything is on record no coin can be distinguished from another.
    if (error instanceof RequestError && OF_COINS.includes(error.key)) {
      throw emptyRefusal(requestContext, parts) ?? error
    }
    if (error instanceof UnclearError) return parts.replies.offer(command, error, requestContext)
    throw error
  }
}

/** Chats that a hint names. */
const NAMED = 5

/** Throws RequestError `chat.notHere`, which names the chats in which members are answered. */
async function requireAnsweredHere(
  command: Command,
  { request, views }: RequestContext,
  { placeNames }: AnswerCommandParts,
): Promise<void> {
  const { allowedChats } = views
  if (allowedChats === undefined || isAnsweredHere(command, request, allowedChats)) return
  const { words } = views.private
  const names = await placeNames(allowedChats.slice(0, NAMED), request.chat, words)
  throw new RequestError('chat.notHere', { chats: words.grammar.list(names) })
}

const OF_COINS = [
  'chat.noCoins',
  'chat.unknownAsset',
  'chat.renamedAsset',
  'chat.noPrices',
  'chat.pricesMissing',
]

/** Throws RequestError for what is asked of a week of the market while nothing at all is on record. */
function refuseEmpty(command: Command, requestContext: RequestContext, parts: AnswerCommandParts): void {
  if (!Object.values(command.args).some(({ kind }) => kind === 'week')) return
  if (emptinessOf(requestContext.history) !== 'record') return
  const refusal = emptyRefusal(requestContext, parts)
  if (refusal) throw refusal
}

function emptyRefusal(
  { views }: RequestContext,
  { status, history }: AnswerCommandParts,
): RequestError | undefined {
  const line = emptyLine(history(), status().suppliers ?? [], views.private.words)
  return line === undefined ? undefined : new RequestError('chat.emptyRecord', { line })
}

interface Ready {
  readonly read: ReadArguments
  readonly requestContext: RequestContext
}

/** The arguments, and the turn with a history that has the prices they need. */
async function readWithPrices(
  command: Command,
  input: CommandInput,
  requestContext: RequestContext,
  { fetchPrices, history }: AnswerCommandParts,
): Promise<Ready> {
  const fetched = new Set<AssetId>()
  for (;;) {
    const now = fetched.size === 0 ? requestContext : { ...requestContext, history: history() }
    try {
      const ready = { read: readArguments(command, input, readingOf(now)), requestContext: now }
      const old = agedCoins(ready.read, now.history).find(({ id }) => !fetched.has(id))
      if (!old || !fetchPrices || fetched.size >= MOST_FETCHED) return ready
      fetched.add(old.id)
      reportFetching(requestContext, old.name)
      // What was known is answered where no supplier has more.
      if ((await fetchPrices(old.id)) !== 'fetched') return ready
    } catch (error) {
      if (!(error instanceof UnpricedError) || !fetchPrices) throw error
      // A price that was fetched and still cannot be read will not be there the next time either.
      if (fetched.has(error.asset) || fetched.size >= MOST_FETCHED) throw error
      fetched.add(error.asset)
      reportFetching(requestContext, error.values.name ?? '')
      const outcome = await fetchPrices(error.asset)
      if (outcome === 'unasked') throw error
      if (outcome !== 'fetched') {
        throw new RequestError(outcome === 'late' ? 'chat.pricesLate' : 'chat.pricesMissing', error.values)
      }
    }
  }
}

function reportFetching({ progress, views }: RequestContext, name: string): void {
  progress?.slow(views.public.words.say('chat:progress.fetching.prices', { name }))
}

/**
 * The same with the newest settlements or open interest of its coin, where the record lacks them. Throws RequestError where
 * it has none at all and no supplier reported any.
 */
async function withNewest(
  { fetches }: Command,
  ready: Ready,
  { fetchPrices, history }: AnswerCommandParts,
): Promise<Ready> {
  const { read, requestContext } = ready
  if (!fetches || !fetchPrices || !isAskedNow(read, requestContext.history)) return ready
  const [coin] = Object.values(read.values).filter(isAsset)
  if (!coin || !isNewestDue(requestContext.history, coin.id, fetches)) return ready
  const { words } = requestContext.views.public
  requestContext.progress?.slow(words.say(`chat:progress.fetching.${fetches}`, { name: coin.name }))
  const outcome = await fetchPrices(coin.id, fetches)
  if (outcome === 'fetched') return { read, requestContext: { ...requestContext, history: history() } }
  const isKnown =
    fetches === 'funding'
      ? requestContext.history.fundingVenues(coin.id).length > 0
      : requestContext.history.openInterestVenues(coin.id).length > 0
  // What was known is answered with its age; where another process collects, the record says what it has.
  if (isKnown || outcome === 'unasked') return ready
  const what = words.say(`commands:shared.onRecord.${fetches}`)
  throw new RequestError(outcome === 'late' ? 'chat.factsLate' : 'chat.factsMissing', {
    symbol: coin.symbol,
    what,
  })
}

/** Of the coins asked about now: those that were fetched once and are not collected, so that the market has gone on without them. */
function agedCoins({ values }: ReadArguments, history: History): readonly Asset[] {
  if (!isAskedNow({ values }, history)) return []
  return Object.values(values)
    .flat()
    .filter(isAsset)
    .filter(({ id }) => {
      const last = history.dailyCandles(id)?.times.at(-1)
      return last !== undefined && last + DAY < history.now - LONGEST_LAG
    })
}

/** Of a live market, and of no past week. */
function isAskedNow({ values }: Pick<ReadArguments, 'values'>, history: History): boolean {
  const week = values.week as Week | undefined
  return history.live !== undefined && (!week || week.edition === lastWeekAt(history.now).edition)
}

function isAsset(value: unknown): value is Asset {
  return typeof value === 'object' && value !== null && 'symbol' in value && 'sectors' in value
}

/** A new answer to a question that is understood. */
export async function answerRead(
  command: Command,
  read: ReadArguments,
  requestContext: RequestContext,
  { answers, replies, answerMemory }: AnswerCommandParts,
  form: Form = SHORT,
): Promise<Reply> {
  const { request, views, history, progress } = requestContext
  // Elsewhere the whole chat is one member's, or one message cannot be shown to one member.
  const preset = views.privateCommands.includes(command.name) || views.isPrivate
  const isPrivate = request.place === 'guild' && (read.private ?? command.private ?? preset)
  const view = isPrivate ? views.private : views.public
  const asker = askerOf(requestContext)
  const made = sayRenamed(
    await answers.make({ command, read, view, history, asker }, progress),
    read,
    view.words,
  )
  if (made.asset) answerMemory.countUse(request.chat, made.asset.id)
  const reply = await replies.reply(
    { command, read, made, view, isPrivate: isPrivate && made.isPublic !== true, form },
    requestContext,
  )
  return withQuestion(reply, command, read, requestContext)
}

/** The same answer, which first says under which ticker the coin goes now. What others asked for is shared and stays as it is. */
function sayRenamed(made: MadeAnswer, { renamed = [] }: ReadArguments, words: Words): MadeAnswer {
  if (renamed.length === 0) return made
  const text = renamed.map((one) => words.say('chat:answer.renamed', { ...one })).join(words.grammar.gap)
  const said = (message: Message): Message => ({
    ...message,
    blocks: [{ kind: 'paragraph', text }, ...message.blocks],
  })
  return { ...made, message: said(made.message), ...(made.short && { short: said(made.short) }) }
}
