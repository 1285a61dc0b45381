/** The sectors that our indices are made of. A coin may be in several, or in none. */

export const SECTORS = [
  'layer-1',
  'layer-2',
  'gaming',
  'depin',
  'ai',
  'defi',
  'meme',
  'privacy',
  'exchange',
  'storage',
  'oracle',
  'rwa',
  'payments',
  'infrastructure',
] as const

export type Sector = (typeof SECTORS)[number]
