/** Run by a test in a process of another time zone: tells the runs of each case it is given. */
import { nextRun } from '#src/schedules/nextrun.ts'

const cases = JSON.parse(process.argv[2] ?? '[]')
const results = cases.map(([, when, zone, after, wanted]: [string, never, string, string, string[]]) => {
  const runs: number[] = []
  while (runs.length < wanted.length) runs.push(nextRun(when, zone, runs.at(-1) ?? Date.parse(after)))
  return runs.map((run) => new Date(run).toISOString().replace(':00.000Z', 'Z'))
})
process.stdout.write(JSON.stringify(results))
