namespace Airflow.Server.Api.Connections;

/// <summary>What a form of connections of a type asks for, as hooks of that type read them.</summary>
/// <param name="ConnectionType">The type, such as postgres.</param>
/// <param name="HookName">What people call it.</param>
/// <param name="DefaultConnName">The id that operators take when none is given.</param>
internal sealed record ConnectionKind(string ConnectionType, string HookName, string? DefaultConnName = null)
{
    /// <summary>Standard fields that mean nothing here.</summary>
    public IReadOnlyList<string> Hidden { get; init; } = [];

    /// <summary>Standard fields that are called otherwise here.</summary>
    public IReadOnlyDictionary<string, string> Titles { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What could stand in a field.</summary>
    public IReadOnlyDictionary<string, string> Placeholders { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What is kept in the extra.</summary>
    public IReadOnlyList<ConnectionKindField> Extra { get; init; } = [];
}
