/** An alert in one line, in any language and in any clear order: `btc < 90000`, `btc 9万割れ`, `eth -5% 1h each 4h`. */
import type { Condition } from '#src/chat/alert.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Asset } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Instant } from '#src/market/time.ts'
import { plainText } from '../arguments/input.ts'
import { symbolsOf } from '../arguments/symbols.ts'
import { conditionOf } from './condition.ts'
import { mannerOf, type ReadManner } from './manner.ts'
import { partsOf } from './parts.ts'
import { LineError, type Refusal } from './refusal.ts'
import { tokensOf } from './tokens.ts'

/** Characters that are read. */
const LONGEST = 200

export interface LineContext {
  readonly history: History
  /** In the reader's language; times of day are in its clock. */
  readonly words: Words
  /** Milliseconds since 1970. */
  readonly now: Instant
}

/** An alert as it was typed: where it goes and how it looks is not part of it. */
export interface AlertDraft extends ReadManner {
  readonly condition: Condition
}

export type ReadLine =
  | { readonly kind: 'draft'; readonly draft: AlertDraft; readonly line: string }
  /** A coin alone: presses are made for it. */
  | { readonly kind: 'coin'; readonly asset: Asset; readonly line: string }
  | { readonly kind: 'nothing' }
  | Refusal

/** Never throws for what was typed: what cannot be read is a refusal, with lines that can be. */
export function readAlertLine(typed: string, { history, words, now }: LineContext): ReadLine {
  const line = plainText(typed.slice(0, LONGEST))
  const symbols = symbolsOf(history)
  const isName = (word: string) => symbols.find(word).length > 0
  try {
    const parts = partsOf(line, tokensOf(line, isName))
    const stated = conditionOf({ parts, history, words })
    if (stated.kind === 'nothing') return { kind: 'nothing' }
    if (stated.kind === 'coin') return { kind: 'coin', asset: stated.asset, line }
    const { condition } = stated
    const manner = mannerOf(parts, condition, { now, zone: words.clock })
    return { kind: 'draft', draft: { condition, ...manner }, line }
  } catch (error) {
    if (error instanceof LineError) return error.refusal
    throw error
  }
}
