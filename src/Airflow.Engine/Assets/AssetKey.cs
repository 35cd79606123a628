namespace Airflow.Engine.Assets;

/// <summary>What tells assets apart: the name and the uri together.</summary>
public sealed record AssetKey(string Name, string Uri)
{
    private const int MaxLength = 1500;

    /// <summary>The key of an asset declared with a name, a uri or both; the one stands for the other.</summary>
    /// <exception cref="ArgumentException">Both are missing, or one of them cannot be used.</exception>
    public static AssetKey Of(string? name, string? uri)
    {
        if (name is null && uri is null)
        {
            throw new ArgumentException("An asset needs a name or a uri.", nameof(name));
        }
        var usedName = Require(name ?? uri!, "name");
        if (usedName is "self" or "context")
        {
            throw new ArgumentException($"An asset cannot be named '{usedName}'.", nameof(name));
        }
        return new AssetKey(usedName, AssetUri.Sanitize(Require(uri ?? name!, "uri")));
    }

    /// <summary>Returns the name, uri or group if it can be stored.</summary>
    /// <exception cref="ArgumentException">It is empty, blank or too long.</exception>
    public static string Require(string value, string what)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        return value.Length <= MaxLength
            ? value
            : throw new ArgumentException($"The {what} of an asset has at most {MaxLength} characters, not {value.Length}.", nameof(value));
    }
}
