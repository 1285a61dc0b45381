/** A thread of the store as the main thread sees it: calls go in, outcomes come back, and nothing here ever waits for a disk. */
import { Worker } from 'node:worker_threads'
import type { NextDue } from '../nextdue.ts'
import { takeFunctions } from './functions.ts'
import {
  type Order,
  type Outcome,
  packError,
  type Shape,
  sharedNow,
  type ThreadSettings,
  type WorkerMessage,
  unpackError,
  resultOf,
} from './messages.ts'

export interface Lane {
  /** The store's methods. */
  readonly shape: Shape
  /** Calls one; rejects with what it throws. `made` is what `deliveries` is made with. */
  call(part: string, method: string, args: readonly unknown[], made?: unknown): Promise<unknown>
  /** Lets calls end that have begun, and the file go. */
  close(): Promise<void>
}

interface Waiting {
  readonly settle: (outcome: Outcome) => void
  readonly functions: ReturnType<typeof takeFunctions>['functions']
}

interface Running {
  readonly worker: Worker
  readonly shape: Shape
  /** Its own calls: those of a thread that follows it are not lost with it. */
  readonly waiting: Map<number, Waiting>
}

/** Megabytes of new objects: rows live as long as it takes to send them. */
const YOUNG = 8

/**
 * Opens a file in a thread of its own, which starts at once and opens it when `first` is done. Throws what either of them
 * throws; `onWaiting` hears of deliveries that wait.
 */
export async function openLane(
  settings: ThreadSettings,
  onWaiting: (waiting: NextDue) => void,
  first: Promise<unknown> = Promise.resolve(),
): Promise<Lane> {
  let calls = 0
  let closing: Promise<void> | undefined
  let running: Promise<Running> | undefined = start()
  const { shape } = await running

  return {
    shape,
    async call(part, method, given, made) {
      if (closing) throw new Error('the store is closed')
      // A thread that has ended is followed by another: the file is as its last transaction left it.
      running ??= start()
      const at = sharedNow()
      const { args, functions } = takeFunctions([made, ...given])
      const { worker, waiting } = await running
      const [marked, ...rest] = args
      const id = calls++
      const outcome = await new Promise<Outcome>((settle) => {
        waiting.set(id, { settle, functions })
        worker.ref()
        try {
          send(worker, { kind: 'call', id, part, method, args: rest, made: marked, at })
        } catch (error) {
          settle({ error: packError(error) })
        }
      })
      waiting.delete(id)
      // A thread without pending work keeps no process alive.
      if (waiting.size === 0 && !closing) worker.unref()
      return resultOf(outcome)
    },
    close() {
      closing ??= end()
      return closing
    },
  }

  async function end(): Promise<void> {
    const last = await running?.catch(() => undefined)
    if (!last) return
    last.worker.ref()
    const ended = new Promise((resolve) => last.worker.once('exit', resolve))
    send(last.worker, { kind: 'close' })
    await ended
  }

  function start(): Promise<Running> {
    const waiting = new Map<number, Waiting>()
    const started = new Promise<Running>((resolve, reject) => {
      const worker = new Worker(new URL('./entry.ts', import.meta.url), {
        workerData: settings,
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG },
      })
      worker.on('message', (message: WorkerMessage) => {
        if (message.kind === 'open') {
          worker.unref()
          resolve({ worker, shape: message.shape, waiting })
        } else if (message.kind === 'refused') lose(unpackError(message.error))
        else hear(message, { worker, waiting })
      })
      first.then(
        () => send(worker, { kind: 'open' }),
        (error: unknown) => {
          reject(error)
          void worker.terminate()
        },
      )
      const lose = (error: Error) => {
        reject(error)
        // Told of twice, by an error and by its end: by then another may have followed it.
        if (running === started) running = undefined
        for (const { settle } of waiting.values()) settle({ error: packError(error) })
      }
      const lost = (reason: string) => lose(new Error(`the thread of the store ended: ${reason}`))
      worker.on('error', (error) => lost(String(error)))
      worker.on('exit', (code) => lost(`code ${code}`))
    })
    return started
  }

  function hear(
    message: Exclude<WorkerMessage, { kind: 'open' | 'refused' }>,
    { worker, waiting }: Omit<Running, 'shape'>,
  ): void {
    if (message.kind === 'waiting') onWaiting(message.waiting)
    else if (message.kind === 'result') waiting.get(message.id)?.settle(message)
    else {
      const work = waiting.get(message.of)?.functions.get(message.name)
      // Begun here and not in a microtask: a notification comes before the outcome of the call that makes it.
      const answer = attempt(() => work?.(...message.args))
      void answer.then((outcome) => send(worker, { kind: 'answer', id: message.id, ...outcome }))
    }
  }
}

function send(worker: Worker, order: Order): void {
  worker.postMessage(order)
}

async function attempt(work: () => unknown): Promise<Outcome> {
  try {
    return { value: await work() }
  } catch (error) {
    return { error: packError(error) }
  }
}
