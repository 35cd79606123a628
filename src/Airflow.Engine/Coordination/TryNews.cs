using System.Buffers;
using System.Buffers.Text;

namespace Airflow.Engine.Coordination;

/// <summary>
/// Wake-ups that name the tries that another process has moved on, so that the scheduler that holds their runs reads these and nothing else.
/// Hints like all wake-ups: what does not arrive is found when the tries are compared with the database.
/// </summary>
public static class TryNews
{
    private const string Prefix = "tries:";
    private const int TextLength = 22;

    /// <summary>What a datagram, or a notification of PostgreSQL (8,000 bytes), has room for.</summary>
    private const int MostIds = 300;

    /// <summary>The topics that tell of these tries, under the ids that they have now.</summary>
    public static IEnumerable<string> Topics(IEnumerable<Guid> ids) =>
        ids.Chunk(MostIds).Select(static chunk => Prefix + string.Concat(chunk.Select(static id => Base64Url.EncodeToString(id.ToByteArray(bigEndian: true)))));

    /// <summary>The ids that a topic names; none when it is about something else, or damaged.</summary>
    public static IReadOnlyList<Guid> Read(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        if (!topic.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return [];
        }

        var ids = new List<Guid>();
        var rest = topic.AsSpan(Prefix.Length);
        Span<byte> id = stackalloc byte[16];
        for (; rest.Length >= TextLength; rest = rest[TextLength..])
        {
            if (Base64Url.DecodeFromChars(rest[..TextLength], id, out _, out var length) == OperationStatus.Done && length == id.Length)
            {
                ids.Add(new Guid(id, bigEndian: true));
            }
        }

        return ids;
    }
}
