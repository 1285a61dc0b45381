/** The bot: one way from request to reply for every platform. */
import type { AlertAccess } from '#src/chat/alertaccess.ts'
import { memberAddress, memberSettings } from '#src/chat/address.ts'
import type { Memory } from '#src/chat/memory.ts'
import { can } from '#src/chat/platform.ts'
import type { Privacy } from '#src/chat/privacy.ts'
import type { Progress, Reply, Request, RequestInput } from '#src/chat/request.ts'
import { type Clock, systemClock } from '#src/clock.ts'
import type { Dailies } from '#src/editions/dailies.ts'
import type { Flashes } from '#src/editions/flashes.ts'
import type { Editions } from '#src/editions/freeze.ts'
import { RequestError, type StoreFault } from '#src/errors.ts'
import type { Locale } from '#src/i18n/locale.ts'
import type { Log } from '#src/log.ts'
import type { History } from '#src/market/history.ts'
import type { DeskService } from '#src/schedules/deskservice.ts'
import type { ScheduleService } from '#src/schedules/service.ts'
import { answerCommand, type FetchPrices } from './answer/answercommand.ts'
import { createAnswers } from './answer/answers.ts'
import { createButtonClicks } from './answer/clicks.ts'
import { apologyFor, refusalOf, storeRefusalOf } from './answer/refusal.ts'
import { createReplies } from './answer/reply.ts'
import { scheduledMessageOf } from './answer/scheduledmessage.ts'
import { withUnreachable } from './answer/unreachable.ts'
import type { Argument } from './arguments/argument.ts'
import { quotable } from './arguments/input.ts'
import type { Bot, SuggestSchedules } from './bot.ts'
import type { Command, Correct, PersonalContext, StatusFacts } from './command.ts'
import { createAnswerMemory, type LeftOut } from './request/answermemory.ts'
import type { RequestContext } from './request/context.ts'
import {
  ANSWER_RATES,
  CHAT_RATES,
  type CooldownRates,
  createCooldown,
  SHARED_RATES,
} from './request/cooldown.ts'
import { commandsFor, findCommand, requireCommand, topicsFirst } from './request/find.ts'
import { contextOf } from './request/argumentnames.ts'
import { createPlaceNames } from './request/placenames.ts'
import { isPrivateWord, PRIVATE, privateOf } from './request/private.ts'
import { readArguments } from './request/read.ts'
import { scopeOf } from './request/scope.ts'
import { isModerator, viewsOf } from './request/views.ts'

export interface BotParts {
  readonly commands: readonly Command[]
  /** The state of knowledge that the next answer is made from: the same object as long as nothing is new. */
  readonly history: () => History
  readonly memory: Memory
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly status: () => StatusFacts
  /** How often one member may ask; the preview, which has one reader, is not held up. */
  readonly rates?: CooldownRates
  /** How many answers one member may have where others see them; as `rates` where only those are set. */
  readonly sharedRates?: CooldownRates
  /** How often all of one community, or of a chat that is in none, may ask together. */
  readonly chatRates?: CooldownRates
  /** Schedules; without it the bot keeps none. */
  readonly scheduleService?: ScheduleService
  /** The editor's desk; without it there is none. */
  readonly deskService?: DeskService
  /** A community's schedules while a number is typed; without it none is suggested. */
  readonly suggestSchedules?: SuggestSchedules
  /** The operators: `discord:<user>`, `telegram:<user>`. */
  readonly owners?: readonly string[]
  readonly correct?: Correct
  /** What is kept of members; without it they cannot ask for it. */
  readonly privacy?: Privacy
  /** Without it nobody can set alerts. */
  readonly alerts?: AlertAccess
  /** The page of the last edition on the public site; undefined where there is none. */
  readonly lastPage?: ((language: Locale) => Promise<string | undefined>) | undefined
  readonly editions?: Pick<Editions, 'find' | 'get' | 'version'>
  readonly dailies?: Pick<Dailies, 'find' | 'get'>
  readonly flashes?: Pick<Flashes, 'get'>
  /** Asks for the prices of coins that are not collected, where the market is live. */
  readonly fetchPrices?: FetchPrices | undefined
  /** Times what answers wait for. */
  readonly clock?: Clock
  /** The fault behind an error of the memory or the schedules; without it all are faults of the program. */
  readonly storeFault?: (error: unknown) => StoreFault
  /** Called with what an answer went without, as the store could not write or read it. */
  readonly onLeftOut?: (what: LeftOut) => void
  /** Hears of each answer that may be shared whether it was there already. */
  readonly onRead?: (isHit: boolean) => void
}

/** Suggestions that platforms show at most. */
const SUGGESTIONS = 25
/** Characters that are looked at while a member types. */
const TYPED = 200

/** Joins commands, history and memory into a bot. */
export function createBot(parts: BotParts): Bot {
  const { commands, memory, log, now, suggestSchedules } = parts
  const { clock = systemClock, onLeftOut, storeFault } = parts
  const answerMemory = createAnswerMemory({ memory, log, clock, onLeftOut, storeFault })
  const status = () => ({ ...parts.status(), store: answerMemory.fault() })
  const answers = createAnswers({ ...parts, status })
  const replies = createReplies({ ...parts, answerMemory })
  const { history, fetchPrices } = parts
  const { scheduleService } = parts
  const placeNames = createPlaceNames({ memory, scheduleService, now })
  const answering = {
    commands,
    answerMemory,
    log,
    answers,
    replies,
    history,
    fetchPrices,
    status,
    placeNames,
  }
  const clicks = createButtonClicks({
    ...answering,
    memory,
    now,
    ...(parts.editions && { editions: parts.editions }),
    ...(parts.dailies && { dailies: parts.dailies }),
    ...(parts.flashes && { flashes: parts.flashes }),
  })
  const scheduledMessage: Bot['scheduledMessage'] = (what, look) =>
    scheduledMessageOf(what, look, parts.history(), answering)
  const cooldown = createCooldown(parts.rates ?? ANSWER_RATES)
  const sharedCooldown = createCooldown(parts.sharedRates ?? parts.rates ?? SHARED_RATES)
  const chatCooldown = createCooldown(parts.chatRates ?? CHAT_RATES)

  return {
    commands,
    async answer({ input, ...request }, progress) {
      const requestContext = await requestContextOf(request, input, progress)
      const { words } = requestContext.views.private
      const member = memberAddress(request)
      const shared = sharedPlace(input, requestContext)
      const held = heldUp(member, shared, requestContext.request)
      if (held) return { ...refusalOf(held, words), result: 'held' }
      try {
        const answered =
          input.kind === 'command'
            ? await answerCommand(input, requestContext, answering)
            : await clicks.click(input, requestContext)
        const reply = await withUnreachable(answered, requestContext, parts.alerts?.store)
        // What nobody else sees takes nothing from the others.
        if (reply.private && shared !== undefined && !isShownToAll(reply, requestContext.request))
          sharedCooldown.release(shared)
        return reply
      } catch (error) {
        // Errors do not count against the rate limit.
        cooldown.release(member)
        if (shared !== undefined) sharedCooldown.release(shared)
        if (error instanceof RequestError) return refusalOf(error, words)
        const asked =
          input.kind === 'command' ? `/${quotable(input.name.replace(/^\//u, ''))}` : 'a button click'
        return (
          storeRefusalOf(storeFault?.(error), error, asked, words, log) ??
          apologyFor(error, asked, words, log)
        )
      }
    },
    async suggest({ command: name, argument, typed, given, ...request }) {
      const command = findCommand(commands, name)
      const args: Readonly<Record<string, Argument<unknown>>> = command?.args ?? {}
      const one = Object.hasOwn(args, argument) ? args[argument] : undefined
      if (!command || !one) return []
      const history = parts.history()
      const [views, used] = await Promise.all([
        viewsOf(request, answerMemory, history),
        answerMemory.uses(request.chat),
      ])
      const uses = new Map(used.map(({ asset, count }) => [asset, count]))
      const { words } = views.private
      const { owner } = scopeOf(request)
      const manager = isModerator(request, views.managerRole)
      const schedules =
        suggestSchedules && manager ? (text: string) => suggestSchedules(owner, text, words) : undefined
      const isOwner = parts.owners?.includes(memberAddress(request)) === true
      const offered = commandsFor(commands, {
        manager,
        isOwner,
        platform: request.platform,
        place: request.place,
      })
      const names = topicsFirst(offered.map((one) => one.name))
      const context = contextOf(command, argument, {
        history,
        words,
        uses,
        commands: names,
        schedules,
        given,
      })
      return (await one.suggest(typed.slice(0, TYPED), context)).slice(0, SUGGESTIONS)
    },
    async formOf(payload, request) {
      const requestContext = await requestContextOf(request, { kind: 'click', payload })
      try {
        return await clicks.formOf(payload, requestContext)
      } catch (error) {
        // The click itself says why.
        if (error instanceof RequestError) return undefined
        throw error
      }
    },
    scheduledMessage,
  }

  /** The refusal of those who ask too often; the preview's one reader does not, and moderators set right what others do. */
  function heldUp(
    member: string,
    shared: string | undefined,
    { platform, community, chat, manager }: RequestContext['request'],
  ) {
    if (can(platform, 'singleReader')) return undefined
    const tell = (key: string, wait: number) =>
      new RequestError(key, { seconds: String(Math.ceil(wait / 1000)) })
    const wait = cooldown.take(member, now())
    if (wait > 0) return tell('chat.tooFast', wait)
    const few = shared === undefined ? 0 : sharedCooldown.take(shared, now())
    const crowd = few > 0 || manager ? 0 : chatCooldown.take(community ?? chat, now())
    if (few === 0 && crowd === 0) return undefined
    cooldown.release(member)
    if (few > 0) return tell('chat.enoughHere', few)
    if (shared !== undefined) sharedCooldown.release(shared)
    return tell('chat.tooMany', crowd)
  }

  /** Where a command's answer is seen by others: the member's bucket there; undefined where the member alone sees it. */
  function sharedPlace(input: RequestInput, { request, views }: RequestContext): string | undefined {
    if (input.kind !== 'command' || (request.place !== 'guild' && request.place !== 'group')) return undefined
    if (findCommand(commands, input.name)?.personal === true) return undefined
    const said = input.words?.some(isPrivateWord) ? true : privateOf(input.named?.[PRIVATE])
    if (request.place === 'guild' && (said ?? views.isPrivate)) return undefined
    return `${memberAddress(request)} ${request.community ?? request.chat}`
  }

  async function requestContextOf(
    asked: Omit<Request, 'input'>,
    input: RequestInput,
    progress?: Progress,
  ): Promise<RequestContext> {
    const history = parts.history()
    const views = await viewsOf(asked, answerMemory, history)
    const request = { ...asked, manager: isModerator(asked, views.managerRole) }
    const personal: PersonalContext = {
      request,
      files: (input.kind === 'command' && input.files) || [],
      now: now(),
      memory,
      scheduleService: parts.scheduleService,
      deskService: parts.deskService,
      isOwner: parts.owners?.includes(memberAddress(request)) === true,
      correct: parts.correct,
      privacy: parts.privacy,
      alerts: parts.alerts,
      read(name, typed, typedWords = []) {
        const command = requireCommand(commands, name)
        const reading = { history, words: views.private.words, uses: new Map<string, number>() }
        return readArguments(command, { kind: 'command', name, named: typed, words: typedWords }, reading)
          .given
      },
      scheduledMessage,
    }
    return { request, history, views, progress, personal, watchlist: await watchlistFor(input, request) }
  }

  /** Where the member alone reads the answer; a list that cannot be read now is as good as none. */
  async function watchlistFor(
    input: RequestInput,
    request: Omit<Request, 'input'>,
  ): Promise<readonly string[] | undefined> {
    const command = input.kind === 'command' ? findCommand(commands, input.name) : undefined
    const follows = Object.values(command?.args ?? {}).some((one) => one.follows)
    if (!follows || (request.place !== 'private' && request.place !== 'preview')) return undefined
    return memory.watchlist(memberSettings(request)).catch(() => undefined)
  }
}

/** Whether a reply for one member is seen by all: one with buttons, where no message can be shown to one member. */
function isShownToAll({ message, result }: Reply, { place, manager }: Omit<Request, 'input'>): boolean {
  return place === 'group' && message.actions !== undefined && (result === undefined || manager)
}
