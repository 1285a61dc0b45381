/** A line that sets no alert yet: what is missing or wrong in it, with the lines that would do as buttons. */
import { seriesOf } from '#src/alerts/normalise.ts'
import { valueNow } from '#src/alerts/now.ts'
import { describeCondition, describeSpan } from '#src/briefing/alertcondition.ts'
import { describeDistance } from '#src/briefing/alertfigures.ts'
import { readAlertLine } from '#src/bot/alerts/line.ts'
import type { Offer, Refusal } from '#src/bot/alerts/refusal.ts'
import { RequestError } from '#src/errors.ts'
import type { MessageAnswer } from '#src/bot/command.ts'
import type { Words } from '#src/i18n/words.ts'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import type { Choice, Objection } from './checks.ts'
import { button, inPairs, saying } from './controls.ts'
import { type AlertScene, keptOf } from './scene.ts'

/** Buttons of one message. */
const MOST = 6

/** Why a line cannot be read, named by its word. */
export function refusalAnswer(
  { why, values, offers }: Refusal,
  scene: AlertScene,
  edits?: Edits,
): MessageAnswer {
  const text = scene.words.say(`alerts:refusals.${why}`, values)
  return offering(
    text,
    offers.flatMap((offer) => choiceOf(offer, scene)),
    scene,
    edits,
  )
}

/** A press with how far its level is; none for one that is passed already. */
function choiceOf({ line, label }: Offer, { words, history, personal }: AlertScene): readonly Choice[] {
  const read = readAlertLine(line, { history, words, now: personal.now })
  const condition = read.kind === 'draft' ? read.draft.condition : undefined
  if (typeof label === 'string') {
    // A whole line is said as it is understood.
    const whole = label === line && condition ? describeCondition(condition, words, history) : label
    return [{ line, label: spanIn(label, words) ?? whole }]
  }
  const name = words.say(`alerts:offers.${label.key}`)
  if (label.key === 'either' || condition === undefined || !('level' in condition))
    return [{ line, label: name }]
  const [series] = seriesOf(condition)
  const value = series && valueNow(series, history)?.value
  if (series === undefined || value === undefined) return [{ line, label: name }]
  const side = label.key === 'above' ? 1 : -1
  if (side * (value - condition.level) >= 0) return []
  const distance = describeDistance(series, value, { side, fire: condition.level }, words)
  return [{ line, label: words.say('alerts:offers.distant', { name, distance }) }]
}

/** What speaks against an alert that can be read. */
export function objectionAnswer(
  { text, choices, same }: Objection,
  scene: AlertScene,
  edits?: Edits,
): MessageAnswer {
  if (!same) return offering(text, choices, scene, edits)
  const rows = [[button(`open=${same.id}`, scene.words.say('alerts:buttons.open'))]]
  return saying(text, rows, keptOf(scene))
}

/** What a message with offers keeps of the alert that is changed. */
export interface Edits {
  readonly id: string
  readonly revision: number
}

function offering(
  text: string,
  choices: readonly Choice[],
  scene: AlertScene,
  edits: Edits | undefined,
): MessageAnswer {
  const shown = choices.slice(0, MOST)
  const kept = shown.flatMap(({ line, isAsTyped }, index) => [
    [`offer${index}`, line] as const,
    ...(isAsTyped ? [[`typed${index}`, 'true'] as const] : []),
  ])
  const buttons = shown.map(({ label }, index) => button(`offer=${index}`, label))
  return saying(text, inPairs(buttons), {
    ...keptOf(scene),
    ...Object.fromEntries(kept),
    ...(edits && { id: edits.id, revision: String(edits.revision) }),
  })
}

/** The line behind a button, and whether it is to be saved as it stands. Throws RequestError. */
export function offerIn(
  state: Readonly<Record<string, string>>,
  index: string,
): { readonly line: string; readonly isAsTyped: boolean; readonly edits: Edits | undefined } {
  const line = state[`offer${index}`]
  if (line === undefined) throw new RequestError('chat.unknownClick')
  const { id, revision } = state
  return {
    line,
    isAsTyped: state[`typed${index}`] === 'true',
    edits: id === undefined || revision === undefined ? undefined : { id, revision: Number(revision) },
  }
}

/** `4h` in words; undefined for what is no length of time. */
function spanIn(label: string, words: Words): string | undefined {
  const [, count, unit] = /^(\d+)([mhd])$/u.exec(label) ?? []
  if (count === undefined) return undefined
  return describeSpan(Number(count) * { m: MINUTE, h: HOUR, d: DAY }[unit as 'm' | 'h' | 'd'], words)
}
