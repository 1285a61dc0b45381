/** What the image promises, seen in a container: it is ready, answers, may do nothing else, stops, makes a briefing. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { baseOf, layBase, otherNode } from './base.ts'
import { type Container, type Plan, startContainer } from './container.ts'
import { type Engine, openEngine } from './engine.ts'
import { filesIn, memoryOf, ROOT, readText, strangersIn } from './files.ts'
import { READY_WITHIN, STOPPED_WITHIN, secondsSince, until } from './until.ts'

const IMAGE = 'kawaraban'
const BRIEF_WITHIN = 60_000
const [PAGE, READY] = ['http://127.0.0.1:8787/', 'http://127.0.0.1:9464/readyz']

/** Makes the base, builds the Dockerfile on it and runs what came out; adds what is not as promised. */
export async function inContainer(folder: string, faults: string[]): Promise<void> {
  const engine = openEngine(folder)
  try {
    build(engine, folder, faults)
    const config = engine.configOf(IMAGE)
    const files = engine.mount(IMAGE)
    faults.push(...strangersIn(join(files, config.WorkingDir)))
    const volume = join(folder, 'volume')
    mkdirSync(volume)
    const plan: Plan = { name: 'start', folder, files, config, volume, env: { HOST: '0.0.0.0' } }
    await serve(plan, faults)
    await brief({ ...plan, name: 'brief' }, faults)
  } finally {
    engine.close()
  }
}

function build(engine: Engine, folder: string, faults: string[]): void {
  const base = baseOf(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'))
  const other = otherNode(base)
  if (other !== undefined) faults.push(other)
  let started = performance.now()
  engine.fromNothing(base, (root) => layBase(root, folder))
  process.stdout.write(
    `base, of Debian's packages and the project's Node: made in ${secondsSince(started)} s\n`,
  )
  const commit =
    spawnSync('git', ['rev-parse', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).stdout?.trim() || 'none'
  started = performance.now()
  engine.build(IMAGE, commit)
  process.stdout.write(`image: built in ${secondsSince(started)} s\n`)
  const [below = 0, ...own] = engine.layersOf(IMAGE)
  const size = (own.reduce((sum, one) => sum + one, 0) / 1e6).toFixed(0)
  process.stdout.write(`size: ${size} MB on a base of ${(below / 1e6).toFixed(0)} MB\n`)
  const { Env, Healthcheck, StopSignal } = engine.configOf(IMAGE)
  if (!Env.includes(`GIT_COMMIT=${commit}`)) faults.push('the image does not know its commit')
  if (Healthcheck === undefined) faults.push('the image has lost its health check')
  if (StopSignal !== 'SIGTERM') faults.push(`the image is stopped by ${StopSignal}`)
}

/** The bot, from its start to SIGTERM. */
async function serve(plan: Plan, faults: string[]): Promise<void> {
  const started = performance.now()
  const container = startContainer(plan)
  const there = await until(READY_WITHIN, async () => container.pid() !== undefined)
  const ready = there && (await fetchIn(container, READY, READY_WITHIN)).code === 0
  if (ready) {
    process.stdout.write(`ready after ${secondsSince(started, 2)} s\n`)
    const memory = memoryOf(container.pid() ?? 0)
    if (memory) process.stdout.write(`memory before its first chart: ${memory.toFixed(0)} MB\n`)
    await look(container, plan, faults)
  } else faults.push(`it was not ready within ${READY_WITHIN / 1000} s; it said:\n${container.said()}`)
  const asked = performance.now()
  await container.kill('SIGTERM')
  const code = await endOf(container, STOPPED_WITHIN)
  if (code === 0) process.stdout.write(`stopped ${secondsSince(asked, 2)} s after SIGTERM\n`)
  else faults.push(`it ended with ${code} after SIGTERM; it said:\n${container.said()}`)
  if (filesIn(plan.volume).length === 0) faults.push('it kept nothing in its volume')
}

/** While it runs: its health by the image's own check, its page, and what it may do. */
async function look(container: Container, { config }: Plan, faults: string[]): Promise<void> {
  const [kind, ...check] = config.Healthcheck?.Test ?? []
  const health = await container.exec(check, (config.Healthcheck?.Timeout ?? 0) / 1e6)
  if (kind !== 'CMD' || health.code !== 0)
    faults.push(`its health check says ${health.code}: ${health.output}`)
  const page = await fetchIn(container, PAGE, 5000)
  if (!/<title>[^<]*Kawaraban/.test(page.output)) faults.push(`its page says: ${page.output}`)
  const may = await container.exec(
    [
      'sh',
      '-c',
      'for f in /app/x /app/src/x /usr/x /etc/x /x /tmp/x "$KAWARABAN_HOME/x"; do (>"$f") 2>/dev/null && echo "$f"; done',
    ],
    5000,
  )
  const writable = may.output.trim().split('\n').join(', ')
  if (writable !== '/tmp/x, /var/lib/kawaraban/x') faults.push(`it may write to ${writable}`)
  const pid = container.pid() ?? 0
  const rights = readText(`/proc/${pid}/status`)
  for (const line of ['Uid:\t1000\t1000\t1000\t1000', 'CapEff:\t0000000000000000', 'NoNewPrivs:\t1'])
    if (!rights.includes(line)) faults.push(`its process has not ${line.replaceAll('\t', ' ')}`)
}

/** `brief` in a container of its own, written to the volume. */
async function brief(plan: Plan, faults: string[]): Promise<void> {
  const started = performance.now()
  const out = 'brief'
  const [home = ''] = Object.keys(plan.config.Volumes)
  const container = startContainer({ ...plan, command: ['brief', '--out', join(home, out)] })
  const code = await endOf(container, BRIEF_WITHIN)
  const written = ['ja/briefing.md', 'en/briefing.md', 'briefing.json'].filter((name) =>
    existsSync(join(plan.volume, out, name)),
  )
  const charts = filesIn(join(plan.volume, out)).filter((name) => name.endsWith('.png'))
  if (code !== 0 || written.length < 3 || charts.length === 0)
    faults.push(`brief ended with ${code} and wrote ${written.join(', ')}; it said:\n${container.said()}`)
  else process.stdout.write(`brief: ${charts.length} charts after ${secondsSince(started, 1)} s\n`)
}

/** Fetches from within until it answers 200, and prints the body. */
function fetchIn(container: Container, url: string, timeout: number) {
  const script = `const end = Date.now() + ${timeout}
    for (;;) {
      const answer = await fetch('${url}').catch(() => undefined)
      if (answer?.ok) { console.log(await answer.text()); break }
      if (Date.now() > end) { console.log(answer?.status, await answer?.text()); process.exit(1) }
      await new Promise((done) => setTimeout(done, 20))
    }`
  return container.exec(['node', '--input-type=module', '--eval', script], timeout + 5000)
}

/** Its exit code; where it does not end in time it is killed, which no code of its own says. */
async function endOf(container: Container, within: number): Promise<number | null> {
  const timer = setTimeout(() => void container.kill('SIGKILL'), within)
  const code = await container.ended
  clearTimeout(timer)
  return code
}
