using System.Buffers.Binary;

namespace Airflow.Engine.Scheduling;

/// <summary>
/// Ids (UUID version 7) of which each is greater than the one before, also within a millisecond: lists that are ordered by something else and then by id have
/// the instances of a run in the order in which they were made, and new rows stand together in the index.
/// </summary>
internal sealed class GrowingIds(TimeProvider clock)
{
    private const int CounterOffset = 6;
    private const int CounterMask = 0xFFF;

    private readonly Lock _gate = new();
    private long _milliseconds;
    private int _counter;

    public Guid Next()
    {
        long milliseconds;
        int counter;
        lock (_gate)
        {
            var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
            var isNew = now > _milliseconds;
            // a full counter borrows the next millisecond
            (_milliseconds, _counter) = isNew ? (now, 0) : _counter < CounterMask ? (_milliseconds, _counter + 1) : (_milliseconds + 1, 0);
            (milliseconds, counter) = (_milliseconds, _counter);
        }

        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)).TryWriteBytes(bytes, bigEndian: true, out _);
        var place = bytes[CounterOffset..];
        BinaryPrimitives.WriteUInt16BigEndian(place, (ushort)((BinaryPrimitives.ReadUInt16BigEndian(place) & ~CounterMask) | counter));
        return new Guid(bytes, bigEndian: true);
    }
}
