namespace Airflow.Engine.Scheduling.Rules;

/// <summary>The instances of a run, at one moment.</summary>
public interface IRunView
{
    /// <summary>All instances of a task, by ascending map index.</summary>
    IReadOnlyList<InstanceState> Instances(int task);

    /// <summary>How long the thing is that a mapped task is expanded over, its groups aside; null while that is not known.</summary>
    int? MapLengthOfTask(int task);

    /// <summary>How long the thing is that a mapped group is expanded over, the groups around it aside; null while that is not known.</summary>
    int? MapLengthOfGroup(int group);
}
