/** The whole default command, as a person runs it: wall time and peak memory. `node bench/brief.ts` */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median, print } from './print.ts'

const ROUNDS = 3
const TIME_LIMIT = 5
const MEMORY_LIMIT = 400

/** Prints the peak resident size, in kilobytes, when the command ends. */
const TELL_MEMORY =
  'data:text/javascript,process.on("exit",()=>process.stderr.write("peak="+process.resourceUsage().maxRSS))'

export async function benchBrief(): Promise<void> {
  const seconds: number[] = []
  const megabytes: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const out = await mkdtemp(join(tmpdir(), 'kawaraban-bench-'))
    try {
      const start = performance.now()
      const peak = await run(['--import', TELL_MEMORY, 'src/main.ts', 'brief', '--out', out])
      seconds.push((performance.now() - start) / 1000)
      megabytes.push(peak / 1024)
    } finally {
      await rm(out, { recursive: true, force: true })
    }
  }
  print(`brief, both languages, all charts  ${median(seconds).toFixed(2)} s (limit ${TIME_LIMIT} s)`)
  print(`brief, peak memory                 ${median(megabytes).toFixed(0)} MB (limit ${MEMORY_LIMIT} MB)`)
}

function run(args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
    let stderr = ''
    child.stderr.on('data', (chunk) => {
      stderr += String(chunk)
    })
    child.on('error', reject)
    child.on('exit', (code) => {
      const peak = /peak=(\d+)/.exec(stderr)?.[1]
      if (code === 0 && peak) resolve(Number(peak))
      else reject(new Error(`brief ended with ${code}: ${stderr}`))
    })
  })
}

if (import.meta.main) await benchBrief()
