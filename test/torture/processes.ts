/** Workers as processes of their own: started, waited for, killed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Timings } from '#src/delivery/timings.ts'

export interface WorkerSettings {
  readonly home: string
  /** The address of a PostgreSQL database; SQLite in `home` without. */
  readonly database?: string | undefined
  readonly discord: {
    readonly api: string
    readonly token: string
    readonly guild: string
    readonly application: string
  }
  readonly telegram: { readonly root: string; readonly token: string }
  /** The platforms' limits are taken so many times. */
  readonly scale: number
  /** Channels of each platform. */
  readonly channels: number
  readonly timings: Partial<Timings>
  /** So many of all targets, the last, have their schedules added by a gateway. */
  readonly later: number
}

export interface WorkerProcess {
  /** Resolves when it works, or has ended: whether it works. */
  readonly ready: Promise<boolean>
  /** Resolves when it has ended. */
  readonly ended: Promise<void>
  /** What it has cost, every half a second. */
  readonly costs: readonly Cost[]
  /** What it complained of. */
  readonly complaints: () => string
  /** Nothing can be done against this. */
  kill(): void
  stop(): void
}

export interface Cost {
  /** Bytes in memory. */
  readonly rss: number
  /** Milliseconds of processor time since its start. */
  readonly cpu: number
}

const scriptOf = (role: 'worker' | 'gateway') => fileURLToPath(new URL(`./${role}.ts`, import.meta.url))

export function startProcess(settings: WorkerSettings, role: 'worker' | 'gateway' = 'worker'): WorkerProcess {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', scriptOf(role), JSON.stringify(settings)],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process that ends in peace leaves its compiled code for the next ones, which then begin twice as soon.
      env: { ...process.env, NODE_COMPILE_CACHE: join(settings.home, 'compiled') },
    },
  )
  let complaints = ''
  child.stderr?.on('data', (part: Buffer) => {
    complaints += part.toString('utf8')
  })
  const ended = once(child, 'exit').then(() => undefined)
  const costs: Cost[] = []
  child.stdout?.on('data', (part: Buffer) => {
    for (const line of part.toString('utf8').split('\n'))
      if (line.startsWith('{')) costs.push(JSON.parse(line))
  })
  const spoke = new Promise<boolean>((resolve) => {
    child.stdout?.once('data', () => resolve(true))
  })
  return {
    ready: Promise.race([spoke, ended.then(() => false)]),
    ended,
    costs,
    complaints: () => complaints,
    kill: () => void child.kill('SIGKILL'),
    stop: () => void child.kill('SIGTERM'),
  }
}
