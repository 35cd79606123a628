namespace Airflow.Engine.XComs;

/// <summary>XCom outside the grouped writer: reads, single writes of running tasks, deletes.</summary>
public interface IXComStore
{
    /// <summary>With <paramref name="includePriorDates"/>: the newest of this run and the runs before it.</summary>
    Task<XCom?> FindAsync(XComKey key, bool includePriorDates, CancellationToken cancellationToken);
    /// <summary>Another text whenever the value was written anew; null when there is none. Costs the same however great the value is.</summary>
    Task<string?> FindStampAsync(XComKey key, CancellationToken cancellationToken);
    Task<IReadOnlyList<XCom>> ListAsync(string dagId, string runId, string taskId, string key, CancellationToken cancellationToken);
    /// <summary>How many instances of a task left a value under the key.</summary>
    Task<int> CountAsync(string dagId, string runId, string taskId, string key, CancellationToken cancellationToken);
    /// <summary>The value at a place, from 0, among those that the instances of a task left; a negative one counts from the end.</summary>
    Task<XCom?> FindAtAsync(string dagId, string runId, string taskId, string key, int offset, CancellationToken cancellationToken);
    Task<IReadOnlyList<XComKey>> ListKeysAsync(string dagId, string runId, string? taskId, CancellationToken cancellationToken);
    Task SaveAsync(XCom value, CancellationToken cancellationToken);
    Task<bool> DeleteAsync(XComKey key, CancellationToken cancellationToken);
    /// <summary>Removes all keys of a task instance, before a new try; returns how many.</summary>
    Task<int> ClearAsync(string dagId, string runId, string taskId, int mapIndex, CancellationToken cancellationToken);
    /// <summary>Lengths of what can be expanded over in a run, one for each task: of a list its elements, of a mapped task (map index 0) its results.</summary>
    Task<IReadOnlyList<MappedLength>> ListMappedLengthsAsync(string dagId, string runId, CancellationToken cancellationToken);
}
