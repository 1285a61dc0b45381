/** A container started by runc as compose.yaml asks: nothing to write to but the volume and /tmp, no capabilities. */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ImageConfig } from './engine.ts'
import { readText } from './files.ts'

export interface Container {
  /** The exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>
  /** Everything that it wrote. */
  said(): string
  /** Its process as the machine counts; undefined until it is there. */
  pid(): number | undefined
  /** Runs a command in it, as an engine's health check does; ends it after so many milliseconds. */
  exec(words: readonly string[], timeout: number): Promise<{ readonly code: number; readonly output: string }>
  /** Sends a signal to its first process. */
  kill(signal: string): Promise<void>
}

export interface Plan {
  readonly name: string
  /** A folder for what the runtime keeps. */
  readonly folder: string
  /** The image's files. */
  readonly files: string
  readonly config: ImageConfig
  /** In place of the image's command. */
  readonly command?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** The folder that stands for the image's volumes. */
  readonly volume: string
}

/** Starts it with a network of its own that leads nowhere. */
export function startContainer(plan: Plan): Container {
  const bundle = join(plan.folder, plan.name)
  const pidFile = join(bundle, 'pid')
  mkdirSync(bundle)
  writeFileSync(join(bundle, 'config.json'), JSON.stringify(bundleOf(plan)))
  const runc = ['--root', join(plan.folder, 'runc')]
  const child = spawn('runc', [...runc, 'run', '--bundle', bundle, '--pid-file', pidFile, plan.name], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.on('data', (text) => (said += text))
  child.stderr.on('data', (text) => (said += text))
  const call = (words: readonly string[], timeout: number) =>
    new Promise<{ code: number; output: string }>((done) => {
      execFile('runc', [...runc, ...words], { timeout, encoding: 'utf8' }, (error, stdout, stderr) =>
        done({ code: error === null ? 0 : Number(error.code ?? 1), output: stdout + stderr }),
      )
    })
  return {
    ended: (once(child, 'exit') as Promise<[number | null]>).then(([code]) => code),
    said: () => said,
    pid: () => (existsSync(pidFile) ? Number(readText(pidFile)) : undefined),
    exec: (words, timeout) => call(['exec', plan.name, ...words], timeout),
    kill: async (signal) => void (await call(['kill', plan.name, signal], 10_000)),
  }
}

/** The user of the image as numbers, from its own list. */
export function userOf(passwd: string, user: string): { readonly uid: number; readonly gid: number } {
  const [, , uid, gid] =
    passwd
      .split('\n')
      .map((line) => line.split(':'))
      .find(([name]) => name === user) ?? []
  if (uid === undefined || gid === undefined) throw new Error(`the image has no user ${user}`)
  return { uid: Number(uid), gid: Number(gid) }
}

/** What the runtime is told: the OCI runtime specification's config.json. */
function bundleOf({ files, config, command, env, volume }: Plan): object {
  const user = userOf(readText(join(files, 'etc/passwd')), config.User)
  const volumes = Object.keys(config.Volumes)
  // As an engine makes a new volume: with the owner that the folder has in the image.
  for (const path of volumes) {
    const { uid, gid } = statSync(join(files, path))
    chownSync(volume, uid, gid)
  }
  return {
    ociVersion: '1.0.2',
    root: { path: files, readonly: true },
    hostname: 'kawaraban',
    process: {
      user,
      cwd: config.WorkingDir,
      args: [...config.Entrypoint, ...(command ?? config.Cmd)],
      env: [...config.Env, ...Object.entries(env ?? {}).map(([name, value]) => `${name}=${value}`)],
      capabilities: { bounding: [], effective: [], permitted: [], inheritable: [], ambient: [] },
      noNewPrivileges: true,
    },
    mounts: [
      { destination: '/proc', type: 'proc', source: 'proc' },
      tmpfs('/dev', ['strictatime', 'mode=755', 'size=65536k']),
      tmpfs('/tmp', ['nodev', 'noexec', 'mode=1777']),
      ...volumes.map((destination) => ({
        destination,
        type: 'bind',
        source: volume,
        options: ['bind', 'rw', 'nosuid', 'nodev'],
      })),
    ],
    linux: { namespaces: ['pid', 'mount', 'network', 'ipc', 'uts'].map((type) => ({ type })) },
  }
}

function tmpfs(destination: string, options: readonly string[]) {
  return { destination, type: 'tmpfs', source: 'tmpfs', options: ['nosuid', ...options] }
}
