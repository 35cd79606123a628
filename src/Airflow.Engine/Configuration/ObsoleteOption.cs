namespace Airflow.Engine.Configuration;

/// <summary>A name that an earlier release had, with its successor or what to do instead.</summary>
public sealed record ObsoleteOption(OptionName Name, OptionName? Successor, string? Advice)
{
    /// <summary>Only values that contain this text are obsolete; null means all are.</summary>
    public string? OnlyWithText { get; init; }
}
