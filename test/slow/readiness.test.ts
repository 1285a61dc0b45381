/** The program as a process while what it needs is away in turn: it stays alive, says what is not ready, and is ready again. */
import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { systemClock } from '#src/clock.ts'
import { SETTINGS } from '#src/config.ts'
import { startLoopback, TOKEN } from '../support/discord/server.ts'
import { temporaryFolder } from '../support/folder.ts'
import { freePort } from '../support/freeport.ts'
import { type Started, startProcess } from '../support/started.ts'

const POSTGRES = fileURLToPath(new URL('../../scripts/postgres.sh', import.meta.url))

async function begin(settings: Readonly<Record<string, string>> = {}, around?: (home: string) => string[]) {
  const [home, port] = [await temporaryFolder(), await freePort()]
  const all = { KAWARABAN_HOME: home, ADMIN_PORT: String(port), ...settings }
  const one = startProcess(all, around?.(home))
  await one.says(/is ready/)
  const page = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`)
    return `${response.status} ${await response.text()}`
  }
  return { home, one, page }
}

type Page = Awaited<ReturnType<typeof begin>>['page']

/** Waits until the readiness has a line; meanwhile it must be alive, and say so. */
async function comes(page: Page, line: RegExp, one: Started): Promise<void> {
  await expect
    .poll(() => page('/readyz'), { timeout: 90_000, interval: 200, message: one.said() })
    .toMatch(line)
  expect(await page('/healthz')).toBe('200 alive\n')
  expect(await page('/metrics')).toMatch(/^200 /)
}

function canRun(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

it('a full disk', async ({ skip }) => {
  skip(!canRun('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']), 'no disk can be mounted here')
  const mounted = (home: string) => {
    const script = 'mount -t tmpfs -o size=2m tmpfs "$0" && exec "$@"'
    return ['unshare', '-rm', 'sh', '-c', script, home]
  }
  const { home, one, page } = await begin({}, mounted)
  await comes(page, /^200 ready {5}store\n/, one)
  const fill = join(`/proc/${one.pid}/root`, home, 'fill')
  expect(() => {
    for (let size = 1; ; size++) writeFileSync(fill, Buffer.alloc(4096, size), { flag: 'a' })
  }).toThrow('ENOSPC')
  await comes(page, /^503 not ready store: full\n/, one)
  rmSync(fill)
  await comes(page, /^200 ready {5}store\n/, one)
})

it('a store that another program keeps locked', async () => {
  const { home, one, page } = await begin()
  // The bot itself may be writing when it is ready.
  const other = new DatabaseSync(join(home, 'kawaraban.sqlite'), { timeout: 60_000 })
  onTestFinished(() => other.close())
  other.exec('begin immediate')
  await comes(page, /^503 not ready store: (?:locked|no answer within 3 s)\n/, one)
  other.exec('rollback')
  await comes(page, /^200 ready {5}store\n/, one)
})

it('a database server that has stopped', async ({ skip }) => {
  skip(!canRun('sh', ['-c', 'ls /usr/lib/postgresql/*/bin/initdb']), 'no PostgreSQL server is installed')
  const folder = join(await temporaryFolder(), 'server')
  execFileSync('chmod', ['755', join(folder, '..')])
  const url = execFileSync(POSTGRES, ['start', folder], { encoding: 'utf8' }).trim()
  let runs = true
  const stop = () => {
    if (runs) execFileSync(POSTGRES, ['stop', folder], { stdio: 'ignore' })
    runs = false
  }
  onTestFinished(stop)
  const { one, page } = await begin({ DATABASE_URL: url })
  await comes(page, /^200 ready {5}store\n/, one)
  stop()
  await comes(page, /^503 not ready store: unreachable\n/, one)
  expect((await one.stop()).code).toBe(0)
})

it('a gateway that is away', async () => {
  const loopback = await startLoopback({ clock: systemClock })
  onTestFinished(() => loopback.close())
  const { one, page } = await begin({ DISCORD_TOKEN: TOKEN, DISCORD_API: loopback.api })
  await comes(page, /^200 [\s\S]*ready {5}discord\n/, one)
  loopback.gateway.refuse(true)
  loopback.gateway.drop()
  await comes(page, /^503 ready {5}store\n[\s\S]*not ready discord: 0\/1\n/, one)
  // The first try is made at once; it is an outage once that has failed.
  await expect.poll(() => one.said(), { timeout: 90_000 }).toContain('cannot be reached')
  loopback.gateway.refuse(false)
  await comes(page, /^200 [\s\S]*ready {5}discord\n/, one)
  expect(one.said().match(/reached/g)).toHaveLength(2)
})

it('suppliers of which none answers', async () => {
  const nowhere = SETTINGS.flatMap(({ name }) =>
    name.startsWith('SOURCE_URL_') ? [[name, 'http://127.0.0.1:1']] : [],
  )
  const { one, page } = await begin({ KAWARABAN_DATA: 'live', ...Object.fromEntries(nowhere) })
  await comes(
    page,
    /^503 ready {5}store\n[\s\S]*not ready suppliers: (\d+) of \1 fail: .*binance \(unreached\)/,
    one,
  )
  expect(await page('/readyz')).toMatch(/collector: /)
})
