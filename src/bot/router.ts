/** The bot: one way from request to reply for every platform. */

import type { Renderer } from '#src/charts/renderer.ts'
import type { Memory } from '#src/chat/memory.ts'
import type { Privacy } from '#src/chat/privacy.ts'
import type { Ask, Progress, Request } from '#src/chat/request.ts'
import { RequestError } from '#src/errors.ts'
import type { Editions } from '#src/editions/freeze.ts'
import type { Log } from '#src/log.ts'
import type { History } from '#src/market/history.ts'
import type { Desk } from '#src/schedules/desk.ts'
import { createAnswers } from './answers.ts'
import type { Argument } from './arguments.ts'
import { answerCommand, type FetchPrices } from './ask.ts'
import type { Bot } from './bot.ts'
import type { Command, Correct, PersonalContext, StatusFacts } from './command.ts'
import { composePost } from './compose.ts'
import { ANSWER_RATES, CHAT_RATES, type CooldownRates, createCooldown } from './cooldown.ts'
import { findCommand, mustFindCommand } from './find.ts'
import { quotable } from './input.ts'
import { createPresses } from './press.ts'
import { contextOf, readArguments } from './read.ts'
import { apologyFor, refusalOf } from './refusal.ts'
import { createReplies } from './reply.ts'
import { scopeOf } from './schedules/scope.ts'
import { createScheduleSuggestions } from './schedules/suggest.ts'
import type { Turn } from './turn.ts'
import { type Views, viewsOf } from './views.ts'

export interface BotParts {
  readonly commands: readonly Command[]
  /** The state of knowledge that the next answer is made from: the same object as long as nothing is new. */
  readonly history: () => History
  readonly memory: Memory
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly status: () => StatusFacts
  /** Draws charts ahead of the platforms, where they share it with the bot. */
  readonly renderer?: Renderer
  /** How often one member may ask; the preview, which has one reader, is not held up. */
  readonly rates?: CooldownRates
  /** How often all of one community, or of a chat that is in none, may ask together. */
  readonly chatRates?: CooldownRates
  /** Schedules; without a desk the bot keeps none. */
  readonly desk?: Desk
  /** The operators: `discord:<user>`, `telegram:<user>`. */
  readonly owners?: readonly string[]
  readonly correct?: Correct
  /** What is kept of members; without it they cannot ask for it. */
  readonly privacy?: Privacy
  readonly editions?: Pick<Editions, 'find' | 'version'>
  /** Asks for the prices of coins that are not collected, where the market is live. */
  readonly fetchPrices?: FetchPrices | undefined
  /** Hears of each answer that may be shared whether it was there already. */
  readonly onRead?: (isHit: boolean) => void
}

/** Suggestions that platforms show at most. */
const SUGGESTIONS = 25
/** Characters that are looked at while a member types. */
const TYPED = 200

/** Joins commands, history and memory into a bot. */
export function createBot(parts: BotParts): Bot {
  const { commands, memory, log, now } = parts
  const answers = createAnswers(parts)
  const replies = createReplies(parts)
  const { history, fetchPrices } = parts
  const asking = { commands, memory, log, answers, replies, history, fetchPrices }
  const presses = createPresses({ ...asking, now })
  const compose: Bot['compose'] = (what, look) => composePost(what, look, parts.history(), asking)
  const suggestSchedules = parts.desk && createScheduleSuggestions(parts.desk, now)
  const cooldown = createCooldown(parts.rates ?? ANSWER_RATES)
  const chatCooldown = createCooldown(parts.chatRates ?? CHAT_RATES)

  return {
    commands,
    async answer({ ask, ...request }, progress) {
      const turn = await turnOf(request, ask, progress)
      const { words } = turn.views.private
      const member = `${request.platform}:${request.member}`
      const held = heldUp(member, turn.request)
      if (held) return refusalOf(held, words)
      try {
        return ask.kind === 'command'
          ? await answerCommand(ask, turn, asking)
          : await presses.press(ask, turn)
      } catch (error) {
        // Whoever mistyped has learnt nothing yet, and should not have to wait.
        cooldown.giveBack(member)
        if (error instanceof RequestError) return refusalOf(error, words)
        const asked = ask.kind === 'command' ? `/${quotable(ask.name)}` : 'a pressed button'
        return apologyFor(error, asked, words, log)
      }
    },
    async suggest({ command: name, argument, typed, ...request }) {
      const command = findCommand(commands, name)
      const args: Readonly<Record<string, Argument<unknown>>> = command?.args ?? {}
      const one = Object.hasOwn(args, argument) ? args[argument] : undefined
      if (!command || !one) return []
      const history = parts.history()
      const [views, used] = await Promise.all([viewsOf(request, memory, history), memory.uses(request.chat)])
      const uses = new Map(used.map(({ asset, count }) => [asset, count]))
      const { words } = views.private
      const { owner } = scopeOf(request)
      const schedules =
        suggestSchedules && isManager(request, views)
          ? (text: string) => suggestSchedules(owner, text, words)
          : undefined
      const context = contextOf(command, argument, { history, words, uses, schedules })
      return (await one.suggest(typed.slice(0, TYPED), context)).slice(0, SUGGESTIONS)
    },
    async formOf(payload, request) {
      const turn = await turnOf(request, { kind: 'press', payload })
      try {
        return await presses.formOf(payload, turn)
      } catch (error) {
        // The press itself says why.
        if (error instanceof RequestError) return undefined
        throw error
      }
    },
    compose,
  }

  /** What those are told who ask too often; the preview's one reader does not, and moderators set right what others do. */
  function heldUp(member: string, { platform, community, chat, manager }: Turn['request']) {
    if (platform === 'preview') return undefined
    const tell = (key: string, wait: number) =>
      new RequestError(key, { seconds: String(Math.ceil(wait / 1000)) })
    const wait = cooldown.take(member, now())
    if (wait > 0) return tell('chat.tooFast', wait)
    const crowd = manager ? 0 : chatCooldown.take(community ?? chat, now())
    if (crowd === 0) return undefined
    cooldown.giveBack(member)
    return tell('chat.tooMany', crowd)
  }

  async function turnOf(asked: Omit<Request, 'ask'>, ask: Ask, progress?: Progress): Promise<Turn> {
    const history = parts.history()
    const views = await viewsOf(asked, memory, history)
    const request = { ...asked, manager: isManager(asked, views) }
    const personal: PersonalContext = {
      request,
      files: (ask.kind === 'command' && ask.files) || [],
      now: now(),
      memory,
      desk: parts.desk,
      isOwner: parts.owners?.includes(`${request.platform}:${request.member}`) === true,
      correct: parts.correct,
      privacy: parts.privacy,
      read(name, typed) {
        const command = mustFindCommand(commands, name)
        const reading = { history, words: views.private.words, uses: new Map<string, number>() }
        return readArguments(command, { kind: 'command', name, named: typed }, reading).given
      },
      compose,
    }
    return { request, history, views, progress, personal }
  }
}

/** Whoever the platform takes for one, and whoever holds the community's role. */
function isManager({ manager, roles }: Omit<Request, 'ask'>, { managerRole }: Views): boolean {
  return manager || (managerRole !== undefined && roles?.includes(managerRole) === true)
}
