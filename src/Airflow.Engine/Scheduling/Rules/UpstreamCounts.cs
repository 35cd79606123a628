using Airflow.Engine.Tasks;

namespace Airflow.Engine.Scheduling.Rules;

/// <summary>
/// How many of the instances upstream of a task there are, and how many ended in which way. A scheduler keeps one for each task and calls
/// <see cref="Change"/> when an upstream instance changes its state, so that a trigger rule costs the same however many there are.
/// </summary>
public record struct UpstreamCounts
{
    /// <summary>Instances upstream, ended or not; of an upstream task that is not mapped, one.</summary>
    public int Total { get; private set; }

    public int Success { get; private set; }

    public int Failed { get; private set; }

    public int UpstreamFailed { get; private set; }

    public int Skipped { get; private set; }

    public int Removed { get; private set; }

    /// <summary>Instances of setup tasks among <see cref="Total"/>.</summary>
    public int TotalSetup { get; private set; }

    public int SuccessSetup { get; private set; }

    public int SkippedSetup { get; private set; }

    /// <summary>All that have ended.</summary>
    public readonly int Done => Success + Failed + UpstreamFailed + Skipped + Removed;

    public readonly bool AreAllDone => Done >= Total;

    /// <summary>Counts further instances as upstream; a negative number when instances go away.</summary>
    public void Expect(int instances, bool isSetup)
    {
        Total += instances;
        TotalSetup += isSetup ? instances : 0;
    }

    /// <summary>Counts an instance that moved from one state to another.</summary>
    public void Change(TaskState from, TaskState to, bool isSetup)
    {
        Add(from, isSetup, -1);
        Add(to, isSetup, 1);
    }

    /// <summary>Counts an instance in its state; one that has not ended counts nowhere.</summary>
    public void Add(TaskState state, bool isSetup) => Add(state, isSetup, 1);

    private void Add(TaskState state, bool isSetup, int number)
    {
        switch (state)
        {
            case TaskState.Success:
                Success += number;
                SuccessSetup += isSetup ? number : 0;
                break;
            case TaskState.Failed:
                Failed += number;
                break;
            case TaskState.UpstreamFailed:
                UpstreamFailed += number;
                break;
            case TaskState.Skipped:
                Skipped += number;
                SkippedSetup += isSetup ? number : 0;
                break;
            case TaskState.Removed:
                Removed += number;
                break;
        }
    }
}
