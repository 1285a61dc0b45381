/** What some columns hold of members and chats: nothing those of frozen figures and of processes, the owner those of watchlists. */
import type { Reveals } from './alerts/columns.ts'
import type { Schema } from './schema.ts'

/** A part of `COLUMNS`. */
export const OTHER_COLUMNS: {
  readonly [Table in 'worker' | 'lease' | 'standing' | 'watchlist' | 'daily' | 'edition']: Readonly<
    Record<keyof Schema[Table], Reveals>
  >
} = {
  worker: { id: 'nothing', seen_at: 'nothing' },
  lease: { name: 'nothing', holder: 'nothing', until: 'nothing' },
  standing: { name: 'nothing', told_at: 'nothing', standing_json: 'nothing' },
  watchlist: { owner: 'member', asset: 'nothing', position: 'nothing' },
  daily: {
    ...{ id: 'nothing', data_kind: 'nothing', data_name: 'nothing', day: 'nothing' },
    ...{ revision: 'nothing', content_json: 'nothing', frozen_at: 'nothing' },
  },
  edition: {
    ...{ id: 'nothing', data_kind: 'nothing', data_name: 'nothing', week: 'nothing', zone: 'nothing' },
    ...{ revision: 'nothing', content_json: 'nothing', frozen_at: 'nothing' },
  },
}
