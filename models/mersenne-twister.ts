const size = 624
const middle = 397

/** The next 32 random bits, as an unsigned integer. */
export type RandomBits = () => number

/**
 * MT19937 (Matsumoto and Nishimura 1998), seeded as `torch.manual_seed` does on the CPU.
 * @param seed a whole number; only its lowest 32 bits count, as in PyTorch
 */
export function mersenneTwister(seed: number): RandomBits {
  const state = seededState(seed)
  let next = size
  return () => {
    if (next === size) {
      twist(state)
      next = 0
    }
    return temper(state[next++] ?? 0)
  }
}

function seededState(seed: number): Uint32Array {
  const state = new Uint32Array(size)
  // Not `seed >>> 0`: seeds above 2^32 come as doubles and must keep their low bits.
  let word = ((seed % 2 ** 32) + 2 ** 32) % 2 ** 32
  state[0] = word
  for (let index = 1; index < size; index += 1) {
    word = (Math.imul(1812433253, word ^ (word >>> 30)) + index) >>> 0
    state[index] = word
  }
  return state
}

function twist(state: Uint32Array): void {
  const at = (index: number): number => state[index % size] ?? 0
  for (let index = 0; index < size; index += 1) {
    const joined = (at(index) & 0x80000000) | (at(index + 1) & 0x7fffffff)
    state[index] = at(index + middle) ^ (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0)
  }
}

function temper(word: number): number {
  let bits = word
  bits ^= bits >>> 11
  bits ^= (bits << 7) & 0x9d2c5680
  bits ^= (bits << 15) & 0xefc60000
  bits ^= bits >>> 18
  return bits >>> 0
}
