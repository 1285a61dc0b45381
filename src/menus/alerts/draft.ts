/** An alert in the making: kept with the message that shows it, as a line. */
import type { Alert } from '#src/chat/alert.ts'
import { RequestError } from '#src/errors.ts'
import { endAfter } from '#src/bot/alerts/dates.ts'
import { DEFAULT_DAYS } from '#src/bot/alerts/manner.ts'
import { type AlertDraft, readAlertLine } from '#src/bot/alerts/line.ts'
import { printAlertLine } from '#src/bot/alerts/print.ts'
import type { ButtonClick } from '#src/bot/command.ts'
import type { AlertScene } from './scene.ts'

export const SCREENS = ['main', 'manner', 'where'] as const
export type Screen = (typeof SCREENS)[number]

export interface KeptDraft {
  readonly draft: AlertDraft
  readonly screen: Screen
  /** The alert that is changed, as it was when its editing began; undefined for a new one. */
  readonly edits?: Pick<Alert, 'id' | 'revision'>
  /** What spoke against it was shown already. */
  readonly isAsTyped?: boolean
}

/** Milliseconds for which a draft can be gone on with. */
const KEPT = 24 * 3_600_000

export function draftState(
  { draft, screen, edits, isAsTyped }: KeptDraft,
  { history, words }: Pick<AlertScene, 'history' | 'words'>,
): Record<string, string> {
  return {
    line: printAlertLine(draft, history, words.clock),
    screen,
    ...(edits && { id: edits.id, revision: String(edits.revision) }),
    ...(isAsTyped && { typed: 'true' }),
  }
}

/** The draft that a message keeps; undefined where it keeps none. Throws RequestError where it is too old. */
export function draftIn(
  { state, changedAt }: Pick<ButtonClick, 'state' | 'changedAt'>,
  scene: AlertScene,
): KeptDraft | undefined {
  const { line, screen, id, revision, typed } = state
  const { history, words, personal } = scene
  if (line === undefined) return undefined
  if (personal.now - changedAt > KEPT) throw new RequestError('alerts.draftExpired')
  const read = readAlertLine(line, { history, words, now: personal.now })
  if (read.kind !== 'draft') throw new RequestError('alerts.draftExpired')
  return {
    draft: read.draft,
    screen: SCREENS.find((one) => one === screen) ?? 'main',
    ...(id !== undefined && revision !== undefined && { edits: { id, revision: Number(revision) } }),
    ...(typed === 'true' && { isAsTyped: true }),
  }
}

/** An alert as a draft, to be changed or made again: what has ended lives as long as a new one. */
export function draftOf(
  { condition, repeat, hold, until, silent }: Alert,
  { personal, words }: Pick<AlertScene, 'personal' | 'words'>,
): AlertDraft {
  const end = until > personal.now ? until : endAfter(DEFAULT_DAYS, personal.now, words.clock)
  return { condition, repeat, hold, until: end, silent, here: false }
}
