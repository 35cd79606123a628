using System.Text.Json.Nodes;

namespace Airflow.Celery.Messages;

/// <summary>A Celery task as its message tells it (protocol 2; protocol 1 is read into the same).</summary>
public sealed record TaskMessage
{
    public required string Id { get; init; }
    /// <summary>The registered name of the task.</summary>
    public required string Task { get; init; }
    public JsonArray Args { get; init; } = [];
    public JsonObject Kwargs { get; init; } = [];
    /// <summary>Callbacks, errbacks, chain and chord; null when the sender told none.</summary>
    public JsonObject? Embed { get; init; }
    /// <summary>Language of the sender.</summary>
    public string? Lang { get; init; } = "dotnet";
    /// <summary>A name to show instead of that of the task.</summary>
    public string? Shadow { get; init; }
    public DateTimeOffset? Eta { get; init; }
    public DateTimeOffset? Expires { get; init; }
    public string? Group { get; init; }
    public int? GroupIndex { get; init; }
    public int Retries { get; init; }
    /// <summary>Seconds after which the task is killed.</summary>
    public double? HardTimeLimit { get; init; }
    /// <summary>Seconds after which the task is told to end.</summary>
    public double? SoftTimeLimit { get; init; }
    public string? RootId { get; init; }
    public string? ParentId { get; init; }
    /// <summary>The arguments as tools show them.</summary>
    public string ArgsRepr { get; init; } = "";
    public string KwargsRepr { get; init; } = "{}";
    /// <summary>Who sent it, gen&lt;pid&gt;@&lt;host&gt;.</summary>
    public string? Origin { get; init; }
    public bool IgnoreResult { get; init; }
    public int ReplacedTaskNesting { get; init; }
    public JsonArray? StampedHeaders { get; init; }
    public JsonObject Stamps { get; init; } = [];
    /// <summary>Headers that senders add of their own.</summary>
    public JsonObject OtherHeaders { get; init; } = [];
    public string? CorrelationId { get; init; }
    public string? ReplyTo { get; init; }
    public int Priority { get; init; }
    public string? Expiration { get; init; }
}
