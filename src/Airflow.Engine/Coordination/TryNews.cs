using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Airflow.Engine.Coordination;

/// <summary>
/// Wake-ups that name the tries of one run that another process has moved on, so that the scheduler that holds the run reads these and nothing
/// else, and other schedulers nothing at all. Hints like all wake-ups: what does not arrive is found when the tries are compared with the database.
/// </summary>
/// <param name="Run">A number of the run (<see cref="RunNumber"/>).</param>
/// <param name="Ids">The tries, under the ids that they have now.</param>
/// <param name="HasAssets">Whether assets were updated, for which runs may be due.</param>
public sealed record TryNews(long Run, IReadOnlyList<Guid> Ids, bool HasAssets)
{
    private const string Prefix = "tries:";
    private const string AssetPrefix = "tries+assets:";
    private const int TextLength = 22;
    private const int RunLength = 11;

    /// <summary>What a datagram, or a notification of PostgreSQL (8,000 bytes), has room for.</summary>
    private const int MostIds = 300;

    /// <summary>The same in every process for one run, and never that of another but by a rare accident, which costs a look.</summary>
    public static long RunNumber(string dagId, string runId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes($"{dagId}\n{runId}".AsSpan()), hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }

    /// <summary>The topics that tell of them.</summary>
    public IEnumerable<string> Topics()
    {
        Span<byte> run = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(run, Run);
        var start = (HasAssets ? AssetPrefix : Prefix) + Base64Url.EncodeToString(run);
        return Ids.Chunk(MostIds).Select(chunk => start + string.Concat(chunk.Select(static id => Base64Url.EncodeToString(id.ToByteArray(bigEndian: true)))));
    }

    /// <summary>What a topic tells; null when it is about something else, or damaged.</summary>
    public static TryNews? Read(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        var hasAssets = topic.StartsWith(AssetPrefix, StringComparison.Ordinal);
        if (!hasAssets && !topic.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var rest = topic.AsSpan(hasAssets ? AssetPrefix.Length : Prefix.Length);
        Span<byte> part = stackalloc byte[16];
        if (rest.Length < RunLength || Base64Url.DecodeFromChars(rest[..RunLength], part, out _, out var length) != OperationStatus.Done || length != sizeof(long))
        {
            return null;
        }

        var run = BinaryPrimitives.ReadInt64BigEndian(part);
        var ids = new List<Guid>();
        for (rest = rest[RunLength..]; rest.Length >= TextLength; rest = rest[TextLength..])
        {
            if (Base64Url.DecodeFromChars(rest[..TextLength], part, out _, out length) == OperationStatus.Done && length == part.Length)
            {
                ids.Add(new Guid(part, bigEndian: true));
            }
        }

        return ids.Count > 0 ? new TryNews(run, ids, hasAssets) : null;
    }
}
