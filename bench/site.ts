/**
 * The public site of ten years of editions, written by the command from a store: all of it, then one edition more, and a quarter
 * of it, whose peak memory shows what the number of editions costs. The editions are the sample's, again and again under other
 * dates. `node bench/site.ts`
 */
import { spawn } from 'node:child_process'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { editionsOfHistory } from '#src/app/published.ts'
import type { Edition } from '#src/briefing/edition.ts'
import { createPaint } from '#src/charts/paint.ts'
import { LIVE } from '#src/config.ts'
import { type Week, weekBefore, weekEnding } from '#src/market/week.ts'
import { readDataset } from '#src/sources/dataset/read.ts'
import { openStore, type Store } from '#src/store/open.ts'
import { everyChart, fixtureLook } from '../test/support/charts.ts'
import { print } from './print.ts'

const EDITIONS = 520
const FEWER = 130
/** Seconds on two cores that have nothing else to do: of all, and of one more. */
const LIMITS = { all: 90, next: 3 }
/** The edition that comes last. */
const LAST = weekEnding('2025-11-24')
const ROUNDS = 4

interface Run {
  readonly seconds: number
  /** CPU seconds of all threads. */
  readonly computed: number
  /** MB. */
  readonly peak: number
}

export async function benchSite(editions = EDITIONS): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'kawaraban-bench-'))
  const out = join(home, 'site')
  const store = await openStore(home)
  try {
    const weeks = weeksUpTo(LAST, editions + 1)
    const [last, ...others] = weeks
    const freeze = await freezer(store)
    for (const [index, week] of others.toReversed().entries()) await freeze(week, index)
    const bare = await benchPictures()
    const all = await write(home, out)
    const { files, bytes, pictures } = await sizeOf(out)
    const limit = bare * pictures
    print(`${editions} editions, two languages      ${summaryOf(all)} (limit ${LIMITS.all} s)`)
    print(`  ${files} files, ${pictures} of them pictures   ${(bytes / 1e6).toFixed(0)} MB`)
    print(
      `  drawing as many pictures alone  ${limit.toFixed(0)} s computed: the site takes ${(all.computed / limit).toFixed(2)} times that`,
    )
    if (last) await freeze(last, editions)
    print(`one edition more                  ${summaryOf(await write(home, out))} (limit ${LIMITS.next} s)`)
    print(`nothing new                       ${summaryOf(await write(home, out))}`)
  } finally {
    await store.close()
    await rm(home, { recursive: true, force: true })
  }
}

async function benchMemory(): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'kawaraban-bench-'))
  const store = await openStore(home)
  try {
    const freeze = await freezer(store)
    for (const [index, week] of weeksUpTo(LAST, FEWER).entries()) await freeze(week, index)
    print(`${FEWER} editions                      ${summaryOf(await write(home, join(home, 'site')))}`)
  } finally {
    await store.close()
    await rm(home, { recursive: true, force: true })
  }
}

/** Newest first. */
function weeksUpTo(last: Week, count: number): Week[] {
  return Array.from({ length: count }, (_, index) => weekBefore(last, index))
}

/** Freezes one of the sample's editions as that of any week. */
async function freezer(store: Store) {
  const { history } = await readDataset('data/sample')
  const sample = editionsOfHistory(history)
  const weeks = await sample.weeks()
  return async (week: Week, index: number): Promise<void> => {
    const from = weeks[index % weeks.length]
    if (!from) throw new Error('the sample has no editions')
    const id = `${index.toString(16).padStart(12, '0')}`
    const edition: Edition = { ...(await sample.read(from, 1)), id, week }
    await store.editions.freeze({
      ...{
        id,
        data: { kind: LIVE, name: LIVE },
        week: week.edition,
        zone: 'UTC',
        revision: 1,
        frozenAt: week.end,
      },
      content: JSON.stringify(edition),
    })
  }
}

/** CPU seconds from a spec to its picture. */
async function benchPictures(): Promise<number> {
  const paint = await createPaint()
  const specs = [...everyChart(fixtureLook('ja')).values()].map(({ spec }) => spec)
  let begun = 0
  for (let round = 0; round <= ROUNDS; round++) {
    // The first round only warms up.
    if (round === 1) begun = computed()
    for (const spec of specs) {
      paint(spec)
      await turn()
    }
  }
  return (computed() - begun) / ROUNDS / specs.length
}

function computed(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1e6
}

/** Prints at the end what the process took of the machine. */
const REPORT_USAGE =
  'data:text/javascript,import{isMainThread}from"node:worker_threads";if(isMainThread)process.on("exit",()=>process.stderr.write("usage="+JSON.stringify(process.resourceUsage())))'

/** The command, as a person runs it. */
async function write(home: string, out: string): Promise<Run> {
  const begun = performance.now()
  const args = ['--import', REPORT_USAGE, 'src/main.ts', 'site', '--data', LIVE, '--out', out]
  const child = spawn(process.execPath, args, {
    env: { ...process.env, KAWARABAN_HOME: home },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  const usage = /usage=(\{.*\})/.exec(said)?.[1]
  if (code !== 0 || usage === undefined) throw new Error(`the site ended with ${String(code)}: ${said}`)
  const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(usage) as NodeJS.ResourceUsage
  return {
    seconds: (performance.now() - begun) / 1000,
    computed: (userCPUTime + systemCPUTime) / 1e6,
    peak: maxRSS / 1024,
  }
}

function summaryOf({ seconds, computed: cpu, peak }: Run): string {
  return `${seconds.toFixed(1)} s, ${cpu.toFixed(1)} s computed, ${peak.toFixed(0)} MB at most`
}

async function sizeOf(folder: string) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((one) => one.isFile())
  let bytes = 0
  for (const { parentPath, name } of files) bytes += (await stat(join(parentPath, name))).size
  return { files: files.length, bytes, pictures: files.filter(({ name }) => name.endsWith('.png')).length }
}

if (import.meta.main) {
  await benchSite(Number(process.argv[2] ?? EDITIONS))
  await benchMemory()
}
