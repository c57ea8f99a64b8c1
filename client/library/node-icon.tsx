import {
  AudioLines,
  Blend,
  Box,
  Calculator,
  Clapperboard,
  Dices,
  Eye,
  FileVideo,
  Film,
  GitFork,
  Grid2x2,
  Hash,
  Image,
  ImagePlus,
  Layers,
  List,
  type LucideIcon,
  Route,
  Save,
  Scaling,
  ScanText,
  Sparkles,
  StickyNote,
  TimerReset,
  Type,
} from 'lucide-react'
import { instanceType } from '../../workflows/subgraphs/subgraph.ts'
import type { NodeCategory } from '../../nodes/define-node.ts'

const byCategory: Readonly<Record<NodeCategory, LucideIcon>> = {
  load: Box,
  text: Type,
  latent: Grid2x2,
  sampling: Sparkles,
  decode: Clapperboard,
  frames: Route,
  image: Image,
  video: Film,
  audio: AudioLines,
  output: Save,
  logic: GitFork,
}

/** Nodes that have a picture of their own; a plug-in's node gets that of its category. */
const byType: Readonly<Record<string, LucideIcon>> = {
  'encode-text': ScanText,
  noise: Dices,
  scheduler: TimerReset,
  'load-image': Image,
  'load-video': FileVideo,
  'image-to-video': ImagePlus,
  'concat-videos': Blend,
  'upscale-video': Scaling,
  preview: Eye,
  note: StickyNote,
  number: Hash,
  calculate: Calculator,
  list: List,
}

export function NodeIcon({ type, category }: { type: string; category: NodeCategory }) {
  const Icon = byType[type] ?? (type.startsWith(instanceType('')) ? Layers : byCategory[category])
  return <Icon size={14} className="node-icon" data-category={category} aria-hidden />
}
