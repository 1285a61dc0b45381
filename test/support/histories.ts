/** Histories that tests share: a folder is read once for all files of a worker, and what follows from it follows once. */
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { History } from '#src/market/history.ts'
import { readDataset } from '#src/sources/dataset/read.ts'

/** The folder of the sample that comes with the project. */
export const sampleFolder = fileURLToPath(new URL('../../data/sample/', import.meta.url))

/** A history is never changed by those who read it. */
export function readHistory(folder: string): Promise<History> {
  const path = resolve(folder)
  const known = read.get(path) ?? readAnew(path)
  read.set(path, known)
  return known
}

export function sampleHistory(): Promise<History> {
  return readHistory(sampleFolder)
}

/** For tests that hold one reading of a folder against another. */
export async function readAnew(folder: string): Promise<History> {
  return (await readDataset(folder)).history
}

const read = new Map<string, Promise<History>>()
