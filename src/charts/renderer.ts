/** The contract of everything that can turn a chart spec into a picture. */
import type { ChartSpec } from './spec.ts'

export interface Renderer {
  /** The finished PNG. Rejects with ChartUnavailableError where pictures cannot be made at all. */
  render(spec: ChartSpec): Promise<Uint8Array>
  /** Lets go of threads and memory; nothing may be rendered afterwards. */
  close(): Promise<void>
}

/** Pictures cannot be made on this machine: answer in text, and say why in the log. */
export class ChartUnavailableError extends Error {
  override readonly name = 'ChartUnavailableError'
}
