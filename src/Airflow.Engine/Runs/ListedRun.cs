using Airflow.Engine.Dags;

namespace Airflow.Engine.Runs;

/// <summary>A run as lists show it.</summary>
/// <param name="Run">The run.</param>
/// <param name="LastSchedulingDecision">When a scheduler looked at it last; null before it started.</param>
/// <param name="DagDisplayName">What people call its DAG; null: its id.</param>
/// <param name="Version">The version of the DAG that it runs; null once that was deleted.</param>
public sealed record ListedRun(DagRun Run, DateTimeOffset? LastSchedulingDecision, string? DagDisplayName, DagVersionRecord? Version);
