/** How often something happened in each part of a stretch of time, as a small picture beside its number. */
export function Spark({ counts, color }: { counts: number[]; color: string }) {
  const most = Math.max(1, ...counts)
  const width = 4 * counts.length
  return (
    <svg className="spark" width={width} height={18} viewBox={`0 0 ${width} 18`} aria-hidden>
      {counts.map((count, at) => (
        <rect key={at} x={4 * at} y={count === 0 ? 17 : 18 - Math.max(3, (18 * count) / most)} width={3} height={count === 0 ? 1 : Math.max(3, (18 * count) / most)} fill={count === 0 ? 'var(--line)' : color} />
      ))}
    </svg>
  )
}
