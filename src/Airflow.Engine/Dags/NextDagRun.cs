namespace Airflow.Engine.Dags;

/// <summary>The next_dagrun columns of a DAG: what will be made, and when; all null when nothing will.</summary>
public sealed record NextDagRun(
    DateTimeOffset? LogicalDate,
    DateTimeOffset? DataIntervalStart,
    DateTimeOffset? DataIntervalEnd,
    DateTimeOffset? CreateAfter);
