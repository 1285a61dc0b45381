/** What every part of the application is opened with. */
import type { Renderer } from '#src/charts/renderer.ts'
import type { Clock } from '#src/clock.ts'
import type { Config } from '#src/config.ts'
import type { Reads } from '#src/health/reads.ts'
import type { Log } from '#src/log.ts'
import type { OpenSource } from '#src/sources/index.ts'
import type { Notify } from '#src/store/nextdue.ts'
import type { Store } from '#src/store/open.ts'
import type { Replay } from './replaysettings.ts'
import type { Role } from './role.ts'

export interface App {
  readonly config: Config
  readonly log: Log
  readonly clock: Clock
  /** Opens a dataset folder. */
  readonly openDataset: OpenSource
  /** Opens the store of a home folder; throws StoreError. A database's is not opened by it. */
  readonly openStore: (home: string, notify: Notify) => Promise<Store>
  /** What this process does of the whole. */
  readonly role: Role
  /** A past that passes again; undefined where the record stands still, or is collected. */
  readonly replay?: Replay
  /** Draws charts. */
  readonly renderer: Renderer
  /** Counts what caches had. */
  readonly reads: Reads
  /** Lets go of everything. */
  close(): Promise<void>
}

/**
 * What has been opened, each part with its own way of closing. Parts close in the reverse order of their opening, when
 * the program stops and when its start fails.
 */
export type Opened = Pick<AsyncDisposableStack, 'defer'>

/** What a process does of the whole, by its role and settings. */
export interface Duties {
  /** Answers members. */
  readonly answers: boolean
  /** Posts what schedules ask for. */
  readonly delivers: boolean
  /** Asks suppliers. */
  readonly collects: boolean
  /** Shows the preview page. */
  readonly hasPage: boolean
  /** Other processes may do the same on this database. */
  readonly isShared: boolean
}

export function dutiesOf({ role, config }: Pick<App, 'role' | 'config'>): Duties {
  const isAll = role === 'all'
  return {
    answers: isAll || role === 'gateway',
    delivers: isAll || role === 'worker',
    collects: isAll || role === 'collector',
    hasPage: isAll,
    isShared: config.databaseUrl !== undefined,
  }
}
