/** Composing an edition: it and a look become one message, with its pictures, in one language. */
import { type Block, type Image, type Message, withInstants } from '#src/chat/message.ts'
import { recordInstants } from '#src/i18n/instants.ts'
import { inDollars, type Words } from '#src/i18n/words.ts'
import { DAY, startOfDay } from '#src/market/time.ts'
import {
  closingBlocks,
  formatGroup,
  groupBlocks,
  introBlock,
  noteBlock,
  openingBlocks,
} from './compose/blocks.ts'
import { footerOf } from './compose/footer.ts'
import { images } from './compose/pictures.ts'
import { shortFacts, shortForm, shortLine } from './compose/short.ts'
import { joint, symbolIn } from './compose/sources.ts'
import { formatCorrection } from './correction.ts'
import { currencyLines } from './currency.ts'
import type { Edition } from './edition.ts'
import { frozenRecapOf, groupsOf } from './recap.ts'
import type { Section, Statement } from './section.ts'
import { placesOf, type Thread } from './thread.ts'
import { thinLine } from './thin.ts'
import { type FormattedThread, formatThread } from './thread/format.ts'
import type { Look } from './compose/look.ts'

/** A message with what it was made of, for those who publish or explain it. */
export interface Composition {
  readonly message: Message
  /** Every statement of every section, said in this recap or not, with the wording that it has. */
  readonly sections: readonly Section[]
  /** The same with only what the recap says. */
  readonly recap: readonly Section[]
  /** The sentences that the recap says, by statement. */
  readonly said: ReadonlyMap<Statement, string>
  readonly thread: FormattedThread
  /** The lines of the short form as claims. */
  readonly facts: readonly Statement[]
}

/** The weekly recap of an edition. */
export function composeEdition(edition: Edition, given: Look): Composition {
  const recorder = recordInstants(given.words)
  const look: Look = { ...given, words: recorder.words }
  const { words, length } = look
  const { sections, recap } = frozenRecapOf(edition, look.sections)
  const thread = formatThread(edition.thread, words)
  const groups = groupsOf(recap, look.sections).map((group) => ({
    ...group,
    lines: formatGroup(group, words),
  }))
  const said = new Map(groups.flatMap(({ lines }) => lines))
  const stated = saidIds(edition.thread, said)
  const pictures = picturesOf(edition, recap, look)
  const { additions = {} } = look
  const notes = [
    ...introBlock(additions.intro),
    ...correctionBlock(edition, words),
    ...thinBlock(edition, words),
  ]
  const note = noteBlock(additions.note, words)
  const headline = additions.headline ?? thread.headline
  const title = headline ?? words.say('headings.edition', { date: startOfDay(edition.week.edition) })
  const form =
    length === 'compact'
      ? shortForm({ edition, recap, said, thread, pictures, stated }, { notes, note }, look)
      : longForm()
  const message: Message = {
    title,
    ...(length !== 'compact' && { subtitle: subtitleOf(edition, words, headline !== undefined) }),
    ...form,
    footer: [
      ...currencyLines(words, { title, ...form }),
      ...(length === 'compact' ? [shortLine(edition, words)] : footerOf(edition, sections, words, stated)),
    ],
  }
  return {
    message: withInstants(message, recorder.instants()),
    sections,
    recap,
    said,
    thread,
    facts: shortFacts({ edition, stated }, look),
  }

  function longForm(): Pick<Message, 'blocks' | 'images'> {
    const drawn = new Set(pictures.map(({ name }) => name))
    const hasPositioning = groups.some(({ name }) => name === 'positioning')
    const blocks = [
      ...notes,
      ...openingBlocks(thread, words),
      ...groups.flatMap((group) => [
        ...(group.name === 'positioning' ? note : []),
        ...groupBlocks(group, drawn, thread, words),
      ]),
      ...(hasPositioning ? [] : note),
      ...closingBlocks(thread, recap, words),
    ]
    return { blocks, images: pictures }
  }
}

/** Axes are in dollars, and so is all that is said on a chart. In the short form every section has its own. */
function picturesOf(edition: Edition, recap: readonly Section[], look: Look): readonly Image[] {
  if (look.length === 'text') return []
  const all = look.length === 'compact' ? { length: 'full' as const, charts: recap.length } : {}
  return images(edition, recap, { ...look, ...all, words: inDollars(look.words) })
}

/** The edition's name where the headline is the title, its window, and that data are simulated. */
function subtitleOf({ week, data }: Edition, words: Words, named: boolean): string {
  const to = startOfDay(week.edition)
  const parts = [
    named ? words.say('headings.edition', { date: to }) : '',
    words.say('headings.window', { from: to - 7 * DAY, to, zone: week.zone }),
    data.kind === 'simulated' ? words.say('method.simulated') : '',
  ]
  return parts.filter((part) => part !== '').join(joint(words))
}

/** Where most figures are missing, why: it comes first. */
function thinBlock(edition: Edition, words: Words): Block[] {
  const text = thinLine(edition, words)
  return text === undefined ? [] : [{ kind: 'paragraph', text }]
}

function correctionBlock(edition: Edition, words: Words): Block[] {
  const text = formatCorrection(edition, words, symbolIn(edition))
  return text === undefined ? [] : [{ kind: 'paragraph', text }]
}

/** Entries that the thread or a section of this recap states. */
function saidIds(thread: Thread, said: ReadonlyMap<Statement, string>): ReadonlySet<string> {
  return new Set([...placesOf(thread).keys(), ...[...said.keys()].flatMap((one) => one.extremes ?? [])])
}
