using System.Text;

namespace Airflow.Celery.Brokers.Redis;

/// <summary>One answer of Redis.</summary>
internal sealed record RespReply(RespKind Kind)
{
    public static RespReply Null { get; } = new(RespKind.Null);

    public ReadOnlyMemory<byte> Bytes { get; init; }
    public long Integer { get; init; }
    public IReadOnlyList<RespReply> Items { get; init; } = [];

    public string Text => Encoding.UTF8.GetString(Bytes.Span);
}
