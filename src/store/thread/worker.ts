/** A thread of the store: it has a connection to the file, does what it is asked there, and may wait as long as that takes. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { parentPort, workerData } from 'node:worker_threads'
import { Kysely } from 'kysely'
import { faultOf } from '../faults.ts'
import { migrate } from '../migrations.ts'
import { type Store, storeOn } from '../open.ts'
import type { Schema } from '../schema.ts'
import { BUSY_TIMEOUT, openSqlite } from '../sqlite.ts'
import { putFunctions } from './functions.ts'
import {
  type Order,
  type Outcome,
  packError,
  type Shape,
  sharedNow,
  type ThreadSettings,
  type WorkerMessage,
  resultOf,
} from './messages.ts'
import { type PackedPage, unpackPage } from './pack.ts'

type Methods = Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>
type Call = Extract<Order, { kind: 'call' }>

const { file, as } = workerData as ThreadSettings
/** When the call that runs was asked. */
const asked = new AsyncLocalStorage<number>()
/** Whether the lock refused the call before. */
let wasLocked = false
/**
 * Each call waits its time for a lock. After one that it refused, those behind it in the queue have waited for it,
 * too, and their waits do not add up; behind one that was only slow they have not.
 */
const patience = () =>
  wasLocked ? Math.max(0, (asked.getStore() ?? sharedNow()) + BUSY_TIMEOUT - sharedNow()) : BUSY_TIMEOUT
const answers = new Map<number, (outcome: Outcome) => void>()
const running = new Set<Promise<void>>()
let questions = 0

const tell = (message: WorkerMessage) => parentPort?.postMessage(message)

parentPort?.once('message', async () => {
  try {
    const store = await open()
    parentPort?.on('message', (order: Order) => take(order, store))
    tell({ kind: 'open', shape: shapeOf(store) })
  } catch (error) {
    tell({ kind: 'refused', error: packError(error) })
    parentPort?.close()
  }
})

async function open(): Promise<Store> {
  const { dialect } = openSqlite(file, { readOnly: as === 'read', patience })
  const database = new Kysely<Schema>({ dialect })
  try {
    if (as === 'write') await migrate(database)
    return storeOn(file, database, async (_, waiting) => tell({ kind: 'waiting', waiting }))
  } catch (error) {
    await database.destroy()
    throw error
  }
}

function take(order: Order, store: Store): void {
  if (order.kind === 'answer') {
    answers.get(order.id)?.(order)
    answers.delete(order.id)
  } else if (order.kind === 'close') {
    // Those among them that ask the main thread are in the middle of a transaction.
    void Promise.all(running)
      .then(() => store.close())
      .finally(() => parentPort?.close())
  } else if (order.kind === 'call') {
    const call = asked
      .run(order.at, () => answer(order, store))
      .then((outcome) => {
        tell({ kind: 'result', id: order.id, ...outcome })
      })
      .finally(() => running.delete(call))
    running.add(call)
  }
}

async function answer(call: Call, store: Store): Promise<Outcome> {
  const { id, part, method } = call
  const ask = (name: string, args: readonly unknown[]) =>
    new Promise<Outcome>((resolve) => {
      const question = questions++
      answers.set(question, resolve)
      tell({ kind: 'ask', id: question, of: id, name, args })
    }).then(resultOf)
  try {
    // Pages of the record come packed.
    if (part === 'record' && method === 'keep')
      return done(await store.record.keep(unpackPage(call.args[0] as PackedPage)))
    const [made, ...args] = putFunctions([call.made, ...call.args], ask)
    return done(await methodsOf(store, part, made)[method]?.(...args))
  } catch (error) {
    wasLocked = faultOf(error) === 'locked'
    return { error: packError(error) }
  }
}

function done(value: unknown): Outcome {
  wasLocked = false
  return { value }
}

function methodsOf(store: Store, part: string, made: unknown): Methods {
  const of =
    part === 'deliveries'
      ? store.deliveries(made as Parameters<Store['deliveries']>[0])
      : store[part as keyof Store]
  return of as unknown as Methods
}

function shapeOf(store: Store): Shape {
  const parts = Object.entries(store).filter(([, part]) => typeof part === 'object')
  const deliveries = store.deliveries({ awaits: () => undefined, onPending: () => {} })
  return Object.fromEntries(
    [...parts, ['deliveries', deliveries] as const].map(([name, part]) => [name, Object.keys(part)]),
  )
}
