namespace Airflow.Engine.Pools;

/// <summary>A pool and the slots of it that are taken, by the count that decides.</summary>
public sealed record PoolOccupancy(Pool Pool, int Occupied);
