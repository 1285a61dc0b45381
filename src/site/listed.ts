/** An edition as lists, topics, coins, search and feeds state it: all that is kept of it from one writing to the next. */
import type { SectionName } from '#src/briefing/section.ts'
import type { ListedCoin } from './coins.ts'
import type { Story } from './story.ts'
import type { TopicFigure } from './topicfigures.ts'

export interface Listed {
  /** The closing Monday. */
  readonly edition: string
  readonly number: string
  readonly headline: string
  readonly points: readonly string[]
  /** When its last revision was published, milliseconds since 1970; its boundary where that is not known. */
  readonly updatedAt?: number
  /** Its picture; undefined where there is none. */
  readonly sheet: ListedSheet | undefined
  readonly parts: readonly ListedPart[]
  /** Every sentence of the page, with the id of where it stands. */
  readonly sentences: readonly ListedSentence[]
  /** Coins that it names. */
  readonly coins: readonly ListedCoin[]
  /** Words that the terms of its sources ask for. */
  readonly credits: string
  readonly isSimulated: boolean
}

export interface ListedSheet {
  /** Alternative text. */
  readonly alt: string
  /** Bytes of the PNG. */
  readonly bytes: number
}

/** The sheet as lists show it: pixels. */
export const THUMBNAIL = { width: 480, height: 270 }

/** A section of the page. */
export interface ListedPart {
  readonly name: SectionName
  readonly kicker: string
  readonly finding: string
  readonly figures: readonly TopicFigure[]
  readonly hasChart: boolean
}

export interface ListedSentence {
  readonly at: SectionName | 'summary' | 'week' | 'watch'
  readonly text: string
}

/** What a list keeps of a finished page; `bytes` is the size of its sheet. */
export function listedOf(story: Story, bytes: number): Listed {
  const { edition, number, headline, summary, sheet, parts, coins, credits, isSimulated } = story
  return {
    ...{ edition, number, headline, coins, credits, isSimulated },
    points: summary.slice(0, 3),
    sheet: sheet && { alt: sheet.alt, bytes },
    parts: parts.map(({ name, kicker, finding, figures, chart }) => ({
      ...{ name, kicker, finding, figures },
      hasChart: chart !== undefined,
    })),
    sentences: sentencesOf(story),
  }
}

function sentencesOf({ summary, timeline, watch, parts }: Story): ListedSentence[] {
  const at = (place: ListedSentence['at'], lines: readonly string[]) =>
    lines.map((text): ListedSentence => ({ at: place, text }))
  return [
    ...at('summary', summary),
    ...at('week', timeline),
    ...parts.flatMap(({ name, claims }) =>
      at(
        name,
        claims.map(({ text }) => text),
      ),
    ),
    ...at('watch', watch),
  ]
}
