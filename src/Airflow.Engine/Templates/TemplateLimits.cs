namespace Airflow.Engine.Templates;

/// <summary>Bounds of one rendering, so that no template can take all memory or run for ever.</summary>
public sealed record TemplateLimits
{
    public const int DefaultMaxOutputChars = 64 * 1024 * 1024;
    public const long DefaultMaxSteps = 50_000_000;
    public const int DefaultMaxDepth = 100;

    public static TemplateLimits Default { get; } = new();

    /// <summary>Length of all texts made while rendering, in UTF-16 units.</summary>
    public int MaxOutputChars { get; init; } = DefaultMaxOutputChars;

    /// <summary>Evaluated expressions, loop turns and produced items.</summary>
    public long MaxSteps { get; init; } = DefaultMaxSteps;

    /// <summary>How deeply macros, includes, blocks and recursive loops may call each other.</summary>
    public int MaxDepth { get; init; } = DefaultMaxDepth;

    /// <summary>Wall-clock time after which rendering stops.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromSeconds(30);
}
