/** The topics: one word each, the same in every folder, and the order in which a recap reports them. */

export const TOPICS = [
  'assets',
  'marketcap',
  'macro',
  'funding',
  'openinterest',
  'volatility',
  'correlation',
  'sectors',
  'volume',
  'movers',
] as const

export type Topic = (typeof TOPICS)[number]
