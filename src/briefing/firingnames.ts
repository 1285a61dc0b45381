/** How coins and windows are called where alerts report. */
import type { Words } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { HOUR } from '#src/market/time.ts'
import { describeSpan } from './alertcondition.ts'

/** Its ticker. */
export function coinOf(id: string, { asset }: Pick<History, 'asset'>): string {
  return asset(id)?.symbol ?? id
}

/** `an hour`, `24 hours`, `1時間`: within a sentence. */
export function windowOf(span: number, words: Words): string {
  return span === HOUR ? words.say('firings:hour') : describeSpan(span, words)
}
