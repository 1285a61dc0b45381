/** Making answers: a command run once for all who ask the same, composed once for all who see the same. */
import { type AnswerLook, composeAnswer } from '#src/briefing/answer.ts'
import { shortAnswer } from '#src/briefing/shortanswer.ts'
import { tablesOf } from '#src/briefing/details/record.ts'
import type { Statement } from '#src/briefing/section.ts'
import { type Message, withInstants } from '#src/chat/message.ts'
import type { Texts } from '#src/chat/additions.ts'
import type { Progress } from '#src/chat/request.ts'
import type { Dailies } from '#src/editions/dailies.ts'
import type { Editions } from '#src/editions/freeze.ts'
import { RequestError } from '#src/errors.ts'
import { recordInstants } from '#src/i18n/instants.ts'
import type { Asset } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import { lastWeekAt, type Week } from '#src/market/week.ts'
import type { DeskService } from '#src/schedules/deskservice.ts'
import { staleTables } from '#src/services/staleness.ts'
import { ratesOffPar } from '#src/services/tether.ts'
import type { Answer, ButtonClick, Command, CommandContext, Guide, StatusFacts } from '../command.ts'
import type { ReadArguments } from '../request/read.ts'
import { scopeOf } from '../request/scope.ts'
import { createQueue, createShared } from './shared.ts'
import type { View } from '../request/views.ts'

/** An answer as it can be shown to anybody who asks the same in the same view; it has no buttons yet. */
export interface MadeAnswer {
  readonly message: Message
  /** The same in short, which is what a question is answered with; undefined where the message is short enough. */
  readonly short?: Message | undefined
  readonly kind: 'section' | 'message'
  /** What it claims, for those who ask why. */
  readonly statements: readonly Statement[]
  readonly asset: Asset | undefined
  /** Controls that the command answers itself. */
  readonly guide?: Guide | undefined
  readonly isNew?: boolean | undefined
  readonly isPublic?: boolean | undefined
  readonly staysFor?: number | undefined
  readonly isUnchanged?: boolean | undefined
}

export interface AnswerParts {
  readonly commands: readonly Command[]
  readonly status: () => StatusFacts
  /** A frozen edition is shown as it was. */
  readonly editions?: Pick<Editions, 'find' | 'version'>
  readonly dailies?: Pick<Dailies, 'find'>
  /** The editors' notes of communities; without it answers have none. */
  readonly deskService?: Pick<DeskService, 'postedNote'>
  /** Hears of each answer that may be shared whether it was there already. */
  readonly onRead?: (isHit: boolean) => void
}

export interface Question {
  readonly command: Command
  /** The arguments; undefined for a click that the command answers itself. */
  readonly read?: Pick<ReadArguments, 'values' | 'printed'>
  readonly view: View
  readonly history: History
  readonly asker: Pick<CommandContext, 'chat' | 'member' | 'manager' | 'personal'>
}

export interface Answers {
  /** Rejects with what the command throws. */
  make(
    question: Question & { readonly read: NonNullable<Question['read']> },
    progress?: Progress,
  ): Promise<MadeAnswer>
  /** A command's own answer to a click of its message. */
  click(question: Question, click: ButtonClick): Promise<MadeAnswer>
  /** What a command may use. */
  contextOf(question: Question): CommandContext
}

/** Composed answers that are kept: a few hundred weigh some tens of megabytes. */
const KEPT = 300
const NOBODY = { chat: '', member: '', manager: false }

export function createAnswers(parts: AnswerParts): Answers {
  const shared = createShared<MadeAnswer>(KEPT, parts.onRead)
  const inTurn = createQueue()
  const identify = createIdentities()
  const requestContextOf = ({ personal }: Command) => (personal === true ? atOnce : inTurn)
  return {
    async make(question, progress) {
      const { command, read, view, history, asker } = question
      const note = command.showsNote === true ? await noteOf(question, parts) : undefined
      const run = (who: Question['asker']) => {
        progress?.slow(view.words.say('chat:progress.working'))
        return requestContextOf(command)(() =>
          make({ ...question, asker: who }, parts, (context) =>
            command.run(read.values, { ...context, note }),
          ),
        )
      }
      if (command.personal === true) return run(asker)
      if (command.momentary === true) return run(NOBODY)
      const frozen = parts.editions?.version()
      const key = JSON.stringify([command.name, read.printed, identify(history), view.key, frozen, note])
      return shared.get(key, () => run(NOBODY))
    },
    click(question, click) {
      return requestContextOf(question.command)(() =>
        make(question, parts, async (context) => {
          const answer = await question.command.onClick?.(click, context)
          if (!answer) throw new RequestError('chat.unknownClick')
          return answer
        }),
      )
    },
    contextOf: (question) => contextOf(question, parts),
  }
}

/**
 * Interactive answers skip the queue: such an answer waits for stores and platforms rather than computing, and it may ask for
 * another answer, which takes a turn of its own; within a turn it would wait for its own end, and everybody with it.
 */
async function atOnce<Value>(work: () => Promise<Value> | Value): Promise<Value> {
  return work()
}

/** Runs, composes, and records which instants the texts name. */
async function make(
  question: Question,
  parts: AnswerParts,
  run: (context: CommandContext) => Answer | Promise<Answer>,
): Promise<MadeAnswer> {
  const { words, instants } = recordInstants(question.view.words)
  const recording = { ...question, view: { ...question.view, words } }
  const made = finish(await run(contextOf(recording, parts)), recording)
  const { message, short } = made
  const known = instants()
  return {
    ...made,
    message: withInstants(message, known),
    ...(short && { short: withInstants(short, known) }),
  }
}

function contextOf(
  { view, history, asker }: Question,
  { commands, status, editions, dailies }: AnswerParts,
): CommandContext {
  const { words, theme, colors } = view
  return {
    ...asker,
    history,
    week: lastWeekAt(history.now),
    words,
    theme,
    colors,
    status: status(),
    commands,
    frozen: async (week) => editions?.find(history, week),
    note: undefined,
    frozenDaily: async (day) => dailies?.find(history, day),
  }
}

/** What the editors of the asking community posted with the week that is asked for. */
async function noteOf(
  { asker: { personal }, read }: Question,
  { deskService }: Pick<AnswerParts, 'deskService'>,
): Promise<Texts | undefined> {
  const week = read?.values.week as Week | undefined
  if (!personal || !week) return undefined
  return deskService?.postedNote(scopeOf(personal.request).owner, week.edition)
}

function finish(answer: Answer, { view, history, read }: Question): MadeAnswer {
  if (answer.kind === 'message') {
    const { message, short, statements = [], guide, isNew, isPublic, staysFor, isUnchanged } = answer
    const shown = { kind: 'message', message, short, statements, asset: undefined } as const
    return { ...shown, guide, isNew, isPublic, staysFor, isUnchanged }
  }
  const { words, theme, colors } = view
  const symbolOf = (id: string) => history.asset(id)?.symbol ?? id
  const week = read?.values.week as Week | undefined
  // Of a past week nothing newer is expected.
  const isOfNow = week === undefined || week.edition === lastWeekAt(history.now).edition
  const stale = isOfNow ? staleTables(history, tablesOf(answer.section.name)) : []
  const tether = ratesOffPar(history, pricedAt(answer, isOfNow ? undefined : week, history))
  const symbols = tickersOf(history.assets)
  const look: AnswerLook = { words, theme, colors, data: history.kind, stale, tether, symbols, symbolOf }
  const message = composeAnswer(answer, look)
  const short = shortAnswer(answer, message, look)
  return { kind: 'section', message, short, statements: answer.section.statements, asset: answer.asset }
}

/** The times that an answer's prices are of: a past week's ends, else the record's end and a week before; none where it states no price. */
function pricedAt(
  { section: { name } }: Extract<Answer, { kind: 'section' }>,
  past: Week | undefined,
  { now }: History,
): readonly Instant[] {
  if (!tablesOf(name).some((table) => table === 'prices_daily' || table === 'prices_hourly')) return []
  return past ? [past.start, past.end] : [now - 7 * DAY, now]
}

/** A number for each history, the same as long as it lives. */
function createIdentities(): (history: History) => number {
  const numbers = new WeakMap<History, number>()
  let last = 0
  return (history) => {
    const number = numbers.get(history) ?? ++last
    numbers.set(history, number)
    return number
  }
}

const tickers = new WeakMap<History['assets'], Readonly<Record<string, string>>>()

/** By id; made once for a list of assets. */
function tickersOf(assets: History['assets']): Readonly<Record<string, string>> {
  const made = tickers.get(assets) ?? Object.fromEntries(assets.map(({ id, symbol }) => [id, symbol]))
  tickers.set(assets, made)
  return made
}
