using Airflow.Engine.Runs;

namespace Airflow.Server.Api.DagStats;

/// <summary>How many runs are in a state.</summary>
internal sealed record DagStatsStateResponse(RunState State, int Count);
