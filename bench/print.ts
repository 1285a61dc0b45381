/** What the benches share: a line of output, a median, what was computed, where data lie. */
import { existsSync } from 'node:fs'

export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** The sample, and the recorded history where it lies beside the project. */
export function benchFolders(): string[] {
  return ['data/sample', '../shared/dataset'].filter((folder) => existsSync(folder))
}

/** Milliseconds that this thread has computed: what other programs take of the machine is not counted. */
export function computed(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
