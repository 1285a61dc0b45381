/**
 * The store of a home folder in threads of its own. SQLite waits where it is called: for another process's lock, for
 * a slow disk, for each commit to be on it. Here the threads wait, and the main thread answers meanwhile. What only reads
 * has a thread apart, as it need not wait for what writes.
 */
import type { Notify } from '../nextdue.ts'
import { storeErrorOf } from '../faults.ts'
import { prepareFiles } from '../files.ts'
import { fileIn, type Store } from '../open.ts'
import { createPresence, type Presence } from '../presence.ts'
import type { Written } from '../record/write.ts'
import { type Lane, openLane } from './lane.ts'
import { packPage } from './pack.ts'

type Part = { [Name in keyof Store]: Store[Name] extends object ? Name : never }[keyof Store]
type Deliveries = ReturnType<Store['deliveries']>

/** Methods that read alone; all others go to the thread that writes, one after the other. */
const READS: {
  readonly [Name in Exclude<Part, 'deliveries' | 'presence' | 'close'>]: readonly (keyof Store[Name])[]
} & { readonly deliveries: readonly (keyof Deliveries)[] } = {
  memory: ['settings', 'action', 'uses', 'chatsOf', 'adderOf', 'watchlist', 'privateChat', 'openingsSince'],
  privacy: ['read'],
  guilds: ['get', 'count'],
  schedules: ['list', 'get', 'find', 'revisions', 'count'],
  alerts: [
    ...(['list', 'get', 'find', 'watches', 'firings', 'facts'] as const),
    ...(['observed', 'unsent', 'box', 'unreachable', 'count'] as const),
  ],
  alertWork: ['watched', 'unjudged', 'found', 'woken', 'dueBoxes', 'firingsOf', 'facts', 'samples'],
  dailies: ['get', 'latest', 'revisions', 'named'],
  flashes: ['get', 'revisions', 'since', 'chats', 'posts', 'postOf', 'find', 'lastOf', 'postedOf', 'count'],
  editions: ['head', 'get', 'latest', 'revisions', 'weeks', 'named'],
  desk: ['texts', 'entries', 'approval', 'shownBy', 'unasked', 'open', 'publicNotes'],
  record: [
    ...(['changed', 'columns', 'observedWithin', 'bySupplier', 'earlier', 'sourceOf'] as const),
    ...(['observedAt', 'contradictions', 'assets', 'through'] as const),
  ],
  backfill: ['next', 'all'],
  leases: [],
  sharedState: ['get'],
  ledger: ['previous', 'postedOf', 'postedBy', 'open', 'overdue'],
  deliveries: ['get', 'history', 'unsettled'],
}

/** As `openStore` of a home folder; `notify` is called here, without the transaction. Throws StoreError. */
export async function openThreadedStore(home: string, notify?: Notify): Promise<Store> {
  const file = fileIn(home)
  const onWaiting = (waiting: Parameters<Notify>[1]) => void notify?.(undefined, waiting)
  try {
    await prepareFiles(file)
    // The one that makes the file and brings it up to date opens it first; both start at the same time.
    const opening = openLane({ file, as: 'write' }, onWaiting)
    const reading = await openLane({ file, as: 'read' }, onWaiting, opening).catch(async (error: unknown) => {
      await opening.then((lane) => lane.close())
      throw error
    })
    const writing = await opening
    return storeOf({ file, presence: createPresence(home), reading, writing })
  } catch (error) {
    throw storeErrorOf(file, error)
  }
}

interface Lanes {
  readonly file: string
  /** Its files are locked without waiting, and never written to. */
  readonly presence: Presence
  readonly reading: Lane
  readonly writing: Lane
}

function storeOf({ file, presence, reading, writing }: Lanes): Store {
  const methodsOf = <Methods>(part: keyof typeof READS, made?: unknown): Methods => {
    const reads = READS[part] as readonly string[]
    const names = writing.shape[part] ?? []
    return Object.fromEntries(
      names.map((method) => {
        const lane = reads.includes(method) ? reading : writing
        return [method, (...args: readonly unknown[]) => lane.call(part, method, args, made)]
      }),
    ) as Methods
  }
  const close = async () => {
    // The last one to go puts the log into the file.
    await reading.close()
    await writing.close()
  }
  return {
    file,
    presence,
    memory: { ...methodsOf<Store['memory']>('memory'), close },
    privacy: methodsOf('privacy'),
    guilds: methodsOf('guilds'),
    schedules: methodsOf('schedules'),
    alerts: methodsOf('alerts'),
    alertWork: methodsOf('alertWork'),
    editions: methodsOf('editions'),
    dailies: methodsOf('dailies'),
    flashes: methodsOf('flashes'),
    desk: methodsOf('desk'),
    record: {
      ...methodsOf<Store['record']>('record'),
      keep: async (page) => (await writing.call('record', 'keep', [packPage(page)])) as Written,
    },
    backfill: methodsOf('backfill'),
    leases: methodsOf('leases'),
    sharedState: methodsOf('sharedState'),
    ledger: methodsOf('ledger'),
    deliveries: (parts) => methodsOf('deliveries', parts),
    close,
  }
}
