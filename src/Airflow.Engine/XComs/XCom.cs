namespace Airflow.Engine.XComs;

/// <summary>A stored result; <see cref="Value"/> is JSON text, kept verbatim.</summary>
public sealed record XCom(XComKey Key, string Value)
{
    /// <summary>The key under which a task's own result is stored.</summary>
    public const string ReturnKey = "return_value";

    /// <summary>Length when the value is a list or map that a mapped task may expand over; stored in task_map.</summary>
    public int? MappedLength { get; init; }

    /// <summary>For a map: its keys, as JSON text; null for a list.</summary>
    public string? MappedKeys { get; init; }
}
