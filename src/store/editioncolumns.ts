/** What the columns of frozen editions and dailies hold of members and chats: nothing. */
import type { Reveals } from './alerts/columns.ts'
import type { DailyRow, EditionRow } from './editionrows.ts'

/** As in `COLUMNS`: nothing of any member or chat. */
export const EDITION_COLUMNS: {
  readonly daily: Readonly<Record<keyof DailyRow, Reveals>>
  readonly edition: Readonly<Record<keyof EditionRow, Reveals>>
} = {
  daily: {
    ...{ id: 'nothing', data_kind: 'nothing', data_name: 'nothing', day: 'nothing' },
    ...{ revision: 'nothing', content_json: 'nothing', frozen_at: 'nothing' },
  },
  edition: {
    ...{ id: 'nothing', data_kind: 'nothing', data_name: 'nothing', week: 'nothing', zone: 'nothing' },
    ...{ revision: 'nothing', content_json: 'nothing', frozen_at: 'nothing' },
  },
}
