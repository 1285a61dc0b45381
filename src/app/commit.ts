/** Which commit runs, read from the folder that Git keeps. */
import { readFileSync } from 'node:fs'

const GIT = new URL('../../.git/', import.meta.url)

/** The commit that is checked out, in full; undefined where there is no Git folder, as in the image. */
export function commitOf(folder: URL = GIT): string | undefined {
  const head = textOf(new URL('HEAD', folder))
  const name = /^ref: (refs\/\S+)$/.exec(head)?.[1]
  if (name === undefined) return commitIn(head)
  return (
    commitIn(textOf(new URL(name, folder))) ?? commitIn(packed(textOf(new URL('packed-refs', folder)), name))
  )
}

/** The line of a name in a list of `<commit> <name>`. */
function packed(list: string, name: string): string {
  return list.split('\n').find((line) => line.endsWith(` ${name}`)) ?? ''
}

function commitIn(text: string): string | undefined {
  return /^[0-9a-f]{40,64}(?= |$)/.exec(text)?.[0]
}

function textOf(file: URL): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return ''
  }
}
