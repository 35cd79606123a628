namespace Airflow;

/// <summary>What an instance of a mapped group is for: the part of what the group is mapped over that belongs to its map index.</summary>
internal interface IGroupElement : ITaskOutput
{
    /// <summary>The group.</summary>
    TaskGroup Group { get; }

    ValueTask<object?> ReadAsync(TaskContext context);
}
