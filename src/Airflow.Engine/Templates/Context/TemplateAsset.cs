namespace Airflow.Engine.Templates;

/// <summary>An asset as templates see it.</summary>
public sealed record TemplateAsset(string Name, string Uri)
{
    public string Group { get; init; } = "asset";

    public IReadOnlyDictionary<string, object?> Extra { get; init; } = new Dictionary<string, object?>(StringComparer.Ordinal);
}
