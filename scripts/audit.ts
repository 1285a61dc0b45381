/**
 * Asks the registry for advisories about the packages that are installed with the program: `npm run audit`. Exits with 1
 * where one is high or critical; says aloud where the registry did not answer, as then nothing is known.
 */
import { spawnSync } from 'node:child_process'

interface Report {
  readonly metadata?: { readonly vulnerabilities?: Readonly<Record<string, number>> }
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string; readonly range: string }>>
  readonly error?: { readonly summary?: string; readonly detail?: string }
  readonly message?: string
}

const { stdout } = spawnSync('npm', ['audit', '--json', '--omit=dev'], { encoding: 'utf8' })
const report = readReport(stdout)
const counts = report.metadata?.vulnerabilities
if (counts === undefined) {
  const why = report.error?.summary || report.message?.replace(/ - .*/, '') || 'no answer'
  process.stdout.write(
    `NOT AUDITED: the registry gave no advisories (${why}). Nothing is known; try again where it answers.\n`,
  )
} else {
  const bad = Object.entries(report.vulnerabilities ?? {}).filter(([, { severity }]) =>
    /high|critical/.test(severity),
  )
  for (const [name, { severity, range }] of bad) process.stderr.write(`${severity}: ${name} ${range}\n`)
  process.stdout.write(`audited: ${counts.total ?? 0} advisories, ${bad.length} of them high or critical\n`)
  if (bad.length > 0) process.exitCode = 1
}

function readReport(text: string): Report {
  try {
    return JSON.parse(text) as Report
  } catch {
    return {}
  }
}
