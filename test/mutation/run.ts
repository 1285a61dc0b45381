/**
 * Breaks the program in small ways and counts what the tests do not notice: `npm run test:mutation`.
 * `npm run test:mutation -- --seed 7 --count 12 --area services`
 */
import { spawn } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { type Mutant, mutantsOf } from './mutants.ts'
import { createReach } from './reach.ts'

const AREAS: Readonly<Record<string, readonly string[]>> = {
  metrics: ['src/metrics/**/*.ts'],
  services: ['src/services/**/*.ts'],
  briefing: ['src/briefing/**/*.ts'],
  delivery: ['src/delivery/**/*.ts'],
  schedules: ['src/schedules/**/*.ts'],
  render: ['src/platforms/*/render/**/*.ts'],
  exchanges: ['src/sources/exchanges/**/*.ts'],
}
/** The share of mutants that may survive. */
const BOUND = 0.1
/** Milliseconds without a word from the tests after which a mutant counts as noticed: it runs without end. */
const SILENCE = 10 * 60_000

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '20251124' },
    count: { type: 'string', default: '161' },
    area: { type: 'string' },
    workers: { type: 'string', default: String(availableParallelism()) },
  },
})
const areas = Object.entries(AREAS).filter(([area]) => values.area === undefined || area === values.area)
const random = mulberry32(Number(values.seed))
const reach = createReach()
const picked = areas.flatMap(([area, patterns], index) => {
  const files = patterns.flatMap((pattern) => globSync(pattern)).sort()
  const all = files.flatMap((file) => mutantsOf(file, readFileSync(file, 'utf8')))
  const share = Math.floor(((index + 1) * Number(values.count)) / areas.length)
  const count = share - Math.floor((index * Number(values.count)) / areas.length)
  return Array.from({ length: count }, () => all.splice(Math.floor(random() * all.length), 1))
    .flat()
    .map((mutant) => ({ area, mutant }))
})

const waiting = [...picked.entries()]
const outcomes: { readonly area: string; readonly survived: boolean }[] = []
await Promise.all(
  Array.from({ length: Number(values.workers) }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [, { area, mutant }] = next
      const survived = await survives(mutant)
      outcomes.push({ area, survived })
      process.stdout.write(`${survived ? 'survived' : 'noticed'}: ${describe(mutant)}\n`)
    }
  }),
)
for (const [area] of areas) {
  const of = outcomes.filter((one) => one.area === area)
  process.stdout.write(`${area}: ${of.filter(({ survived }) => survived).length} of ${of.length} survived\n`)
}
const survivors = outcomes.filter(({ survived }) => survived).length
const share = survivors / outcomes.length
process.stdout.write(
  `seed ${values.seed}: ${survivors} of ${outcomes.length} survived (${(share * 100).toFixed(1)} %)\n`,
)
process.exitCode = outcomes.length > 0 && share <= BOUND ? 0 : 1

/** Whether all tests that reach the mutant pass with it. They run one after another and stop at the first failure. */
async function survives(mutant: Mutant): Promise<boolean> {
  const tests = reach(mutant.file)
  if (tests.length === 0) return true
  const child = spawn(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.mutation.config.ts', ...tests],
    {
      env: { ...process.env, MUTANT: JSON.stringify(mutant), MUTANT_TESTS: JSON.stringify(tests) },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  let silence: NodeJS.Timeout | undefined
  const wait = () => {
    clearTimeout(silence)
    silence = setTimeout(() => child.kill('SIGKILL'), SILENCE)
  }
  wait()
  child.stdout.on('data', wait)
  return new Promise((resolve) => {
    child.once('exit', (code) => {
      clearTimeout(silence)
      resolve(code === 0)
    })
  })
}

function describe({ file, start, end, replacement, line }: Mutant): string {
  const before = readFileSync(file, 'utf8').slice(start, end)
  return `${file}:${line}: ${JSON.stringify(before)} as ${JSON.stringify(replacement)}`
}

/** A small seeded generator of numbers from 0 to 1. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
