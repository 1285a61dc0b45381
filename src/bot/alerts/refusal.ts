/** Why a line sets no alert yet: the word that is meant, and whole lines that would, as buttons. */

/** Names the sentence: `alerts:refusals.<why>`. */
export type Why =
  | 'coinNeeded'
  | 'unknownCoin'
  | 'unlikeCoin'
  | 'ambiguousCoin'
  | 'twoCoins'
  | 'unknownWord'
  | 'contradicts'
  | 'side'
  | 'level'
  | 'percent'
  | 'window'
  | 'badWindow'
  | 'badInterestWindow'
  | 'notPrice'
  | 'notPercent'
  | 'yen'
  | 'totalLevel'
  | 'badVolatility'
  | 'badCount'
  | 'badRank'
  | 'badWeeks'
  | 'badStale'
  | 'badHold'
  | 'holdNotHere'
  | 'badGap'
  | 'badReminder'
  | 'badUntil'
  | 'badVenue'
  | 'noExtreme'
  | 'notOnRecord'

/** One press: a line in place of the one typed. Its label is a sentence (`alerts:offers.<key>`), or is shown as it is. */
export interface Offer {
  readonly line: string
  readonly label: { readonly key: OfferKey; readonly value?: string } | string
}

export type OfferKey = 'above' | 'below' | 'either'

export interface Refusal {
  readonly kind: 'refused'
  readonly why: Why
  /** Texts for the sentence: `word` is what was typed. */
  readonly values: Readonly<Record<string, string>>
  readonly offers: readonly Offer[]
}

/** Carries a refusal out of the readers of a line. */
export class LineError extends Error {
  override readonly name = 'LineError'
  readonly refusal: Refusal

  constructor(why: Why, values: Refusal['values'] = {}, offers: readonly Offer[] = []) {
    super(why)
    this.refusal = { kind: 'refused', why, values, offers }
  }
}
