namespace Airflow.Engine.Templates;

/// <summary>The last run before this one that succeeded.</summary>
public sealed record TemplatePreviousRun(
    DateTimeOffset? DataIntervalStart,
    DateTimeOffset? DataIntervalEnd,
    DateTimeOffset? StartDate,
    DateTimeOffset? EndDate);
