/** What is said about the currency under a text: the rate that its yen were made by, or why there are none. */
import type { Block } from '#src/chat/message.ts'
import type { Words } from '#src/i18n/words.ts'

/** A sum as either language prints it: `$3T`, `¥466T`, `2.98兆ドル`, `466兆円`. */
const SUM = /[$¥]\d|[\d兆億万](?:ドル|円)/u

/** Nothing where a chat reads dollars, or where no sum is stated. */
export function currencyLines(
  words: Words,
  { title, blocks, images }: { title: string; blocks: readonly Block[]; images: readonly unknown[] },
): string[] {
  const { currency = 'usd', yen } = words.money ?? {}
  if (currency === 'usd' || !SUM.test(title + JSON.stringify(blocks))) return []
  if (yen === undefined) return [words.say('method.noYen')]
  const rate = words.say('method.yen', { rate: yen.perUsd, day: yen.day })
  if (images.length === 0) return [rate]
  return [`${rate}${words.grammar.gap}${words.say('method.yenCharts')}`]
}
