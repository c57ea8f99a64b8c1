import type { AnyNodeDefinition } from './define-node.ts'
import { type Param, socketTypeOfParam } from './define-param.ts'
import type { Socket } from './define-socket.ts'

/** Every node and socket type that is installed. */
export interface Catalog {
  readonly nodes: ReadonlyMap<string, AnyNodeDefinition>
  readonly sockets: ReadonlyMap<string, Socket>
}

/** @throws Error when two definitions claim one id, or a port uses a socket that is not there. */
export function makeCatalog(definitions: readonly AnyNodeDefinition[], sockets: readonly Socket[]): Catalog {
  const catalog = {
    nodes: byKey(definitions, (node) => node.id),
    sockets: byKey(sockets, (socket) => socket.type),
  }
  for (const node of definitions) {
    for (const [name, port] of [...Object.entries(node.inputs), ...Object.entries(node.outputs)]) {
      if (!catalog.sockets.has(port.socket.type))
        throw new Error(`${node.id}.${name}: no socket ${port.socket.type}`)
    }
  }
  return catalog
}

function byKey<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, T> {
  const map = new Map<string, T>()
  for (const item of items) {
    if (map.has(key(item))) throw new Error(`"${key(item)}" is defined twice.`)
    map.set(key(item), item)
  }
  return map
}

/** A place a wire may end at: a declared input, or a param that a wire drives. */
export interface TargetPort {
  readonly type: string
  readonly optional: boolean
  readonly many: boolean
  readonly lazy: boolean
  readonly param?: Param
}

export function targetPort(definition: AnyNodeDefinition, name: string): TargetPort | undefined {
  const input = definition.inputs[name]
  if (input) {
    const { socket, optional = false, many = false, lazy = false } = input
    return { type: socket.type, optional, many, lazy }
  }
  const param = definition.params[name]
  return param && { type: socketTypeOfParam(param), optional: true, many: false, lazy: false, param }
}

/** `*` fits everything; otherwise types must be equal. */
export function typesFit(given: string, wanted: string): boolean {
  return given === wanted || given === '*' || wanted === '*'
}
