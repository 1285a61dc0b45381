/** A thread that makes weeks of the site, one after the other. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Order } from './make.ts'
import type { ListedWeek } from './manifest.ts'
import type { Answer } from './worker.ts'

export interface Maker {
  /**
   * Resolves to what lists say of the week. Rejects with the system's error where the folder cannot be written, or with what
   * ended the thread.
   */
  make(order: Order): Promise<ListedWeek>
  close(): Promise<void>
}

export function startMaker(): Maker {
  const thread = new Worker(new URL('./worker.ts', import.meta.url))
  const ended = once(thread, 'exit').then(([code]) => {
    throw new Error(`a thread that writes the site ended with ${code}`)
  })
  // It is awaited beside each answer.
  ended.catch(() => {})
  return {
    async make(order) {
      thread.postMessage(order)
      const [answer] = (await Promise.race([once(thread, 'message'), ended])) as [Answer]
      if ('listed' in answer) return answer.listed
      const { error, code } = answer
      throw code === undefined ? error : Object.assign(error as Error, { code })
    },
    async close() {
      await thread.terminate()
    },
  }
}
