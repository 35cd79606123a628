namespace Airflow;

/// <summary>Options and operator arguments for all tasks of a DAG or a group that do not say otherwise themselves.</summary>
public sealed record DefaultArgs : TaskOptions
{
    private readonly Dictionary<string, object?> _arguments = new(StringComparer.Ordinal);

    /// <summary>Connection of all operators that use one.</summary>
    /// <value>Default: each operator's own.</value>
    public string? ConnId
    {
        get => this["conn_id"] as string;
        init => this["conn_id"] = value;
    }

    /// <summary>An argument that all operators get which have one of that name and were given none: <c>["cwd"] = "/data"</c>.</summary>
    /// <param name="argument">Name in Airflow's spelling.</param>
    /// <returns>The value; <see langword="null"/> if it is not set.</returns>
    public object? this[string argument]
    {
        get => _arguments.GetValueOrDefault(argument);
        init => _arguments[argument] = value;
    }

    /// <summary>Arguments that are no options of every task.</summary>
    internal IReadOnlyDictionary<string, object?> Arguments => _arguments;
}
