/** From `npm start` to the first page: how long until the server is ready. `node bench/start.ts` */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median, print } from './print.ts'

const ROUNDS = 5
const LIMIT = 1.5

export async function benchStart(): Promise<void> {
  const ready: number[] = []
  const firstPage: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const home = await mkdtemp(join(tmpdir(), 'kawaraban-bench-'))
    const begin = performance.now()
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts', 'start'], {
      env: { ...process.env, KAWARABAN_HOME: home, PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      const address = await addressIn(child.stdout)
      ready.push((performance.now() - begin) / 1000)
      const asked = performance.now()
      await (await fetch(`${address}/page/main.js`)).text()
      firstPage.push(performance.now() - asked)
    } finally {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
      await rm(home, { recursive: true, force: true })
    }
  }
  print(`start to ready, sample   ${median(ready).toFixed(2)} s (limit ${LIMIT} s; ${ROUNDS} starts)`)
  print(`the first page's script  ${median(firstPage).toFixed(0)} ms (types are stripped then, once)`)
}

async function addressIn(stdout: AsyncIterable<Buffer>): Promise<string> {
  let text = ''
  for await (const part of stdout) {
    text += part.toString('utf8')
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0]
    if (address) return address
  }
  throw new Error(`npm start ended without an address: ${text}`)
}

if (import.meta.main) await benchStart()
