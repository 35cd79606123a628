using Airflow.Engine.Dags.Deploying;
using Airflow.Engine.Dags.Processing;

namespace Airflow.Runtime.Deploying;

/// <summary>What is to happen to one file.</summary>
/// <param name="Content">What it is to hold; null: it goes.</param>
/// <param name="Before">The hash of what it held when this was planned; null: it was not there.</param>
internal sealed record DeployStep(ReadOnlyMemory<byte>? Content, string? Before)
{
    public DeployChange Change => (Content, Before) switch
    {
        (null, _) => DeployChange.Removed,
        (_, null) => DeployChange.Added,
        ({ } now, { } old) => ContentHash.Of(now.Span) == old ? DeployChange.Unchanged : DeployChange.Changed,
    };
}
