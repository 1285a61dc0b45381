/** How long until the program is ready, and how much memory it takes before its first chart, by role. `node bench/start.ts` */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '#src/clock.ts'
import { startLoopback, TOKEN } from '../test/support/discord/server.ts'
import { median, print } from './print.ts'

const ROUNDS = 5
/** As `npm start` and the image have them. */
const FLAGS = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=8']
/** Seconds to the page; seconds to `/readyz`; MB. */
const LIMIT = { page: 1.5, ready: 2, gateway: 200 }
/** Milliseconds of idleness before memory is read. */
const IDLE = 3000
/** Discord lets a bot identify once in five seconds, and gateways share that pace: the next start must not wait for the one before. */
const BETWEEN = 5000

interface Started {
  /** Seconds until `/readyz` says so. */
  readonly ready: number
  /** MB in memory; undefined where the system does not tell. */
  readonly memory: number | undefined
}

export async function benchStart(): Promise<void> {
  await benchPage()
  const discord = await startLoopback({ clock: systemClock })
  const settings = { DISCORD_TOKEN: TOKEN, DISCORD_API: discord.api, KAWARABAN_DATA: 'data/sample' }
  const server = startPostgres()
  try {
    tell('all, with Discord', await inTurn(() => startIn(['start'], settings)))
    if (server === undefined)
      return print('gateway, worker          not measured: there is no PostgreSQL here')
    const scaled = { ...settings, DATABASE_URL: server.url }
    const gateway = await inTurn(() => startIn(['start', '--role', 'gateway'], scaled))
    tell('gateway', gateway, LIMIT.gateway)
    tell('worker', await inTurn(() => startIn(['start', '--role', 'worker'], scaled)))
  } finally {
    server?.stop()
    await discord.close()
  }
}

/** From `npm start` to the first page. */
async function benchPage(): Promise<void> {
  const ready: number[] = []
  const firstPage: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const { child, home } = await startProgram(['start'], { PORT: '0' })
    const begin = performance.now()
    try {
      const address = await addressIn(child.stdout)
      ready.push((performance.now() - begin) / 1000)
      const asked = performance.now()
      await (await fetch(`${address}/page/main.js`)).text()
      firstPage.push(performance.now() - asked)
    } finally {
      await stop({ child, home })
    }
  }
  print(`start to ready, sample   ${median(ready).toFixed(2)} s (limit ${LIMIT.page} s; ${ROUNDS} starts)`)
  print(`the first page's script  ${median(firstPage).toFixed(0)} ms (types are stripped then, once)`)
}

async function inTurn(start: () => Promise<Started>): Promise<readonly Started[]> {
  const all: Started[] = []
  for (let round = 0; round < ROUNDS; round++) {
    if (round > 0) await rest(BETWEEN)
    all.push(await start())
  }
  return all
}

/** Starts, waits until it is ready and then idle, and ends it. */
async function startIn(
  words: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<Started> {
  const port = 20_000 + Math.floor(Math.random() * 20_000)
  const { child, home } = await startProgram(words, { ...settings, PORT: '0', ADMIN_PORT: String(port) })
  const begin = performance.now()
  try {
    while (!(await isReady(port))) {
      if (child.exitCode !== null || performance.now() - begin > 30_000)
        throw new Error(`${words.join(' ')} did not become ready`)
      await rest(10)
    }
    const ready = (performance.now() - begin) / 1000
    await rest(IDLE)
    return { ready, memory: memoryOf(child.pid) }
  } finally {
    await stop({ child, home })
  }
}

async function startProgram(words: readonly string[], settings: Readonly<Record<string, string>>) {
  const home = await mkdtemp(join(tmpdir(), 'kawaraban-bench-'))
  const child = spawn(process.execPath, [...FLAGS, 'src/main.ts', ...words], {
    env: { ...process.env, KAWARABAN_HOME: home, ...settings },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return { child, home }
}

async function stop({ child, home }: Awaited<ReturnType<typeof startProgram>>): Promise<void> {
  child.kill('SIGTERM')
  if (child.exitCode === null) await once(child, 'exit')
  await rm(home, { recursive: true, force: true })
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).status === 200
  } catch {
    return false
  }
}

function memoryOf(pid: number | undefined): number | undefined {
  const file = `/proc/${pid}/status`
  if (!existsSync(file)) return undefined
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(file, 'utf8'))?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024
}

function tell(what: string, started: readonly Started[], most?: number): void {
  const memory = started.flatMap((one) => one.memory ?? [])
  const within = most === undefined ? '' : ` (limit ${most} MB)`
  const has = memory.length === 0 ? 'not told here' : `${median(memory).toFixed(0)} MB${within}`
  const seconds = started.map((one) => one.ready)
  // Beside other programs the best start says more of this one than the median does.
  const ready = `${median(seconds).toFixed(2)} s, at best ${Math.min(...seconds).toFixed(2)} s`
  print(`${what.padEnd(25)}ready ${ready} (limit ${LIMIT.ready} s), idle before the first chart ${has}`)
}

/** A server of its own, where one is installed. */
function startPostgres(): { readonly url: string; stop(): void } | undefined {
  const folder = join(tmpdir(), `kawaraban-bench-pg-${process.pid}`)
  try {
    const url = execFileSync('scripts/postgres.sh', ['start', folder], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
    return { url, stop: () => void execFileSync('scripts/postgres.sh', ['stop', folder]) }
  } catch {
    return undefined
  }
}

function rest(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
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
