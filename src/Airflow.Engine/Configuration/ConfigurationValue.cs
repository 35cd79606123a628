namespace Airflow.Engine.Configuration;

/// <summary>A value and where it came from.</summary>
/// <param name="Text">The value after interpolation and expansion.</param>
/// <param name="Source">The kind of source.</param>
/// <param name="Origin">The source in words, such as "environment variable AIRFLOW__CORE__PARALLELISM".</param>
public sealed record ConfigurationValue(string Text, ConfigurationSource Source, string Origin)
{
    /// <summary>What was written, where a value of an earlier release was replaced by its successor.</summary>
    public string? Replaced { get; init; }
}
