/** The index of the search: what the page loads when its box is first used. One file a language and year. */

/** All editions of a year in one language. */
export interface SearchIndex {
  /** Newest first. */
  readonly editions: readonly IndexedEdition[]
  /** Everything that a coin is called, its ticker first. */
  readonly coins: readonly (readonly string[])[]
  /** By the id of a section: what its topic is called, in every language. */
  readonly topics: Readonly<Record<string, string>>
}

export interface IndexedEdition {
  /** The closing Monday: `2025-11-17`. */
  readonly edition: string
  /** `No. 46 / 2025`. */
  readonly number: string
  readonly headline: string
  /** By the id of where they stand on the page, in the order of the page. */
  readonly places: readonly (readonly [at: string, sentences: readonly string[]])[]
}
