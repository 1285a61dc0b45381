/** The worker thread of the local renderer: specs in, PNGs out, one after the other. */
import { parentPort } from 'node:worker_threads'
import { createPaint, type Paint } from './paint.ts'
import type { ChartSpec } from './spec.ts'

export interface Order {
  readonly id: number
  readonly spec: ChartSpec
}

export type Answer =
  | { readonly id: number; readonly png: Uint8Array<ArrayBuffer> }
  /** `unavailable`: nothing can be drawn here at all. */
  | { readonly id: number; readonly error: string; readonly unavailable: boolean }

let paint: Promise<Paint> | undefined

parentPort?.on('message', async ({ id, spec }: Order) => {
  paint ??= createPaint()
  try {
    const png = Uint8Array.from((await paint)(spec))
    parentPort?.postMessage({ id, png } satisfies Answer, [png.buffer])
  } catch (error) {
    const unavailable = error instanceof Error && error.name === 'ChartUnavailableError'
    const message = error instanceof Error ? error.message : String(error)
    parentPort?.postMessage({ id, error: message, unavailable } satisfies Answer)
  }
})
