namespace Airflow.Engine.Configuration;

/// <summary>What a listing of the configuration shows.</summary>
public sealed record ListingOptions
{
    /// <summary>Only this section.</summary>
    public string? Section { get; init; }

    public bool ShowValues { get; init; }

    public bool HideSensitive { get; init; }

    /// <summary>Every entry as a comment, although it is set.</summary>
    public bool CommentOut { get; init; }

    /// <summary>Defaults instead of what is set.</summary>
    public bool OnlyDefaults { get; init; }

    public bool WithDescriptions { get; init; }

    public bool WithSources { get; init; }

    /// <summary>With the names of the environment variables.</summary>
    public bool WithVariables { get; init; }

    public bool WithProviders { get; init; } = true;
}
