/** Every figure that docs/measured.md states, one section each: `npm run bench`, or `npm run bench -- charts`. */
import { spawnSync } from 'node:child_process'
import { benchFolders, print } from './print.ts'

/** As `npm start` and the image have it. */
const FLAGS = ['--max-semi-space-size=8']

/** Each bench runs in a process of its own, so that none profits from another's warm code. */
const BENCHES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  dataset: benchFolders().map((folder) => ['bench/dataset.ts', folder]),
  edition: benchFolders().map((folder) => ['bench/edition.ts', folder]),
  charts: [['bench/charts.ts']],
  brief: [['bench/brief.ts']],
  start: [['bench/start.ts']],
  answers: [['bench/answers.ts']],
  record: [['bench/record.ts']],
  deliveries: [['bench/deliveries.ts']],
  workers: [['bench/workers.ts']],
  alerts: [['bench/alerts.ts']],
  flashes: benchFolders().map((folder) => ['bench/flashes.ts', folder]),
  storm: [['bench/storm.ts']],
  minuteprices: [['bench/minuteprices.ts']],
  rehearsal: [['bench/rehearsal.ts']],
  replay: [['bench/alertyear.ts'], ['bench/flashyear.ts']],
  page: [['bench/page.ts']],
  site: [['bench/site.ts'], ['bench/siteserver.ts']],
}

const asked = process.argv.slice(2)
const unknown = asked.find((name) => !(name in BENCHES))
if (unknown !== undefined) {
  process.stderr.write(`There is no bench "${unknown}": choose ${Object.keys(BENCHES).join(', ')}\n`)
  process.exitCode = 2
} else {
  for (const name of asked.length > 0 ? asked : Object.keys(BENCHES)) {
    for (const args of BENCHES[name] ?? []) {
      print(`\n# ${args.join(' ')}`)
      const { status } = spawnSync(process.execPath, [...FLAGS, ...args], { stdio: 'inherit' })
      if (status !== 0) process.exitCode = 1
    }
  }
}
