using System.Text.Json.Nodes;

namespace Airflow.Celery.Messages;

/// <summary>A message as every broker carries it: a body and what stands around it.</summary>
public sealed record BrokerMessage
{
    public required ReadOnlyMemory<byte> Body { get; init; }
    public string? ContentType { get; init; } = "application/json";
    public string? ContentEncoding { get; init; } = "utf-8";
    public JsonObject Headers { get; init; } = [];
    public string? CorrelationId { get; init; }
    public string? ReplyTo { get; init; }
    /// <summary>1: may be lost when the broker ends; 2: it keeps it.</summary>
    public int DeliveryMode { get; init; } = 2;
    public int Priority { get; init; }
    /// <summary>Milliseconds after which the broker drops it, as text; null: never.</summary>
    public string? Expiration { get; init; }
}
