/** buildah, with a storage of its own that goes with the folder: the base, the image, and its files to look at. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './files.ts'

/** What the image says of itself, in Docker's words. */
export interface ImageConfig {
  readonly User: string
  readonly Env: readonly string[]
  readonly Entrypoint: readonly string[]
  readonly Cmd: readonly string[]
  readonly WorkingDir: string
  readonly Volumes: Readonly<Record<string, unknown>>
  readonly StopSignal: string
  /** Times in nanoseconds. */
  readonly Healthcheck?: { readonly Test: readonly string[]; readonly Timeout: number }
}

export interface Engine {
  /** Makes an image of the files that are laid out in an empty folder. */
  fromNothing(name: string, lay: (root: string) => void): void
  /** Builds the project's Dockerfile on images that are there already. */
  build(name: string, commit: string): void
  configOf(name: string): ImageConfig
  /** Bytes of the image's layers as they would be unpacked, the base's first. */
  layersOf(name: string): readonly number[]
  /** The folder in which the image's files stand. */
  mount(name: string): string
  /** Gives up what is mounted; the folder can be removed then. */
  close(): void
}

/** Why no engine can build and run here, as the end of a sentence; undefined where it can. */
export function lacking(): string | undefined {
  if (process.platform !== 'linux') return 'this is not Linux'
  if (process.getuid?.() !== 0) return 'this is not root'
  for (const program of ['buildah', 'runc', 'apt-get', 'dpkg-deb', 'unshare']) {
    if (spawnSync(program, ['--version'], { stdio: 'ignore' }).error) return `${program} is not installed`
  }
  const mounts = spawnSync('unshare', ['--mount', 'true'], { stdio: 'ignore' })
  return mounts.status === 0 ? undefined : 'nothing may be mounted here'
}

/** An engine whose storage lies in the folder: layers over each other where the kernel can, else whole copies. */
export function openEngine(folder: string): Engine {
  const places = ['--root', join(folder, 'storage'), '--runroot', join(folder, 'running')]
  mkdirSync(join(folder, 'storage'))
  const overlay = spawnSync('buildah', [...places, '--storage-driver', 'overlay', 'info'], {
    stdio: 'ignore',
  })
  const driver = overlay.status === 0 ? 'overlay' : 'vfs'
  const buildah = (...words: string[]): string =>
    execFileSync('buildah', [...places, '--storage-driver', driver, ...words], {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
      // What it does goes to the error stream, and is shown where it fails.
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 300_000,
    }).trim()
  const factsOf = (name: string) =>
    JSON.parse(buildah('inspect', '--type', 'image', name)) as {
      readonly Docker: { readonly config: ImageConfig }
      readonly Manifest: string
    }
  return {
    fromNothing(name, lay) {
      const container = buildah('from', 'scratch')
      lay(buildah('mount', container))
      buildah('config', '--cmd', '["node"]', container)
      buildah('commit', '--quiet', '--rm', '--format', 'docker', container, name)
    },
    build(name, commit) {
      const kind = ['--isolation', 'chroot', '--pull=never', '--format', 'docker']
      buildah('build', ...kind, '--build-arg', `GIT_COMMIT=${commit}`, '--tag', name, '.')
    },
    configOf: (name) => factsOf(name).Docker.config,
    layersOf: (name) =>
      (JSON.parse(factsOf(name).Manifest) as { layers: { size: number }[] }).layers.map(({ size }) => size),
    mount: (name) => buildah('mount', buildah('from', '--pull-never', name)),
    close: () => void buildah('rm', '--all'),
  }
}
