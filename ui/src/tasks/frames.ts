export interface StackFrame {
  filename: string
  lineno: number
  name: string
}

const libraries = /(^|\/)(site-packages|dist-packages|lib\/python[\d.]+|usr\/share\/dotnet|_|airflow\/(sdk|providers|serialization))\/|^<|^$/
const frameworks = /^(System|Microsoft|Airflow)\./

/** Whether it is of what somebody wrote for this cluster, rather than of what came with it. */
const isOwn = (frame: StackFrame): boolean => !libraries.test(frame.filename) && !frameworks.test(frame.name)

/** Frames in their order, those of libraries gathered wherever several follow each other. */
export function framesOf(frames: StackFrame[]): { frames: StackFrame[]; isOwn: boolean }[] {
  const parts: { frames: StackFrame[]; isOwn: boolean }[] = []
  for (const frame of frames) {
    const last = parts.at(-1)
    if (last && last.isOwn === isOwn(frame)) last.frames.push(frame)
    else parts.push({ frames: [frame], isOwn: isOwn(frame) })
  }
  // a trace of libraries alone is shown as it is
  return parts.every((part) => !part.isOwn) ? parts.map((part) => ({ ...part, isOwn: true })) : parts
}
