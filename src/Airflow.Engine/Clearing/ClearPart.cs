using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Clearing;

/// <summary>What a clear does to one run.</summary>
internal sealed record ClearPart(ClearRequest Request, ScheduledDag Dag, DagRun Run, IReadOnlyList<TaskInstance> Tasks);
