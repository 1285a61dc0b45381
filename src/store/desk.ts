/** The editor's desk, kept in the store: texts for editions, what was done, and the approvals of runs. */
import type { Kysely, Transaction } from 'kysely'
import type { Additions, Texts } from '#src/chat/additions.ts'
import { type Desk, type DeskChange, type DeskEntry, ENTRIES_KEPT } from '#src/chat/desk.ts'
import type { LanguageCode } from '#src/chat/request.ts'
import { createApprovals } from './approvals.ts'
import type { Notify } from './nextdue.ts'
import { enter, textsOf } from './desktexts.ts'
import type { DeskEntryRow, Schema } from './schema.ts'

export function createDesk(database: Kysely<Schema>, notify?: Notify): Desk {
  return {
    texts: (owner, edition) => textsOf(database, owner, edition),
    write: (change) => database.transaction().execute((transaction) => write(transaction, change)),
    async postedNote(owner, edition) {
      const rows = await database
        .selectFrom('edition')
        .innerJoin('delivery', 'delivery.edition', 'edition.id')
        .innerJoin('schedule', 'schedule.id', 'delivery.schedule')
        .select('delivery.additions_json')
        .where('edition.week', '=', edition)
        .where('schedule.owner', '=', owner)
        .where('delivery.state', '=', 'sent')
        // What moderators see before it is posted.
        .where('delivery.reason', '!=', 'review')
        .orderBy('delivery.ended_at', 'desc')
        .limit(1)
        .execute()
      return noteIn(rows[0]?.additions_json ?? '{}')
    },
    async entries(owner, most) {
      const rows = await database
        .selectFrom('desk_entry')
        .selectAll()
        .where('owner', '=', owner)
        .orderBy('at', 'desc')
        .orderBy('id')
        .limit(most)
        .execute()
      return rows.map(entryOf)
    },
    async forgetOldEntries(now) {
      const old = now - ENTRIES_KEPT
      const deleted = [
        await database.deleteFrom('desk_entry').where('at', '<', old).executeTakeFirst(),
        await database.deleteFrom('desk_text').where('at', '<', old).executeTakeFirst(),
        await database.deleteFrom('approval').where('fire_at', '<', old).executeTakeFirst(),
      ]
      return deleted.reduce((sum, { numDeletedRows }) => sum + Number(numDeletedRows), 0)
    },
    async publicNotes() {
      const rows = await database
        .selectFrom('approval')
        .select(['edition', 'additions_json'])
        .where('public', '=', 1)
        .where('state', '=', 'approved')
        .orderBy('at')
        .orderBy('schedule', 'desc')
        .execute()
      const notes = rows.flatMap(({ edition, additions_json }): [string, Texts][] => {
        const note = noteIn(additions_json)
        return note ? [[edition, note]] : []
      })
      return Object.fromEntries(notes)
    },
    ...createApprovals(database, notify),
  }
}

/** Undefined where none is written in any language. */
function noteIn(additions: string): Texts | undefined {
  const { note } = JSON.parse(additions) as Additions
  return note && Object.keys(note).length > 0 ? note : undefined
}

async function write(transaction: Transaction<Schema>, change: DeskChange): Promise<void> {
  const { owner, edition, kind, texts, by, at } = change
  for (const [name, text = null] of Object.entries(texts)) {
    const language = name as keyof Texts
    const key = { owner, edition, kind, language }
    const known = await transaction
      .selectFrom('desk_text')
      .select('text')
      .where('owner', '=', owner)
      .where('edition', '=', edition)
      .where('kind', '=', kind)
      .where('language', '=', language)
      .executeTakeFirst()
    if ((known?.text ?? null) === text) continue
    if (text === null) {
      await transaction
        .deleteFrom('desk_text')
        .where('owner', '=', owner)
        .where('edition', '=', edition)
        .where('kind', '=', kind)
        .where('language', '=', language)
        .execute()
    } else {
      await transaction
        .insertInto('desk_text')
        .values({ ...key, text, by, at })
        .onConflict((conflict) =>
          conflict.columns(['owner', 'edition', 'kind', 'language']).doUpdateSet({ text, by, at }),
        )
        .execute()
    }
    await enter(transaction, {
      ...{ owner, at, by, what: kind, edition, language },
      ...(known && { before: known.text }),
      ...(text !== null && { after: text }),
    })
  }
}

function entryOf(row: DeskEntryRow): DeskEntry {
  return {
    at: row.at,
    by: row.by,
    what: row.what as DeskEntry['what'],
    edition: row.edition,
    ...(row.schedule !== null && { schedule: row.schedule }),
    ...(row.language !== null && { language: row.language as LanguageCode }),
    ...(row.before !== null && { before: row.before }),
    ...(row.after !== null && { after: row.after }),
  }
}
