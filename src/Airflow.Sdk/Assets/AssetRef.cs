namespace Airflow;

/// <summary>An asset defined elsewhere, known here by its name or its URI only.</summary>
public sealed record AssetRef : AssetExpression
{
    private AssetRef(string? name, string? uri)
    {
        Name = name;
        Uri = uri;
    }

    /// <summary>Name of the asset; <see langword="null"/> if it is known by its URI.</summary>
    public string? Name { get; }

    /// <summary>URI of the asset; <see langword="null"/> if it is known by its name.</summary>
    public string? Uri { get; }

    /// <summary>The asset of that name.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The reference.</returns>
    public static AssetRef ByName(string name) => new(name ?? throw new ArgumentNullException(nameof(name)), null);

    /// <summary>The asset of that URI.</summary>
    /// <param name="uri">Its URI.</param>
    /// <returns>The reference.</returns>
    public static AssetRef ByUri(string uri) => new(null, uri ?? throw new ArgumentNullException(nameof(uri)));
}
