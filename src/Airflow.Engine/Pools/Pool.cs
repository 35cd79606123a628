namespace Airflow.Engine.Pools;

/// <summary>A pool; -1 slots is unlimited.</summary>
public sealed record Pool(string Name, int Slots, string? Description = null, bool IncludeDeferred = false)
{
    public const string DefaultName = "default_pool";
}
