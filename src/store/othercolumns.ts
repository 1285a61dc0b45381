/** What some columns hold of members and chats: nothing those of frozen figures and of processes, the owner those of watchlists. */
import type { Reveals } from './alerts/columns.ts'
import type { Schema } from './schema.ts'

/** A part of `COLUMNS`. */
export const OTHER_COLUMNS: {
  readonly [Table in
    | 'worker'
    | 'lease'
    | 'standing'
    | 'watchlist'
    | 'daily'
    | 'edition'
    | 'flash'
    | 'flash_post'
    | 'private_chat'
    | 'removal']: Readonly<Record<keyof Schema[Table], Reveals>>
} = {
  worker: { id: 'nothing', seen_at: 'nothing' },
  lease: { name: 'nothing', holder: 'nothing', until: 'nothing' },
  standing: { name: 'nothing', told_at: 'nothing', standing_json: 'nothing' },
  watchlist: { owner: 'member', asset: 'nothing', position: 'nothing' },
  private_chat: { member: 'member', chat: 'chat', tried_at: 'nothing', closed: 'nothing' },
  removal: { chat: 'chat', message: 'nothing', due: 'nothing' },
  daily: {
    ...{ id: 'nothing', data_kind: 'nothing', data_name: 'nothing', day: 'nothing' },
    ...{ revision: 'nothing', content_json: 'nothing', frozen_at: 'nothing' },
  },
  flash: {
    ...{ id: 'nothing', first: 'nothing', data_kind: 'nothing', data_name: 'nothing', subject: 'nothing' },
    ...{ weeks: 'nothing', at: 'nothing', revision: 'nothing', salience: 'nothing' },
    ...{ content_json: 'nothing', frozen_at: 'nothing' },
  },
  flash_post: {
    ...{ schedule: 'nothing', flash: 'nothing', fate: 'nothing', at: 'nothing', last: 'nothing' },
    delivery: 'nothing',
  },
  edition: {
    ...{ id: 'nothing', data_kind: 'nothing', data_name: 'nothing', week: 'nothing', zone: 'nothing' },
    ...{ revision: 'nothing', content_json: 'nothing', frozen_at: 'nothing' },
  },
}
