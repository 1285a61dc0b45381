/** Note and headline of an edition: what stands there, and the forms that change it. */
import type { Button } from '#src/chat/action.ts'
import { additionsOf, type DeskKind, type Texts } from '#src/chat/additions.ts'
import type { Block } from '#src/chat/message.ts'
import type { ButtonClick, MessageAnswer } from '#src/bot/command.ts'
import { formatFullDate } from '#src/i18n/dates.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import { BOTH } from '#src/i18n/locale.ts'
import type { Words } from '#src/i18n/words.ts'
import { closingOf } from '#src/schedules/weeks.ts'
import { button } from '../schedules/controls.ts'
import { noted } from '../schedules/shared.ts'
import { type DeskModerator, stateOf } from './scope.ts'
import { formOf, readTyped } from './texts.ts'

const KINDS = ['note', 'headline'] as const

export function isTextKind(choice: string): choice is DeskKind {
  return (KINDS as readonly string[]).includes(choice)
}

interface Shown {
  readonly edition?: string | undefined
  readonly note?: string
  /** What was typed and is not saved. */
  readonly kept?: Readonly<Record<string, string>>
  readonly problems?: readonly string[]
}

/** The card of an edition, the one that is posted next unless another is named. */
export async function editionCard(moderator: DeskModerator, shown: Shown = {}): Promise<MessageAnswer> {
  const { deskService, owner, context } = moderator
  const { words } = context
  const offered = await deskService.editions(owner)
  const edition = shown.edition ?? offered[0] ?? ''
  const additions = additionsOf(await deskService.texts(owner, edition))
  const { kept = {}, problems = [], note } = shown
  const write = (kind: DeskKind): Button => {
    const isWrong = kept['typed.kind'] === kind
    const key = isWrong ? 'fix' : kind
    return {
      ...button(kind, words.say(`desk:edition.buttons.${key}`)),
      form: formOf(kind, additions[kind] ?? {}, kept, words),
      ...(isWrong && { style: 'main' as const }),
    }
  }
  const turn = [...new Set([...offered, edition])].toSorted().map((one) => ({
    ...button(`edition=${one}`, editionName(one, words)),
    active: one === edition,
  }))
  return {
    kind: 'message',
    message: {
      title: words.say('desk:edition.title'),
      subtitle: editionName(edition, words),
      blocks: [
        ...noted(note),
        ...(problems.length > 0 ? [{ kind: 'bullets' as const, items: problems }] : []),
        ...KINDS.map((kind) => textsBlock(kind, additions[kind], words)),
        { kind: 'paragraph', text: words.say('desk:edition.where') },
      ],
      images: [],
      footer: [words.say('desk:edition.marks')],
    },
    guide: {
      rows: [KINDS.map(write), turn, [button('menu', words.say('desk:edition.buttons.desk'))]],
      state: stateOf(moderator, { edition, ...kept }),
      command: 'desk',
    },
  }
}

/** Saves what a form was answered with, or says what is wrong with it and keeps it. */
export async function writeText(
  kind: DeskKind,
  { values, state }: Pick<ButtonClick, 'values' | 'state'>,
  moderator: DeskModerator,
): Promise<MessageAnswer> {
  const { deskService, owner, context, by, personal } = moderator
  const { words } = context
  const { edition = '' } = state
  const typed = readTyped(kind, values, words)
  if (typed.kind === 'wrong') {
    const { problems, kept } = typed
    return editionCard(moderator, { edition, problems, kept })
  }
  await deskService.write({ owner, edition, kind, texts: typed.texts, by, at: personal.now })
  return editionCard(moderator, { edition, note: words.say('desk:edition.saved') })
}

/** `24 November 2025`: an edition by its closing Monday. */
export function editionName(edition: string, words: Words): string {
  return words.say('headings.edition', { date: closingOf(edition) })
}

/** A kind's texts, each with its language. */
export function textsBlock(
  kind: DeskKind | 'intro',
  texts: Texts | undefined,
  words: Words,
  heading = words.say(kind === 'intro' ? 'desk:schedule.fields.intro' : `desk:edition.${kind}`),
): Block {
  const items = BOTH.flatMap((locale) => {
    const text = texts?.[locale]
    if (text === undefined) return []
    return [words.say('desk:edition.line', { language: grammarOf(locale).ownName, text })]
  })
  return items.length === 0
    ? { kind: 'paragraph', heading, text: words.say('desk:edition.none') }
    : { kind: 'bullets', heading, items }
}

/** A day as the log names an edition. */
export function editionDay(edition: string, words: Words): string {
  return formatFullDate(closingOf(edition), words)
}
