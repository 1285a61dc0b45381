/** The channels of both platforms, by their numbers: the same in every process. */

export interface Channels {
  readonly discord: readonly string[]
  readonly telegram: readonly number[]
  /** Of both in turn, as the program names them. */
  readonly targets: readonly string[]
}

/** So many of each platform. */
export function channelsOf(count: number): Channels {
  const numbers = Array.from({ length: count }, (_, index) => index)
  const discord = numbers.map((index) => String(1_500_000_000_000_000_000n + BigInt(index)))
  const telegram = numbers.map((index) => -1_001_500_000_000 - index)
  return {
    discord,
    telegram,
    targets: numbers.flatMap((index) => [`discord:${discord[index]}`, `telegram:${telegram[index]}`]),
  }
}
