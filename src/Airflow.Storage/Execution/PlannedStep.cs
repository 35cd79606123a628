using Airflow.Engine.Execution;
using Airflow.Storage.Servers;

namespace Airflow.Storage.Execution;

/// <summary>A statement of a state change, and what it means when it changes nothing.</summary>
internal sealed record PlannedStep(ServerStep Statement)
{
    /// <summary>The answer when the statement changes too few rows; applied when that is no matter.</summary>
    public StateResult Otherwise { get; init; }

    /// <summary>Whether a row that it refers to being gone has that meaning as well.</summary>
    public bool MayMissReference { get; init; }
}
