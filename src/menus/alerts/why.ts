/** Why an alert rang: asked under what it reported, by anybody who can read it there. */
import { firingEvidence } from '#src/briefing/firingevidence.ts'
import type { FiringFacts } from '#src/briefing/firingfacts.ts'
import { type CommandContext, type MessageAnswer, requirePersonal } from '#src/bot/command.ts'
import { RequestError } from '#src/errors.ts'

/** Firings of an alert among which one is looked for. */
const FIRINGS = 500

/** Throws RequestError where the alert is deleted, or what it reported is forgotten. */
export async function whyOf(
  state: Readonly<Record<string, string>>,
  context: CommandContext,
): Promise<MessageAnswer> {
  const { alerts } = requirePersonal(context)
  if (!alerts) throw new RequestError('alerts.none')
  const { store } = alerts
  const { open = '', watch, step, facts: id = '' } = state
  const alert = await store.get(open)
  const firing = (await store.firings(open, FIRINGS)).find(
    (one) => String(one.watch) === watch && String(one.step) === step,
  )
  if (!alert || !firing) throw new RequestError('alerts.gone')
  const facts = ((await store.facts(id)) ?? {}) as FiringFacts
  const message = firingEvidence({ firing, alert }, facts, context.words, context.history)
  return { kind: 'message', message, guide: { rows: [], state: {} }, isNew: true }
}
