/** Every rule of support that the scanners hold editions against. */
import { COVERAGE_RULES } from './coverage.ts'
import { FUNDING_RULES } from './funding.ts'
import { MARKET_RULES } from './markets.ts'
import { OPEN_INTEREST_RULES } from './openinterest.ts'
import type { Rule } from './read.ts'
import { TIER_RULES } from './tiers.ts'
import { VERDICT_RULES } from './verdicts.ts'
import { WORD_RULES } from './words.ts'

export const RULES: readonly Rule[] = [
  ...FUNDING_RULES,
  ...OPEN_INTEREST_RULES,
  ...TIER_RULES,
  ...MARKET_RULES,
  ...WORD_RULES,
  ...COVERAGE_RULES,
  ...VERDICT_RULES,
]
