/** Who changed, ran and skipped what: by name where the platform knows one, and what the clock did by itself. */
import type { Delivery } from '#src/chat/delivery.ts'
import type { Plan, Revision, Schedule } from '#src/chat/schedule.ts'
import type { Words } from '#src/i18n/words.ts'
import { type MemberNames, memberNames } from '../membernames.ts'
import type { ScheduleModerator } from '../moderator.ts'
import { formatLocal, formatPlan } from './format.ts'

/** Changes that a history shows. */
const CHANGES = 6
/** Milliseconds between a run by hand and the note of who asked for it. */
const NOTED_WITHIN = 5000

/** What to call everybody who changed a schedule lately. */
export function namesOf(
  revisions: readonly Revision[],
  { target }: Pick<Schedule, 'target'>,
  moderator: ScheduleModerator,
): Promise<MemberNames> {
  const members = revisions.slice(-2 * CHANGES).map(({ by }) => by)
  return memberNames(members, { ...moderator, target })
}

/** Whether a run was planned or asked for, and by whom; who passed it over, where somebody did. */
export function causeOf(
  { reason, fireAt, state }: Delivery,
  revisions: readonly Revision[],
  names: MemberNames,
  words: Words,
): string {
  const last = (change: Revision['change'], before: number) =>
    revisions.findLast((one) => one.change === change && one.at <= before)
  if (reason === 'due' && state === 'skipped') {
    const skipped = last('skipped', fireAt)
    const name = skipped && names.get(skipped.by)
    return words.say(name === undefined ? 'schedules:history.byClock' : 'schedules:history.skippedBy', {
      name,
    })
  }
  if (reason === 'due') return words.say('schedules:history.byClock')
  const ran = last('ran', fireAt + NOTED_WITHIN)
  const name = ran && fireAt - ran.at < NOTED_WITHIN ? names.get(ran.by) : undefined
  if (reason === 'test') return words.say('schedules:history.asTest')
  return name === undefined
    ? words.say('schedules:history.byHand')
    : words.say('schedules:history.byHandOf', { name })
}

/** The last changes, newest first: when, what, and by whom. */
export function changesOf(
  { zone }: Pick<Schedule, 'zone'>,
  revisions: readonly Revision[],
  names: MemberNames,
  words: Words,
): readonly string[] {
  return revisions
    .map(({ at, by, change, plan }, index) => {
      const before = revisions[index - 1]?.plan
      const fields = change === 'changed' && before ? fieldsChanged(before, plan, words) : []
      const what = words.say(`schedules:history.did.${change}`)
      return words.say('schedules:history.change', {
        at: formatLocal(at, zone, words),
        what: fields.length === 0 ? what : words.grammar.aside(what, fields.join(words.grammar.comma)),
        name: names.get(by) ?? by,
      })
    })
    .slice(-CHANGES)
    .toReversed()
}

/** The names of what a change made different. */
function fieldsChanged(before: Plan, after: Plan, words: Words): readonly string[] {
  const itemsOf = (plan: Plan) => {
    const block = formatPlan(plan, plan.target, words)
    return new Map(block.kind === 'fields' ? block.items.map(({ name, value }) => [name, value]) : [])
  }
  const [old, now] = [itemsOf(before), itemsOf(after)]
  return [...new Set([...old.keys(), ...now.keys()])].filter((name) => old.get(name) !== now.get(name))
}
