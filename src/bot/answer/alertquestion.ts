/** *Alert me*, as the question that it asks: an alert on the figure that an answer or a post is about. */
import type { ActionRecord } from '#src/chat/memory.ts'
import type { CommandInput } from '#src/chat/request.ts'
import type { History } from '#src/market/history.ts'
import { hasAlert, prefilledLine } from '../alerts/prefilled.ts'

interface Clicked {
  readonly record: ActionRecord
  readonly choice: string
}

/** The alert that an answer offers, as a line that is shown first. */
export function alertQuestion({ record, choice }: Clicked, history: History): CommandInput | undefined {
  if (choice !== 'alert' || !hasAlert(record.command)) return undefined
  return { kind: 'command', name: 'alert', words: [prefilledLine(record.command, record.args, history)] }
}

/** The same under what a schedule posted: on the topic that it posts, of a recap the first of its sections that has one. */
export function postedAlertQuestion({ record, choice }: Clicked, history: History): CommandInput | undefined {
  if (choice !== 'alert') return undefined
  const { edition = '', sections = '' } = record.args
  const topics = record.command === 'subscribe' ? [edition] : sections.split(' ')
  const topic = topics.find(hasAlert) ?? (record.command === 'daily' ? 'price' : 'marketcap')
  const given = JSON.parse(record.args.options ?? '{}') as Readonly<Record<string, string>>
  return { kind: 'command', name: 'alert', words: [prefilledLine(topic, given, history)] }
}
