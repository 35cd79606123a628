namespace Airflow.Engine.Configuration;

/// <summary>What is known of one option: type, default, former names and a sentence about it.</summary>
public sealed record OptionDefinition(OptionName Name, OptionType Type, string? Default, string Description)
{
    /// <summary>Hidden in listings, masked in logs, and open to the _CMD and _SECRET forms.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>The value is a template; its braces are left alone.</summary>
    public bool IsTemplate { get; init; }

    /// <summary>The option belongs to a provider, not to the core.</summary>
    public bool IsOfProvider { get; init; }

    /// <summary>The only values allowed; empty allows all.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Older names under which the value is still read.</summary>
    public IReadOnlyList<OptionName> FormerNames { get; init; } = [];

    /// <summary>The default with the home folder filled in; null when there is none.</summary>
    public string? DefaultFor(string home) => Default?.Replace("{AIRFLOW_HOME}", home, StringComparison.Ordinal);
}
