namespace Airflow;

/// <summary>A thing outside of Airflow that tasks read and update: a table, a file, a topic. Two assets are the same if name and URI are.</summary>
public sealed record Asset : AssetExpression
{
    /// <summary>An asset whose name is its URI, or that has a name alone.</summary>
    /// <param name="uri">URI or plain name, at most 1500 ASCII characters; it is never opened.</param>
    public Asset(string uri)
        : this(uri, uri)
    {
    }

    /// <summary>An asset with a name of its own.</summary>
    /// <param name="name">Name, at most 1500 characters.</param>
    /// <param name="uri">URI, at most 1500 ASCII characters; it is never opened.</param>
    public Asset(string name, string uri)
    {
        Name = Checked(name, "name");
        if (Name is "self" or "context")
        {
            throw new ArgumentException($"An asset cannot be named '{Name}'.", nameof(name));
        }

        Uri = AssetUri.Sanitize(Checked(uri, "URI"));
    }

    /// <summary>Name of the asset.</summary>
    public string Name { get; }

    /// <summary>URI of the asset in its normal form: scheme in small letters, no password, no slash at the end, query in order, no fragment.</summary>
    public string Uri { get; }

    /// <summary>Free group by which assets are told apart.</summary>
    /// <value>Default: <c>asset</c>.</value>
    public string Group { get; init; } = "asset";

    /// <summary>Free facts about the asset; must be serialisable as JSON.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, object?> Extra { get; init; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public bool Equals(Asset? other) => other is not null && other.Name == Name && other.Uri == Uri;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Uri);

    private static string Checked(string text, string what)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return text.Length <= 1500 ? text : throw new ArgumentException($"An asset's {what} has at most 1500 characters, not {text.Length}.", nameof(text));
    }
}
