/**
 * The base image's file system, made of Debian's packages and the project's own Node, so that no image registry is
 * needed: what Node, npm and the Dockerfile's commands use, and the user `node` as the official image has it.
 */
import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './files.ts'

/** The packages whose files are laid out, beside the libraries that they need; Node needs the last two. */
const PACKAGES = ['base-files', 'coreutils', 'dash', 'findutils', 'libatomic1', 'libstdc++6']
const NPM = 'npm@11.19.1'
/** Who may be asked: certificates of the machine, where its administrator added some. */
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt'

/** The one image that every stage begins with; throws where there are two. */
export function baseOf(dockerfile: string): string {
  const names = new Set([...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, name]) => name))
  const [name] = names
  if (name === undefined || names.size > 1) throw new Error(`one base is expected, not ${names.size}`)
  return name
}

/** Lays the base's files out in `root`; `folder` keeps the packages meanwhile. Throws where a step fails. */
export function layBase(root: string, folder: string): void {
  const packages = join(folder, 'packages')
  mkdirSync(packages)
  download(packages)
  // Debian's own layout since 2023: programs and libraries lie in /usr.
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) {
    mkdirSync(join(root, 'usr', name), { recursive: true })
    symlinkSync(`usr/${name}`, join(root, name))
  }
  for (const name of readdirSync(packages).filter((one) => one.endsWith('.deb')))
    unpack(join(packages, name), root)
  writeFileSync(
    join(root, 'etc/passwd'),
    'root:x:0:0:root:/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n',
  )
  writeFileSync(join(root, 'etc/group'), 'root:x:0:\nnode:x:1000:\n')
  layNode(join(root, 'usr/local'))
  if (existsSync(CERTIFICATES)) {
    mkdirSync(join(root, 'etc/ssl/certs'), { recursive: true })
    copyFileSync(CERTIFICATES, join(root, CERTIFICATES))
  }
}

/** Fetches the packages; where the system's lists are missing or old, once more with new ones. */
function download(packages: string): void {
  try {
    fetchWithLibraries(packages)
  } catch {
    run('apt-get', ['update', '-qq'], packages)
    fetchWithLibraries(packages)
  }
}

function fetchWithLibraries(packages: string): void {
  const hidden = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances']
  const needed = run('apt-cache', [
    'depends',
    '--recurse',
    ...hidden.map((kind) => `--no-${kind}`),
    ...PACKAGES,
  ])
  const libraries = needed.split('\n').filter((name) => /^lib\S+$/.test(name))
  run('apt-get', ['download', '-qq', ...new Set([...PACKAGES, ...libraries])], packages)
}

/** As `dpkg-deb --extract`, but a folder of the package that is a link here stays one. */
function unpack(file: string, root: string): void {
  const input = execFileSync('dpkg-deb', ['--fsys-tarfile', file], { maxBuffer: 2 ** 30 })
  execFileSync('tar', ['--extract', '--keep-directory-symlink', '--directory', root], { input })
}

/** Node as `npm ci` brought it, npm, and where npm finds its registry and whom it trusts: in place of this machine's own defaults. */
function layNode(local: string): void {
  mkdirSync(join(local, 'bin'), { recursive: true })
  copyFileSync(join(ROOT, 'node_modules/node/bin/node'), join(local, 'bin/node'))
  run('npm', ['install', '--silent', '--global', '--ignore-scripts', '--prefix', local, NPM])
  const trusted = existsSync(CERTIFICATES) ? [`cafile=${CERTIFICATES}`] : []
  const registry = run('npm', ['config', 'get', 'registry']).trim()
  writeFileSync(
    join(local, 'lib/node_modules/npm/npmrc'),
    [`registry=${registry}`, 'update-notifier=false', ...trusted, ''].join('\n'),
  )
}

/** The version of Node that the base's name promises, and the one that it gets: a sentence where they differ. */
export function otherNode(base: string): string | undefined {
  const promised = /:(\d+\.\d+\.\d+)/.exec(base)?.[1]
  const installed = (
    JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { devDependencies: { node: string } }
  ).devDependencies.node
  return promised === installed
    ? undefined
    : `the Dockerfile begins with Node ${promised}, the project has ${installed}`
}

function run(program: string, words: readonly string[], cwd = ROOT): string {
  return execFileSync(program, words, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 120_000,
  })
}
