/** Reading an alert’s line against the sample, as a member in Tokyo types it. */
import { type AlertDraft, readAlertLine } from '#src/bot/alerts/line.ts'
import { printCondition } from '#src/bot/alerts/print.ts'
import { createWords } from '#src/i18n/words.ts'
import { sampleHistory } from '../../support/histories.ts'

export const sample = await sampleHistory()
export const now = Date.parse('2025-11-24T05:00:00Z')
export const zone = 'Asia/Tokyo'
export const words = createWords('en', zone, now)

/** What becomes of a line. */
export const read = (line: string, history = sample) => readAlertLine(line, { history, words, now })

/** What a line means, as it is printed; a refusal's name in brackets, a coin alone after a colon. */
export function meaning(line: string, history = sample): string {
  const result = read(line, history)
  if (result.kind === 'draft') return printCondition(result.draft.condition, history)
  return result.kind === 'refused' ? `(${result.why})` : result.kind === 'coin' ? `:${result.asset.id}` : ''
}

/** The alert that a line is; fails where it is none. */
export function draftOf(line: string, history = sample): AlertDraft {
  const result = read(line, history)
  if (result.kind !== 'draft') throw new Error(`${line}: ${JSON.stringify(result)}`)
  return result.draft
}
