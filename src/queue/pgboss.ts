/**
 * Wake-ups across machines: jobs of pg-boss, written in the transaction that makes deliveries wait. A job carries
 * nothing: one that is lost, doubled or late costs seconds, as every worker also looks by itself and the ledger decides.
 */
import { type ConstructorOptions, fromKysely, PgBoss } from 'pg-boss'
import type { Dispatcher } from './dispatcher.ts'

export interface PgBossParts {
  /** How pg-boss reaches the database: `connectionString`, or an adapter of its own with the `backend` it is. */
  readonly connection: Pick<ConstructorOptions, 'connectionString' | 'db' | 'backend'>
  /** Hears, in words, what is wrong with the connection. */
  readonly onTrouble: (reason: string) => void
}

/** Milliseconds between two looks of a worker that is not woken. */
const POLL = 10_000
const QUEUE = 'deliveries'
/** Connections beside the one that listens. */
const CONNECTIONS = 3
/** Deliveries that one wake-up stands for: what a worker takes at a time. */
const DELIVERIES = 64
/** Wake-ups for one batch: more workers than that are found by their own looking. */
const MOST = 8
/** Wake-ups that one worker takes at a time: others should get some. */
const TAKEN = 2
/** Seconds. */
const [LOOK, LOOK_WHEN_NOTIFIED, MINUTE, HOUR] = [1, 2, 60, 3600]

/** Connects, and makes the tables of pg-boss where they are missing. Throws what the database throws. */
export async function openPgBossDispatcher({ connection, onTrouble }: PgBossParts): Promise<Dispatcher> {
  const boss = new PgBoss({
    ...connection,
    max: CONNECTIONS,
    // Times are kept by our own schedules.
    schedule: false,
    useListenNotify: true,
    persistQueueStats: false,
    reindex: false,
    monitorVacuum: false,
  })
  // Without a listener these would end the process.
  boss.on('error', (error) => onTrouble(error.message))
  await boss.start()
  // Retries are the ledger's; what is done or stale is of no use to anybody.
  await boss.createQueue(QUEUE, {
    retryLimit: 0,
    expireInSeconds: MINUTE,
    retentionSeconds: HOUR,
    deleteAfterSeconds: MINUTE,
    notify: true,
  })
  return {
    poll: POLL,
    async notify(transaction, { runAfter, count }) {
      if (!transaction) throw new TypeError('a job is written with the deliveries that it is for')
      const startAfter = new Date(runAfter)
      const jobs = Math.min(MOST, Math.ceil(count / DELIVERIES))
      await boss.insert(
        QUEUE,
        Array.from({ length: jobs }, () => ({ startAfter })),
        { db: fromKysely(transaction as unknown as Parameters<typeof fromKysely>[0]) },
      )
    },
    async listen(wake) {
      const id = await boss.work(
        QUEUE,
        {
          batchSize: TAKEN,
          pollingIntervalSeconds: LOOK,
          notifyPollingIntervalSeconds: LOOK_WHEN_NOTIFIED,
        },
        async () => wake(),
      )
      return () => boss.offWork(QUEUE, { id, wait: true })
    },
    close: () => boss.stop({ graceful: true, timeout: 2000 }),
  }
}
