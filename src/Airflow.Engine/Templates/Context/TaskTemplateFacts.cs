namespace Airflow.Engine.Templates;

/// <summary>Everything that the context of a task's templates is made from.</summary>
public sealed record TaskTemplateFacts
{
    public required TemplateDagFacts Dag { get; init; }

    public required TemplateTaskFacts Task { get; init; }

    public required TemplateRunFacts Run { get; init; }

    /// <summary>The params of the run: those of the DAG, overridden by the task's, overridden by the configuration of the run.</summary>
    public IReadOnlyDictionary<string, object?> Params { get; init; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    public required ITemplateBackend Backend { get; init; }

    /// <summary>Values that the DAG adds for its templates.</summary>
    public IReadOnlyDictionary<string, object?> UserDefinedMacros { get; init; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>Filters that the DAG adds: from a plain value to a plain value.</summary>
    public IReadOnlyDictionary<string, Func<object?, object?>> UserDefinedFilters { get; init; } =
        new Dictionary<string, Func<object?, object?>>(StringComparer.Ordinal);

    public UndefinedBehavior Undefined { get; init; } = UndefinedBehavior.Strict;

    public TemplateLimits Limits { get; init; } = TemplateLimits.Default;

    /// <summary>Gives the text of a template file; null when there is none. See <see cref="TemplatePath.Folders"/>.</summary>
    public Func<string, string?>? Loader { get; init; }
}
