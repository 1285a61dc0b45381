/** The renderer in this process: one worker thread, started with the first picture, so that chat never waits for one. */
import { Worker } from 'node:worker_threads'
import { withCache } from './cache.ts'
import { createPaint, type Paint } from './paint.ts'
import { ChartUnavailableError, type Renderer } from './renderer.ts'
import type { ChartSpec } from './spec.ts'
import type { Answer, Order } from './worker.ts'

export interface LocalOptions {
  /** False draws on the caller's thread. */
  readonly worker?: boolean
  /** Stated once, when the thread could not be used and pictures are drawn on the caller's thread instead. */
  readonly onFallback?: (reason: string) => void
  /** How many finished pictures are kept; 0 keeps none. */
  readonly cache?: number
  /** Hears of each picture whether it was kept. */
  readonly onRead?: (isHit: boolean) => void
}

/** Draws on a thread of its own, and on the caller’s where that is lost. */
export function createLocalRenderer({ cache = 64, ...options }: LocalOptions = {}): Renderer {
  const renderer = createUncached(options)
  return cache > 0 ? withCache(renderer, cache, options.onRead) : renderer
}

function createUncached({ worker = true, onFallback }: LocalOptions): Renderer {
  const inProcess = createInProcess()
  let threaded = worker ? createThreaded() : undefined
  let closed = false
  return {
    async render(spec) {
      if (closed) throw new Error('the chart renderer is closed')
      const thread = threaded
      if (!thread) return inProcess(spec)
      try {
        return await thread.render(spec)
      } catch (error) {
        if (!(error instanceof ThreadLostError)) throw error
        if (threaded === thread) {
          threaded = undefined
          onFallback?.(error.message)
        }
        return inProcess(spec)
      }
    },
    async close() {
      closed = true
      await threaded?.close()
    },
  }
}

/** The thread itself is gone, which says nothing of the picture. */
class ThreadLostError extends Error {
  override readonly name = 'ThreadLostError'
}

function createInProcess(): (spec: ChartSpec) => Promise<Uint8Array> {
  let paint: Promise<Paint> | undefined
  return async (spec) => {
    paint ??= createPaint()
    return (await paint)(spec)
  }
}

interface Waiting {
  readonly resolve: (png: Uint8Array) => void
  readonly reject: (error: Error) => void
}

function createThreaded(): Renderer {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let count = 0
  const lose = (reason: string) => {
    for (const { reject } of waiting.values()) reject(new ThreadLostError(reason))
    waiting.clear()
    worker = undefined
  }
  const start = (): Worker => {
    const started = new Worker(new URL('./worker.ts', import.meta.url))
    started.on('message', (answer: Answer) => {
      settle(answer, waiting.get(answer.id))
      waiting.delete(answer.id)
      // An idle thread keeps no process alive.
      if (waiting.size === 0) started.unref()
    })
    started.on('error', (error) => lose(`the chart thread failed: ${String(error)}`))
    started.on('exit', () => lose('the chart thread ended'))
    return started
  }
  return {
    render(spec) {
      return new Promise((resolve, reject) => {
        const id = count++
        waiting.set(id, { resolve, reject })
        try {
          worker ??= start()
          worker.ref()
          worker.postMessage({ id, spec } satisfies Order)
        } catch (error) {
          waiting.delete(id)
          reject(new ThreadLostError(`the chart thread could not be started: ${String(error)}`))
        }
      })
    },
    async close() {
      const running = worker
      worker = undefined
      await running?.terminate()
    },
  }
}

function settle(answer: Answer, waiting: Waiting | undefined): void {
  if ('png' in answer) waiting?.resolve(answer.png)
  else waiting?.reject(answer.unavailable ? new ChartUnavailableError(answer.error) : new Error(answer.error))
}
