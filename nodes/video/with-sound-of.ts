import { samplesOfVideo, soundOfVideo } from '../audio/audio-edits.ts'
import type { VideoValue } from '../sockets/video.socket.ts'
import { editedVideo } from './video-edits.ts'

/** Frames a model made of a clip, with the clip's sound: a model sees pictures only. */
export function withSoundOf(clip: VideoValue, made: VideoValue): VideoValue {
  if (!clip.facts.hasAudio) return made
  return editedVideo({
    op: 'attach-audio',
    inputs: [made],
    audio: [soundOfVideo(clip)],
    params: { offset: 0, samples: samplesOfVideo(clip.facts), mode: 'replace', fit: 'once' },
    facts: { ...made.facts, hasAudio: true },
  })
}
