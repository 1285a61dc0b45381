/**
 * The whole program on a scaled clock, in a process of its own that tells how it feels: a line of JSON every few
 * seconds. `node --expose-gc test/soak/program.ts '<settings as JSON>'`
 */
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createApp, serve } from '#src/app.ts'
import { readConfig } from '#src/config.ts'
import { createLog } from '#src/log.ts'
import { type Scale, scaledClock } from './clock.ts'

export interface ProgramSettings {
  readonly environment: Readonly<Record<string, string>>
  readonly scale: Scale
}

/** How the process feels. Memory is told after a collection, so that garbage does not count. */
export interface Sample {
  /** Bytes. */
  readonly heap: number
  readonly external: number
  readonly rss: number
  /** Sockets, timers and pipes that keep the process alive. */
  readonly handles: number
  /** Open files; undefined where the system does not tell. */
  readonly files: number | undefined
  /** Milliseconds. */
  readonly delay: { readonly p50: number; readonly p99: number; readonly max: number }
  /** Rejections and exceptions that nobody caught. */
  readonly uncaught: readonly string[]
}

const SAMPLED = 5000

const { environment, scale } = JSON.parse(process.argv[2] ?? '{}') as ProgramSettings
const uncaught: string[] = []
process.on('unhandledRejection', (reason) => uncaught.push(textOf(reason)))
process.on('uncaughtException', (error) => uncaught.push(textOf(error)))

const app = createApp(readConfig(environment), createLog(process.stderr), { clock: scaledClock(scale) })
const serving = await serve(app)
const stopped = once(process, 'SIGTERM')
const delay = monitorEventLoopDelay({ resolution: 10 })
delay.enable()
tell({ ready: true })
const sampling = setInterval(() => {
  tell(sample())
}, SAMPLED)
await stopped
clearInterval(sampling)
tell(sample())
await serving.close()
await app.close()
// Nothing is to hold it now.

function sample(): Sample {
  // It stops the program, which is measured with the rest.
  globalThis.gc?.()
  const { heapUsed, external, rss } = process.memoryUsage()
  const milliseconds = (nanoseconds: number) => nanoseconds / 1e6
  return {
    ...{ heap: heapUsed, external, rss, handles: process.getActiveResourcesInfo().length },
    files: openFiles(),
    delay: {
      p50: milliseconds(delay.percentile(50)),
      p99: milliseconds(delay.percentile(99)),
      max: milliseconds(delay.max),
    },
    uncaught,
  }
}

function openFiles(): number | undefined {
  try {
    return readdirSync('/proc/self/fd').length
  } catch {
    return undefined
  }
}

function tell(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
