/**
 * The site served by the bot itself: 200 readers a second for 30 seconds, in time whether or not earlier ones are answered, while
 * questions come from a loopback Discord four times a second. `node bench/siteserver.ts`
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { systemClock } from '#src/clock.ts'
import { commandEvent } from '../test/support/discord/events.ts'
import type { InteractionRecord } from '../test/support/discord/interactions.ts'
import { startLoopback, TOKEN } from '../test/support/discord/server.ts'
import { watchStalls } from '../test/support/stall.ts'
import { print } from './print.ts'

const PER_SECOND = 200
const SECONDS = 30
/** Questions a second. */
const QUESTIONS = 4
/** Milliseconds: of an answer at p99, and until a question is acknowledged (Discord's own limit is 3,000). */
const LIMITS = { p99: 50, acknowledged: 1000 }
/** Milliseconds after the start until the load begins. */
const SETTLING = 15_000
const FLAGS = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=8']

interface Answer {
  readonly status: number
  readonly bytes: number
  readonly took: number
  readonly etag: string | undefined
}

export async function benchSiteServer(seconds = SECONDS): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'kawaraban-bench-'))
  const loopback = await startLoopback({ clock: systemClock })
  const port = await freePort()
  const env = {
    PATH: process.env.PATH,
    ...{ KAWARABAN_DATA: 'data/sample', KAWARABAN_HOME: home, PORT: '0', SITE_PORT: String(port) },
    ...{ DISCORD_TOKEN: TOKEN, DISCORD_API: loopback.api },
  }
  // The bot finds the site written, so that the machine is its own.
  await once(
    spawn(process.execPath, [...FLAGS, 'src/main.ts', 'site', '--out', join(home, 'site')], { env }),
    'exit',
  )
  const bot = spawn(process.execPath, [...FLAGS, 'src/main.ts', 'start'], { env, stdio: 'ignore' })
  const ended = once(bot, 'exit')
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  try {
    while (loopback.gateway.identified.length === 0) await sleep(100)
    const questions: InteractionRecord[] = []
    const ask = () => {
      const number = BigInt(questions.length)
      const where = {
        member: String(1_700_000_000_000_000_000n + number),
        channel: String(1_750_000_000_000_000_000n + number),
      }
      questions.push(loopback.interact(commandEvent('price', { assets: 'btc' }, where)))
    }
    // What is read and loaded once is no part of a running bot.
    ask()
    await sleep(SETTLING)
    questions.length = 0
    const paths = await pathsOf(join(home, 'site'))
    const stalls = watchStalls()
    const asking = setInterval(ask, 1000 / QUESTIONS)
    const answers = await load((path, headers) => read(agent, port, path, headers), paths, seconds)
    clearInterval(asking)
    await sleep(3000)
    report(answers, questions)
    print(`an idle process beside it waited for up to ${stalls().longest.toFixed(0)} ms`)
  } finally {
    agent.destroy()
    bot.kill('SIGKILL')
    await ended
    await loopback.close()
    await rm(home, { recursive: true, force: true })
  }
}

type Read = (path: string, headers: Record<string, string>) => Promise<Answer>

/** Readers look at the newest most, at lists and feeds, and now and then at anything; every third has the page already. */
async function load(read: Read, paths: readonly string[], seconds: number): Promise<Answer[]> {
  const newest = paths.filter((path) => /^\/(?:ja|en)\/2025-1[01]-\d\d\//u.test(path))
  const common = ['/ja/', '/en/', '/ja/feed.xml', '/en/feed.json', '/sitemap.xml']
  const known = new Map<string, string>()
  const waiting: Promise<Answer>[] = []
  const begun = performance.now()
  for (let sent = 0; sent < PER_SECOND * seconds; sent++) {
    const early = begun + (sent * 1000) / PER_SECOND - performance.now()
    if (early > 1) await sleep(early)
    const from = sent % 10 === 0 ? paths : sent % 4 === 0 ? common : newest
    const path = from[(sent * 7919) % from.length] ?? '/'
    const etag = known.get(path)
    const headers: Record<string, string> = {
      'accept-encoding': sent % 5 === 0 ? 'gzip' : 'gzip, deflate, br',
      ...(sent % 3 === 0 && etag !== undefined && { 'if-none-match': etag }),
    }
    waiting.push(
      read(path, headers).then((answer) => {
        if (answer.etag !== undefined) known.set(path, answer.etag)
        return answer
      }),
    )
  }
  return Promise.all(waiting)
}

function read(agent: Agent, port: number, path: string, headers: Record<string, string>): Promise<Answer> {
  const begun = performance.now()
  return new Promise((resolve, reject) => {
    const asked = request({ agent, host: '127.0.0.1', port, path, headers }, (answer) => {
      let bytes = 0
      answer.on('data', (part: Buffer) => {
        bytes += part.length
      })
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          bytes,
          took: performance.now() - begun,
          etag: answer.headers.etag,
        }),
      )
    })
    asked.on('error', (error) => {
      // The server let go of an idle connection in the moment in which it was used again: browsers ask again, too.
      if (asked.reusedSocket) read(agent, port, path, headers).then(resolve, reject)
      else reject(error)
    })
    asked.end()
  })
}

/** Addresses of all that lies in the folder, as readers know them. */
async function pathsOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((one) => one.isFile() && !one.name.startsWith('.'))
    .map((one) =>
      join(one.parentPath, one.name)
        .slice(folder.length)
        .replace(/index\.html$/u, ''),
    )
    .toSorted()
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

function report(answers: readonly Answer[], questions: readonly InteractionRecord[]): void {
  const times = answers.map(({ took }) => took).toSorted((a, b) => a - b)
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? Number.NaN
  const statuses = [...Map.groupBy(answers, ({ status }) => status)].map(
    ([status, own]) => `${own.length} × ${status}`,
  )
  const bytes = answers.reduce((sum, answer) => sum + answer.bytes, 0)
  const acknowledged = questions.map((one) => one.acknowledged?.took ?? Number.POSITIVE_INFINITY)
  print(
    `${times.length} readers at ${PER_SECOND} a second: ${statuses.join(', ')}; ${(bytes / 1e6).toFixed(0)} MB`,
  )
  print(
    `  p50 ${at(0.5).toFixed(1)} ms, p99 ${at(0.99).toFixed(1)} ms (limit ${LIMITS.p99} ms), longest ${at(1).toFixed(0)} ms`,
  )
  print(
    `${questions.length} questions meanwhile: acknowledged within ${Math.max(...acknowledged).toFixed(0)} ms (limit ${LIMITS.acknowledged} ms)`,
  )
}

if (import.meta.main) await benchSiteServer(Number(process.argv[2] ?? SECONDS))
