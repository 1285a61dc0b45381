/** The proofs of daily open interest for a terminal. */
import { stampLines } from '#src/briefing/details/stamps.ts'
import type { Words } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'

/** After what `doctor` tried: a line a venue under a heading; nothing where there is no record, or no venue was looked at. */
export function listStamps(
  history: Pick<History, 'interestStamps'> | undefined,
  words: Words,
  stdout: { write(text: string): void },
): void {
  const lines = history ? stampLines(history, words) : []
  if (lines.length === 0) return
  stdout.write(
    `\n${[words.say('commands:sources.stamps'), ...lines.map((line) => `  ${line}`)].join('\n')}\n`,
  )
}
