/**
 * Walks the Dockerfile's steps without a container engine: a clean folder, a production install, an unprivileged user
 * on a tree that nobody may write to. Prints what it saw; exits with 1 where something is not as the image promises.
 *
 * `node scripts/image.ts [folder]`; as root it becomes the user `nobody`, else it stays who it is.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '..')
/** Milliseconds in which the program must be ready, and in which it must have stopped. */
const [READY_WITHIN, STOPPED_WITHIN] = [20_000, 15_000]
const NOBODY = 65_534

const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'kawaraban-image-'))
const [app, home] = [join(folder, 'app'), join(folder, 'home')]
const faults: string[] = []

build()
const size = sizeOf(app)
process.stdout.write(`tree: ${(size / 1e6).toFixed(0)} MB, without Node itself\n`)
await run()
rmSync(folder, { recursive: true, force: true })
if (faults.length > 0) {
  process.stderr.write(`${faults.map((fault) => `not as promised: ${fault}`).join('\n')}\n`)
  process.exit(1)
}
process.stdout.write('as promised\n')

/** The stage `packages`, then every COPY of the second stage, read from the Dockerfile itself. */
function build(): void {
  mkdirSync(app, { recursive: true })
  mkdirSync(home)
  chmodSync(folder, 0o755)
  for (const file of ['package.json', 'package-lock.json', '.npmrc'])
    cpSync(join(ROOT, file), join(app, file))
  execFileSync('npm', ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: app,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  for (const name of ['typescript', '@typescript', '.bin/tsc'])
    rmSync(join(app, 'node_modules', name), { recursive: true, force: true })
  const fonts = join(app, 'node_modules/@expo-google-fonts/noto-sans-jp')
  for (const file of filesIn(fonts)) {
    if (file.endsWith('.ttf') && !/\/(400Regular|700Bold)\//.test(file)) rmSync(file)
  }
  const [, second = ''] = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
    .split(/^FROM .*\n/m)
    .slice(1)
  const copied = [...second.matchAll(/^COPY (?!--)(.+) \S+$/gm)].flatMap(([, names = '']) => names.split(' '))
  if (!copied.includes('src')) faults.push('the Dockerfile does not copy the program')
  for (const name of copied) cpSync(join(ROOT, name), join(app, name), { recursive: true })
  for (const name of ['vitest', 'typescript', '@biomejs/biome', '@electric-sql/pglite']) {
    if (filesIn(join(app, 'node_modules', name)).length > 0) faults.push(`${name} is in the image`)
  }
  for (const name of ['test', 'bench', 'docs']) {
    if (filesIn(join(app, name)).length > 0) faults.push(`${name} is in the image`)
  }
  lock(app)
  if (process.getuid?.() === 0) chownSync(home, NOBODY, NOBODY)
}

/** Starts it as the image does, asks its pages, and ends it as an engine does. */
async function run(): Promise<void> {
  const started = performance.now()
  const asRoot = process.getuid?.() === 0
  const child = spawn(process.execPath, [...entryPoint(), 'start'], {
    cwd: app,
    ...(asRoot && { uid: NOBODY, gid: NOBODY }),
    env: { NODE_ENV: 'production', KAWARABAN_HOME: home, ADMIN_PORT: '9464', LOG_FORMAT: 'json', PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.on('data', (text) => (said += text))
  child.stderr.on('data', (text) => (said += text))
  const ended = once(child, 'exit') as Promise<[number | null]>
  const ready = await until(READY_WITHIN, async () => (await status('/readyz')) === 200)
  if (!ready) faults.push(`it was not ready within ${READY_WITHIN / 1000} s; it said:\n${said}`)
  else process.stdout.write(`ready after ${((performance.now() - started) / 1000).toFixed(2)} s\n`)
  if (ready && (await status('/healthz')) !== 200) faults.push('it is not healthy')
  const memory = /VmRSS:\s+(\d+) kB/.exec(readText(`/proc/${child.pid}/status`))?.[1]
  if (memory)
    process.stdout.write(`memory before its first chart: ${(Number(memory) / 1024).toFixed(0)} MB\n`)
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN)
  const [code] = await ended
  clearTimeout(timer)
  if (code !== 0) faults.push(`it ended with ${code} after SIGTERM; it said:\n${said}`)
  if (filesIn(home).length === 0) faults.push('it kept nothing in its home folder')
}

/** What the Dockerfile gives to Node, without the command. */
function entryPoint(): string[] {
  const line = /^ENTRYPOINT (\[.*\])$/m.exec(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'))?.[1] ?? '[]'
  const [program, ...words] = JSON.parse(line) as string[]
  if (program !== 'node') faults.push('the Dockerfile does not start node')
  return words
}

async function status(path: string): Promise<number | undefined> {
  try {
    return (await fetch(`http://127.0.0.1:9464${path}`)).status
  } catch {
    return undefined
  }
}

async function until(milliseconds: number, holds: () => Promise<boolean>): Promise<boolean> {
  const end = performance.now() + milliseconds
  while (performance.now() < end) {
    if (await holds()) return true
    await new Promise((done) => setTimeout(done, 20))
  }
  return false
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function filesIn(path: string): string[] {
  try {
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
  } catch {
    return []
  }
}

function sizeOf(path: string): number {
  return filesIn(path).reduce((sum, file) => sum + statSync(file).size, 0)
}

/** Takes the right to write from everything; root, who needs none, is left out by becoming somebody else. */
function lock(path: string): void {
  for (const file of filesIn(path)) {
    chmodSync(file, (statSync(file).mode & 0o555) | 0o444)
  }
  const folders = new Set(filesIn(path).map((file) => dirname(file)))
  for (const one of folders) chmodSync(one, 0o555)
}
