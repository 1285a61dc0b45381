/** A thread that makes weeks of the site, one after the other, and draws their charts itself. */
import { parentPort } from 'node:worker_threads'
import { createPainter } from '#src/charts/paint.ts'
import { makeWeek, type Order } from './make.ts'
import type { ListedWeek } from './manifest.ts'

/** `code` is that of a system's error, which a copy of the error would lose. */
export type Answer =
  | { readonly listed: ListedWeek }
  | { readonly error: unknown; readonly code: string | undefined }

const painter = await createPainter()

parentPort?.on('message', async (order: Order) => {
  parentPort?.postMessage(await answer(order))
})

async function answer(order: Order): Promise<Answer> {
  try {
    return { listed: await makeWeek(order, painter) }
  } catch (error) {
    return { error, code: (error as NodeJS.ErrnoException).code }
  }
}
