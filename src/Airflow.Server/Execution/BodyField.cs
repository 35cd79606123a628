namespace Airflow.Server.Execution;

/// <summary>A field of a body.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="IsRequired">It may not be left out.</param>
/// <param name="IsNullable">It may be null.</param>
internal sealed record BodyField(string Name, BodyKind Kind, bool IsRequired = true, bool IsNullable = false)
{
    /// <summary>The texts that a literal or a choice may have.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>How a literal is written in errors.</summary>
    public string? Expected { get; init; }

    public static BodyField Optional(string name, BodyKind kind) => new(name, kind, IsRequired: false, IsNullable: true);
}
