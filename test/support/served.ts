/** The whole program on a free port, with the sample and a home of its own. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp, serve } from '#src/app.ts'
import { readConfig } from '#src/config.ts'

export interface Served {
  readonly address: string
  /** What the program warned of. */
  readonly warnings: readonly string[]
  close(): Promise<void>
}

export async function serveSample(data = 'data/sample'): Promise<Served> {
  const home = await mkdtemp(join(tmpdir(), 'kawaraban-'))
  const warnings: string[] = []
  const config = readConfig({ KAWARABAN_DATA: data, KAWARABAN_HOME: home, PORT: '0' })
  const app = createApp(config, {
    info: () => {},
    warn: (text) => warnings.push(text),
    error: (text) => warnings.push(text),
  })
  const { address, close } = await serve(app)
  return {
    address: address ?? '',
    warnings,
    async close() {
      await close()
      await app.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}
