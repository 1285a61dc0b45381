/** The messages of schedules: the recap or a command's answer, as it would be posted now, without buttons. */

import { type Block, type Message, withInstants } from '#src/chat/message.ts'
import type { What } from '#src/chat/schedule.ts'
import { composeDaily } from '#src/briefing/daily/compose.ts'
import { answerRecap } from '#src/editions/answer.ts'
import { makeDaily } from '#src/editions/daily.ts'
import { RequestError } from '#src/errors.ts'
import { BOTH, type Locale } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { lastWeekAt } from '#src/market/week.ts'
import { daysOf } from '#src/services/daily.ts'
import type { Answers } from './answers.ts'
import type { Command, PostLook } from '../command.ts'
import { requireCommand } from '../request/find.ts'
import { storedArguments } from '../request/storedarguments.ts'
import { readArguments } from '../request/read.ts'
import { readSections } from '../arguments/sections.ts'
import { moneyAt } from '../request/views.ts'

export interface ScheduledMessageParts {
  readonly commands: readonly Command[]
  readonly answers: Answers
}

/** Those that schedules post as what they are, with an edition behind them. */
const OWN_KINDS: readonly string[] = ['brief', 'daily']
const NO_USES: ReadonlyMap<string, number> = new Map()

/** In both languages, one after the other, where the look says so. Throws RequestError. */
export async function scheduledMessageOf(
  what: What,
  look: PostLook,
  history: History,
  { commands, answers }: ScheduledMessageParts,
): Promise<Message> {
  const { language, zone, theme, colors, currency = 'usd' } = look
  const money = moneyAt(history, currency)
  const [first, ...others] = language === 'both' ? BOTH : [language]
  if (first === undefined) throw new RangeError('a post is written in at least one language')
  const words = createWords(first, zone, history.now, money)
  if (what.kind === 'brief') {
    const { length, sections } = what
    const read = sections === undefined ? undefined : readSections(sections.join(' '))
    const week = lastWeekAt(history.now)
    const request = { week, length, language, sections: read, withFigures: false }
    return answerRecap(history, request, { words, theme, colors })
  }
  if (what.kind === 'daily') return joined(dailyIn(first), others.map(dailyIn))
  // It is known once it happens.
  if (what.kind === 'flash') throw new RequestError('schedules.onEvent')
  const command = requireCommand(commands, what.name)
  if (!canBeScheduled(command)) throw new RequestError('schedules.notScheduled', { command: what.name })
  const tell = async (locale: typeof first) => {
    const own = createWords(locale, zone, history.now, money)
    const read = readArguments(
      command,
      { kind: 'command', name: command.name, named: storedArguments(command, what.args, history) },
      { history, words: own, uses: NO_USES },
    )
    const view = { words: own, theme, colors, key: `${locale} ${zone} ${theme} ${colors} ${currency}` }
    const asker = { chat: '', member: '', manager: false }
    const { message, short } = await answers.make({ command, read, view, history, asker })
    return short ?? message
  }
  return joined(await tell(first), await Promise.all(others.map(tell)))

  function dailyIn(locale: Locale): Message {
    const edition = makeDaily(history, daysOf(history).last)
    const own = createWords(locale, zone, edition.end, money && { ...money, yen: edition.yen })
    return composeDaily(edition, { words: own, theme, colors }).message
  }
}

/** One after the other, with the pictures of the first. */
function joined(message: Message, rest: readonly Message[]): Message {
  const all = {
    ...message,
    blocks: [...message.blocks, ...rest.flatMap(repeated)],
    footer: [...message.footer, ...rest.flatMap(({ footer }) => footer)],
  }
  return withInstants(
    all,
    rest.flatMap(({ instants = [] }) => instants),
  )
}

/** The same in the other language: its pictures would show the same figures again. */
function repeated({ title, subtitle = '', blocks }: Message): Block[] {
  const heading: Block = { kind: 'paragraph', heading: title, text: subtitle }
  const again = blocks.map((block): Block => {
    if (!('image' in block)) return block
    const { image: _, ...rest } = block
    return rest
  })
  return [heading, ...again]
}

/** Those that answer everybody alike, and need nothing that a member would have to say. */
export function canBeScheduled({ name, personal, permission, args }: Command): boolean {
  const optional = Object.values(args).every((argument) => argument.optional)
  return (
    !OWN_KINDS.includes(name) &&
    name !== 'explain' &&
    personal !== true &&
    permission !== 'manager' &&
    optional
  )
}
