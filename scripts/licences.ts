/**
 * Lists the licences of everything that is installed with the program, and fails where one is not known to allow its
 * use. `node scripts/licences.ts [--list]`
 */
import { readFileSync } from 'node:fs'

/** SPDX names that ask for no more than to be named. */
const ALLOWED = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
])

interface Locked {
  readonly version?: string
  readonly license?: string
  readonly dev?: boolean
  readonly optional?: boolean
}

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as {
  readonly packages: Readonly<Record<string, Locked>>
}
const installed = Object.entries(lock.packages)
  .filter(([path, { dev }]) => path !== '' && !dev)
  .map(([path, { version, license }]) => ({
    name: `${path.replace(/^.*node_modules\//, '')}@${version}`,
    licence: license ?? licenceIn(path),
  }))
const refused = installed.filter(({ licence }) => !allows(licence))

if (process.argv.includes('--list')) {
  for (const { name, licence } of installed) process.stdout.write(`${licence}\t${name}\n`)
}
for (const { name, licence } of refused)
  process.stderr.write(`${name}: licence ${licence} is not on the list\n`)
process.stdout.write(
  `${installed.length} packages, ${refused.length} with a licence that is not on the list\n`,
)
process.exitCode = refused.length === 0 && installed.length > 0 ? 0 : 1

/** An expression such as `(MIT OR Apache-2.0)` or `MIT AND OFL-1.1`. */
function allows(expression: string): boolean {
  const either = expression.replace(/[()]/g, '').split(' OR ')
  return either.some((one) => one.split(' AND ').every((name) => ALLOWED.has(name.trim())))
}

/** What the package itself says, where the lock file does not. */
function licenceIn(path: string): string {
  try {
    const facts = JSON.parse(readFileSync(new URL(`../${path}/package.json`, import.meta.url), 'utf8'))
    return typeof facts.license === 'string' ? facts.license : (facts.license?.type ?? 'unknown')
  } catch {
    return 'unknown'
  }
}
