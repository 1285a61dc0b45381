/** The checker of every key that an edition may hold: a key without one fails the run. */
import { ASSETS } from './assets.ts'
import { CORRELATION, MOVERS, SECTORS } from './breadth.ts'
import type { Checkers } from './checker.ts'
import { FACTS } from './facts.ts'
import { FUNDING } from './funding.ts'
import { MACRO } from './macro.ts'
import { MARKETCAP } from './marketcap.ts'
import { OPEN_INTEREST, OUTLOOK } from './openinterest.ts'
import { THREAD } from './thread.ts'
import { VOLATILITY, VOLUME } from './volatility.ts'

export const CHECKERS: Checkers = {
  ...ASSETS,
  ...MOVERS,
  ...SECTORS,
  ...CORRELATION,
  ...FUNDING,
  ...MACRO,
  ...MARKETCAP,
  ...OPEN_INTEREST,
  ...OUTLOOK,
  ...VOLATILITY,
  ...VOLUME,
  ...THREAD,
  ...FACTS,
}
