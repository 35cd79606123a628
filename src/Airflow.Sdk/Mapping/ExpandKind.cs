namespace Airflow;

/// <summary>The two forms in which Airflow keeps what a task is mapped over.</summary>
internal enum ExpandKind
{
    /// <summary>A sequence for each argument; every combination is an instance (<c>expand</c>).</summary>
    DictOfLists,

    /// <summary>One sequence of objects that each hold all arguments of an instance (<c>expand_kwargs</c>).</summary>
    ListOfDicts,
}
