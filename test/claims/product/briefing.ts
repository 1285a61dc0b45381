/** What the checker reads of an edition: `briefing.json` as it is published, and the texts of each length. */

export type Language = 'ja' | 'en'
export type Length = 'full' | 'text' | 'compact'
export type BothTexts = Readonly<Record<Language, string>>

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

export interface PublishedStatement {
  readonly key: string
  readonly text: BothTexts
  readonly salience: number
  /** Said in the recap; a command says the others too. */
  readonly told?: boolean
  readonly evidence: { readonly [name: string]: Json }
  readonly values?: { readonly [name: string]: Json }
}

/** An item of the timeline stands in the text of its day. */
export type PublishedItem = Omit<PublishedStatement, 'text'>

export interface PublishedThread {
  readonly quiet: boolean
  readonly headline: { readonly text: BothTexts; readonly clauses: readonly PublishedStatement[] }
  readonly summary: readonly PublishedStatement[]
  readonly timeline: readonly {
    readonly at: string
    readonly text: BothTexts
    readonly items: readonly PublishedItem[]
  }[]
  readonly compact: readonly PublishedStatement[]
  readonly facts: readonly PublishedStatement[]
  readonly push: BothTexts
  readonly view?: PublishedStatement
  readonly thenAndNow: readonly (PublishedStatement & { readonly became: 'held' | 'missed' | 'moved' })[]
  readonly reference?: PublishedStatement
  readonly watch: readonly PublishedStatement[]
}

export interface PublishedSection {
  readonly topic: string
  readonly statements: readonly PublishedStatement[]
  readonly charts: readonly { readonly file: BothTexts; readonly alt: BothTexts }[]
  readonly missing: readonly string[]
}

/** One entry of the ledger, dates in ISO 8601. */
export interface PublishedExtreme {
  readonly group: string
  readonly series: string
  readonly kind: 'high' | 'low' | 'largest-rise' | 'largest-fall' | 'longest-run' | 'first-beyond'
  readonly value: number
  readonly unit: string
  readonly level?: number
  readonly direction?: 'up' | 'down'
  readonly at: string
  readonly from?: string
  readonly prints?: number
  readonly hours?: number
  readonly scope: 'boundary' | 'inside'
  readonly since: string | null
  readonly equal: boolean
  readonly boundedBy?: string
  readonly recordStart: string
  readonly weeks: number
  readonly guard?: string
  /** No series of its group is old enough for a since: told by its size. */
  readonly young?: boolean
  /** Open interest in dollars that the price made; volatility that other hours of the day do not share. */
  readonly byPrice?: boolean
  readonly closeHourOnly?: boolean
  readonly evidence: { readonly earlier?: number; readonly [name: string]: Json | undefined }
  readonly salience: number
  readonly told: 'headline' | 'summary' | 'timeline' | 'section' | 'none'
}

export interface Briefing {
  readonly edition: string
  readonly window: { readonly from: string; readonly to: string; readonly zone: string }
  readonly figures: { readonly [name: string]: { readonly value: Json; readonly unit: string } }
  readonly sections: readonly PublishedSection[]
  readonly extremes: readonly PublishedExtreme[]
  readonly thread: PublishedThread
  readonly missing: readonly { readonly figure: string; readonly reason: string }[]
}

export interface EditionTexts {
  readonly monday: string
  readonly briefing: Briefing
  readonly texts: Readonly<Record<Language, Readonly<Record<Length, string>>>>
}
