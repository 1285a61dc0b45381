/** What the columns of alerts hold of people: a part of the list in `privacy.ts`. */
import type { Schema } from '../schema.ts'

/** What a column holds: a member's id, a chat's or community's, or of neither. Texts that may hold an id count as one. */
export type Reveals = 'member' | 'chat' | 'nothing'

type Columns<Tables extends keyof Schema> = {
  readonly [Table in Tables]: Readonly<Record<keyof Schema[Table], Reveals>>
}

export const ALERT_COLUMNS: Columns<
  'alert' | 'watch' | 'observed' | 'firing' | 'firing_facts' | 'box' | 'sample'
> = {
  alert: {
    ...{ owner: 'member', target: 'chat', plan_json: 'chat' },
    ...{ id: 'nothing', number: 'nothing', state: 'nothing', trouble: 'nothing', until: 'nothing' },
    ...{ snoozed_until: 'nothing', is_list: 'nothing', expiry_told: 'nothing', revision: 'nothing' },
    ...{ created_at: 'nothing', ended_at: 'nothing', deleted_at: 'nothing' },
  },
  watch: {
    ...{ id: 'nothing', alert: 'nothing', series: 'nothing', side: 'nothing', state: 'nothing' },
    ...{ fire: 'nothing', rearm: 'nothing', hold: 'nothing', repeat: 'nothing', gap: 'nothing' },
    ...{ move_by: 'nothing', since: 'nothing', wake_at: 'nothing', step: 'nothing' },
  },
  observed: {
    ...{ id: 'nothing', name: 'nothing', value: 'nothing', time: 'nothing', before_value: 'nothing' },
    ...{ before_time: 'nothing', standing: 'nothing', evidence_json: 'nothing', judged: 'nothing' },
    ...{ blind_told: 'nothing', created_at: 'nothing' },
  },
  firing: {
    ...{ target: 'chat', watch: 'nothing', step: 'nothing', alert: 'nothing', kind: 'nothing' },
    ...{ series: 'nothing', side: 'nothing', level: 'nothing', seen_at: 'nothing', value: 'nothing' },
    ...{ time: 'nothing', before_value: 'nothing', before_time: 'nothing', late: 'nothing' },
    ...{ evidence_json: 'nothing', fate: 'nothing', listed: 'nothing', delivery: 'nothing' },
  },
  firing_facts: { id: 'nothing', facts_json: 'nothing', created_at: 'nothing' },
  box: {
    ...{ target: 'chat', owner: 'member', schedule: 'nothing', flush_at: 'nothing', last_at: 'nothing' },
    ...{ day: 'nothing', sent_today: 'nothing', state: 'nothing', reason: 'nothing', listed: 'nothing' },
    ...{ blocked_at: 'nothing', told_at: 'nothing' },
  },
  sample: { asset: 'nothing', time: 'nothing', value: 'nothing' },
}
