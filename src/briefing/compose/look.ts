/** How a recap is stated and drawn. */
import type { Colors, Theme } from '#src/charts/index.ts'
import type { Words } from '#src/i18n/words.ts'
import type { SectionName } from '../section.ts'

/** `full`: text and charts; `compact`: five lines and the sheet, the sections apart; `text`: no pictures. The same figures in all. */
export type Length = 'full' | 'compact' | 'text'

/** What moderators add in the language of the words: a note, an intro, a headline in the place of the edition's own. */
export interface LookAdditions {
  readonly note?: string | undefined
  readonly intro?: string | undefined
  readonly headline?: string | undefined
}

export interface Look {
  readonly words: Words
  readonly theme: Theme
  readonly colors: Colors
  readonly length: Length
  /** Charts beside the sheet at length `full`, those of the most salient sections first. */
  readonly charts: number
  /** Which sections, in which order; all by default. */
  readonly sections?: readonly SectionName[] | undefined
  readonly additions?: LookAdditions | undefined
}
