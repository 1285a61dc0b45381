/**
 * The Dockerfile's steps without a container engine: a clean folder, a production install, an unprivileged user on a
 * tree that nobody may write to. As root it becomes the user `nobody`, else it stays who it is.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  constants,
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { filesIn, memoryOf, ROOT, sizeOf, strangersIn } from './files.ts'
import { READY_WITHIN, STOPPED_WITHIN, secondsSince, until } from './until.ts'

const NOBODY = 65_534

/** Where everything lies: Node itself, the program, what it may write to. */
interface Places {
  readonly node: string
  readonly app: string
  readonly home: string
}

/** Walks the steps in the folder and starts the program; adds what is not as promised. */
export async function byHand(folder: string, faults: string[]): Promise<void> {
  const [app, home] = [join(folder, 'app'), join(folder, 'home')]
  mkdirSync(app)
  mkdirSync(home)
  chmodSync(folder, 0o755)
  build(app, faults)
  if (process.getuid?.() === 0) chownSync(home, NOBODY, NOBODY)
  process.stdout.write(`tree: ${(sizeOf(app) / 1e6).toFixed(0)} MB, without Node itself\n`)
  lock(app, 0o444, 0o555)
  // Beside it, as its user may not be let into the folder where the project stands.
  const node = join(folder, 'node')
  copyFileSync(process.execPath, node, constants.COPYFILE_FICLONE)
  try {
    await run({ node, app, home }, faults)
  } finally {
    // Only who may write to a folder can remove what is in it.
    lock(app, 0o644, 0o755)
  }
}

/** The stage `packages`, then every COPY of the second stage, read from the Dockerfile itself. */
function build(app: string, faults: string[]): void {
  for (const file of ['package.json', 'package-lock.json', '.npmrc'])
    cpSync(join(ROOT, file), join(app, file))
  execFileSync('npm', ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: app,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  for (const name of ['typescript', '@typescript', '.bin/tsc'])
    rmSync(join(app, 'node_modules', name), { recursive: true, force: true })
  for (const file of filesIn(join(app, 'node_modules/@expo-google-fonts'))) {
    if (/\.ttf/.test(file) && !/\/(400Regular|noto-sans-jp\/700Bold)\/.*\.ttf$/.test(file)) rmSync(file)
  }
  const [, second = ''] = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
    .split(/^FROM .*\n/m)
    .slice(1)
  const copied = [...second.matchAll(/^COPY (?!--)(.+) \S+$/gm)].flatMap(([, names = '']) => names.split(' '))
  for (const name of copied) cpSync(join(ROOT, name), join(app, name), { recursive: true })
  faults.push(...strangersIn(app))
}

/** Starts it as the image does, asks its pages, and ends it as an engine does. */
async function run({ node, app, home }: Places, faults: string[]): Promise<void> {
  const started = performance.now()
  const asRoot = process.getuid?.() === 0
  const child = spawn(node, [...entryPoint(faults), 'start'], {
    cwd: app,
    ...(asRoot && { uid: NOBODY, gid: NOBODY }),
    env: { NODE_ENV: 'production', KAWARABAN_HOME: home, ADMIN_PORT: '9464', LOG_FORMAT: 'json', PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.on('data', (text) => (said += text))
  child.stderr.on('data', (text) => (said += text))
  await once(child, 'spawn')
  const ended = once(child, 'exit') as Promise<[number | null]>
  const ready = await until(READY_WITHIN, async () => (await status('/readyz')) === 200)
  if (!ready) faults.push(`it was not ready within ${READY_WITHIN / 1000} s; it said:\n${said}`)
  else process.stdout.write(`ready after ${secondsSince(started, 2)} s\n`)
  if (ready && (await status('/healthz')) !== 200) faults.push('it is not healthy')
  const memory = child.pid === undefined ? undefined : memoryOf(child.pid)
  if (memory) process.stdout.write(`memory before its first chart: ${memory.toFixed(0)} MB\n`)
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN)
  const [code] = await ended
  clearTimeout(timer)
  if (code !== 0) faults.push(`it ended with ${code} after SIGTERM; it said:\n${said}`)
  if (filesIn(home).length === 0) faults.push('it kept nothing in its home folder')
}

/** What the Dockerfile gives to Node, without the command. */
function entryPoint(faults: string[]): string[] {
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

/**
 * Gives these rights to every file and folder, but no file loses its right to be run. Root, who needs no right to
 * write, is left out by becoming somebody else.
 */
function lock(path: string, files: number, folders: number): void {
  for (const file of filesIn(path)) chmodSync(file, (statSync(file).mode & 0o111) | files)
  for (const folder of new Set(filesIn(path).map((file) => dirname(file)))) chmodSync(folder, folders)
}
