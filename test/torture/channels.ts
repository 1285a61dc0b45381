/** The channels of both platforms, by their numbers: the same in every process. */

export interface Channels {
  readonly discord: readonly string[]
  readonly telegram: readonly number[]
  /** In which moderators of each platform are told of troubles. */
  readonly logs: { readonly discord: readonly string[]; readonly telegram: readonly number[] }
  /** Of both in turn, as the program names them. */
  readonly targets: readonly string[]
}

/** So few that troubles come together in one message. */
const LOGS = [0, 1, 2, 3]

/** Where the moderators of a target are told: one of the same platform. */
export function logOf(target: string, { logs }: Channels): string {
  const index = Number(target.slice(-2)) % LOGS.length
  return target.startsWith('discord') ? `discord:${logs.discord[index]}` : `telegram:${logs.telegram[index]}`
}

/** So many of each platform. */
export function channelsOf(count: number): Channels {
  const numbers = Array.from({ length: count }, (_, index) => index)
  const discord = numbers.map((index) => String(1_500_000_000_000_000_000n + BigInt(index)))
  const telegram = numbers.map((index) => -1_001_500_000_000 - index)
  return {
    discord,
    telegram,
    logs: {
      discord: LOGS.map((index) => String(1_600_000_000_000_000_000n + BigInt(index))),
      telegram: LOGS.map((index) => -1_001_600_000_000 - index),
    },
    targets: numbers.flatMap((index) => [`discord:${discord[index]}`, `telegram:${telegram[index]}`]),
  }
}
