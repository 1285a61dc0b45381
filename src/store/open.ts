/** The store: one SQLite file in the bot's home folder, or a PostgreSQL database. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Dialect, Kysely } from 'kysely'
import type { Alerts } from '#src/chat/alertstore.ts'
import type { Deliveries } from '#src/chat/delivery.ts'
import type { Desk } from '#src/chat/desk.ts'
import type { Guilds } from '#src/chat/guilds.ts'
import type { Memory } from '#src/chat/memory.ts'
import type { Privacy } from '#src/chat/privacy.ts'
import type { Schedules } from '#src/chat/schedule.ts'
import { createAlerts } from './alerts/alerts.ts'
import type { AlertWork } from './alerts/port.ts'
import { createAlertWork } from './alerts/work.ts'
import { type BackfillJobs, createBackfillJobs } from './backfill.ts'
import { createDesk } from './desk.ts'
import { createDeliveries, type DeliveriesParts } from './deliveries.ts'
import { createDailyStore, type DailyStore } from './dailies.ts'
import { createEditionStore, type EditionStore } from './editions.ts'
import { createLeases, type Leases } from './leases.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { storeErrorOf } from './faults.ts'
import { prepareFiles } from './files.ts'
import { createFlashStore } from './flashes.ts'
import type { FlashStore } from './flashport.ts'
import { createGuilds } from './guilds.ts'
import { createMemory } from './memory.ts'
import { migrate } from './migrations.ts'
import { createPresence, NO_PRESENCE, type Presence } from './presence.ts'
import { publicUrlOf } from './publicurl.ts'
import { createPrivacy } from './privacy.ts'
import { createRecord, type MarketRecord } from './record/record.ts'
import type { RecordSchema } from './record/schema.ts'
import { createSchedules } from './schedules.ts'
import { createSharedState, type SharedState } from './sharedstate.ts'
import type { Schema } from './schema.ts'
import { openSqlite } from './sqlite.ts'
import { type Notify, notifyNobody } from './nextdue.ts'

export interface Store {
  /** The file, or the address of the database without its password. */
  readonly file: string
  readonly memory: Memory
  /** What is kept of members and chats, for them to read or remove. */
  readonly privacy: Privacy
  /** The communities that the bot is in. */
  readonly guilds: Guilds
  readonly schedules: Schedules
  readonly alerts: Alerts
  /** For those who judge alerts, and gather what they report. */
  readonly alertWork: AlertWork
  readonly editions: EditionStore
  readonly dailies: DailyStore
  readonly flashes: FlashStore
  /** What moderators add to editions, and their approvals. */
  readonly desk: Desk
  /** What suppliers reported. */
  readonly record: MarketRecord
  /** What is wanted of the past, and how far it has come. */
  readonly backfill: BackfillJobs
  /** What one process alone may do. */
  readonly leases: Leases
  /** What processes share with one another. */
  readonly sharedState: SharedState
  /** Which workers of this machine are still there. */
  readonly presence: Presence
  /** For those who carry deliveries out. */
  readonly ledger: Ledger
  /** For people. */
  deliveries(parts: DeliveriesParts): Deliveries
  close(): Promise<void>
}

const FILE = 'kawaraban.sqlite'

/**
 * Opens the store of a home folder, and makes either where it is missing; or the PostgreSQL database at an address.
 * `notify` hears of deliveries that wait. Throws StoreError.
 */
export async function openStore(home: string, url?: string, notify?: Notify): Promise<Store> {
  const file = url === undefined ? fileIn(home) : publicUrlOf(url)
  try {
    const presence = createPresence(home)
    if (url !== undefined) {
      // Its client is loaded where there is a server alone.
      const { openPostgres } = await import('./postgres.ts')
      return { ...(await joinStore(file, openPostgres(url), notify)), presence }
    }
    await prepareFiles(file)
    return { ...(await joinStore(file, openSqlite(file).dialect, notify)), presence }
  } catch (error) {
    throw storeErrorOf(file, error)
  }
}

/** A store as those read it who publish its editions. */
export interface EditionsOnly extends Pick<Store, 'file' | 'editions' | 'close'> {
  /** As `Desk.publicNotes`; none in a store of a version that had no desk. */
  notes(): ReturnType<Desk['publicNotes']>
}

function editionsOn(file: string, database: Kysely<Schema>): EditionsOnly {
  const { editions, desk, close } = storeOn(file, database)
  return {
    ...{ file, editions, close },
    async notes() {
      const tables = await database.introspection.getTables()
      return tables.some(({ name }) => name === 'approval') ? desk.publicNotes() : {}
    },
  }
}

/**
 * The editions of a store that others write: it is not brought up to date, and nothing can be written. Undefined where the home
 * folder has no store. Throws StoreError.
 */
export async function openEditions(home: string, url?: string): Promise<EditionsOnly | undefined> {
  const file = url === undefined ? fileIn(home) : publicUrlOf(url)
  try {
    const dialect = url === undefined ? readOnlySqlite(file) : await readOnlyPostgres(url)
    return dialect && editionsOn(file, new Kysely<Schema>({ dialect }))
  } catch (error) {
    throw storeErrorOf(file, error)
  }
}

function readOnlySqlite(file: string): Dialect | undefined {
  return existsSync(file) ? openSqlite(file, { readOnly: true }).dialect : undefined
}

async function readOnlyPostgres(url: string): Promise<Dialect> {
  const { openPostgres } = await import('./postgres.ts')
  return openPostgres(url, { readOnly: true })
}

/** The SQLite file of a home folder. */
export function fileIn(home: string): string {
  return join(home, FILE)
}

/** A store on a database of any kind, brought up to date. Throws what the database throws, and has let go of it then. */
export async function joinStore(file: string, dialect: Dialect, notify?: Notify): Promise<Store> {
  const database = new Kysely<Schema>({ dialect })
  try {
    await migrate(database)
  } catch (error) {
    await database.destroy()
    throw error
  }
  return storeOn(file, database, notify)
}

/** A store on a database that is up to date. */
export function storeOn(file: string, database: Kysely<Schema>, notify?: Notify): Store {
  return {
    file,
    memory: createMemory(database),
    privacy: createPrivacy(database),
    guilds: createGuilds(database),
    schedules: createSchedules(database),
    alerts: createAlerts(database),
    alertWork: createAlertWork(database, notify ?? notifyNobody),
    editions: createEditionStore(database),
    dailies: createDailyStore(database),
    flashes: createFlashStore(database, notify ?? notifyNobody),
    desk: createDesk(database, notify),
    record: createRecord(database as unknown as Kysely<RecordSchema>),
    backfill: createBackfillJobs(database as unknown as Kysely<RecordSchema>),
    leases: createLeases(database),
    sharedState: createSharedState(database),
    presence: NO_PRESENCE,
    ledger: createLedger(database, notify),
    deliveries: (parts) => createDeliveries(database, parts, notify),
    close: () => database.destroy(),
  }
}
