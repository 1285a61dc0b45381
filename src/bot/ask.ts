/** Answering a command: read, with the prices of coins that nobody collects asked for first, then made. */

import type { Memory } from '#src/chat/memory.ts'
import type { CommandAsk, Reply } from '#src/chat/request.ts'
import { RequestError } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import type { Asset, AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { DAY } from '#src/market/time.ts'
import { lastWeekAt, type Week } from '#src/market/week.ts'
import type { Answers } from './answers.ts'
import { UnpricedError } from './arguments/asset.ts'
import type { Command } from './command.ts'
import { mustBeAllowed, mustFindCommand } from './find.ts'
import { type ReadArguments, readArguments, UnclearError } from './read.ts'
import type { Replies } from './reply.ts'
import { askerOf, readingOf, type Turn } from './turn.ts'

export interface AskParts {
  readonly commands: readonly Command[]
  readonly memory: Memory
  readonly log: Log
  readonly answers: Answers
  readonly replies: Replies
  readonly history: () => History
  /** Asks for the prices of a coin that is not collected; without it there are none. */
  readonly fetchPrices?: FetchPrices | undefined
}

/**
 * Once for all who ask. `told` has them on record now, `untold` found nobody who has them, `late` is still being asked,
 * `unasked` was left to another process.
 */
export type FetchPrices = (asset: AssetId) => Promise<'told' | 'untold' | 'late' | 'unasked'>

/** Milliseconds that a coin's last close may lie behind the market's before it is fetched anew. */
const LONGEST_LAG = DAY
/** Coins that one question may have fetched. */
const MOST_FETCHED = 5

/** Throws RequestError for what cannot be answered. */
export async function answerCommand(ask: CommandAsk, turn: Turn, parts: AskParts): Promise<Reply> {
  const command = mustFindCommand(parts.commands, ask.name)
  mustBeAllowed(command, turn.request, turn.views.private.words)
  try {
    const ready = await readWithPrices(command, ask, turn, parts)
    return await answerRead(command, ready.read, ready.turn, parts)
  } catch (error) {
    if (error instanceof UnclearError) return parts.replies.offer(command, error, turn)
    throw error
  }
}

/** The arguments, and the turn with a history that has the prices they need. */
async function readWithPrices(
  command: Command,
  ask: CommandAsk,
  turn: Turn,
  { fetchPrices, history }: AskParts,
): Promise<{ readonly read: ReadArguments; readonly turn: Turn }> {
  const fetched = new Set<AssetId>()
  for (;;) {
    const now = fetched.size === 0 ? turn : { ...turn, history: history() }
    try {
      const ready = { read: readArguments(command, ask, readingOf(now)), turn: now }
      const old = agedCoins(ready.read, now.history).find(({ id }) => !fetched.has(id))
      if (!old || !fetchPrices || fetched.size >= MOST_FETCHED) return ready
      fetched.add(old.id)
      tellFetching(turn, old.name)
      // What was known is answered where nobody has more.
      if ((await fetchPrices(old.id)) !== 'told') return ready
    } catch (error) {
      if (!(error instanceof UnpricedError) || !fetchPrices) throw error
      // What was told and still cannot be read will not be there the next time either.
      if (fetched.has(error.asset) || fetched.size >= MOST_FETCHED) throw error
      fetched.add(error.asset)
      tellFetching(turn, error.values.name ?? '')
      const outcome = await fetchPrices(error.asset)
      if (outcome === 'unasked') throw error
      if (outcome !== 'told') {
        throw new RequestError(outcome === 'late' ? 'chat.pricesLate' : 'chat.pricesUntold', error.values)
      }
    }
  }
}

function tellFetching({ progress, views }: Turn, name: string): void {
  progress?.slow(views.public.words.say('chat:progress.fetching', { name }))
}

/** Of the coins asked about now: those that were fetched once and are not collected, so that the market has gone on without them. */
function agedCoins({ values }: ReadArguments, history: History): readonly Asset[] {
  if (!history.live) return []
  const week = values.week as Week | undefined
  if (week && week.edition !== lastWeekAt(history.now).edition) return []
  return Object.values(values)
    .flat()
    .filter(isAsset)
    .filter(({ id }) => {
      const last = history.dailyCandles(id)?.times.at(-1)
      return last !== undefined && last + DAY < history.now - LONGEST_LAG
    })
}

function isAsset(value: unknown): value is Asset {
  return typeof value === 'object' && value !== null && 'symbol' in value && 'sectors' in value
}

/** A new answer to a question that is understood. */
export async function answerRead(
  command: Command,
  read: ReadArguments,
  turn: Turn,
  { answers, replies, memory, log }: AskParts,
): Promise<Reply> {
  const { request, views, history, progress } = turn
  // Elsewhere the whole chat is one member's, or one message cannot be shown to one member.
  const isPrivate = request.place === 'guild' && (read.private ?? command.private ?? views.isPrivate)
  const view = isPrivate ? views.private : views.public
  const made = await answers.make({ command, read, view, history, asker: askerOf(turn) }, progress)
  if (made.asset) {
    memory
      .countUse(request.chat, made.asset.id)
      .catch((error: unknown) => log.warn(`Counting a use failed: ${String(error)}`))
  }
  return replies.reply({ command, read, made, view, isPrivate: isPrivate && made.isPublic !== true }, turn)
}
