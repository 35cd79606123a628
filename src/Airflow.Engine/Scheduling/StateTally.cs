using Airflow.Engine.Tasks;

namespace Airflow.Engine.Scheduling;

/// <summary>Counts of the task instances directly upstream of a task, by state; kept up to date so that a rule costs no walk.</summary>
internal struct StateTally
{
    public int Total;
    public int Success;
    public int Failed;
    public int UpstreamFailed;
    public int Skipped;
    public int Removed;

    public readonly int Done => Success + Failed + UpstreamFailed + Skipped + Removed;

    public void Add(TaskState state, int count)
    {
        switch (state)
        {
            case TaskState.Success:
                Success += count;
                break;
            case TaskState.Failed:
                Failed += count;
                break;
            case TaskState.UpstreamFailed:
                UpstreamFailed += count;
                break;
            case TaskState.Skipped:
                Skipped += count;
                break;
            case TaskState.Removed:
                Removed += count;
                break;
            default:
                break;
        }
    }
}
