using Airflow.Engine.Dags;

namespace Airflow.Engine.Runs;

/// <summary>A run that a timetable asks for, and where its DAG goes on.</summary>
/// <param name="Run">The run.</param>
/// <param name="ExpectedCreateAfter">The DAG's next_dagrun_create_after as it was read: who finds another is a tick behind.</param>
/// <param name="Next">The DAG's next_dagrun columns after this run.</param>
public sealed record ScheduledTick(DagRun Run, DateTimeOffset? ExpectedCreateAfter, NextDagRun Next);
