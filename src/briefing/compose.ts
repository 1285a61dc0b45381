/** Composing an edition: it and a look become one message, with its pictures, in one language. */
import { type Block, type Message, withInstants } from '#src/chat/message.ts'
import { recordInstants } from '#src/i18n/instants.ts'
import { inDollars, type Words } from '#src/i18n/words.ts'
import { DAY, startOfDay } from '#src/market/time.ts'
import { closingBlocks, compactBlock, formatGroup, groupBlocks, openingBlocks } from './compose/blocks.ts'
import { compactLines } from './compose/compact.ts'
import { footerOf } from './compose/footer.ts'
import { images } from './compose/pictures.ts'
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
  /** The sentences that the recap says, by statement. */
  readonly said: ReadonlyMap<Statement, string>
  readonly thread: FormattedThread
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
  const pictures =
    // Axes are in dollars, and so is all that is said on a chart.
    length === 'text' ? [] : images(edition, recap, { ...look, words: inDollars(words) })
  const drawn = new Set(pictures.map(({ name }) => name))
  const blocks = [
    ...correctionBlock(edition, words),
    ...thinBlock(edition, words),
    ...(length === 'compact'
      ? compactBlock(compactLines(edition.thread, thread, said, look), words)
      : [
          ...openingBlocks(thread, words),
          ...groups.flatMap((group) => groupBlocks(group, drawn, thread, words)),
          ...closingBlocks(thread, recap, words),
        ]),
  ]
  const title = thread.headline ?? words.say('headings.edition', { date: startOfDay(edition.week.edition) })
  const message: Message = {
    title,
    subtitle: subtitleOf(edition, words, thread.headline !== undefined),
    blocks,
    images: pictures,
    footer: [
      ...currencyLines(words, { title, blocks, images: pictures }),
      ...footerOf(edition, sections, words, saidIds(edition.thread, said)),
    ],
  }
  return { message: withInstants(message, recorder.instants()), sections, said, thread }
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
