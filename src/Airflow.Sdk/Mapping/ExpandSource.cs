namespace Airflow;

/// <summary>Where the elements of a mapped argument come from.</summary>
#pragma warning disable S1694 // kinds of one thing, told apart by their values
internal abstract record ExpandSource
{
    /// <summary>Task outputs that have to be there.</summary>
    public abstract IEnumerable<ITaskOutput> Outputs { get; }

    public abstract ValueTask<IMappedValues> LoadAsync(TaskContext context);

    /// <summary>For messages.</summary>
    public abstract string Describe();
}
